import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from documents.issuing import printing, register
from documents.issuing.demo_sales import SALES, voucher
from documents.issuing.freezing import PRINT, ContextTypeError, Order
from documents.issuing.handlers import print_again
from documents.issuing.keys import paper_keys
from documents.issuing.models import Paper, PaperFile, Reason, Series, State, StoredOnceError
from documents.issuing.restoring import context_from
from documents.issuing.seal import read_seal
from documents.issuing.services import KeyUsedError, paper_issue, paper_store, paper_withdraw
from documents.papers.checking import ContextError
from documents.papers.payload import payload
from sanbao.accounts.models import Organisation
from sanbao.ledger.canonical import commit
from sanbao.ledger.models import Event
from sanbao.ledger.selectors import events_of
from sanbao.work import MessageInfo
from sanbao.work.delivery import Result, claim
from sanbao.work.models import Job
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

pytestmark = [pytest.mark.postgres, pytest.mark.django_db, pytest.mark.usefixtures("demo")]
KINDS = ("voucher", "entitlement", "deadline")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_issued_and_printed_from_its_frozen_payload(kind, opened):
    paper = world.printed(kind)
    assert paper.state == State.VALID
    assert sha256(paper.file.content).hexdigest() == paper.file.sha256
    with opened(bytes(paper.file.content)) as pdf:
        attached = pdf.attachments["payload.json"].get_file().read_bytes()
    assert attached.decode() == paper.payload
    assert sha256(attached).hexdigest() == paper.payload_sha256 == paper.essentials.payload_sha256


@pytest.mark.parametrize("kind", KINDS)
def test_number_and_check_code_are_printed(kind, text_of):
    paper = world.printed(kind)
    text = text_of(bytes(paper.file.content))
    assert paper.number in text
    assert paper.check_code in text


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


def test_markup_in_a_name_is_printed_as_it_is_written(text_of):
    name = "<b>澄岳</b>{{page}}{%x%}"
    order = world.order()
    paper = paper_issue(replace(order, context=replace(order.context, brand=name)), by=world.adviser(), at=AT)
    world.work()
    assert name in text_of(bytes(PaperFile.objects.get(paper=paper).content)).replace("\n", "")


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


def test_a_worker_killed_after_printing_leaves_one_paper_with_one_number():
    paper = world.issue()
    claim(AT)  # a worker takes the message, prints …
    printing.print_paper(paper)  # … and is killed before the bytes are stored
    assert not PaperFile.objects.exists()
    world.work(AT + timedelta(minutes=11))
    assert PaperFile.objects.get().paper == paper
    assert Series.objects.get().last == 1


def test_a_worker_killed_after_storing_changes_nothing_when_the_message_comes_again():
    paper = world.issue()
    claim(AT)
    paper_store(paper, printing.print_paper(paper), at=AT)
    before = PaperFile.objects.values().get()
    results = world.work(AT + timedelta(minutes=11))
    assert len(results[Result.DONE]) == 1
    assert PaperFile.objects.values().get() == before
    assert [event.action for event in events_of(paper.ledger_subject)] == ["paper.issued", "paper.printed"]


def test_the_same_paper_is_printed_to_the_same_bytes():
    paper = world.issue("deadline")
    assert printing.print_paper(paper) == printing.print_paper(paper)


def test_the_bytes_of_a_paper_are_never_changed():
    file = world.printed("deadline").file
    with pytest.raises(StoredOnceError):
        file.save()
    with pytest.raises(StoredOnceError):
        file.delete()


def unreadable(settings):
    settings.DEBUG, settings.PAPER_KEY = False, None


def test_a_paper_that_cannot_be_printed_keeps_its_number_is_shown_as_failed_and_retried(settings, tmp_path):
    unreadable(settings)
    paper = world.issue("deadline")
    results = world.work()
    paper.refresh_from_db()
    assert (paper.state, paper.failure, len(results[Result.RETRY])) == (State.FAILED, "KeyFileError", 1)
    settings.DEBUG, settings.PAPER_KEY = True, tmp_path / "paper.key"
    world.work(AT + timedelta(minutes=1))
    paper = Paper.objects.get()
    assert (paper.state, paper.failure, paper.number) == (State.VALID, "", "QX-2026-0001-000001")


def test_a_paper_whose_attempts_are_used_up_is_tried_again_the_next_day(settings, tmp_path):
    unreadable(settings)
    paper, moment = world.issue("deadline"), AT
    while not Job.objects.filter(state=Job.State.PARKED).exists():
        moment += timedelta(hours=2)
        world.work(moment)
    settings.DEBUG, settings.PAPER_KEY = True, tmp_path / "paper.key"
    world.work(moment + timedelta(days=9))
    assert Paper.objects.get().state == State.FAILED  # parked: nobody tries by himself
    print_again({}, MessageInfo("every/papers.print_again/1", 1, moment))
    world.work(moment)
    assert Paper.objects.get(pk=paper.pk).state == State.VALID


def test_a_paper_that_cannot_be_printed_is_voided_for_a_reason_and_not_printed_later(settings, tmp_path):
    unreadable(settings)
    paper = world.issue("deadline")
    world.work()
    with pytest.raises(ValidationError):
        paper_withdraw(paper, reason="", by=world.clerk(), at=AT)
    paper_withdraw(paper, reason=Reason.CANNOT_BE_PRINTED, by=world.clerk(), at=AT)
    settings.DEBUG, settings.PAPER_KEY = True, tmp_path / "paper.key"
    world.work(AT + timedelta(hours=1))
    assert Paper.objects.get().state == State.WITHDRAWN
    assert not PaperFile.objects.exists()
    assert not Job.objects.filter(topic=PRINT).exists()
    assert world.issue("deadline").number == "QX-2026-0001-000002"


def test_bytes_that_come_after_the_withdrawal_are_thrown_away():
    paper = world.issue("deadline")
    printed = printing.print_paper(paper)
    paper_withdraw(paper, reason=Reason.WRONG_CONTENT, by=world.clerk(), at=AT)
    paper_store(paper, printed, at=AT)
    assert not PaperFile.objects.exists()


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


def test_the_seal_in_the_paper_is_that_of_its_essentials():
    paper = world.printed()
    seal = read_seal(f"https://sanbao.example/verify/#{paper.file.seal}", paper_keys())
    assert seal.essentials == paper.essentials
    assert (seal.essentials.number, seal.essentials.vin_last6) == (paper.number, "001137")


def test_a_voucher_that_promises_more_says_so_beside_the_number_it_replaces(text_of):
    order = world.order()
    order = replace(order, context=replace(order.context, other="首任车主的发动机，包修96个月。"))
    old = paper_issue(order, by=world.adviser(), at=AT)
    new = paper_issue(replace(order, key=uuid.uuid4(), replaces=old), by=world.adviser(), at=AT)
    world.work()
    text = text_of(bytes(PaperFile.objects.get(paper=new).content)).replace("\n", "")
    assert f"包修96个月。本凭证代替编号{old.number}的凭证。" in text


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
