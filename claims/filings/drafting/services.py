"""Writing a draft and filing it. A draft is nobody's act before it is filed, so the ledger hears of it only then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.filings.drafting.answers import answers_of, filing_of, identity_of
from claims.filings.drafting.steps import first_unanswered
from claims.filings.models import Draft, FilingVersion, ModelLine
from claims.filings.permissions import can_change_line, can_file, can_write_draft
from claims.filings.selectors import latest_version
from claims.filings.services import filing_submit
from sanbao.accounts.models import Organisation, User

NOT_COMPLETE = _("还有没有填写的内容，填写完了才能备案。")
FILED_ALREADY = _("这份草稿已经备案，不能再改。")


@transaction.atomic
def draft_start(*, producer: Organisation, by: User, at: datetime) -> Draft:
    """For a new model. Whoever has one in which nothing is written yet gets that."""
    _demand(can_file(by, producer))
    Organisation.objects.select_for_update(no_key=True).get(pk=producer.pk)
    blank = Draft.objects.filter(producer=producer, model_line=None, started_by=by, version=None, answers={}).first()
    return blank or Draft.objects.create(producer=producer, started_by=by, started_at=at, changed_at=at)


@transaction.atomic
def draft_change(*, line: ModelLine, by: User, at: datetime) -> Draft:
    """For the next version of a model, filled with the last one. There is one such draft a model at a time."""
    _demand(can_change_line(by, line))
    Organisation.objects.select_for_update(no_key=True).get(pk=line.producer_id)
    open_draft = Draft.objects.filter(model_line=line, version=None).first()
    if open_draft is not None:
        return open_draft
    last = latest_version(line)
    answers = answers_of(last) if last is not None else {}
    return Draft.objects.create(
        producer=line.producer, model_line=line, answers=answers, started_by=by, started_at=at, changed_at=at
    )


@transaction.atomic
def draft_answer(*, draft: Draft, step: str, answers: dict[str, Any], by: User, at: datetime) -> Draft:
    """Other pages stay as they are, even when a colleague writes them at the same moment."""
    current = _locked(draft, by)
    current.answers = {**current.answers, step: answers}
    current.changed_at = at
    current.save(update_fields=["answers", "changed_at"])
    return current


@transaction.atomic
def draft_submit(*, draft: Draft, by: User, at: datetime) -> FilingVersion:
    """Once: sent again it leads to what was filed."""
    _demand(can_write_draft(by, draft))
    current = Draft.objects.select_for_update(of=("self",)).select_related("version", "producer").get(pk=draft.pk)
    if current.version is not None:
        return current.version
    identity = identity_of(current)
    if identity is None or first_unanswered(current) is not None:
        raise ValidationError(NOT_COMPLETE)
    version = filing_submit(producer=current.producer, identity=identity, filing=filing_of(current), by=by, at=at)
    current.version, current.model_line = version, version.model_line
    current.save(update_fields=["version", "model_line"])
    return version


@transaction.atomic
def draft_discard(*, draft: Draft, by: User) -> None:
    _locked(draft, by).delete()


def _locked(draft: Draft, by: User) -> Draft:
    _demand(can_write_draft(by, draft))
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    if current.version_id is not None:
        raise ValidationError(FILED_ALREADY)
    return current


def _demand(permitted: bool) -> None:  # noqa: FBT001  reads as a sentence
    if not permitted:
        raise PermissionDenied
