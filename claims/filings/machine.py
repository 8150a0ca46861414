"""Filings for other programs. Keys are the glossary's; shares are strings, dates ISO 8601; no personal data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils import timezone

from claims.filings.models import Appointment, FiledFile, FilingVersion, ModelLine
from claims.filings.public_pages import VersionLine, findings_on
from claims.filings.selectors import terms_of
from claims.filings.terms_json import terms_to_json
from sanbao.accounts.models import Organisation
from sanbao.law.regulations import Citation


def line_to_json(line: ModelLine, site: str) -> dict[str, Any]:
    """Who and what; `valid_versions` as `searching.lines_wanted` has them."""
    own = {name: getattr(line, name) for name in ("brand", "model", "vehicle_type", "specification", "kind", "energy")}
    return {
        "id": str(line.public_id),
        **own,
        "producer": organisation_to_json(line.producer),
        "url": site + reverse("filings:line_json", args=[line.public_id]),
    }


def version_to_json(shown: VersionLine, line: ModelLine, site: str) -> dict[str, Any]:
    """A withdrawn version is named, its terms are not."""
    version = shown.version
    told: dict[str, Any] = {
        "id": str(version.public_id),
        "number": version.number,
        "state": shown.state,
        "in_force_from": version.in_force_from.isoformat(),
        "happened_on": version.happened_on.isoformat(),
        "filed_at": timezone.localtime(version.filed_at).isoformat(timespec="seconds"),
        "timeliness": shown.timeliness.value,
    }
    if version.withdrawn_at is not None:
        return told
    found = findings_on(version, line, version.in_force_from)
    return {
        **told,
        "terms": terms_to_json(terms_of(version, line.energy)),
        "findings": [{"code": one.code, "article": article_to_json(one.citation)} for one in found],
        "files": [_file(version, file, site) for file in version.files.all()],
    }


def appointment_to_json(appointment: Appointment) -> dict[str, Any]:
    until = appointment.valid_until
    return {
        "id": str(appointment.public_id),
        "outlet": organisation_to_json(appointment.outlet),
        "producer": organisation_to_json(appointment.producer),
        "sells": appointment.sells,
        "repairs": appointment.repairs,
        "valid_from": appointment.valid_from.isoformat(),
        "valid_until": until.isoformat() if until else None,
        "address": appointment.address,
        "postcode": appointment.postcode,
        "phone": appointment.phone,
    }


def organisation_to_json(organisation: Organisation) -> dict[str, Any]:
    return {
        "id": str(organisation.public_id),
        "name": organisation.name,
        "credit_code": organisation.credit_code,
        "region": organisation.region,
    }


def article_to_json(citation: Citation) -> dict[str, Any]:
    return {name: value for name, value in asdict(citation).items() if value is not None}


def _file(version: FilingVersion, file: FiledFile, site: str) -> dict[str, Any]:
    url = site + reverse("filings:file", args=[version.public_id, file.use])
    return {"use": file.use, "sha256": file.sha256, "size": file.size, "url": url}
