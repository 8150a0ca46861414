"""How long a visit took: repair days (reading 5) and days of a loaner (reading 13). No yes/no fact is read here."""

from datetime import datetime
from fractions import Fraction

from tests.law.reference.dates import covered_hours, end_of, hours_between
from tests.law.reference.facts import Facts, Visit


def repair_span(facts: Facts, visit: Visit) -> tuple[datetime, datetime]:
    """From received to finished (or as_of), at most to 24:00 of the last day of the three guarantees."""
    return visit.received, min(visit.finished or facts.as_of, end_of(facts.periods["three_guarantees"].last_day))


def excluded_repair_hours(facts: Facts, visit: Visit) -> Fraction:
    """Hours of the span that may not count as repair time."""
    reasons = {"special_part_transport", "rescue_travel", "agreed_suspension"}
    if facts.order.id == "samr-43":
        reasons.add("traction_battery_transport")
    return covered_hours([(a, b) for reason, a, b in visit.excluded if reason in reasons], *repair_span(facts, visit))


def repair_days(facts: Facts, visit: Visit) -> int:
    """Reading 5: divided by 24 and rounded up, at least 1."""
    hours = hours_between(*repair_span(facts, visit)) - excluded_repair_hours(facts, visit)
    return max(1, (hours / 24).__ceil__())


def loaner_days(facts: Facts, visit: Visit) -> int:
    """Reading 13: days beyond five of a network visit received within the repair warranty."""
    if not visit.network or not facts.periods["repair_warranty"].contains(visit.day, visit.km):
        return 0
    end = visit.finished or facts.as_of
    with_consumer = [(a, b) for reason, a, b in visit.excluded if reason == "agreed_suspension"]
    hours = hours_between(visit.received, end) - covered_hours(with_consumer, visit.received, end)
    return max(0, (hours / 24).__ceil__() - 5)
