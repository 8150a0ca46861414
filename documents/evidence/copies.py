"""Copies for the parties, made by a worker: what is seen and heard, without position, scripts and makers' data."""

import tempfile
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from documents.evidence import sandbox, store
from documents.evidence.models import Evidence, State, Use
from documents.evidence.services import keep_file
from sanbao.ledger.services import record
from sanbao.ledger.shapes import SYSTEM


def copy_make(*, public_id: UUID, at: datetime) -> Evidence:
    """Once, however often it is called. A worker may die anywhere: the rows come in one transaction, after the files."""
    item = Evidence.objects.get(public_id=public_id)
    if item.state != State.WAITING:
        return item
    with store.unsealed(item.files.get(use=Use.ORIGINAL)) as original, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        try:
            copy = sandbox.derive(original, item.format, folder)
        except sandbox.FileRefusedError as refused:
            return _fail(item, refused, at)
        return _keep(item, copy, folder, at)


def _keep(item: Evidence, copy: sandbox.Copy, folder: Path, at: datetime) -> Evidence:
    sealed = {use: store.put(folder / use.value, at) for use in (Use.COPY, Use.THUMBNAIL) if (folder / use).exists()}
    kept = False
    try:
        with transaction.atomic():
            locked = _waiting(item)
            if locked is None:
                return Evidence.objects.get(pk=item.pk)
            keep_file(locked, Use.COPY, sealed[Use.COPY], content_type=copy.content_type, extension=copy.extension)
            if Use.THUMBNAIL in sealed:
                keep_file(locked, Use.THUMBNAIL, sealed[Use.THUMBNAIL], content_type="image/jpeg", extension="jpg")
            _settle(locked, State.READY, at, commitments={"copy": sealed[Use.COPY].sha256})
        kept = True
        return locked
    finally:
        if not kept:
            for file in sealed.values():
                store.discard(file)


@transaction.atomic
def _fail(item: Evidence, refused: sandbox.FileRefusedError, at: datetime) -> Evidence:
    """The original stays, for a panel or a clerk to open; trying again would find the same."""
    locked = _waiting(item)
    if locked is None:
        return Evidence.objects.get(pk=item.pk)
    return _settle(locked, State.FAILED, at, reason=refused.refusal.value)


def _waiting(item: Evidence) -> Evidence | None:
    return Evidence.objects.select_for_update(no_key=True).filter(pk=item.pk, state=State.WAITING).first()


def _settle(
    item: Evidence, state: State, at: datetime, *, reason: str | None = None, commitments: dict[str, str] | None = None
) -> Evidence:
    item.state = state
    item.save(update_fields=["state"])
    record(
        action="evidence.copy_made" if state is State.READY else "evidence.copy_failed",
        subject=item.subject,
        actor=SYSTEM,
        organisation=None,
        codes={"evidence": str(item.public_id), "reason": reason},
        commitments=commitments,
        at=at,
    )
    return item
