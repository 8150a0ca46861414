import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from documents.issuing import register
from documents.issuing.demo_sales import SALES, voucher
from documents.issuing.freezing import ContextTypeError, Order
from documents.issuing.models import Paper, Series
from documents.issuing.restoring import context_from
from documents.issuing.services import KeyUsedError, paper_issue
from documents.papers.checking import ContextError
from documents.papers.payload import payload
from sanbao.accounts.models import Organisation
from sanbao.ledger.canonical import commit
from sanbao.ledger.models import Event
from sanbao.ledger.selectors import events_of
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

pytestmark = [pytest.mark.postgres, pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_a_payload_gives_back_the_context_it_was_made_from():
    for one in register.candidates_of(world.organisation()):
        kind = register.kind_of(one.kind)
        context = kind.numbered(one.context, "SB-2026-0001-000001")
        assert context_from(payload(kind.code, context).decode(), kind.context) == context


def test_the_voucher_of_another_seller_is_refused_at_its_field_and_takes_no_number():
    context = world.order().context
    theirs = replace(context, seller=replace(context.seller, name="栖原汽车上海4S店"))
    with pytest.raises(ContextError) as refused:
        world.issue(context=theirs)
    assert [problem.field for problem in refused.value.problems] == ["seller.name"]
    assert not Series.objects.exists()


def test_numbers_count_per_kind_issuer_and_year():
    other = world.organisation("栖原汽车上海浦东4S店")
    next_year = AT + timedelta(days=60)
    numbers = [
        world.issue().number,
        world.issue(place=1).number,
        world.issue("deadline").number,
        world.issue(at=next_year).number,
        paper_issue(world.order(issuer=other), by=world.person("gulan"), at=AT).number,
    ]
    assert numbers == [
        "SB-2026-0001-000001",
        "SB-2026-0001-000002",
        "QX-2026-0001-000001",
        "SB-2027-0001-000001",
        "SB-2026-0002-000001",
    ]


def test_the_year_of_a_number_is_that_of_china():
    new_year_in_china = datetime(2026, 12, 31, 16, 0, tzinfo=ZoneInfo("UTC"))
    assert world.issue(at=new_year_in_china).number == "SB-2027-0001-000001"


def test_a_rolled_back_issue_leaves_no_gap():
    world.issue()
    with transaction.atomic():
        world.issue(place=1)
        transaction.set_rollback(True)
    assert world.issue(place=1).number == "SB-2026-0001-000002"


def statutory_fields():
    order_43 = register.kind_of("voucher").items(demo_voucher("phev"))
    return [(path, item.citation) for item in order_43 for path in item.fields]


def demo_voucher(energy):
    sale = next(sale for sale in SALES if sale.energy == energy)
    return voucher(sale, Organisation(name="澄岳汽车杭州西湖4S店"))


def without(context, path):
    name, _dot, rest = path.partition(".")
    return replace(context, **{name: replace(getattr(context, name), **{rest: ""}) if rest else None})


@pytest.mark.parametrize(("path", "citation"), statutory_fields())
def test_a_missing_statutory_item_is_refused_with_its_article_before_a_number_is_used(path, citation):
    order = world.order(place=1)
    with pytest.raises(ContextError) as refused:
        paper_issue(replace(order, context=without(order.context, path)), by=world.adviser(), at=AT)
    assert (path, citation) in [(problem.field, problem.citation) for problem in refused.value.problems]
    assert not Paper.objects.exists()
    assert not Series.objects.exists()


def test_an_unencodable_character_is_refused_before_a_number_is_used():
    order = world.order()
    with pytest.raises(ContextError, match="U\\+E000"):
        paper_issue(replace(order, context=replace(order.context, brand="\ue000")), by=world.adviser(), at=AT)
    assert not Series.objects.exists()


def test_the_same_form_sent_twice_makes_one_paper():
    order = world.order()
    first, second = (paper_issue(order, by=world.adviser(), at=AT) for _ in range(2))
    assert first == second
    assert Series.objects.get().last == 1


def another_car(order):
    return replace(order, subject="vehicle/elsewhere")


def another_text(order):
    return replace(order, context=replace(order.context, other="发动机包修96个月。"))


def another_kind(order):
    return replace(world.order("deadline"), key=order.key)


@pytest.mark.parametrize("change", [another_car, another_text, another_kind])
def test_a_key_that_made_one_paper_is_refused_for_another(change):
    order = world.order()
    paper_issue(order, by=world.adviser(), at=AT)
    with pytest.raises(KeyUsedError):
        paper_issue(change(order), by=world.adviser(), at=AT)
    assert Paper.objects.count() == 1


def test_a_key_sent_again_on_another_day_gives_the_same_paper():
    old = world.issue()
    order = world.order(replaces=old)
    first = paper_issue(order, by=world.adviser(), at=AT)
    assert paper_issue(order, by=world.adviser(), at=AT + timedelta(days=3)) == first


def test_the_same_key_of_two_people_makes_two_papers():
    first = world.order()
    second = world.order(place=1, key=first.key)
    papers = [paper_issue(first, by=world.adviser(), at=AT), paper_issue(second, by=world.clerk(), at=AT)]
    assert len({paper.number for paper in papers}) == 2


def test_the_ledger_commits_to_payload_and_essentials_and_then_holds_the_hash_of_the_bytes():
    paper = world.printed()
    issued, printed = events_of(paper.ledger_subject)
    assert [issued.action, printed.action] == ["paper.issued", "paper.printed"]
    assert issued.commitments == {
        "payload": commit(bytes.fromhex(paper.payload_salt), paper.payload_sha256),
        "essentials": commit(bytes.fromhex(paper.essentials_salt), paper.essentials_text),
    }
    assert printed.codes == {"sha256": paper.file.sha256, "size": len(paper.file.content)}


def test_nothing_in_the_ledger_names_car_or_person():
    paper = world.printed()
    written = "".join(event.body for event in Event.objects.filter(subject=paper.ledger_subject))
    assert not [
        word for word in (paper.essentials.vin_last6, paper.number, paper.check_code, "周敏") if word in written
    ]


def test_a_name_of_the_issuer_that_cannot_be_printed_is_refused_before_a_number_is_used():
    Organisation.objects.filter(pk=world.organisation().pk).update(name="西湖\ue000店")
    order = world.order("deadline", issuer=Organisation.objects.get(name="西湖\ue000店"))
    with pytest.raises(ContextError, match="U\\+E000"):
        paper_issue(order, by=world.adviser(), at=AT)
    assert not Series.objects.exists()


def test_who_may_not_issue_uses_no_number():
    for name in ("tangrui", "luzhu", "wangyan", "songyi", "gulan", "xuwen"):
        with pytest.raises(PermissionDenied):
            world.issue(by=world.person(name))
    assert not Series.objects.exists()


def test_an_order_of_a_strange_kind_is_no_order():
    with pytest.raises(KeyError):
        paper_issue(
            Order(kind="x", context=None, issuer=world.organisation(), subject="vehicle/1", key=uuid.uuid4()),
            by=world.adviser(),
            at=AT,
        )


@pytest.mark.parametrize(
    "changes", [{"bilingual": "yes"}, {"other": ["x"]}, {"special_parts": "钥匙"}, {"energy": None}], ids=str
)
def test_a_field_of_another_type_is_refused_before_a_number_is_used(changes):
    order = world.order()
    with pytest.raises((TypeError, AttributeError)):
        paper_issue(replace(order, context=replace(order.context, **changes)), by=world.adviser(), at=AT)
    assert not Series.objects.exists()


def test_a_context_of_another_kind_is_refused_before_a_number_is_used():
    order = world.order("deadline")
    with pytest.raises(ContextTypeError):
        paper_issue(replace(order, kind="entitlement"), by=world.adviser(), at=AT)
    assert not Series.objects.exists()
