"""The rules as ordinary boolean functions over a fully decided case, as near to the contract's words as can be."""

from collections.abc import Callable

from tests.law.reference.facts import CAUSATION, REPAIR_WORK, Exemption, Facts, Item, Visit
from tests.law.reference.logic import Decided
from tests.law.reference.orders import Rule
from tests.law.reference.repair_time import loaner_days, repair_days

ItemTest = Callable[[Item], bool]


# --- reading 14: exemptions ---


def releases(case: Decided, exemption: Exemption, item: Item) -> bool:
    """Does the exemption release the item? commercial_use releases nothing (reading 2)."""
    if item.problem not in exemption.problems:
        return False
    if exemption.ground in CAUSATION or exemption.ground == "disclosed_flaw":
        return case.answer(exemption.path)
    if case.facts.order.id != "aqsiq-150" or exemption.ground == "commercial_use":
        return False
    if exemption.ground == "no_invoice_and_voucher":
        return not case.facts.demand.get("papers") and case.answer(exemption.path)
    return wear_period_over(case.facts, item) and case.answer(exemption.path)


def wear_period_over(facts: Facts, item: Item) -> bool:
    """The item's component is a wear part whose stated period had ended when the item showed."""
    period = facts.wear_periods.get(item.component) if is_wear_part(item) else None
    return period is not None and (item.day > period.last_day or item.km > period.km)


def is_wear_part(item: Item) -> bool:
    """Reading 12: wear-part codes begin with wear_."""
    return item.component is not None and item.component.startswith("wear_")


def unreleased_problem(case: Decided, item: Item) -> bool:
    """A quality problem that no exemption releases."""
    return case.is_(item, "quality_problem") and not any(releases(case, e, item) for e in case.facts.exemptions)


# --- counted visits and later showings ---


def may_count(facts: Facts, item: Item, visit: Visit) -> bool:
    """What makes a visit count, the yes/no facts left aside."""
    received_in_time = facts.periods["three_guarantees"].contains(visit.day, visit.km)
    return visit.network and received_in_time and item.work in REPAIR_WORK


def makes_it_count(case: Decided, item: Item, visit: Visit, wanted: ItemTest) -> bool:
    """Does this item itself make the visit count, and is it wanted?"""
    return may_count(case.facts, item, visit) and wanted(item) and unreleased_problem(case, item)


def counted_visits(case: Decided, wanted: ItemTest = lambda item: True) -> list[Visit]:
    """Counted visits on account of a wanted item, by received_at."""
    return [v for v in case.facts.visits if any(makes_it_count(case, item, v, wanted) for item in v.items)]


def is_later(item: Item, visit: Visit) -> bool:
    """After the visit by received_at; the demand is later than every visit."""
    return item.received is None or item.received > visit.received


def later_showing(case: Decided, visit: Visit, wanted: ItemTest) -> bool:
    """Is there a wanted later showing: within the three-guarantees period, an unreleased quality problem?"""
    period = case.facts.periods["three_guarantees"]
    return any(
        is_later(item, visit) and period.contains(item.day, item.km) and wanted(item) and unreleased_problem(case, item)
        for item in case.facts.items
    )


def twice_and_again(case: Decided, counts: ItemTest, shows_again: ItemTest) -> bool:
    """Readings 7 to 9: two counted visits, and then a later showing, or the last of them did not resolve it."""
    visits = counted_visits(case, counts)
    if len(visits) < 2:
        return False
    last = visits[-1]
    unresolved = any(makes_it_count(case, i, last, counts) and not case.is_(i, "resolved") for i in last.items)
    return unresolved or later_showing(case, visits[1], shows_again)


def same_position(one: str | None, other: str | None) -> bool:
    """Reading 8: at the same position when both positions are stated."""
    return one is None or other is None or one == other


# --- the rules ---


def judged_for_repair(facts: Facts) -> tuple[Item, ...]:
    """Reading 12: the demand's items, or when there are none, those of the latest visit."""
    if facts.demand_items:
        return facts.demand_items
    return facts.visits[-1].items if facts.visits else ()


def free_repair(case: Decided, rule: Rule) -> bool:
    """Reading 12."""
    return any(
        showed_within_its_period(case, item) and unreleased_problem(case, item)
        for item in judged_for_repair(case.facts)
    )


def showed_within_its_period(case: Decided, item: Item) -> bool:
    """Reading 12: the repair warranty, or for a wear part its own period, which is open when not stated."""
    facts = case.facts
    if not is_wear_part(item):
        return facts.periods["repair_warranty"].contains(item.day, item.km)
    if item.component in facts.wear_periods:
        return facts.wear_periods[item.component].contains(item.day, item.km)
    return item.day >= facts.start and case.answer(f"voucher/wear_parts/{item.component}")


def early_fault_may_be_in(facts: Facts, item: Item, groups: tuple[str, ...]) -> bool:
    """Reading 11, first half, the yes/no facts left aside."""
    located = item.component is None or facts.is_main(item.component)
    return facts.periods["sixty_days"].contains(item.day, item.km) and item.group in groups and located


def assembly_at_fault(case: Decided, groups: tuple[str, ...]) -> bool:
    """Reading 11: a main component of one of the groups, named or by main_component, at fault in 60 days."""
    return any(
        early_fault_may_be_in(case.facts, item, groups)
        and (item.component is not None or case.is_(item, "main_component"))
        and unreleased_problem(case, item)
        for item in case.facts.items
    )


def assembly_at_fault_early(case: Decided, rule: Rule) -> bool:
    """Reading 11: Order 43 article 20, Order 150 article 18-2."""
    return assembly_at_fault(case, case.facts.order.assemblies)


def long_visit(case: Decided, rule: Rule) -> bool:
    """Reading 13."""
    return any(long_visit_entitles(case, visit) for visit in case.facts.visits)


def long_visit_entitles(case: Decided, visit: Visit) -> bool:
    return loaner_days(case.facts, visit) > 0 and any(unreleased_problem(case, item) for item in visit.items)


def in_seven_days(facts: Facts, item: Item) -> bool:
    """Reading 10, the yes/no facts left aside."""
    located = item.component is None or facts.is_main(item.component) or item.work == "assembly_replacement"
    in_time = facts.periods["seven_days"].contains(item.day, item.km)
    return in_time and item.group in facts.order.assemblies and located


def seven_days(case: Decided, rule: Rule) -> bool:
    """Reading 10."""
    return any(
        in_seven_days(case.facts, item) and case.is_(item, "needs_replacement") and unreleased_problem(case, item)
        for item in case.facts.items
    )


def early_event_named(facts: Facts, item: Item) -> bool:
    """Reading 11, second half, the yes/no facts left aside."""
    read = item.event is not None and (item.event != "traction_battery_fire" or facts.order.id == "samr-43")
    return read and facts.periods["sixty_days"].contains(item.day, item.km)


def event_early(case: Decided, rule: Rule) -> bool:
    """Reading 11: Order 43 article 23, Order 150 article 20-2."""
    return any(
        early_event_named(case.facts, item) and case.is_(item, "event_established") and unreleased_problem(case, item)
        for item in case.facts.items
    )


def serious_safety(case: Decided, rule: Rule) -> bool:
    """Reading 7."""

    def serious(item: Item) -> bool:
        return case.is_(item, "serious_safety")

    return twice_and_again(case, serious, serious)


def assembly_keys(facts: Facts) -> list[tuple[str, str | None]]:
    """Group and position of every assembly that some item says was replaced (reading 8)."""
    replaced = [i for i in facts.items if i.work == "assembly_replacement" and i.group in facts.order.assemblies]
    return sorted({(i.group, i.position) for i in replaced}, key=str)


def replaces_assembly(item: Item, key: tuple[str, str | None]) -> bool:
    return item.work == "assembly_replacement" and (item.group, item.position) == key


def assemblies(case: Decided, rule: Rule) -> bool:
    """Reading 8."""
    return any(
        twice_and_again(
            case,
            lambda item, key=key: replaces_assembly(item, key),
            lambda item, key=key: item.group == key[0] and same_position(item.position, key[1]),
        )
        for key in assembly_keys(case.facts)
    )


def component_keys(facts: Facts, groups: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Code and position of every main component of the groups that some item says was replaced (reading 9)."""
    replaced = [
        i for i in facts.items if i.work == "component_replacement" and facts.is_main(i.component) and i.group in groups
    ]
    return sorted({(i.component, i.position) for i in replaced}, key=str)


def replaces_component(item: Item, key: tuple[str, str | None], groups: tuple[str, ...]) -> bool:
    return item.work == "component_replacement" and (item.component, item.position) == key and item.group in groups


def components(case: Decided, rule: Rule) -> bool:
    """Reading 9."""
    return any(
        twice_and_again(
            case,
            lambda item, key=key: replaces_component(item, key, rule.groups),
            lambda item, key=key: item.component == key[0] and same_position(item.position, key[1]),
        )
        for key in component_keys(case.facts, rule.groups)
    )


def repair_time(case: Decided, rule: Rule) -> bool:
    """Reading 5."""
    return sum(repair_days(case.facts, visit) for visit in counted_visits(case)) > case.facts.order.repair_days


def same_problem(case: Decided, rule: Rule) -> bool:
    """Reading 6."""
    return any(
        len(counted_visits(case, lambda item, p=problem: item.problem == p)) > case.facts.order.same_problem
        for problem in sorted({item.problem for item in case.facts.items})
    )


TESTS = {
    "free_repair": free_repair,
    "assembly_at_fault_early": assembly_at_fault_early,
    "long_visit": long_visit,
    "seven_days": seven_days,
    "event_early": event_early,
    "serious_safety": serious_safety,
    "assemblies": assemblies,
    "components": components,
    "repair_days": repair_time,
    "same_problem": same_problem,
}


# --- reading 2: use ---


def commercial_grounds(facts: Facts) -> list[str]:
    """Paths of the exemptions `commercial_use`, which Order 150 alone knows."""
    if facts.order.id != "aqsiq-150":
        return []
    return [e.path for e in facts.exemptions if e.ground == "commercial_use"]


def commercial_for_certain(facts: Facts) -> bool:
    """Commercial use as stated, or as an established exemption."""
    return facts.use == "commercial" or any(facts.stated[path] == "yes" for path in commercial_grounds(facts))


def household(case: Decided) -> bool:
    """The car is a household's, and no commercial use is raised and answered yes."""
    return case.answer("vehicle/use") and not any(case.answer(path) for path in commercial_grounds(case.facts))


def finding_test(rule: Rule) -> Callable[[Decided], bool]:
    """The whole test of a finding: household use, and the rule itself."""
    return lambda case: household(case) and TESTS[rule.kind](case, rule)
