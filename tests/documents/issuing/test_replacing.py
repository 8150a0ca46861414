"""A paper loses its force once: withdrawn for a reason, or replaced by a new one that names it."""

import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from documents.issuing.models import Paper, PaperFile, Reason, Series, State
from documents.issuing.services import paper_issue, paper_withdraw
from sanbao.ledger.selectors import events_of
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

pytestmark = [pytest.mark.postgres, pytest.mark.django_db, pytest.mark.usefixtures("demo")]
KINDS = ("voucher", "entitlement", "deadline")


def test_a_printed_paper_is_not_withdrawn_as_unprintable():
    with pytest.raises(ValidationError):
        paper_withdraw(world.printed("deadline"), reason=Reason.CANNOT_BE_PRINTED, by=world.clerk(), at=AT)


def test_withdrawn_twice_is_withdrawn_once_and_the_first_reason_stands():
    paper = world.issue("deadline")
    paper_withdraw(paper, reason=Reason.ISSUED_TWICE, by=world.clerk(), at=AT)
    again = paper_withdraw(paper, reason=Reason.WRONG_CONTENT, by=world.clerk(), at=AT)
    assert again.withdrawal_reason == Reason.ISSUED_TWICE
    assert [event.action for event in events_of(paper.ledger_subject)] == ["paper.issued", "paper.withdrawn"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_paper_replaces_the_old_one_and_names_it(kind, text_of):
    old = world.printed(kind)
    new = world.printed(kind, replaces=old)
    old = Paper.objects.get(pk=old.pk)
    assert (old.state, new.state, new.replaces) == (State.REPLACED, State.VALID, old)
    assert old.number in text_of(bytes(new.file.content)).replace("\n", "")
    assert [event.action for event in events_of(old.ledger_subject)] == [
        "paper.issued",
        "paper.printed",
        "paper.replaced",
    ]


def test_a_paper_is_replaced_once():
    old = world.issue()
    world.issue(replaces=old)
    with pytest.raises(ValidationError):
        world.issue(replaces=old)
    assert Series.objects.get().last == 2


def test_a_withdrawn_paper_is_not_replaced():
    old = world.issue()
    paper_withdraw(old, reason=Reason.SALE_CANCELLED, by=world.clerk(), at=AT)
    with pytest.raises(ValidationError):
        world.issue(replaces=old)


@pytest.mark.parametrize(("kind", "place"), [("deadline", 0), ("voucher", 1)])
def test_a_paper_replaces_none_of_another_kind_or_car(kind, place):
    old = world.issue("voucher", 0)
    with pytest.raises(ValidationError):
        world.issue(kind, place, replaces=old)


def test_the_replacing_form_sent_twice_makes_one_paper():
    old = world.issue()
    order = world.order(replaces=old)
    assert paper_issue(order, by=world.adviser(), at=AT) == paper_issue(order, by=world.adviser(), at=AT)


def test_a_voucher_that_promises_more_says_so_beside_the_number_it_replaces(text_of):
    order = world.order()
    order = replace(order, context=replace(order.context, other="首任车主的发动机，包修96个月。"))
    old = paper_issue(order, by=world.adviser(), at=AT)
    new = paper_issue(replace(order, key=uuid.uuid4(), replaces=old), by=world.adviser(), at=AT)
    world.work()
    text = text_of(bytes(PaperFile.objects.get(paper=new).content)).replace("\n", "")
    assert f"包修96个月。本凭证代替编号{old.number}的凭证。" in text
