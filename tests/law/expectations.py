"""Compare an assessment with what a case of cases/public.yaml expects; the head of that file says how."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

NOT_COMPARED = {"text_zh", "facts"}
IN_ANY_ORDER = {"findings": "rule", "deadlines": "duty", "notices": "code"}


def mismatches(expect: dict, assessment: dict) -> list[str]:
    """One line for every expected value that the assessment does not have; empty = as expected."""
    lines = []
    for key, wanted in expect.items():
        lines += CHECKS[key](wanted, assessment)
    return lines


# --- equality ---


def number(value: object) -> Decimal | None:
    """A number, or text that is one."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def same(wanted: object, got: object) -> bool:
    """Equal as numbers where both are numbers, else equal."""
    if number(wanted) is not None and number(got) is not None:
        return number(wanted) == number(got)
    return type(wanted) is type(got) and wanted == got


def no_row(wanted: object, got: object) -> bool:
    """A counter row with count 0 may be left out."""
    return got is None and isinstance(wanted, dict) and wanted.get("count") == 0


def named_keys(path: str, wanted: object, got: object) -> list[str]:
    """The named keys of `wanted` must have these values in `got`; lists must be equal."""
    if no_row(wanted, got):
        return []
    if isinstance(wanted, dict) and isinstance(got, dict):
        return [line for key in wanted for line in named_keys(f"{path}.{key}", wanted[key], got.get(key))]
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        return [line for i, pair in enumerate(zip(wanted, got, strict=True)) for line in whole(f"{path}[{i}]", *pair)]
    return [] if same(wanted, got) else [f"{path}: expected {wanted!r}, got {got!r}"]


def whole(path: str, wanted: object, got: object) -> list[str]:
    """The whole value: no key more, none less, but for what is not compared and rows with count 0."""
    if no_row(wanted, got) or no_row(got, wanted):
        return []
    if isinstance(wanted, dict) and isinstance(got, dict):
        keys = sorted((wanted.keys() | got.keys()) - NOT_COMPARED)
        missing = [
            f"{path}.{key}: only {'expected' if key in wanted else 'given'}"
            for key in keys
            if (key in wanted) != (key in got) and not no_row(wanted.get(key) or got.get(key), None)
        ]
        shared = [key for key in keys if key in wanted and key in got]
        return missing + [
            line for key in shared for line in whole(f"{path}.{key}", *in_order(key, wanted[key], got[key]))
        ]
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        return [line for i, pair in enumerate(zip(wanted, got, strict=True)) for line in whole(f"{path}[{i}]", *pair)]
    return [] if same(wanted, got) else [f"{path}: expected {wanted!r}, got {got!r}"]


def in_order(key: str, wanted: object, got: object) -> tuple[object, object]:
    """Findings, deadlines and notices may stand in any order."""
    if key in IN_ANY_ORDER and isinstance(wanted, list) and isinstance(got, list):
        return tuple(sorted(rows, key=lambda row: str(row.get(IN_ANY_ORDER[key]))) for rows in (wanted, got))
    return wanted, got


# --- looking things up in an assessment ---


def by_rule(assessment: dict) -> dict[str, dict]:
    return {finding["rule"]: finding for finding in assessment["findings"]}


def of_findings(key: str) -> Callable:
    """The named values of one key of the finding, by rule."""

    def check(wanted: dict, assessment: dict) -> list[str]:
        got = {rule: finding[key] for rule, finding in by_rule(assessment).items()}
        return named_keys(key, wanted, got)

    return check


def asked(assessment: dict) -> list[dict]:
    return [question for finding in assessment["findings"] for question in finding["questions"]]


def outcomes(remedies: dict) -> dict[str, str]:
    return {remedy: value["outcome"] for remedy, value in remedies.items()}


def have(name: str, wanted: list, got: set) -> list[str]:
    return [f"{name}: {one} is missing" for one in wanted if one not in got]


def have_not(name: str, unwanted: list, got: set) -> list[str]:
    return [f"{name}: {one} must not be there" for one in unwanted if one in got]


# --- the keys of `expect` ---


def check_regulation(wanted: dict, assessment: dict) -> list[str]:
    return named_keys("regulation", wanted, assessment["regulation"] or {"id": None})


def check_visit_days(wanted: dict, assessment: dict) -> list[str]:
    rows = assessment["counters"]["repair_days"]["visits"]
    return named_keys("visit_days", wanted, {row["id"]: row["days"] for row in rows})


def check_findings_empty(wanted: bool, assessment: dict) -> list[str]:
    return [] if (not assessment["findings"]) == wanted else ["findings_empty: there are findings"]


def check_answers(wanted: dict, assessment: dict) -> list[str]:
    got = {rule: {q["fact"]: q for q in finding["questions"]} for rule, finding in by_rule(assessment).items()}
    return named_keys("answers", wanted, got)


def check_remedy_rules(wanted: dict, assessment: dict) -> list[str]:
    got = {remedy: sorted(value["rules"]) for remedy, value in assessment["remedies"].items()}
    return named_keys("remedy_rules", {remedy: sorted(rules) for remedy, rules in wanted.items()}, got)


def check_assemblies(wanted: list, assessment: dict) -> list[str]:
    return named_keys(
        "assemblies", sorted(wanted), sorted(assessment["remedies"]["assembly_replacement"]["assemblies"])
    )


def check_deadlines(wanted: dict, assessment: dict) -> list[str]:
    return whole("deadlines", wanted, {one["duty"]: one["due_on"] for one in assessment["deadlines"]})


def check_alternative(wanted: dict | None, assessment: dict) -> list[str]:
    got = assessment["alternative"]
    if wanted is None or got is None:
        return [] if wanted is got else [f"alternative: expected {wanted!r}, got {got!r}"]
    return named_keys("alternative", wanted, {**got, "remedies": outcomes(got["remedies"])})


def same_keys(name: str) -> Callable:
    return lambda wanted, assessment: named_keys(name, wanted, assessment[name])


def questions(assessment: dict) -> set[str]:
    return {question["fact"] for question in asked(assessment)}


def notices(assessment: dict) -> set[str]:
    return {notice["code"] for notice in assessment["notices"]}


CHECKS: dict[str, Callable] = {
    "assessment": lambda wanted, got: whole("assessment", wanted, got),
    "regulation": check_regulation,
    "scope": same_keys("scope"),
    "periods": same_keys("periods"),
    "counters": same_keys("counters"),
    "money": same_keys("money"),
    "visit_days": check_visit_days,
    "findings": of_findings("outcome"),
    "findings_empty": check_findings_empty,
    "short_by": of_findings("short_by"),
    "grants": of_findings("grants"),
    "owed_by": of_findings("owed_by"),
    "answers": check_answers,
    "remedies": lambda wanted, got: named_keys("remedies", wanted, outcomes(got["remedies"])),
    "loaner_days": lambda wanted, got: named_keys(
        "loaner_days", wanted, got["remedies"]["loaner_or_transport"]["days"]
    ),
    "remedy_rules": check_remedy_rules,
    "assemblies": check_assemblies,
    "deadlines": check_deadlines,
    "deadlines_have": lambda wanted, got: have("deadlines", wanted, {one["duty"] for one in got["deadlines"]}),
    "questions_include": lambda wanted, got: have("questions", wanted, questions(got)),
    "questions_exclude": lambda wanted, got: have_not("questions", wanted, questions(got)),
    "no_questions": lambda wanted, got: have_not("questions", sorted(questions(got)), questions(got)) if wanted else [],
    "asks_include": lambda wanted, got: have("asks", wanted, {q["asks"] for q in asked(got)}),
    "notices_include": lambda wanted, got: have("notices", wanted, notices(got)),
    "notices_exclude": lambda wanted, got: have_not("notices", wanted, notices(got)),
    "alternative": check_alternative,
}
