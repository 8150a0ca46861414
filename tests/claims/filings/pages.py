"""Walking through the pages of a draft as a clerk does."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.filings.terms import standard_components
from sanbao.law.parts import edition
from tests.accounts.browsing import Browser
from tests.documents.evidence import samples

TABLE = edition("2021")
IDENTITY = {
    "brand": "澄岳",
    "model": "CY7000",
    "vehicle_type": "轿车",
    "specification": "",
    "kind": "passenger_car",
    "energy": "bev",
}
DATES = {"happened_on": "2026-11-01", "in_force_from": "2026-12-01"}
PERIODS = {
    "repair_warranty_months": "３６",
    "repair_warranty_km": "6万公里",
    "three_guarantees_months": "24",
    "three_guarantees_km": "50,000",
    "coefficient": "0.5%",
}
WORDING = {
    "address": "示例路1号",
    "postcode": "310000",
    "phone": "400-800-0000",
    "repairers": "打电话查询。",
    "terms": "依照规定。",
    "other": "",
}


def main(energy="bev", without=()):
    return {"codes": [part.code for part in standard_components(TABLE, energy) if part.code not in without]}


def wear(**changes):
    rows = {}
    for code in TABLE.wear_parts:
        rows |= {f"months_{code}": "6", f"km_{code}": "10000"}
    return rows | changes


def whole(**changes):
    """Every page of a battery car's filing, as it is posted; manuals take seconds to look at, so they come where asked."""
    steps = {
        "identity": IDENTITY,
        "dates": DATES,
        "periods": PERIODS,
        "main": main(),
        "extra": {"name_0": "减震器", "group_0": "suspension_system", "name_1": "", "group_1": ""},
        "wear": wear(),
        "special": {"codes": list(TABLE.special_parts), "own": "仪表板线束\n\n发动机线束\n"},
        "battery": {"repair_warranty_percent": "80", "three_guarantees_percent": "85%", "method": "按说明书"},
        "wording": WORDING,
        "files": {},
    }
    return steps | changes


READ = {"read": "on"}  # what the check found


def manuals():
    return {"owner_manual": manual(), "maintenance_manual": manual(2)}


def manual(pages=1, data=None):
    return SimpleUploadedFile("手册.pdf", data or samples.pdf(pages), "application/pdf")


def fill(browser: Browser, draft, steps):
    """The answers to the last page."""
    response = None
    for step, told in steps.items():
        response = browser.post(f"filings:step_{step}", draft.public_id, data=told)
        assert response.status_code == 302, (step, errors(response))
    return response


def errors(response):
    return re.findall(r"errorlist[^>]*>\s*<li>(.*?)</li>", response.content.decode(), re.DOTALL)


def at(response):
    """Where a redirect leads: the name of the step, `draft`, or the rest of the address."""
    return response.headers["Location"].rstrip("/").rsplit("/", 1)[-1]


def url(name, *args):
    return reverse(f"filings:{name}", args=args)
