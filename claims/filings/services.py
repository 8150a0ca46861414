"""Filing a version of a model's terms, and withdrawing one that is not yet in force."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings.checks import findings_of
from claims.filings.filing import Filing, Identity
from claims.filings.lateness import timeliness
from claims.filings.models import FiledFile, FiledPart, FilingVersion, List, ModelLine
from claims.filings.permissions import can_file, can_withdraw_version
from claims.filings.selectors import terms_of
from claims.filings.shape import check_filing, check_identity
from claims.filings.terms import FiledTerms
from claims.filings.terms_json import terms_to_json
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.services import record
from sanbao.web.says import day as written_day

OTHER_IDENTITY = gettext_lazy("同品牌、同型号、同规格的车型已经备案，但是车辆类型、种类或者动力不同，请核对。")
ALREADY_IN_FORCE = gettext_lazy("这个版本已经生效，不能撤回。要改变内容的，请备案新的版本。")


@transaction.atomic
def filing_submit(
    *, producer: Organisation, identity: Identity, filing: Filing, by: User, at: datetime
) -> FilingVersion:
    """A new version of the model line, which is made when it is not there yet.

    Sent again with the same first day and content, it is what is there already. Raises ValidationError with the fields
    of `Identity` and `Filing`; what merely falls short of the law is taken (docs/adr/0009).
    """
    _demand(can_file(by, producer))
    check_identity(identity)
    check_filing(filing)
    Organisation.objects.select_for_update(no_key=True).get(pk=producer.pk)  # the lock of all its filings
    line = _line(producer, identity, at)
    valid = line.versions.filter(withdrawn_at=None).order_by("-in_force_from")
    known = valid.filter(in_force_from=filing.in_force_from).first()
    if known is not None and _is_same(known, line, filing):
        return known
    _check_order(valid.first(), filing)
    version = _save(line, filing, by, at)
    _record_filing(version, filing, by, at)
    return version


@transaction.atomic
def version_withdraw(*, version: FilingVersion, by: User, at: datetime) -> FilingVersion:
    """Before its first day alone. Withdrawing what is withdrawn changes nothing."""
    _demand(can_withdraw_version(by, version))
    Organisation.objects.select_for_update(no_key=True).get(pk=version.model_line.producer_id)
    current = FilingVersion.objects.select_related("model_line__producer").get(pk=version.pk)
    if current.withdrawn_at is not None:
        return current
    if current.in_force_from <= timezone.localdate(at):
        raise ValidationError(ALREADY_IN_FORCE, code="in_force")
    current.withdrawn_at, current.withdrawn_by = at, by
    current.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("filing.withdrawn", current, by, at)
    return current


def _line(producer: Organisation, identity: Identity, at: datetime) -> ModelLine:
    key = {"brand": identity.brand, "model": identity.model, "specification": identity.specification}
    rest = {"vehicle_type": identity.vehicle_type, "kind": identity.kind, "energy": identity.energy}
    line, _made = ModelLine.objects.get_or_create(producer=producer, **key, defaults=rest | {"created_at": at})
    if any(getattr(line, name) != value for name, value in rest.items()):
        raise ValidationError({"model": OTHER_IDENTITY})
    return line


def _is_same(version: FilingVersion, line: ModelLine, filing: Filing) -> bool:
    days = (version.in_force_from, version.happened_on)
    files = {file.use: file.sha256 for file in version.files.all()}
    asked = replace(filing.terms, version_number=version.number, version_id=str(version.public_id))
    return (
        days == (filing.in_force_from, filing.happened_on)
        and files == {use: file.sha256 for use, file in filing.files.items()}
        and terms_of(version, line.energy) == asked
    )


def _check_order(last: FilingVersion | None, filing: Filing) -> None:
    if last is not None and filing.in_force_from <= last.in_force_from:
        says = _("这个车型的第%(number)d版从%(day)s起生效，新的版本要从更晚的日期起生效。")
        values = {"number": last.number, "day": written_day(last.in_force_from)}
        raise ValidationError({"in_force_from": says % values})


def _save(line: ModelLine, filing: Filing, by: User, at: datetime) -> FilingVersion:
    terms, limits = filing.terms, filing.terms.capacity_limits
    version = FilingVersion.objects.create(
        model_line=line,
        number=_next_number(line),
        in_force_from=filing.in_force_from,
        happened_on=filing.happened_on,
        filed_at=at,
        filed_by=by,
        repair_warranty_months=terms.repair_warranty.months,
        repair_warranty_km=terms.repair_warranty.km,
        three_guarantees_months=terms.three_guarantees.months,
        three_guarantees_km=terms.three_guarantees.km,
        coefficient_millionths=None if terms.coefficient is None else int(terms.coefficient * 1_000_000),
        fade_repair_warranty_tenths=None if limits is None else _tenths(limits.repair_warranty_percent),
        fade_three_guarantees_tenths=None if limits is None else _tenths(limits.three_guarantees_percent),
        fade_method="" if limits is None else limits.method,
        address=terms.contact.address,
        postcode=terms.contact.postcode,
        phone=terms.contact.phone,
        repairers=terms.repairers,
        terms=terms.terms,
        other=terms.other,
    )
    FiledPart.objects.bulk_create(_parts(version, terms))
    FiledFile.objects.bulk_create(
        FiledFile(version=version, use=use, sha256=file.sha256, size=file.size) for use, file in filing.files.items()
    )
    return version


def _next_number(line: ModelLine) -> int:
    last = line.versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _parts(version: FilingVersion, terms: FiledTerms) -> list[FiledPart]:
    rows = [
        *(FiledPart(list=List.MAIN, code=p.code, name=p.name, group=p.group) for p in terms.main_components),
        *(FiledPart(list=List.EXTRA, code=p.code, name=p.name, group=p.group) for p in terms.extra_main_components),
        *(
            FiledPart(list=List.WEAR, code=p.code, name=p.name, months=p.period.months, km=p.period.km)
            for p in terms.wear_parts
        ),
        *(FiledPart(list=List.SPECIAL, code=p.code, name=p.name) for p in terms.special_parts),
    ]
    for place, row in enumerate(rows):
        row.version, row.place = version, place
    return rows


def _tenths(percent: Decimal | None) -> int | None:
    return None if percent is None else int(percent * 10)


def _record_filing(version: FilingVersion, filing: Filing, by: User, at: datetime) -> None:
    kind = version.model_line.kind
    found = findings_of(filing.terms, kind=kind, uses=filing.files, day=filing.in_force_from)
    timely = timeliness(number=version.number, happened_on=filing.happened_on, filed_at=at)
    codes = {
        "happened_on": str(filing.happened_on),
        "in_force_from": str(filing.in_force_from),
        "timeliness": timely.value,
        "findings": len(found),
    }
    _record("filing.submitted", version, by, at, codes=codes, commitments=_commitments(filing))


def _commitments(filing: Filing) -> dict[str, str]:
    """Of what is public anyway, so without a salt: anyone can compute it from the JSON of the version."""
    terms = json.dumps(terms_to_json(filing.terms), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    files = {use: file.sha256 for use, file in filing.files.items()}
    return {"terms": hashlib.sha256(terms.encode()).hexdigest(), **files}


def _record(
    action: str,
    version: FilingVersion,
    by: User,
    at: datetime,
    *,
    codes: dict[str, str | int] | None = None,
    commitments: dict[str, str] | None = None,
) -> None:
    """An event in the chain of the model line."""
    line = version.model_line
    record(
        action=action,
        subject=line.ledger_subject,
        actor=str(by.public_id),
        organisation=str(line.producer.public_id),
        codes={"version": str(version.public_id), "number": version.number, **(codes or {})},
        commitments=commitments,
        at=at,
    )


def _demand(permitted: bool) -> None:  # noqa: FBT001  reads as a sentence
    if not permitted:
        raise PermissionDenied
