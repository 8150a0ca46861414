"""Reading filings. Days are days in China; what is withdrawn never was in force."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from claims.filings.models import Appointment, FiledPart, FilingVersion, List, ModelLine
from claims.filings.terms import CapacityLimits, Contact, FiledTerms, MainComponent, SpecialPart, WearPart
from sanbao.accounts.models import Organisation
from sanbao.law.facts import PeriodTerms


def version_in_force(model_line: ModelLine, day: date) -> FilingVersion | None:
    """For cars sold on this day; None before the first version."""
    valid = model_line.versions.filter(withdrawn_at=None, in_force_from__lte=day)
    return valid.order_by("-in_force_from").prefetch_related("parts").first()


def latest_version(model_line: ModelLine) -> FilingVersion | None:
    """The last one filed, in force or to come."""
    return model_line.versions.filter(withdrawn_at=None).order_by("-in_force_from").prefetch_related("parts").first()


def filed_terms(model_line: ModelLine, day: date) -> FiledTerms | None:
    """What the producer filed for cars sold on this day. A voucher freezes `filed_terms(line, day).binding_on(day)`."""
    version = version_in_force(model_line, day)
    return None if version is None else terms_of(version, model_line.energy)


def terms_of(version: FilingVersion, energy: str) -> FiledTerms:
    parts = list(version.parts.all())
    return FiledTerms(
        energy=energy,
        repair_warranty=PeriodTerms(version.repair_warranty_months, version.repair_warranty_km),
        three_guarantees=PeriodTerms(version.three_guarantees_months, version.three_guarantees_km),
        coefficient=version.coefficient,
        main_components=_components(parts, List.MAIN),
        extra_main_components=_components(parts, List.EXTRA),
        wear_parts=tuple(
            WearPart(part.code, part.name, PeriodTerms(part.months or 0, part.km or 0))
            for part in parts
            if part.list == List.WEAR
        ),
        special_parts=tuple(SpecialPart(part.code, part.name) for part in parts if part.list == List.SPECIAL),
        capacity_limits=_capacity_limits(version),
        contact=Contact(version.address, version.postcode, version.phone),
        repairers=version.repairers,
        terms=version.terms,
        other=version.other,
        version_number=version.number,
        version_id=str(version.public_id),
    )


def is_in_network(outlet: Organisation, producer: Organisation, moment: datetime) -> bool:
    """Had the producer appointed this outlet to repair at this moment (a visit's `received_at`)? Both days count."""
    day = timezone.localdate(moment)
    return appointments_on(day).filter(producer=producer, outlet=outlet, repairs=True).exists()


def may_sell(outlet: Organisation, producer: Organisation, day: date) -> bool:
    """Had the producer appointed this outlet to sell on this day?"""
    return appointments_on(day).filter(producer=producer, outlet=outlet, sells=True).exists()


def appointments_on(day: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


def model_lines_of(producer: Organisation) -> QuerySet[ModelLine]:
    """All of them, in the order in which they were filed, also those of which no version is in force yet."""
    return ModelLine.objects.filter(producer=producer).order_by("id")


def model_lines_search(text: str) -> QuerySet[ModelLine]:
    """Public model lines of which every word is in brand, model, specification, type or the producer's name."""
    found = public_model_lines()
    for word in text.replace("\0", " ").split():  # PostgreSQL takes no such sign
        found = found.filter(
            Q(brand__icontains=word)
            | Q(model__icontains=word)
            | Q(specification__icontains=word)
            | Q(vehicle_type__icontains=word)
            | Q(producer__name__icontains=word)
        )
    return found


def public_model_lines() -> QuerySet[ModelLine]:
    """With a version that was not withdrawn, in force or to come."""
    valid = FilingVersion.objects.filter(model_line=OuterRef("pk"), withdrawn_at=None)
    # By id last, not by collation: the two databases order Chinese differently.
    return ModelLine.objects.filter(Exists(valid)).select_related("producer").order_by("id")


def _components(parts: list[FiledPart], which: List) -> tuple[MainComponent, ...]:
    extra = which is List.EXTRA
    return tuple(MainComponent(part.code, part.name, part.group, extra) for part in parts if part.list == which)


def _capacity_limits(version: FilingVersion) -> CapacityLimits | None:
    stated = (version.fade_repair_warranty_tenths, version.fade_three_guarantees_tenths)
    if stated == (None, None) and not version.fade_method:
        return None
    in_warranty, in_guarantees = (None if tenths is None else Decimal(tenths) / 10 for tenths in stated)
    return CapacityLimits(in_warranty, in_guarantees, version.fade_method)
