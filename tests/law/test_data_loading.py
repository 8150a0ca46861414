"""The law data are read strictly: a defect is an error that names file and line."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from sanbao.law import data_check, strict_yaml
from sanbao.law.data_check import check_data, load_coverage, load_laws
from sanbao.law.errors import DataError
from sanbao.law.parts import load_edition
from sanbao.law.readings import load_readings
from sanbao.law.regulations import load_parameters, load_regulation
from sanbao.law.sources import SHIPPED

ENTRY = """early_days:
  label_zh: 早期窗口的日数
  label_en: early window, in days
  unit: day
  comparison: within
  citation: {law: samr-43, article: 20}
  paraphrase_zh: 起算后头六十天算早期
  paraphrase_en: The first sixty days are the early window.
  values: {2022-01-01: 60}
  read_in: public_copy
  checked_on: null
  checked_by: null
"""


def parameters_of(text: str, folder: Path):
    (folder / "numbers.yaml").write_text(text, encoding="utf-8")
    return load_parameters(folder, skip=())


def defect(load, *arguments) -> tuple[str, int, str]:
    """The file, line and message of the error that a loader raises."""
    with pytest.raises(DataError) as raised:
        load(*arguments)
    error = raised.value
    assert str(error) == f"{error.path}:{error.line}: {error.problem}"
    return error.path.name, error.line, error.problem


def test_an_entry_of_the_right_form_is_read(tmp_path):
    number = parameters_of(ENTRY, tmp_path)["early_days"]
    assert (number.unit, number.on(date(2024, 1, 1)), number.citation.article) == ("day", 60, 20)
    assert (number.duty, number.pausable) == (None, False)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("  unit: day\n", "", 2, "missing key: unit"),
        ("  unit: day\n", "  unit: day\n  units: day\n", 2, "unknown key: units"),
        ("  unit: day\n", "  unit: day\n  unit: day\n", 5, "duplicate key: unit"),
        ("early_days:", f"{ENTRY}early_days:", 13, "duplicate key: early_days"),
        ("  citation: {law: samr-43, article: 20}\n", "", 2, "missing key: citation"),
        ("{law: samr-43, article: 20}", "null", 2, "missing citation"),
        ("{law: samr-43, article: 20}", "samr-43 article 20", 2, "missing citation"),
        ("{law: samr-43, article: 20}", "{law: samr-43}", 6, "missing key: article"),
        ("{law: samr-43, article: 20}", "{law: samr-43, article: 20, clause: 1}", 6, "unknown key: clause"),
        ("{law: samr-43, article: 20}", "{law: samr-43, law: x, article: 20}", 6, "duplicate key: law"),
        ("unit: day", "unit: days", 2, "unknown unit: days"),
        ("comparison: within", "comparison: inside", 2, "unknown comparison: inside"),
        ("60}", '"60"}', 9, "'60' is not a value of unit day"),
        ("60}", "60.0}", 9, "60.0 is not a value of unit day"),
        ("60}", "-60}", 9, "-60 is not a value of unit day"),
        ("60}", "true}", 9, "True is not a value of unit day"),
        ("60}", "[60]}", 9, "[60] is not a value of unit day"),
        ("{2022-01-01: 60}", "{2022: 60}", 9, "not a date: 2022"),
        ("{2022-01-01: 60}", '{"2022-01-01": 60}', 9, "not a date: '2022-01-01'"),
        ("{2022-01-01: 60}", "{2022-01-01: 60, 2022-01-01: 61}", 9, "duplicate key: 2022-01-01"),
        ("{2022-01-01: 60}", "{}", 2, "values must map first days of force to values"),
        ("{2022-01-01: 60}", "60", 2, "values must map first days of force to values"),
        ("public_copy", "hearsay", 2, "read_in must be one of"),
        ("checked_on: null", "checked_on: 2026-01-01", 2, "checked_on and checked_by are given together"),
        ("checked_by: null", "checked_by: 甲", 2, "checked_on and checked_by are given together"),
        ("label_zh: 早", "label_zh: [早", 3, "not valid YAML"),
        ("label_zh: 早", "label_zh: {早: 1, {}", 2, "not valid YAML"),
        ("60}", "60", 10, "not valid YAML"),
        ("2022-01-01: 60", "2022-13-01: 60", 9, "not valid YAML"),
        ("label_zh: 早", "label_zh: !!python/object:os.system 早", 2, "not valid YAML"),
    ],
)
def test_a_defect_of_an_entry_names_file_and_line(tmp_path, old, new, line, problem):
    assert old in ENTRY
    file, found_line, found = defect(parameters_of, ENTRY.replace(old, new, 1), tmp_path)
    assert (file, found_line) == ("numbers.yaml", line)
    assert problem in found


@pytest.mark.parametrize(
    ("unit", "value", "fits"),
    [
        ("rate", '"0.005"', True),
        ("rate", "0.005", False),
        ("rate", '"0,005"', False),
        ("yuan", '"-1"', False),
        ("yuan", '"30000"', True),
        ("yuan", "30000", False),
        ("codes", "[engine, gearbox]", True),
        ("codes", "engine", False),
        ("codes", "[engine, 2]", False),
        ("code", "invoice", True),
        ("code", "[invoice]", False),
        ("text", "2022-01-01", False),
        ("month", "24", True),
        ("km", "3000.5", False),
        ("count", "null", True),
    ],
)
def test_a_value_is_of_its_unit(tmp_path, unit, value, fits):
    text = ENTRY.replace("unit: day", f"unit: {unit}").replace("60}", f"{value}}}")
    if fits:
        assert parameters_of(text, tmp_path)["early_days"].unit == unit
    else:
        assert f"is not a value of unit {unit}" in defect(parameters_of, text, tmp_path)[2]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "one mapping"),
        ("- a\n- b\n", 1, "one mapping"),
        ("a: {}\n---\nb: {}\n", 2, "not valid YAML"),
        ("early_days: 60\n", 1, "early_days must be a mapping"),
        ("? [a, b]\n: 1\n", 1, ""),
        ("a: &x {b: *x}\n", 1, "not valid YAML"),
    ],
)
def test_a_file_holds_one_mapping_of_entries(tmp_path, text, line, problem):
    file, found_line, found = defect(parameters_of, text, tmp_path)
    assert (file, found_line) == ("numbers.yaml", line)
    assert problem in found


def test_what_is_not_utf_8_is_not_valid(tmp_path):
    (tmp_path / "numbers.yaml").write_bytes(ENTRY.encode("gb18030"))
    assert "not valid YAML" in defect(load_parameters, tmp_path, ())[2]


def test_a_key_stands_in_one_file_of_a_folder_only(tmp_path):
    (tmp_path / "earlier.yaml").write_text(ENTRY, encoding="utf-8")
    file, line, problem = defect(parameters_of, ENTRY, tmp_path)
    assert (file, line) == ("numbers.yaml", 2)
    assert problem == "key stands in another file of the folder too: early_days"


def test_mappings_in_a_list_are_wanted_where_a_list_is(tmp_path):
    path = tmp_path / "list.yaml"
    for text in ("a: 1\n", "- 1\n", "null\n"):
        path.write_text(text, encoding="utf-8")
        assert defect(strict_yaml.load_list, path) == ("list.yaml", 1, "the file must hold a list of mappings")


@pytest.fixture
def order(tmp_path):
    """Copies of the shipped regulations, to be made defective."""

    def changed(folder: str, file: str, old: str, new: str) -> Path:
        copy = tmp_path / folder
        shutil.copytree(SHIPPED / folder, copy)
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return changed


@pytest.mark.parametrize(
    ("folder", "old", "new", "problem"),
    [
        ("samr_43", "{2022-01-01: 60}", "{2022-01-02: 60}", "early_days begins on 2022-01-02"),
        ("samr_43", "{2022-01-01: 60}", "{2021-12-31: 60}", "early_days begins on 2021-12-31"),
        (
            "aqsiq_150",
            "{2013-10-01: 60, 2022-01-01: null}",
            "{2013-10-01: 60}",
            "early_days does not end on 2022-01-01",
        ),
        (
            "aqsiq_150",
            "{2013-10-01: 60, 2022-01-01: null}",
            "{2013-10-01: 60, 2021-12-31: null}",
            "early_days does not end on 2022-01-01",
        ),
        (
            "aqsiq_150",
            "{2013-10-01: 60, 2022-01-01: null}",
            "{2013-10-01: 60, 2022-01-02: null}",
            "early_days does not end on 2022-01-01",
        ),
        (
            "aqsiq_150",
            "{2013-10-01: 60, 2022-01-01: null}",
            "{2013-10-01: 60, 2022-01-01: 61}",
            "early_days does not end on 2022-01-01",
        ),
    ],
)
def test_a_gap_or_overlap_with_the_time_of_force_names_the_file_and_entry_it_is_in(order, folder, old, new, problem):
    path = order(folder, "periods.yaml", old, new)
    file, line, found = defect(load_regulation, path)
    assert found == f"gap or overlap in time: {problem}"
    assert file == "periods.yaml"
    before_it = (path / file).read_text(encoding="utf-8").partition("early_days:")[0].count("\n") + 1
    assert before_it <= line <= before_it + 15


def test_a_number_may_change_while_the_regulation_is_in_force(order):
    path = order("samr_43", "periods.yaml", "{2022-01-01: 60}", "{2022-01-01: 60, 2025-07-01: 90}")
    changed = load_regulation(path)
    assert changed.changes_on == (date(2022, 1, 1), date(2025, 7, 1))
    early = changed.parameters["early_days"]
    assert [early.on(date(2025, 6, 30)), early.on(date(2025, 7, 1))] == [60, 90]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("short_en: Order 43\n", "", "missing key: short_en"),
        ("short_en: Order 43\n", "short_en: Order 43\nshorter_en: 43\n", "unknown key: shorter_en"),
        ("citation: {law: samr-43, article: 42}", "citation: null", "missing citation"),
        ("read_in: public_copy", "read_in: nowhere", "read_in must be one of"),
    ],
)
def test_the_head_of_a_regulation_is_checked(order, old, new, problem):
    file, _, found = defect(load_regulation, order("samr_43", "regulation.yaml", old, new))
    assert file == "regulation.yaml"
    assert problem in found


@pytest.mark.parametrize(
    ("file", "load", "old", "new", "problem"),
    [
        ("gbt_29632/2021.yaml", load_edition, "code: engine_piston,", "code: engine_valve,", "the code stands twice"),
        ("gbt_29632/2021.yaml", load_edition, "code: wear_tyre,", "code: wear_bulb,", "the code stands twice"),
        ("gbt_29632/2021.yaml", load_edition, "kind: assembly\n", "kind: assembly\n    sort: 1\n", "unknown key: sort"),
        ("gbt_29632/2021.yaml", load_edition, "zh: 曲轴, ", "", "missing key: zh"),
        ("gbt_29632/2021.yaml", load_edition, "read_in: report\n", "", "missing key: read_in"),
        (
            "readings.yaml",
            load_readings,
            "- number: 2\n",
            "- number: 3\n",
            "readings are numbered in order: 2 expected",
        ),
        ("readings.yaml", load_readings, "  topic: periods\n", "", "missing key: topic"),
        ("coverage.yaml", load_coverage, "article: 2\n", "article: 1\n", "the article stands twice: samr-43 article 1"),
        ("coverage.yaml", load_coverage, "out_of_scope\n", "out_of_mind\n", "status must be one of"),
        ("coverage.yaml", load_coverage, "  rules: []\n", "", "missing key: rules"),
        ("surrounding/laws.yaml", load_laws, "  repealed_on: null\n", "", "missing key: repealed_on"),
        ("surrounding/laws.yaml", load_laws, "read_in: public_copy", "read_in: nowhere", "read_in must be one of"),
    ],
)
def test_parts_readings_coverage_and_laws_are_read_as_strictly(tmp_path, file, load, old, new, problem):
    path = tmp_path / Path(file).name
    text = (SHIPPED / file).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    name, line, found = defect(load, path)
    assert name == path.name
    assert line >= 1
    assert problem in found


def test_a_law_that_is_cited_is_listed(tmp_path, monkeypatch):
    copy = tmp_path / "data"
    shutil.copytree(SHIPPED, copy)
    periods = copy / "samr_43" / "periods.yaml"
    text = periods.read_text(encoding="utf-8")
    periods.write_text(
        text.replace("{law: samr-43, article: 18, paragraph: 2}", "{law: samr-44, article: 1}", 1), "utf-8"
    )
    monkeypatch.setattr(data_check, "SHIPPED", copy)
    file, line, problem = defect(check_data)
    assert (file, problem) == ("periods.yaml", "cites a law that is not listed: samr-44")
    assert text.splitlines()[line - 2] == "period_start:"


def test_all_shipped_data_pass():
    found = check_data()
    assert (found.first_year, found.readings, found.articles) == (2013, 55, 90)
    assert found.parameters > 80
    assert len(found.version) == 16


def test_a_value_missing_between_two_others_is_a_gap(order):
    path = order("samr_43", "periods.yaml", "{2022-01-01: 60}", "{2022-01-01: null, 2022-06-01: 60}")
    assert defect(load_regulation, path)[2] == "gap in time: early_days has no value between two others"
