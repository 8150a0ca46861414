"""The data files of the law as files: shape, dates, citations, coverage. Read with plain YAML, not with the engine."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).parents[2] / "sanbao" / "law" / "data"
FOLDERS = {"samr-43": "samr_43", "aqsiq-150": "aqsiq_150"}
ARTICLES = {"samr-43": 42, "aqsiq-150": 48}
FIRST_DAY = {"samr-43": dt.date(2022, 1, 1), "aqsiq-150": dt.date(2013, 10, 1)}
END = dt.date(2022, 1, 1)

REQUIRED = {
    "label_zh", "label_en", "unit", "citation", "paraphrase_zh", "paraphrase_en", "values", "read_in", "checked_on",
    "checked_by",
}  # fmt: skip
DUTY = {"duty", "counted_from", "pausable"}
OPTIONAL = {"comparison", "note_zh"} | DUTY
REGULATION = {
    "id", "title_zh", "number_zh", "short_zh", "title_en", "short_en", "promulgated_on", "in_force_from", "repealed_on",
    "parts_edition", "citation", "read_in", "checked_on", "checked_by",
}  # fmt: skip
LAW = {"title_zh", "title_en", "number_zh", "in_force_from", "repealed_on", "read_in", "checked_on", "checked_by"}
WHOLE_UNITS = {"day", "working_day", "month", "year", "hour", "km", "count"}
DECIMAL_UNITS = {"yuan", "rate"}
UNITS = WHOLE_UNITS | DECIMAL_UNITS | {"code", "codes", "text"}
COMPARISONS = {"more_than", "at_least", "at_most", "within"}
READ_IN = {"public_copy", "printed_voucher", "report", "none"}
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

ENGINE_KEYS = {
    "covered_kinds", "commercial_use", "grounds_of_exemption", "period_start", "repair_warranty_months",
    "repair_warranty_km", "three_guarantees_months", "three_guarantees_km", "early_replacement_days", "early_days",
    "early_km", "assemblies", "early_events", "component_groups", "component_groups_of_assemblies",
    "component_groups_of_systems", "serious_safety_repairs_limit", "assembly_replacements_limit",
    "component_replacements_limit", "same_problem_limit", "repair_days_limit", "hours_per_repair_day",
    "least_repair_days_per_visit", "excluded_from_repair_days", "loaner_after_days", "loaner_excluded",
    "compensation_coefficient_max", "compensation_coefficient_min", "compensation_coefficient_when_missing",
    "compensation_distance_km", "compensated_losses", "reply",
}  # fmt: skip
ENGINE_KEYS_OF_ONE = {"samr-43": {"complete"}, "aqsiq-150": {"certificate"}}

RULES = {
    "samr-43": ["19-1", "20", "21", "22", "23", "24-1-1", "24-1-2", "24-1-3", "24-1-4-time", "24-1-4-count"],
    "aqsiq-150": [
        "18-1",
        "18-2",
        "19-1",
        "20-2",
        "20-3-1",
        "20-3-2-assembly",
        "20-3-2-component",
        "20-3-3",
        "21-1-time",
        "21-1-count",
    ],
}
RULE_IDS = {f"{law}/{rule}" for law, rules in RULES.items() for rule in rules}

CJK = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
HALF_WIDTH_BESIDE_CHINESE = re.compile(rf"[{CJK}]\s*[,;:()?!]|[,;:()?!]\s*[{CJK}]")


class NoDuplicates(yaml.SafeLoader):
    """Plain safe YAML, except that a key given twice is an error."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        doubles = {key for key in keys if keys.count(key) > 1}
        if doubles:
            raise yaml.constructor.ConstructorError(None, None, f"given twice: {doubles}", node.start_mark)
        return super().construct_mapping(node, deep)


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=NoDuplicates)  # noqa: S506 - a SafeLoader


def entries_of(folder, *, without):
    return [
        (f"{folder}/{path.name}", key, entry)
        for path in sorted((DATA / folder).glob("*.yaml"))
        if path.name != without
        for key, entry in read(path).items()
    ]


REGULATIONS = {law: read(DATA / folder / "regulation.yaml") for law, folder in FOLDERS.items()}
LAWS = read(DATA / "surrounding" / "laws.yaml")
COVERAGE = read(DATA / "coverage.yaml")
ORDERS = {law: entries_of(folder, without="regulation.yaml") for law, folder in FOLDERS.items()}
SURROUNDING = entries_of("surrounding", without="laws.yaml")
ENTRIES = [entry for entries in ORDERS.values() for entry in entries] + SURROUNDING

each_law = pytest.mark.parametrize("law", FOLDERS)
each_entry = pytest.mark.parametrize(
    ("key", "entry"), [pytest.param(key, entry, id=f"{file}:{key}") for file, key, entry in ENTRIES]
)


def is_date(value):
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def fits(unit, value):
    if value is None:
        return True
    if unit in WHOLE_UNITS:
        return type(value) is int and value >= 0
    if unit in DECIMAL_UNITS:
        return isinstance(value, str) and bool(re.fullmatch(r"\d+(\.\d+)?", value)) and Decimal(value) >= 0
    if unit == "codes":
        return (
            isinstance(value, list)
            and bool(value)
            and len(set(value)) == len(value)
            and all(CODE.fullmatch(code) for code in value)
        )
    if unit == "code":
        return isinstance(value, str) and bool(CODE.fullmatch(value))
    return isinstance(value, str) and bool(value)


def citations():
    yield from ((f"{law}/regulation.yaml", head["citation"]) for law, head in REGULATIONS.items())
    yield from ((f"{file}:{key}", entry["citation"]) for file, key, entry in ENTRIES)


@each_law
def test_a_regulation_states_its_head_and_nothing_else(law):
    head = REGULATIONS[law]
    assert set(head) == REGULATION
    assert head["id"] == law
    assert head["in_force_from"] == FIRST_DAY[law]
    assert head["repealed_on"] == (END if law == "aqsiq-150" else None)
    assert head["promulgated_on"] < head["in_force_from"]
    assert isinstance(head["parts_edition"], str)


@pytest.mark.parametrize("code", LAWS)
def test_a_surrounding_law_states_its_head_and_nothing_else(code):
    law = LAWS[code]
    assert CODE.fullmatch(code)
    assert set(law) == LAW
    assert is_date(law["in_force_from"])
    assert law["repealed_on"] is None or law["repealed_on"] > law["in_force_from"]
    assert law["read_in"] in READ_IN


@each_entry
def test_an_entry_has_every_required_key_and_only_known_ones(key, entry):
    assert CODE.fullmatch(key)
    assert set(entry) >= REQUIRED
    assert set(entry) <= REQUIRED | OPTIONAL
    for name in ("label_zh", "label_en", "paraphrase_zh", "paraphrase_en"):
        assert isinstance(entry[name], str)
        assert entry[name].strip()


@each_entry
def test_unit_comparison_and_source_are_known_and_a_check_has_day_and_person(key, entry):
    assert entry["unit"] in UNITS
    assert entry.get("comparison") in COMPARISONS | {None}
    assert entry["read_in"] in READ_IN
    assert (entry["checked_on"] is None) == (entry["checked_by"] is None)


@each_entry
def test_a_time_limit_says_what_starts_it_and_whether_it_can_pause(key, entry):
    if DUTY & set(entry):
        assert set(entry) >= DUTY
        assert CODE.fullmatch(entry["duty"])
        assert CODE.fullmatch(entry["counted_from"])
        assert isinstance(entry["pausable"], bool)


@each_entry
def test_values_are_dated_in_order_and_fit_their_unit(key, entry):
    days = list(entry["values"])
    assert days
    assert all(is_date(day) for day in days)
    assert days == sorted(days)
    assert all(fits(entry["unit"], value) for value in entry["values"].values())


@pytest.mark.parametrize("folder", [*FOLDERS.values(), "surrounding"])
def test_a_key_is_used_once_in_a_folder(folder):
    keys = [key for file, key, _ in ENTRIES if file.startswith(f"{folder}/")]
    assert len(keys) == len(set(keys))


@each_law
def test_values_of_an_order_begin_on_its_first_day(law):
    for file, key, entry in ORDERS[law]:
        assert min(entry["values"]) == FIRST_DAY[law], f"{file}:{key}"


def test_values_of_the_repealed_order_end_with_an_explicit_null():
    for file, key, entry in ORDERS["aqsiq-150"]:
        never_was = entry["values"] == {FIRST_DAY["aqsiq-150"]: None}
        ended = max(entry["values"]) == END and entry["values"][END] is None
        assert never_was or ended, f"{file}:{key}"


def test_values_of_a_surrounding_law_lie_within_its_force():
    for file, key, entry in SURROUNDING:
        law = LAWS[entry["citation"]["law"]]
        assert min(entry["values"]) >= law["in_force_from"], f"{file}:{key}"
        if law["repealed_on"]:
            assert max(entry["values"]) == law["repealed_on"], f"{file}:{key}"
            assert entry["values"][law["repealed_on"]] is None, f"{file}:{key}"


@pytest.mark.parametrize(("where", "citation"), list(citations()))
def test_a_citation_names_a_known_law_and_an_article(where, citation):
    assert {"law", "article"} <= set(citation) <= {"law", "article", "paragraph", "item", "subitem"}
    assert citation["law"] in {*FOLDERS, *LAWS}
    assert all(type(number) is int and number > 0 for level, number in citation.items() if level != "law")
    assert citation["article"] <= ARTICLES.get(citation["law"], citation["article"])


@each_law
def test_an_order_cites_only_itself(law):
    assert {entry["citation"]["law"] for _, _, entry in ORDERS[law]} == {law}


@each_law
def test_every_number_the_rules_read_is_there(law):
    assert ENGINE_KEYS | ENGINE_KEYS_OF_ONE[law] <= {key for _, key, _ in ORDERS[law]}


@each_law
def test_an_order_has_no_time_limit_of_the_other(law):
    others = set().union(*ENGINE_KEYS_OF_ONE.values()) - ENGINE_KEYS_OF_ONE[law]
    assert not others & {key for _, key, _ in ORDERS[law]}


def test_the_months_of_proof_on_the_business_are_there():
    assert "burden_of_proof_months" in {key for _, key, _ in SURROUNDING}


@each_law
def test_groups_of_assemblies_and_systems_make_up_the_groups_counted(law):
    values = {key: entry["values"][FIRST_DAY[law]] for _, key, entry in ORDERS[law]}
    parts = [values["component_groups_of_assemblies"], values["component_groups_of_systems"]]
    if parts != [None, None]:
        assert values["component_groups"] == [group for part in parts for group in part]


def test_coverage_lists_every_article_once_in_order():
    listed = [(row["law"], row["article"]) for row in COVERAGE]
    assert listed == [(law, article) for law, last in ARTICLES.items() for article in range(1, last + 1)]


def test_coverage_rows_have_the_known_keys_and_a_status():
    for row in COVERAGE:
        assert set(row) == {"law", "article", "status", "rules", "parameters", "why_zh", "why_en"}, row
        assert row["status"] in {"implemented", "partly", "out_of_scope"}, row
        assert row["why_zh"], row
        assert row["why_en"], row
        assert not (row["status"] == "out_of_scope" and row["rules"]), row


def test_coverage_names_every_rule_under_its_own_order_and_no_other():
    named = {rule for row in COVERAGE for rule in row["rules"]}
    assert named == RULE_IDS
    assert len(RULE_IDS) == 20
    assert all(rule.startswith(f"{row['law']}/") for row in COVERAGE for rule in row["rules"])


def test_coverage_names_only_numbers_that_exist():
    for row in COVERAGE:
        known = {key for _, key, _ in [*ORDERS[row["law"]], *SURROUNDING]}
        assert set(row["parameters"]) <= known, row
        assert len(row["parameters"]) == len(set(row["parameters"])), row


@each_law
def test_every_number_of_an_order_is_named_by_coverage(law):
    named = {key for row in COVERAGE if row["law"] == law for key in row["parameters"]}
    assert {key for _, key, _ in ORDERS[law]} <= named


def texts():
    heads = [(law, head) for law, head in {**REGULATIONS, **LAWS}.items()]
    rows = [(f"coverage {row['law']} {row['article']}", row) for row in COVERAGE]
    entries = [(f"{file}:{key}", entry) for file, key, entry in ENTRIES]
    for where, mapping in heads + rows + entries:
        yield from ((where, name, text) for name, text in mapping.items() if isinstance(text, str))


def test_chinese_text_has_full_width_punctuation():
    wrong = [(where, name) for where, name, text in texts() if HALF_WIDTH_BESIDE_CHINESE.search(text)]
    assert wrong == []


def test_each_text_is_in_the_language_of_its_name():
    chinese = re.compile(r"[\u4e00-\u9fff]")
    wrong = [
        (where, name)
        for where, name, text in texts()
        if (name.endswith("_zh") and not chinese.search(text)) or (not name.endswith("_zh") and chinese.search(text))
    ]
    assert wrong == []
