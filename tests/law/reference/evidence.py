"""What a finding rests on: visits (and the demand) with an item that passes every test that is no yes/no fact."""

from collections.abc import Callable

from tests.law.reference.facts import Facts, Item, Visit
from tests.law.reference.orders import Rule
from tests.law.reference.repair_time import loaner_days
from tests.law.reference.rules import (
    assembly_keys,
    component_keys,
    early_event_named,
    early_fault_may_be_in,
    in_seven_days,
    is_later,
    is_wear_part,
    judged_for_repair,
    may_count,
    replaces_assembly,
    replaces_component,
    same_position,
)

ItemTest = Callable[[Item], bool]


def may_count_visits(facts: Facts, wanted: ItemTest) -> list[Visit]:
    return [v for v in facts.visits if any(may_count(facts, i, v) and wanted(i) for i in v.items)]


def twice_and_again_items(facts: Facts, counts: ItemTest, shows_again: ItemTest) -> list[Item]:
    """Readings 7 to 9: the items that may count, and those that show again after the second such visit."""
    visits = may_count_visits(facts, counts)
    items = [i for v in visits for i in v.items if may_count(facts, i, v) and counts(i)]
    if len(visits) >= 2:
        period = facts.periods["three_guarantees"]
        items += [i for i in facts.items if is_later(i, visits[1]) and period.contains(i.day, i.km) and shows_again(i)]
    return items


def free_repair_items(facts: Facts) -> list[Item]:
    """Reading 12; a wear part without a stated period passes unless it showed before the start."""
    return [item for item in judged_for_repair(facts) if may_show_in_its_period(facts, item)]


def may_show_in_its_period(facts: Facts, item: Item) -> bool:
    if not is_wear_part(item):
        return facts.periods["repair_warranty"].contains(item.day, item.km)
    period = facts.wear_periods.get(item.component)
    return period.contains(item.day, item.km) if period else item.day >= facts.start


def assembly_items(facts: Facts) -> list[Item]:
    """Reading 8."""
    items = []
    for key in assembly_keys(facts):
        items += twice_and_again_items(
            facts,
            lambda item, key=key: replaces_assembly(item, key),
            lambda item, key=key: item.group == key[0] and same_position(item.position, key[1]),
        )
    return items


def component_items(facts: Facts, groups: tuple[str, ...]) -> list[Item]:
    """Reading 9."""
    items = []
    for key in component_keys(facts, groups):
        items += twice_and_again_items(
            facts,
            lambda item, key=key: replaces_component(item, key, groups),
            lambda item, key=key: item.component == key[0] and same_position(item.position, key[1]),
        )
    return items


def items_of(facts: Facts, rule: Rule) -> list[Item]:
    """The items that pass every test of the rule that is no yes/no fact."""
    order = facts.order
    if rule.kind == "free_repair":
        return free_repair_items(facts)
    if rule.kind == "assembly_at_fault_early":
        return [item for item in facts.items if early_fault_may_be_in(facts, item, order.assemblies)]
    if rule.kind == "long_visit":
        return [item for visit in facts.visits if loaner_days(facts, visit) for item in visit.items]
    if rule.kind == "seven_days":
        return [item for item in facts.items if in_seven_days(facts, item)]
    if rule.kind == "event_early":
        return [item for item in facts.items if early_event_named(facts, item)]
    if rule.kind == "serious_safety":
        return twice_and_again_items(facts, lambda item: True, lambda item: True)
    if rule.kind == "assemblies":
        return assembly_items(facts)
    if rule.kind == "components":
        return component_items(facts, rule.groups)
    return [item for visit in facts.visits for item in visit.items if may_count(facts, item, visit)]


def rests_on(facts: Facts, rule: Rule) -> list[str]:
    """The finding's `facts`: visits in the order of received_at, then the demand."""
    sources = {item.path.rsplit("/items/", 1)[0] for item in items_of(facts, rule)}
    return [name for name in [*(f"visits/{v.id}" for v in facts.visits), "demand"] if name in sources]
