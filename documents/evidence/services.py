"""Taking evidence in, and opening an original."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from documents.evidence import sandbox, store
from documents.evidence.media.formats import FORMATS
from documents.evidence.models import Evidence, SealedFile, State, Use
from documents.evidence.permissions import can_add_evidence, can_open_original, can_retry_copy
from documents.evidence.subjects import Subject
from sanbao.accounts.models import User
from sanbao.ledger.services import record
from sanbao.work import enqueue

DERIVE = "evidence.derive"


class OpeningReason(TextChoices):
    ESTABLISH_FACTS = "establish_facts", _("查明事实：副本看不清或者听不清")
    VERIFY_AUTHENTICITY = "verify_authenticity", _("核对是否为原件、是否改动过")
    COPY_FAILED = "copy_failed", _("副本没有做成")
    OFFICIAL_REQUEST = "official_request", _("仲裁机构、法院或者行政机关依法调取")


def evidence_add(*, subject: Subject, path: Path, title: str, by: User, at: datetime) -> Evidence:
    """The file at `path`, once: the same content given again by the same person is what is there already.

    Reading and sealing take seconds and are done before the transaction; it writes rows alone.
    """
    _demand(can_add_evidence(by, subject))
    known = _added_before(subject, store.sha256_of(path), by)
    if known is not None:
        return known
    finding = sandbox.inspect(path)
    sealed = store.put(path, at)
    try:
        item = _add(subject=subject, finding=finding, sealed=sealed, title=title, by=by, at=at)
    except BaseException:
        store.discard(sealed)
        raise
    if item.files.get(use=Use.ORIGINAL).name != sealed.name:  # of two at once the other was first
        store.discard(sealed)
    return item


@transaction.atomic
def _add(
    *, subject: Subject, finding: sandbox.Finding, sealed: store.Sealed, title: str, by: User, at: datetime
) -> Evidence:
    fresh = {
        "kind": finding.kind,
        "format": finding.format,
        "perceptual_hash": finding.perceptual_hash,
        "title": title,
        "size": sealed.size,
        "added_at": at,
    }
    item, is_new = Evidence.objects.get_or_create(
        subject=str(subject), sha256=sealed.sha256, added_by=by, defaults=fresh
    )
    if not is_new:
        return item
    known = FORMATS[finding.format]
    keep_file(item, Use.ORIGINAL, sealed, content_type=known.content_type, extension=known.extension)
    codes = {"evidence": str(item.public_id), "kind": item.kind, "format": item.format}
    _record("evidence.added", item, by=by, at=at, codes=codes, commitments={"original": item.sha256})
    enqueue(topic=DERIVE, payload={"evidence": str(item.public_id)}, key=f"{DERIVE}/{item.public_id}", at=at)
    return item


@transaction.atomic
def original_open(
    *, item: Evidence, reason: OpeningReason, by: User, at: datetime
) -> tuple[SealedFile, Iterator[bytes]]:
    """The file as it was given; that somebody opened it, and why, is recorded before the first byte leaves."""
    _demand(can_open_original(by, item))
    file = item.files.get(use=Use.ORIGINAL)
    codes = {"evidence": str(item.public_id), "reason": reason.value}
    _record("evidence.original_opened", item, by=by, at=at, codes=codes)
    return file, store.read(file)


@transaction.atomic
def copy_retry(*, item: Evidence, by: User, at: datetime) -> Evidence:
    """Let a worker try again. Asked for twice it is tried once: the second finds it waiting."""
    locked = Evidence.objects.select_for_update(no_key=True).get(pk=item.pk)
    if locked.state != State.FAILED:
        return locked
    _demand(can_retry_copy(by, locked))
    locked.state = State.WAITING
    locked.save(update_fields=["state"])
    _record("evidence.copy_asked_again", locked, by=by, at=at, codes={"evidence": str(locked.public_id)})
    # A key of its own: that of the attempt before is known and would change nothing.
    enqueue(topic=DERIVE, payload={"evidence": str(locked.public_id)}, key=f"{DERIVE}/{uuid4()}", at=at)
    return locked


def keep_file(item: Evidence, use: Use, sealed: store.Sealed, *, content_type: str, extension: str) -> SealedFile:
    return SealedFile.objects.create(
        evidence=item,
        use=use,
        name=sealed.name,
        wrapped_key=sealed.wrapped_key,
        key_id=sealed.key_id,
        sha256=sealed.sha256,
        size=sealed.size,
        content_type=content_type,
        extension=extension,
    )


def _added_before(subject: Subject, sha256: str, by: User) -> Evidence | None:
    return Evidence.objects.filter(subject=str(subject), sha256=sha256, added_by=by).first()


def _record(
    action: str,
    item: Evidence,
    *,
    by: User,
    at: datetime,
    codes: dict[str, str],
    commitments: dict[str, str] | None = None,
) -> None:
    """An event in the chain of the subject, where the whole case is told."""
    record(
        action=action,
        subject=item.subject,
        actor=str(by.public_id),
        organisation=None,
        codes=codes,
        commitments=commitments,
        at=at,
    )


def _demand(permitted: bool) -> None:  # noqa: FBT001  reads as a sentence
    if not permitted:
        raise PermissionDenied
