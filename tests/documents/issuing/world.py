"""Papers for tests: the demonstration's people and sales, issued by the services as in life."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from documents.issuing.register import candidates_of
from documents.issuing.services import Order, paper_issue
from sanbao.accounts import demo
from sanbao.accounts.models import Organisation, User
from sanbao.work.testing import run_all

AT = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def build():
    demo.build(AT)


def person(username: str) -> User:
    return User.objects.get(username=username)


def consumer(name: str) -> User:
    return User.objects.get(name=name)


def organisation(name: str = "澄岳汽车杭州西湖4S店") -> Organisation:
    return Organisation.objects.get(name=name)


def adviser() -> User:
    return person("linxiao")


def clerk() -> User:
    return person("hejing")


def order(kind: str = "voucher", place: int = 0, **changes) -> Order:
    issuer = changes.pop("issuer", None) or organisation()
    candidate = [one for one in candidates_of(issuer) if one.kind == kind][place]
    fields = {
        "kind": candidate.kind,
        "context": candidate.context,
        "issuer": issuer,
        "subject": candidate.subject,
        "holder": candidate.holder,
        "key": uuid.uuid4(),
    }
    return Order(**fields | changes)


def issue(kind: str = "voucher", place: int = 0, by: User | None = None, at: datetime = AT, **changes):
    return paper_issue(order(kind, place, **changes), by=by or adviser(), at=at)


def work(at: datetime = AT):
    return run_all(at)


def printed(kind: str = "voucher", place: int = 0, **changes):
    paper = issue(kind, place, **changes)
    work()
    paper.refresh_from_db()
    return paper
