"""From the answers of a draft, as JSON keeps them, to a filing; and from a version back to answers that fill a new draft.

Answers are kept by step, each as its form cleaned them; whoever reads them here may rely on their shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from claims.filings.codes import own_code
from claims.filings.filing import Filing, Identity, StoredFile
from claims.filings.models import Draft, FilingVersion, ModelLine
from claims.filings.selectors import terms_of
from claims.filings.terms import (
    CapacityLimits,
    Contact,
    FiledTerms,
    MainComponent,
    SpecialPart,
    WearPart,
    regulation_on,
    standard_components,
)
from sanbao.law.facts import PeriodTerms
from sanbao.law.parts import Edition, edition

Answers = Mapping[str, Any]
_NO_PERIOD = PeriodTerms(0, 0)


def identity_of(draft: Draft) -> Identity | None:
    """None while a new model has not been named."""
    if draft.model_line is not None:
        return identity_of_line(draft.model_line)
    told = draft.answers.get("identity")
    return Identity(**told) if told else None


def identity_of_line(line: ModelLine) -> Identity:
    return Identity(**{name: getattr(line, name) for name in Identity.__dataclass_fields__})


def energy_of(draft: Draft) -> str:
    identity = identity_of(draft)
    return identity.energy if identity else "ice"


def first_day_of(draft: Draft) -> date:
    """From when it shall be in force: that day's law and standard are asked. Today while it is not said."""
    told = draft.answers.get("dates")
    return date.fromisoformat(told["in_force_from"]) if told else timezone.localdate(timezone.now())


def table_of(draft: Draft) -> Edition:
    return edition(regulation_on(first_day_of(draft)).parts_edition)


def filing_of(draft: Draft) -> Filing:
    """Of a draft whose steps are all answered."""
    days = {name: date.fromisoformat(day) for name, day in draft.answers["dates"].items()}
    return Filing(days["in_force_from"], days["happened_on"], terms_so_far(draft), files_of(draft.answers))


def files_of(answers: Answers) -> dict[str, StoredFile]:
    return {use: StoredFile(**told) for use, told in answers.get("files", {}).items()}


def terms_so_far(draft: Draft) -> FiledTerms:
    """What has not been answered is empty; periods of nothing are below every minimum."""
    answers, table, energy = draft.answers, table_of(draft), energy_of(draft)
    periods, wording = answers.get("periods"), answers.get("wording", {})
    return FiledTerms(
        energy=energy,
        repair_warranty=_period(periods, "repair_warranty"),
        three_guarantees=_period(periods, "three_guarantees"),
        coefficient=_decimal(periods["coefficient"]) if periods else None,
        main_components=_main(answers, table, energy),
        extra_main_components=_extra(answers),
        wear_parts=_wear(answers),
        special_parts=_special(answers, table),
        capacity_limits=_battery(answers),
        contact=Contact(*(wording.get(name, "") for name in ("address", "postcode", "phone"))),
        repairers=wording.get("repairers", ""),
        terms=wording.get("terms", ""),
        other=wording.get("other", ""),
    )


def answers_of(version: FilingVersion) -> dict[str, Any]:
    """Everything but the dates, which a new version has of its own."""
    terms = terms_of(version, version.model_line.energy)
    limits = terms.capacity_limits or CapacityLimits()
    return {
        "periods": {
            **{
                f"{name}_{unit}": getattr(getattr(terms, name), unit)
                for name in ("repair_warranty", "three_guarantees")
                for unit in ("months", "km")
            },
            "coefficient": _text(terms.coefficient),
        },
        "main": {"codes": [part.code for part in terms.main_components]},
        "extra": {"rows": [{"name": part.name, "group": part.group} for part in terms.extra_main_components]},
        "wear": {
            "rows": [
                {"code": part.code, "name": part.name, "months": part.period.months, "km": part.period.km}
                for part in terms.wear_parts
            ]
        },
        "special": {"rows": [{"code": part.code, "name": part.name} for part in terms.special_parts]},
        "battery": {
            "repair_warranty_percent": _text(limits.repair_warranty_percent),
            "three_guarantees_percent": _text(limits.three_guarantees_percent),
            "method": limits.method,
        },
        "wording": {
            "address": terms.contact.address,
            "postcode": terms.contact.postcode,
            "phone": terms.contact.phone,
            "repairers": terms.repairers,
            "terms": terms.terms,
            "other": terms.other,
        },
        "files": {file.use: {"sha256": file.sha256, "size": file.size} for file in version.files.all()},
    }


def _period(told: Answers | None, name: str) -> PeriodTerms:
    return PeriodTerms(told[f"{name}_months"], told[f"{name}_km"]) if told else _NO_PERIOD


def _main(answers: Answers, table: Edition, energy: str) -> tuple[MainComponent, ...]:
    """In the order of the table; a code of another edition, from before the day was changed, falls away."""
    told = set(answers.get("main", {}).get("codes", ()))
    return tuple(part for part in standard_components(table, energy) if part.code in told)


def _extra(answers: Answers) -> tuple[MainComponent, ...]:
    rows = answers.get("extra", {}).get("rows", ())
    return tuple(
        MainComponent(own_code("main", f"{row['group']}/{row['name']}"), row["name"], row["group"], extra=True)
        for row in rows
    )


def _wear(answers: Answers) -> tuple[WearPart, ...]:
    rows = answers.get("wear", {}).get("rows", ())
    return tuple(WearPart(row["code"], row["name"], PeriodTerms(row["months"], row["km"])) for row in rows)


def _special(answers: Answers, table: Edition) -> tuple[SpecialPart, ...]:
    rows = answers.get("special", {}).get("rows", ())
    known = table.special_parts
    return tuple(
        SpecialPart(row["code"], known[row["code"]].zh if row["code"] in known else row["name"]) for row in rows
    )


def _battery(answers: Answers) -> CapacityLimits | None:
    told = answers.get("battery")
    if not told or not any(told.values()):
        return None
    return CapacityLimits(
        _decimal(told["repair_warranty_percent"]), _decimal(told["three_guarantees_percent"]), told["method"]
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
