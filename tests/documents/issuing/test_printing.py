"""A paper is printed once from its frozen payload, whatever happens to the worker."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError

from documents.issuing import printing
from documents.issuing.freezing import PRINT
from documents.issuing.handlers import print_again
from documents.issuing.keys import paper_keys
from documents.issuing.models import Paper, PaperFile, Reason, Series, State, StoredOnceError
from documents.issuing.seal import read_seal
from documents.issuing.services import paper_issue, paper_store, paper_withdraw
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


def test_markup_in_a_name_is_printed_as_it_is_written(text_of):
    name = "<b>澄岳</b>{{page}}{%x%}"
    order = world.order()
    paper = paper_issue(replace(order, context=replace(order.context, brand=name)), by=world.adviser(), at=AT)
    world.work()
    assert name in text_of(bytes(PaperFile.objects.get(paper=paper).content)).replace("\n", "")


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


def test_the_seal_in_the_paper_is_that_of_its_essentials():
    paper = world.printed()
    seal = read_seal(f"https://sanbao.example/verify/#{paper.file.seal}", paper_keys())
    assert seal.essentials == paper.essentials
    assert (seal.essentials.number, seal.essentials.vin_last6) == (paper.number, "001137")
