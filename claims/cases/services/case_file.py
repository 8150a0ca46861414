"""A party asks for the whole case as one PDF: a worker makes it, it is fetched for some days, then it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Q

from claims.cases.models import CaseFile, Claim
from claims.cases.models.case_file import GIVEN_UP
from claims.cases.permissions import can_have_case_file
from documents.evidence.store import Sealed, seal_into
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand
from sanbao.work import enqueue

TOPIC = "claims.case_file"
KEPT = timedelta(days=7)
ORPHANS_KEPT = timedelta(days=1)  # longer than between a file and its row
State = CaseFile.State

Writes = Callable[[Claim, Path, User, datetime], int]


def storage() -> Storage:
    return storages["case_files"]


@transaction.atomic
def case_file_ask(*, claim: Claim, key: UUID, by: User, at: datetime) -> CaseFile:
    """One at a time for a person and a claim: asked again meanwhile, or twice under one key, it is the same one."""
    demand(can_have_case_file(by, claim))
    known = CaseFile.objects.filter(reader=by, request_key=key).first()
    if known is not None:
        return known
    waiting = CaseFile.objects.filter(claim=claim, reader=by, state=State.WAITING)
    waiting.filter(asked_at__lt=at - GIVEN_UP).update(state=State.FAILED)
    row, is_new = CaseFile.objects.get_or_create(
        claim=claim, reader=by, state=State.WAITING, defaults={"asked_at": at, "request_key": key}
    )
    if is_new:
        enqueue(topic=TOPIC, payload={"file": str(row.public_id)}, key=f"{TOPIC}/{row.public_id}", at=at)
    return row


def case_file_make(*, row: CaseFile, writes: Writes, at: datetime) -> None:
    """As its reader sees the case now; who may no longer see it gets none. Made twice, the first one stays."""
    if not can_have_case_file(row.reader, row.claim):
        case_file_note_failure(row)
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.pdf"
        parts = writes(row.claim, path, row.reader, at)
        sealed = seal_into(storage(), str(row.public_id), path)
    if not _keep(row, sealed, parts, at):
        storage().delete(sealed.name)


@transaction.atomic
def _keep(row: CaseFile, sealed: Sealed, parts: int, at: datetime) -> bool:
    """The one that was there before goes: it tells of an earlier day."""
    told: dict[str, Any] = {"made_at": at, "expires_at": at + KEPT, "parts": parts, **vars(sealed)}
    waiting = CaseFile.objects.filter(pk=row.pk, state=State.WAITING)
    if not waiting.update(state=State.READY, **told):
        return False
    case_files_drop(Q(claim=row.claim, reader=row.reader) & ~Q(pk=row.pk) & ~Q(state=State.WAITING))
    return True


def case_file_note_failure(row: CaseFile) -> None:
    CaseFile.objects.filter(pk=row.pk, state=State.WAITING).update(state=State.FAILED)


@transaction.atomic
def case_files_drop(which: Q) -> int:
    """Rows first: a file without its row is unreadable, and swept."""
    rows = CaseFile.objects.filter(which)
    names = [name for name in rows.values_list("name", flat=True) if name]
    dropped, _by_model = rows.delete()
    transaction.on_commit(lambda: _delete(names))
    return dropped


def _delete(names: list[str]) -> None:
    for name in names:
        storage().delete(name)


def case_files_sweep(at: datetime) -> int:
    """What has been there long enough, what failed long ago, and files that belong to no row."""
    over = Q(expires_at__lte=at) | Q(asked_at__lt=at - KEPT, expires_at=None)
    dropped = case_files_drop(over)
    _sweep_orphans(at)
    return dropped


def _sweep_orphans(at: datetime) -> None:
    try:
        _folders, names = storage().listdir("")
    except FileNotFoundError:
        return
    orphans = set(names) - set(CaseFile.objects.filter(name__in=names).values_list("name", flat=True))
    for name in orphans:
        if at - storage().get_modified_time(name) > ORPHANS_KEPT:
            storage().delete(name)
