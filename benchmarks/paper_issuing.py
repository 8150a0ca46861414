"""The command for many vouchers beside issuing the same cars one by one: number, ledger, print, storing, all of it.

Both in one warm process, in turns, on a database of their own; the command reads its file and makes its form anew.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from benchmarks.ledger_database import fresh_database
from benchmarks.measuring import Rounds, machine, measure, ratio

ROUNDS, CARS, BY_ITSELF, TARGET = 3, 200, 8, 10
OWN = ("vin", "produced_on", "invoiced_on", "handover_on")


def settle_keys(folder: Path) -> None:
    from django.conf import settings

    from documents.issuing.certificates import Certificate, make_development_certificate
    from sanbao.ledger.keys import make_key
    from tests.documents.issuing import world

    world.build()
    settings.PAPER_KEY, settings.PAPER_CERTIFICATES = folder / "paper.key", folder / "none"
    make_key(settings.PAPER_KEY)
    name = f"{world.organisation().public_id}"
    make_development_certificate(
        Certificate(folder / f"signed/{name}.key.pem", folder / f"signed/{name}.cert.pem"), world.organisation().name
    )


def cars() -> Iterator:
    """Orders without end, no car twice."""
    from documents.issuing.demo_sales import many
    from tests.documents.issuing import world

    return many(400_000, world.organisation())


def file_of(orders: list, path: Path) -> Path:
    from documents.papers.payload import payload

    contents = [json.loads(payload("voucher", order.context))["content"] for order in orders]
    form = {name: value for name, value in contents[0].items() if name not in (*OWN, "number")}
    lines = [{"form": form}, *({name: content[name] for name in OWN} for content in contents)]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def ways(source: Iterator, path: Path) -> dict[str, Callable[[], None]]:
    from django.core.management import call_command

    from documents.issuing.services import paper_issue
    from sanbao.work.testing import run_all
    from tests.documents.issuing import world

    who = {"issuer": world.organisation().credit_code, "by": world.adviser().username}

    def by_command() -> None:
        file_of(list(islice(source, CARS)), path)
        call_command("issue_vouchers", path, stdout=StringIO(), stderr=StringIO(), **who)

    def one_by_one() -> None:
        for order in islice(source, BY_ITSELF):
            paper_issue(order, by=world.adviser(), at=world.AT)
        run_all(world.AT)

    return {"issued one by one": one_by_one, "the command": by_command}


def told(name: str, seconds: Rounds) -> None:
    each = {
        "issued one by one": [one / BY_ITSELF for one in seconds["issued one by one"]],
        "the command": [one / CARS for one in seconds["the command"]],
    }
    for way, measured in each.items():
        print(f"{name}, {way:<20} {sorted(measured)[ROUNDS // 2] * 1000:6.1f} ms of processor time a car")
    print(f"{name}: {ratio(each, 'issued one by one', 'the command'):.1f} times as fast   target {TARGET}")


def main() -> None:
    with tempfile.TemporaryDirectory() as place, fresh_database() as database:
        from django.conf import settings

        folder = Path(place)
        print(f"{database}; {CARS} cars a run of the command")
        settle_keys(folder)
        source = cars()
        each = ways(source, folder / "cars.jsonl")
        for name, certificates in (("without a certificate", "none"), ("with a certificate", "signed")):
            settings.PAPER_CERTIFICATES = folder / certificates
            measure({"warm": each["issued one by one"]}, rounds=1)
            told(name, measure(each, rounds=ROUNDS))


if __name__ == "__main__":
    print(machine())
    main()
