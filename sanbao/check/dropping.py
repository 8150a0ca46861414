"""Taking back a problem, a repair or a ground: nothing that was answered about it stays."""

from __future__ import annotations

from sanbao.check.state import Answers


def drop(what: str, answers: Answers) -> Answers:
    kind, _, subject = what.partition("/")
    if kind == "trouble":
        return _trouble(subject, answers)
    if kind == "visit":
        return _visit(subject, answers)
    if kind == "ground" and subject.isascii() and subject.isdigit():
        return _ground(int(subject), answers)
    return answers


def _trouble(problem: str, answers: Answers) -> Answers:
    """A problem of today; its repairs stay. The items after it move up, so their parts are asked by their new place."""
    case = answers.draft()
    demand = case.get("demand") or {}
    items = demand.get("items") or []
    at = next((index for index, item in enumerate(items) if item["problem"] == problem), None)
    if at is None:
        return answers
    del items[at]
    moved = _moved(answers.answered, "demand/items/", at)
    left = answers.with_case(case)
    return Answers(left.case, left.names, moved, left.topic).without("troubles", "now" if not items else "")


def _moved(answered: tuple[str, ...], prefix: str, gone: int) -> tuple[str, ...]:
    """The answered steps once the place `gone` of a list is no more."""
    kept = []
    for step in answered:
        before, found, rest = step.partition(prefix)
        if not found:
            kept.append(step)
            continue
        place, slash, key = rest.partition("/")
        if int(place) != gone:
            number = int(place) - (int(place) > gone)
            kept.append(f"{before}{prefix}{number}{slash}{key}")
    return tuple(kept)


def _visit(visit_id: str, answers: Answers) -> Answers:
    case = answers.draft()
    case["visits"] = [visit for visit in case.get("visits") or [] if visit["id"] != visit_id]
    own = [step for step in answers.answered if _is_of(step, visit_id)]
    left = answers.with_case(case).without("visits", *own)
    return left if case["visits"] else left.without("repaired")


def _is_of(step: str, visit_id: str) -> bool:
    subject = step.partition(":")[2].removeprefix("visits/")
    return subject.split("/")[0] == visit_id


def _ground(number: int, answers: Answers) -> Answers:
    case = answers.draft()
    rows = case.get("exemptions") or []
    if number >= len(rows):
        return answers
    del rows[number]
    answered = answers.answered
    for prefix in ("ground:", "held:"):
        answered = _moved(answered, prefix, number)
    left = Answers(case, answers.names, answered, answers.topic).without("grounds")
    return left if rows else left.without("refused")
