"""An assessment is kept when an act rests on it, with all that is needed to compute it again on another day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from claims.record.models import LawData, Reliance, StoredAssessment
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import User
from sanbao.law import CaseFacts, assess
from sanbao.law.consistency import end_of
from sanbao.law.facts_writing import facts_to_json
from sanbao.law.parsing import facts_from_text
from sanbao.law.sources import law_data_version
from sanbao.law.versions import law_code_version, law_data_entries
from sanbao.law.writing import assessment_to_json
from sanbao.ledger.canonical import canonical
from sanbao.ledger.services import record
from sanbao.ledger.shapes import SYSTEM


@dataclass(frozen=True, kw_only=True)
class Act:
    """What rests on the assessment: `visit.closed`, and the ledger's name of the visit."""

    name: str
    subject: str


@transaction.atomic
def assessment_keep(*, vehicle: Vehicle, facts: CaseFacts, act: Act, by: User | None, at: datetime) -> StoredAssessment:
    """In the transaction of the act. Kept twice, it is one. Raises FactsError for facts that could not be read again."""
    stored, is_fresh = _stored(vehicle, facts, at)
    if is_fresh:
        Reliance.objects.create(assessment=stored, act=act.name, subject=act.subject, relied_at=at)
    if is_fresh or _relies_anew(stored, act, at):
        kind, _slash, public_id = act.subject.partition("/")
        record(
            action="assessment.kept",
            subject=stored.ledger_subject,
            actor=str(by.public_id) if by else SYSTEM,
            organisation=None,
            codes={"answer": answer_digest(stored), "act": act.name, "kind": kind, "about": public_id},
            at=at,
        )
    return stored


def _relies_anew(stored: StoredAssessment, act: Act, at: datetime) -> bool:
    return Reliance.objects.get_or_create(
        assessment=stored, act=act.name, subject=act.subject, defaults={"relied_at": at}
    )[1]


def _stored(vehicle: Vehicle, facts: CaseFacts, at: datetime) -> tuple[StoredAssessment, bool]:
    """With whether it is stored just now. The answer is computed from the facts as they are read again: what is kept is
    what will be run."""
    written = canonical(facts_to_json(facts))
    version, code_version = law_data_version(), law_code_version()
    name = hash_of(str(vehicle.public_id), written, version, code_version)
    known: StoredAssessment | None = StoredAssessment.objects.filter(hash=name).first()
    if known is not None:
        return known, False
    values = {
        "vehicle": vehicle,
        "as_of": end_of(facts.as_of),
        "facts": written,
        "answer": answer_to(written),
        "law_data": _law_data(),
        "code_version": code_version,
        "stored_at": at,
    }
    try:
        with transaction.atomic():
            return StoredAssessment.objects.create(hash=name, **values), True
    except IntegrityError:  # another has stored it meanwhile
        return StoredAssessment.objects.get(hash=name), False


def answer_to(written: str) -> str:
    """What today's law and engine say to stored facts; the sentences follow from it and are left out."""
    return canonical(assessment_to_json(assess(facts_from_text(written, bounded=False), texts=False)))


def hash_of(vehicle: str, facts: str, law_data: str, code_version: str) -> str:
    return digest("\n".join(("sanbao.record.assessment.1", vehicle, law_data, code_version, facts)))


def answer_digest(stored: StoredAssessment) -> str:
    """Together with the hash, which nobody can guess: an answer alone is much like others."""
    return digest(f"{stored.hash}\n{stored.answer}")


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _law_data() -> LawData:
    version = law_data_version()
    known: LawData | None = LawData.objects.filter(pk=version).first()
    if known is None:
        entries = json.dumps(dict(law_data_entries()), sort_keys=True)
        known = LawData.objects.get_or_create(version=version, defaults={"entries": entries})[0]
    return known
