"""Asking page by page: answers are kept, the law's answer is shown before, sent once, led where one belongs."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.cases.models import Claim, Statement
from claims.cases.services.drafting import claim_send
from claims.cases.services.stating import fact_state
from documents.evidence.subjects import subject_of
from sanbao.ledger.models import Event
from tests.claims.cases import world
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

AT = world.AT


@pytest.fixture
def now(monkeypatch):
    """The clock of the server, read by the views alone."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return AT


def returning_within_seven_days(when=AT):
    """Handed over on 28 October; on 2 November the gearbox fails, day five of seven."""
    bought = date(2026, 10, 28)
    return world.case(invoiced_on=bought, handover_on=bought)


class Walk:
    """Somebody who presses what the pages show."""

    def __init__(self, client, person):
        self.client = client
        client.force_login(person)
        self.page = None

    def get(self, url):
        self.page = self.client.get(url, follow=True)
        return self.text

    def send(self, **fields):
        hidden = dict(re.findall(r'<input type="hidden" name="(key|lock)" value="([^"]*)"', self.text))
        self.page = self.client.post(self.url, hidden | fields, follow=True)
        assert self.page.status_code == 200
        return self.text

    @property
    def url(self):
        return self.page.request["PATH_INFO"]

    @property
    def step(self):
        return self.url.split("/ask/")[1].rstrip("/") if "/ask/" in self.url else self.url

    @property
    def text(self):
        return self.page.content.decode()


def asked_for_a_return(walk, vehicle):
    """Through all pages to the summary."""
    walk.get(reverse("cases:ask", args=[vehicle.public_id]))
    walk.send()
    assert walk.step == "problem/1"
    walk.send(name="变速器不换挡", symptom="挂挡没有反应")
    assert walk.step == "place/1"
    walk.send(place="gearbox")
    assert walk.step == "part/1"
    walk.send(place="unknown")
    walk.send(serious_safety="unknown", event="none", needs_replacement="yes")
    assert walk.step == "problems/0"
    walk.send()
    walk.send(mileage_km="312")
    walk.send()  # the record holds nothing
    walk.send(has_invoice="on")
    assert walk.step == "kind/0"
    assert "您可以要求销售者换车或退车" in walk.text.replace("或者", "或")
    walk.send(kind="vehicle_return")
    assert walk.step == "losses/0"
    walk.send(registration="300", accessories_net="", services="1200.50")
    walk.send(to=re.search(r'name="to" value="([^"]+)"', walk.text)[1])
    walk.send(words="请退车。")
    walk.send()
    assert walk.step == "summary/0"


def test_a_return_is_asked_for_page_by_page_and_sent_once(db, client, now):
    case = returning_within_seven_days()
    walk = Walk(client, case.owner)
    asked_for_a_return(walk, case.vehicle)
    for words in ("变速器不换挡", "312公里", "购车发票", "¥1,500.50", case.shop.place.name, "2026年11月16日", "2026年11月30日"):
        assert words in walk.text
    summary = walk.url
    walk.send()
    claim = Claim.objects.get()
    assert walk.url == reverse("cases:sent", args=[claim.public_id])
    assert claim.number in walk.text
    assert (claim.state, claim.kind, claim.respondent) == ("submitted", "vehicle_return", case.shop.place)
    demand, item = claim.demand, claim.demand.items.get()
    assert (demand.made_on, demand.received_on, demand.mileage_km) == (AT.date(), AT.date(), 312)
    assert (demand.registration_fen, demand.services_fen, demand.words) == (30_000, 120_050, "请退车。")
    assert (item.group, item.component, item.needs_replacement, item.problem.name) == ("gearbox", "", "yes", "变速器不换挡")
    # Back, and pressed again: one claim, led to it.
    again = client.post(summary, {"key": claim.steps.get().request_key, "lock": 0}, follow=True)
    assert again.status_code == 200
    assert "已经提出，不能再改" in client.get(summary, follow=True).content.decode()
    assert Claim.objects.count() == 1
    # A second one of this kind is led to the first; somebody else's link is no page.
    walk.get(reverse("cases:ask", args=[case.vehicle.public_id]))
    assert claim.number in walk.text
    client.force_login(cars.consumer("王五", "+8613800001499"))
    assert client.get(claim.get_absolute_url()).status_code == 404
    assert client.get(summary).status_code == 404
    assert client.get(reverse("cases:ask", args=[case.vehicle.public_id])).status_code == 404
