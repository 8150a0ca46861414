"""The theme of wear parts: periods stated or not, and grounds that call them expired."""

from datetime import date, timedelta

from tests.law.reference.dates import add_months
from tests.law.reference.draft import Draft


def wear_parts(draft: Draft) -> None:
    """Readings 12 and 14: a wear part around the end of its stated period, or without one; sometimes called expired."""
    rng = draft.rng
    code, months, km = rng.choice(draft.order.wear_parts), rng.choice((0, 0, 1, 6, 24)), rng.choice((1000, 5000))
    if rng.random() < 0.65:
        draft.voucher.setdefault("wear_parts", {})[code] = {"months": months, "km": km}
    for _ in range(rng.choice((0, 1, 1, 2))):
        work = rng.choice(("repair", "component_replacement", "assembly_replacement", "maintenance"))
        serious = rng.choice(("yes", "no", None))
        item = draft.item(wear_problem(draft), work, serious_safety=serious, **wear_stated(draft, code))
        draft.add_visit(wear_day(draft, months), wear_km(draft, km), rng.choice((0.5, 24, 130)), [item])
    if rng.random() < 0.6:
        draft.demand_hint, draft.needs_demand = (wear_day(draft, months), wear_km(draft, km)), True
        item = draft.item(wear_problem(draft), "none", **wear_stated(draft, code))
        draft.suggested.append(item)


def wear_day(draft: Draft, months: int) -> date:
    """Around the last day of the part's period, or the day before everything starts."""
    last_day = add_months(draft.start, months)
    return draft.rng.choice(
        (
            last_day,
            last_day,
            draft.start - timedelta(days=1),
            last_day - timedelta(days=1),
            last_day + timedelta(days=1),
            last_day + timedelta(days=1),
        )
    )


def wear_km(draft: Draft, km: int) -> int:
    return km + draft.rng.choice((-900, -900, -1, 0, 1, 1))


def wear_stated(draft: Draft, code: str) -> dict:
    """A wear part has no group of its own; one is stated at times."""
    group = draft.rng.choice((draft.rng.choice(draft.order.assemblies), draft.some_group()))
    return {"component": code, "group": group if draft.rng.random() < 0.25 else None}


def wear_problem(draft: Draft) -> str:
    """A problem that is perhaps called an expired wear part."""
    problem, rng = draft.some_problem(), draft.rng
    if rng.random() < 0.5:
        value = rng.choice(("yes", "disputed", "unknown", "no"))
        draft.exemptions.append({"ground": "wear_part_expired", "problems": [problem], "established": value})
    return problem
