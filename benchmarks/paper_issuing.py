"""The command for many vouchers beside issuing the same cars one by one: number, ledger, print, storing, all of it.

Both in one warm process, in turns, on a database of their own; the command reads its file and makes its form anew.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402  the settings come first
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.ledger_database import fresh_database  # noqa: E402
from benchmarks.measuring import Rounds, machine, measure, ratio  # noqa: E402
from documents.issuing import bulk  # noqa: E402
from documents.issuing.certificates import Certificate, make_development_certificate  # noqa: E402
from documents.issuing.demo_sales import SALES, many  # noqa: E402
from documents.issuing.freezing import Order  # noqa: E402
from documents.issuing.services import paper_issue  # noqa: E402
from documents.papers.payload import payload  # noqa: E402
from sanbao.accounts import demo  # noqa: E402
from sanbao.accounts.models import Organisation, User  # noqa: E402
from sanbao.accounts.selectors import members_of  # noqa: E402
from sanbao.ledger.keys import make_key  # noqa: E402
from sanbao.work.testing import run_all  # noqa: E402

ROUNDS, CARS, BY_ITSELF, TARGET, MORE_THAN_NEEDED = 3, 200, 8, 10, 400_000
OWN = ("vin", "produced_on", "invoiced_on", "handover_on")
SINGLY, MANY = "issued one by one", "the command"


def seller_with_keys(folder: Path) -> Organisation:
    """With a certificate in `folder/signed`, and none in `folder/none`."""
    demo.build(timezone.now())
    seller = Organisation.objects.get(credit_code=SALES[0].seller)
    settings.PAPER_KEY = folder / "paper.key"
    make_key(settings.PAPER_KEY)
    name = folder / "signed" / str(seller.public_id)
    make_development_certificate(Certificate(Path(f"{name}.key.pem"), Path(f"{name}.cert.pem")), seller.name)
    return seller


def write_file(orders: list[Order], path: Path) -> None:
    contents = [json.loads(payload("voucher", order.context))["content"] for order in orders]
    form = {name: value for name, value in contents[0].items() if name not in (*OWN, "number")}
    lines = [{"form": form}, *({name: content[name] for name in OWN} for content in contents)]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")


def both_ways(seller: Organisation, cars: Iterator[Order], path: Path) -> dict[str, Callable[[], None]]:
    by: User = next(member.user for member in members_of(seller) if bulk.may_issue(member.user, seller))
    who = {"issuer": seller.credit_code, "by": by.username}

    def singly() -> None:
        for order in islice(cars, BY_ITSELF):
            paper_issue(order, by=by, at=timezone.now())
        run_all(timezone.now())

    def by_command() -> None:
        write_file(list(islice(cars, CARS)), path)
        call_command("issue_vouchers", path, stdout=StringIO(), stderr=StringIO(), **who)

    return {SINGLY: singly, MANY: by_command}


def tell(name: str, seconds: Rounds) -> None:
    number = {SINGLY: BY_ITSELF, MANY: CARS}
    each = {way: [one / number[way] for one in measured] for way, measured in seconds.items()}
    for way, measured in each.items():
        print(f"{name}, {way:<18} {sorted(measured)[ROUNDS // 2] * 1000:6.1f} ms of processor time a car")
    print(f"{name}: {ratio(each, SINGLY, MANY):.1f} times as fast   target {TARGET}")


def main() -> None:
    with tempfile.TemporaryDirectory() as place, fresh_database() as database:
        print(f"{database}; {CARS} cars a run of the command")
        folder = Path(place)
        seller = seller_with_keys(folder)
        calls = both_ways(seller, many(MORE_THAN_NEEDED, seller), folder / "cars.jsonl")
        for name, certificates in (("without a certificate", "none"), ("with a certificate", "signed")):
            settings.PAPER_CERTIFICATES = folder / certificates
            calls[SINGLY]()  # warm
            tell(name, measure(calls, rounds=ROUNDS))


if __name__ == "__main__":
    print(machine())
    main()
