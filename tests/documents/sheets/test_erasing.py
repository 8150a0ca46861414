"""When its time is over, the content goes; number and hashes stay."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from documents.issuing.models import Paper, PaperFile, State
from documents.issuing.services import papers_erase
from documents.verifying import looking_up
from sanbao.ledger.selectors import events_of
from sanbao.work import enqueue
from sanbao.work.registry import timers
from sanbao.work.testing import run_all
from tests.documents.sheets.world import KEY, codes, press, taken

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_after_its_time_content_and_file_go_and_number_and_hashes_stay(client):
    paper = taken(client)
    before, content = PaperFile.objects.values("sha256", "size", "seal").get(), bytes(paper.file.content)
    end = paper.issued_at + timedelta(days=settings.SHEET_DAYS)
    assert papers_erase(end - timedelta(days=settings.SHEET_DAYS), at=end) == 0
    assert papers_erase(end, at=end) == 1
    assert papers_erase(end, at=end) == 0
    erased = Paper.objects.get()
    assert (erased.payload, bytes(erased.file.content), erased.erased_at) == ("", b"", end)
    assert PaperFile.objects.values("sha256", "size", "seal").get() == before
    assert (erased.number, erased.check_code, erased.payload_sha256) == (
        paper.number,
        paper.check_code,
        paper.payload_sha256,
    )
    assert [event.action for event in events_of(paper.ledger_subject)] == [
        "paper.issued",
        "paper.printed",
        "paper.erased",
    ]
    assert "没有查到" in client.post(reverse("sheets:download"), codes(paper)).content.decode()
    found = looking_up.by_file(content)
    assert (found.paper, found.unchanged, found.attached) == (paper, True, "")
    assert "有效" in client.post(reverse("verifying:code"), codes(paper)).content.decode()


def test_what_was_never_printed_is_withdrawn_when_its_time_is_over(client):
    press(client, key=KEY)
    end = timezone.now() + timedelta(days=400)
    papers_erase(end, at=end)
    assert Paper.objects.get().state == State.WITHDRAWN
    run_all(end)
    assert not PaperFile.objects.exists()
    assert press(client, key=uuid.uuid4()).content.decode().count("-0000-000002")


def test_the_timer_erases_by_itself(client, settings):
    settings.SHEET_DAYS = 1
    paper = taken(client)
    day_after = paper.issued_at + timedelta(days=2)
    with transaction.atomic():
        enqueue(topic="sheets.erase", payload={}, key="every/sheets.erase/1", at=day_after)
    run_all(day_after)
    assert "sheets.erase" in {timer.topic for timer in timers()}
    assert Paper.objects.get().payload == ""


def test_the_papers_of_an_organisation_are_never_erased(client):
    from tests.documents.issuing import world  # noqa: PLC0415  only here are its people needed

    world.build()
    paper = world.printed("deadline")
    papers_erase(timezone.now() + timedelta(days=10_000), at=timezone.now())
    assert Paper.objects.get(pk=paper.pk).payload == paper.payload
