"""What a random case is about: each theme adds visits and suggests items of the demand, near one rule's threshold."""

from collections.abc import Callable
from datetime import timedelta

from tests.law.reference.draft import Draft
from tests.law.reference.facts import REPAIR_WORK
from tests.law.reference.wear_theme import wear_parts

OTHER_WORK = ("inspection_only", "recall", "maintenance", "accident", "none")
EVENTS = ("steering_failure", "braking_failure", "body_cracking", "fuel_leak", "traction_battery_fire")
REASONS = ("special_part_transport", "traction_battery_transport", "rescue_travel", "agreed_suspension")


def short(draft: Draft) -> float:
    return draft.rng.choice((0, 0.5, 8, 23.5, 24, 25, 49))


def some_work(draft: Draft) -> str:
    return draft.rng.choice(OTHER_WORK) if draft.rng.random() < 0.1 else draft.rng.choice(REPAIR_WORK)


def same_problem(draft: Draft) -> None:
    """Reading 6: a problem repaired about as often as the limit, other problems beside it."""
    rng, problem = draft.rng, draft.new_problem()
    days = draft.days(draft.order.same_problem + rng.choice((-1, 0, 1, 1, 2, 2)))
    for day, km in zip(days, draft.distances(days, draft.periods["three_guarantees"].km), strict=True):
        work = some_work(draft) if rng.random() < 0.3 else "repair"
        items = [draft.item(problem, work)]
        if rng.random() < 0.3:
            items.append(
                draft.item(draft.some_problem(), some_work(draft), group=rng.choice((None, draft.some_group())))
            )
        draft.add_visit(day, km, short(draft), items)
        if rng.random() < 0.3:
            draft.worth_opening.append((items[0], "quality_problem"))
    draft.suggested.append(draft.item(problem, "none"))


def repair_days(draft: Draft) -> None:
    """Reading 5: visits whose days add up to about the limit, with time that does not count."""
    rng, count = draft.rng, draft.rng.choice((1, 2, 3, 3, 4, 5))
    left = draft.order.repair_days + rng.choice((-1, 0, 1, 1, 2, 4, 9))
    days = draft.days(count)
    shared = [draft.new_problem() for _ in range(rng.choice((1, 2, 3)))]
    for number, (day, km) in enumerate(
        zip(days, draft.distances(days, draft.periods["three_guarantees"].km), strict=True)
    ):
        whole = (
            left
            if number == count - 1
            else max(1, min(left, rng.choice((1, left // 2, left // count, left // count + 1))))
        )
        left -= whole
        items = [draft.item(rng.choice(shared), rng.choice(REPAIR_WORK)) for _ in range(rng.choice((1, 1, 2)))]
        hours = max(0, whole * 24 - rng.choice((0, 0, 0.5, 12, 23.75)))
        visit = draft.add_visit(day, km, hours, items)
        if rng.random() < 0.4:
            draft.worth_opening.append((items[0], "quality_problem"))
        if rng.random() < 0.4:
            lengthen_by_excluded(draft, visit)
        if number == count - 1 and rng.random() < 0.2:
            visit["finished"] = None
        if left <= 0:
            break


def lengthen_by_excluded(draft: Draft, visit: dict) -> None:
    """Excluded intervals, overlapping and out of the span too; the visit grows so that the days stay about as many."""
    rng = draft.rng
    longer = timedelta(hours=rng.choice((2, 10, 24, 48.5)))
    visit["finished"] += longer
    begin = draft.some_moment(visit["received"], visit["finished"] - longer)
    visit["excluded"].append((rng.choice(REASONS), begin, begin + longer))
    if rng.random() < 0.4:
        begin += rng.choice((-1, 1)) * longer / 2
        visit["excluded"].append((rng.choice(REASONS), begin, begin + longer))
    if rng.random() < 0.2:
        visit["excluded"].append((rng.choice(REASONS), visit["received"] - longer, visit["received"] + longer / 4))
    if rng.random() < 0.2:
        visit["excluded"].append((rng.choice(REASONS), visit["finished"], visit["finished"] + longer))


def serious_safety(draft: Draft) -> None:
    """Reading 7: serious failures repaired once to three times, and perhaps once more."""
    rng, days = draft.rng, draft.days(draft.rng.choice((1, 2, 2, 2, 3, 4)))
    for day, km in zip(days, draft.distances(days, draft.periods["three_guarantees"].km), strict=True):
        items = [
            draft.item(draft.some_problem(), some_work(draft), serious_safety=rng.choice(("yes", "yes", "yes", "no")))
        ]
        if rng.random() < 0.25:
            items.append(draft.item(draft.some_problem(), "repair", serious_safety="yes"))
        draft.add_visit(day, km, short(draft), items)
        draft.worth_opening += [(item, rng.choice(("serious_safety", "quality_problem", "resolved"))) for item in items]
    if rng.random() < 0.5:
        draft.suggested.append(draft.item(draft.some_problem(), "none", serious_safety="yes"))


def some_positions(draft: Draft) -> tuple[str | None, ...]:
    return draft.rng.choice(
        ((None,), (None,), (None,), (None,), ("front",), ("front", "rear"), ("front", None), ("left", "right", None))
    )


def assemblies(draft: Draft) -> None:
    """Reading 8: an assembly replaced once to three times, at one or several positions."""
    rng, days, positions = draft.rng, draft.days(draft.rng.choice((1, 2, 2, 2, 3))), some_positions(draft)
    groups = [rng.choice(draft.order.assemblies), rng.choice((*draft.order.assemblies, draft.some_group()))]
    for day, km in zip(days, draft.distances(days, draft.periods["three_guarantees"].km), strict=True):
        group = groups[0] if rng.random() < 0.85 else groups[1]
        work = "assembly_replacement" if rng.random() < 0.9 else some_work(draft)
        items = [draft.item(draft.some_problem(), work, group=group, position=rng.choice(positions))]
        if rng.random() < 0.15:
            items.append(
                draft.item(draft.some_problem(), "assembly_replacement", group=group, position=rng.choice(positions))
            )
        draft.add_visit(day, km, short(draft), items)
        draft.worth_opening += [(item, rng.choice(("quality_problem", "resolved"))) for item in items]
    if rng.random() < 0.5:
        draft.suggested.append(
            draft.item(draft.some_problem(), "none", group=groups[0], position=rng.choice(positions))
        )


def components(draft: Draft) -> None:
    """Reading 9: a main component replaced once to three times."""
    rng, days, positions = draft.rng, draft.days(draft.rng.choice((1, 2, 2, 2, 3, 3))), some_positions(draft)
    rules = [rule for rule in draft.order.rules if rule.kind == "components"]
    code, group = draft.main_component(rng.choice(rules).groups)
    for day, km in zip(days, draft.distances(days, draft.periods["three_guarantees"].km), strict=True):
        work = "component_replacement" if rng.random() < 0.9 else some_work(draft)
        stated = {"component": code, "group": group if rng.random() < 0.95 else None, "position": rng.choice(positions)}
        items = [draft.item(draft.some_problem(), work, **stated)]
        if rng.random() < 0.15:
            other, other_group = draft.main_component(rules[0].groups)
            items.append(draft.item(draft.some_problem(), "component_replacement", component=other, group=other_group))
        draft.add_visit(day, km, short(draft), items)
        draft.worth_opening += [(item, rng.choice(("quality_problem", "resolved"))) for item in items]
    if rng.random() < 0.5:
        draft.suggested.append(
            draft.item(draft.some_problem(), "none", component=code, group=group, position=rng.choice(positions))
        )


def early(draft: Draft) -> None:
    """Readings 10 and 11: what shows in the first days and kilometres, in visits and in the demand."""
    rng = draft.rng
    for _ in range(rng.choice((0, 1, 1, 2))):
        day = draft.start + timedelta(days=rng.choice((-1, 0, 3, 6, 7, 7, 8, 30, 59, 60, 60, 61)))
        items = [early_item(draft, rng.choice((*REPAIR_WORK, some_work(draft)))) for _ in range(rng.choice((1, 1, 2)))]
        draft.add_visit(day, early_km(draft), short(draft), items)
    if rng.random() < 0.6:
        day = draft.start + timedelta(days=rng.choice((-1, 0, 5, 7, 7, 8, 60, 60, 61)))
        draft.demand_hint, draft.needs_demand = (day, early_km(draft)), True
        draft.suggested += [early_item(draft, "none") for _ in range(rng.choice((1, 1, 2)))]


def early_km(draft: Draft) -> int:
    return draft.rng.choice((10, 900, 2999, 3000, 3000, 3001, 9000))


def early_item(draft: Draft, work: str) -> dict:
    """In an assembly, with or without a named part, with or without an event."""
    rng = draft.rng
    group = rng.choice(draft.order.assemblies) if rng.random() < 0.85 else draft.some_group()
    stated: dict = {"group": group, "needs_replacement": rng.choice(("yes", "yes", "no", None)), "position": None}
    openable = ["quality_problem", "needs_replacement"]
    pick = rng.random()
    if pick < 0.4:
        stated["main_component"] = rng.choice(("yes", "yes", "no", None))
        openable.append("main_component")
    elif pick < 0.75:
        stated["component"], stated["group"] = draft.main_component(draft.order.assemblies)
    elif pick < 0.85:
        stated["component"] = rng.choice(draft.order.wear_parts)
    if rng.random() < 0.4:
        stated["event"] = rng.choice(EVENTS)
        stated["event_established"] = rng.choice(("yes", "yes", "no", None))
        openable.append("event_established")
    if rng.random() < 0.6:
        stated[rng.choice(openable)] = rng.choice(("disputed", "unknown"))
    return draft.item(draft.some_problem(), work, **stated)


def long_visits(draft: Draft) -> None:
    """Reading 13: about five days in the shop, around the end of the repair warranty."""
    rng, warranty = draft.rng, draft.periods["repair_warranty"]
    for _ in range(rng.choice((1, 1, 2))):
        day = warranty.last_day + timedelta(days=rng.choice((-700, -300, -1, 0, 0, 1)))
        km = warranty.km + rng.choice((-30000, -15000, -15000, -1, 0, 1))
        hours = rng.choice((119, 120, 120.5, 121, 144, 200, None))
        visit = draft.add_visit(day, km, hours, [draft.item(draft.some_problem(), some_work(draft))])
        if hours and rng.random() < 0.3:
            lengthen_by_excluded(draft, visit)


def noise(draft: Draft) -> None:
    """Anything anywhere."""
    rng, days = draft.rng, draft.days(draft.rng.choice((1, 2, 3)))
    for day, km in zip(days, draft.distances(days, draft.periods["repair_warranty"].km), strict=True):
        stated: dict = {"group": rng.choice((None, draft.some_group())), "event": rng.choice((None, None, *EVENTS))}
        if rng.random() < 0.3:
            stated["component"], stated["group"] = draft.main_component(tuple(draft.order.main_components))
        draft.add_visit(
            day,
            km,
            rng.choice((0, 5, 24, 130, 300, None)),
            [draft.item(draft.some_problem(), some_work(draft), **stated)],
        )


def tangle(draft: Draft) -> None:
    """Exemptions shared by problems and visits; days, repairs and replacements near their limits at once."""
    rng, count = draft.rng, draft.rng.choice((3, 4, 5, 6))
    problems = [draft.new_problem() for _ in range(rng.choice((2, 3, 4)))]
    group = rng.choice(draft.order.assemblies)
    days = draft.days(count)
    left = draft.order.repair_days + rng.choice((0, 1, 2, 3, 6))
    for number, (day, km) in enumerate(
        zip(days, draft.distances(days, draft.periods["three_guarantees"].km), strict=True)
    ):
        whole = max(1, left - 2 * (count - number) if number == count - 1 else rng.choice((left // count, 2, 5, 11)))
        left -= whole
        items = []
        for problem in rng.sample(problems, rng.choice((1, 1, 2))):
            work = rng.choice(("repair", "assembly_replacement", "assembly_replacement"))
            serious = rng.choice(("yes", "no"))
            items.append(draft.item(problem, work, group=group, serious_safety=serious, position=None))
        draft.add_visit(day, km, whole * 24 - rng.choice((0, 1)), items, "network")
        if rng.random() < 0.5:
            draft.worth_opening.append(
                (rng.choice(items), rng.choice(("quality_problem", "serious_safety", "resolved")))
            )
    for _ in range(rng.choice((1, 2, 2, 3))):
        named = rng.sample(problems, rng.randint(1, len(problems)))
        ground = rng.choice(("improper_use", "force_majeure", "disclosed_flaw"))
        key = "established" if ground == "disclosed_flaw" else "caused_damage"
        draft.exemptions.append({"ground": ground, "problems": named, key: rng.choice(("disputed", "unknown"))})
    draft.suggested.append(draft.item(rng.choice(problems), "none", group=group, position=None))


THEMES: dict[str, Callable[[Draft], None]] = {
    "same_problem": same_problem,
    "repair_days": repair_days,
    "serious_safety": serious_safety,
    "assemblies": assemblies,
    "components": components,
    "early": early,
    "wear_parts": wear_parts,
    "long_visits": long_visits,
    "noise": noise,
    "tangle": tangle,
}
WEIGHTS = {
    "same_problem": 4,
    "repair_days": 3,
    "serious_safety": 3,
    "assemblies": 3,
    "components": 7,
    "early": 4,
    "wear_parts": 3,
    "long_visits": 1,
    "noise": 1,
    "tangle": 3,
}
