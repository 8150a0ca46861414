"""Files of drafts that were discarded do not stay for ever; nothing that somebody speaks of is removed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage
from django.utils import timezone

from claims.filings import files
from claims.filings.drafting.services import draft_answer, draft_discard, draft_start
from claims.filings.handlers import sweep_files
from claims.filings.models import FiledFile
from sanbao.work import MessageInfo
from tests.claims.filings.world import AT, clerk, filing, producer, submit

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "filings": {"BACKEND": "documents.evidence.folder.DurableFolder", "OPTIONS": {"location": tmp_path / "filings"}}
    }


def kept(tmp_path: Path, text: str):
    path = tmp_path / "manual.pdf"
    path.write_text(text)
    return files.keep(path)


def sweep(at):
    sweep_files({}, MessageInfo("filings.sweep_files/1", 1, at))


def test_only_old_files_that_nobody_speaks_of_are_removed(folder, tmp_path):
    sweep(timezone.now())
    where = producer()
    by = clerk(where)
    orphan, drafted, filed = (kept(tmp_path, text) for text in ("orphan", "drafted", "filed"))
    version = submit(where, filing(files={}))
    FiledFile.objects.create(version=version, use="owner_manual", sha256=filed.sha256, size=filed.size)
    draft = draft_start(producer=where, by=by, at=AT)
    told = {"owner_manual": {"sha256": drafted.sha256, "size": drafted.size}}
    draft_answer(draft=draft, step="files", answers=told, by=by, at=AT)

    def left():
        return [files.storage().exists(files.name_of(one.sha256)) for one in (orphan, drafted, filed)]

    now = timezone.now()
    sweep(now + WEEK - timedelta(hours=1))
    assert left() == [True, True, True]
    sweep(now + WEEK + timedelta(hours=1))
    assert left() == [False, True, True]
    draft_discard(draft=draft, by=by)
    sweep(now + WEEK + timedelta(hours=1))
    assert left() == [False, False, True]


def test_a_file_that_is_wanted_again_is_young_again_wherever_it_lies(folder, tmp_path, monkeypatch):
    def is_kept_after_a_week():
        first = kept(tmp_path, "again")
        old = files.storage().get_modified_time(files.name_of(first.sha256))
        kept(tmp_path, "again")
        sweep(old + WEEK)
        return files.storage().exists(files.name_of(first.sha256))

    assert is_kept_after_a_week()
    elsewhere = InMemoryStorage()
    monkeypatch.setattr(files, "storage", lambda: elsewhere)
    assert is_kept_after_a_week()
