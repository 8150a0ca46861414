"""Working-day calendars: a year's file, the years together, and the years that an operator adds."""

from datetime import date

import pytest

from sanbao.law.deadlines import due_date
from sanbao.law.errors import DataError
from sanbao.law.sources import OPERATOR_SETTING, SHIPPED, calendar_files, law_data_version, operator_folder
from sanbao.law.workdays import calendar, load_calendar, load_year
from tests.law.building import assessed, case, demand, notices

YEAR = """year: 2027
citations:
  - {issuer_zh: 国务院办公厅, title_zh: 关于2027年部分节假日安排的通知, number: null, published_on: null}
read_in: public_copy
checked_on: null
checked_by: null
holidays:
  - {name_zh: 元旦, name_en: New Year's Day, from: 2027-01-01, to: 2027-01-03}
  - {name_zh: 春节, name_en: Spring Festival, from: 2027-02-05, to: 2027-02-11}
makeup_workdays: [2027-01-09, 2027-02-14]
"""
NEW_YEAR = "from: 2027-01-01, to: 2027-01-03"


def written(folder, text, name="2027.yaml"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def clear_caches():
    calendar.cache_clear()
    law_data_version.cache_clear()


@pytest.fixture
def operator(tmp_path, monkeypatch):
    """An operator's data folder in use; what was read before is forgotten, and again afterwards."""
    monkeypatch.setenv(OPERATOR_SETTING, str(tmp_path))
    clear_caches()
    yield tmp_path
    clear_caches()


def test_a_year_of_the_right_form_is_read(tmp_path):
    year = load_year(written(tmp_path, YEAR))
    worked = year.working_days()
    assert (year.year, len(year.holidays), len(year.makeup_workdays)) == (2027, 10, 2)
    assert [date(2027, 1, 1) in worked, date(2027, 1, 4) in worked, date(2027, 1, 9) in worked] == [False, True, True]
    assert [date(2027, 1, 10) in worked, date(2027, 2, 5) in worked] == [False, False]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("year: 2027\n", "", 1, "missing key: year"),
        ("year: 2027\n", "year: 2027\nyears: 1\n", 1, "unknown key: years"),
        ("year: 2027\n", "year: 2027\nyear: 2028\n", 2, "duplicate key: year"),
        ("year: 2027\n", 'year: "2027"\n', 1, "year must be a whole number"),
        ("year: 2027\n", "year: 2027.0\n", 1, "year must be a whole number"),
        ("year: 2027\n", "year: 2028\n", 1, "not a day of 2028"),
        ("number: null, ", "", 3, "missing key: number"),
        ("{issuer_zh", "{url: x, issuer_zh", 3, "unknown key: url"),
        ("read_in: public_copy\n", "", 1, "missing key: read_in"),
        ("read_in: public_copy\n", "read_in: memory\n", 1, "read_in must be one of"),
        ("checked_on: null\n", "checked_on: 2026-11-20\n", 1, "given together"),
        ("name_en: New Year's Day, ", "", 8, "missing key: name_en"),
        (NEW_YEAR, "from: 2027-01-03, to: 2027-01-01", 8, "ends before it begins"),
        (NEW_YEAR, "from: 2026-12-31, to: 2027-01-03", 1, "not a day of 2027"),
        (NEW_YEAR, "from: 1, to: 2027-01-03", 1, "not a day of 2027"),
        (NEW_YEAR, "from: 2027-01-01 09:00:00, to: 2027-01-03", 1, "not a day of 2027"),
        (NEW_YEAR, "from: 2027-02-01, to: 2027-02-05", 1, "a day is listed twice"),
        (NEW_YEAR, "from: 2027-02-30, to: 2027-03-03", 8, "not valid YAML"),
        ("2027-01-09", "2027-02-14", 1, "a day is listed twice"),
        ("2027-01-09", "2026-12-27", 1, "not a day of 2027"),
        ("2027-01-09", "2027-01-08", 1, "a make-up workday must be a weekend day outside the holidays"),
        ("2027-01-09", "2027-01-02", 1, "a make-up workday must be a weekend day outside the holidays"),
        ("2027-01-09", "'2027-01-09'", 1, "not a day of 2027"),
    ],
)
def test_a_defect_of_a_year_names_file_and_line(tmp_path, old, new, line, problem):
    assert old in YEAR
    with pytest.raises(DataError) as raised:
        load_year(written(tmp_path, YEAR.replace(old, new, 1)))
    assert (raised.value.path.name, raised.value.line) == ("2027.yaml", line)
    assert problem in raised.value.problem


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("citations", "[]"),
        ("citations", "null"),
        ("citations", "国务院办公厅"),
        ("citations", "[国务院办公厅]"),
        ("citations", "{issuer_zh: 国务院办公厅}"),
        ("holidays", "null"),
        ("holidays", "2027-01-01"),
        ("holidays", "[2027-01-01]"),
        ("holidays", "{from: 2027-01-01, to: 2027-01-03}"),
        ("makeup_workdays", "null"),
        ("makeup_workdays", "2027-01-09"),
        ("makeup_workdays", "{2027-01-09: 1}"),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_defect_too(tmp_path, key, value):
    sections = {
        "citations": "[{issuer_zh: 国务院办公厅, title_zh: 通知, number: null, published_on: null}]",
        "holidays": "[]",
        "makeup_workdays": "[]",
    }
    text = "year: 2027\nread_in: report\nchecked_on: null\nchecked_by: null\n"
    text += "".join(f"{name}: {content}\n" for name, content in {**sections, key: value}.items())
    with pytest.raises(DataError) as raised:
        load_year(written(tmp_path, text))
    assert raised.value.path.name == "2027.yaml"


SHIPPED_YEARS = sorted((SHIPPED / "calendar").glob("*.yaml"))


@pytest.mark.parametrize(
    ("paths", "problem"),
    [
        ([*SHIPPED_YEARS, SHIPPED_YEARS[-1]], "overlap: the year 2026 is loaded already"),
        ([*SHIPPED_YEARS[:3], *SHIPPED_YEARS[4:]], "gap: the year 2016 is missing before 2017"),
        ([SHIPPED_YEARS[1], SHIPPED_YEARS[0]], "gap: the year 2015 is missing before 2013"),
    ],
)
def test_years_follow_each_other_without_gap_or_overlap(paths, problem):
    with pytest.raises(DataError) as raised:
        load_calendar(paths)
    assert raised.value.problem == problem
    assert raised.value.line == 1


@pytest.mark.parametrize("setting", [None, "", "  "])
def test_without_a_setting_there_is_no_operator_folder(monkeypatch, setting):
    if setting is None:
        monkeypatch.delenv(OPERATOR_SETTING, raising=False)
    else:
        monkeypatch.setenv(OPERATOR_SETTING, setting)
    assert operator_folder() is None
    assert calendar_files() == SHIPPED_YEARS


def test_a_year_added_by_the_operator_counts_at_once(operator):
    raw = case(demand=demand("2026-12-18"))
    assert due_date("samr-43/reply", date(2026, 12, 18)).due_on is None
    assert "calendar_not_loaded" in notices(raw)
    without = law_data_version()
    path = written(operator / "calendar", YEAR)
    clear_caches()
    assert calendar_files() == [*SHIPPED_YEARS, path]
    assert (calendar().first_year, calendar().last_year) == (2013, 2027)
    assert due_date("samr-43/reply", date(2026, 12, 18)).due_on == date(2027, 1, 4)
    assert due_date("samr-43/complete", date(2027, 1, 29)).due_on == date(2027, 3, 4)
    assert {one.duty: one.due_on for one in assessed(raw).deadlines} == {
        "reply": date(2027, 1, 4),
        "complete": date(2027, 1, 15),
    }
    assert "calendar_not_loaded" not in notices(raw)
    assert law_data_version() != without


def test_the_version_of_the_law_data_follows_every_byte_and_name(operator):
    versions = {law_data_version()}
    for text, name in [(YEAR, "2027.yaml"), (YEAR + "# checked\n", "2027.yaml"), (YEAR, "a2027.yaml")]:
        for old in (operator / "calendar").glob("*.yaml"):
            old.unlink()
        written(operator / "calendar", text, name)
        law_data_version.cache_clear()
        versions.add(law_data_version())
    assert len(versions) == 4
    law_data_version.cache_clear()
    assert law_data_version() in versions


def test_without_an_operators_year_the_version_is_that_of_the_shipped_data(operator, monkeypatch):
    with_empty_folder = law_data_version()
    monkeypatch.delenv(OPERATOR_SETTING)
    law_data_version.cache_clear()
    assert law_data_version() == with_empty_folder


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (YEAR.replace("2027", "2026"), "overlap: the year 2026 is loaded already"),
        (YEAR.replace("2027", "2028").replace("2028-01-09", "2028-01-08").replace("2028-02-14", "2028-02-13"), "gap"),
        (YEAR + "colour: red\n", "unknown key: colour"),
    ],
)
def test_a_defective_year_of_the_operator_stops_the_count_and_names_its_file(operator, text, problem):
    text = text.replace("2026-01-09", "2026-01-10").replace("2026-02-14", "2026-02-15")
    written(operator / "calendar", text, "added.yaml")
    with pytest.raises(DataError) as raised:
        due_date("samr-43/reply", date(2024, 6, 28))
    assert raised.value.path.name == "added.yaml"
    assert problem in raised.value.problem


@pytest.mark.parametrize("year", [0, 9999, 99999])
def test_a_year_that_no_calendar_has_is_a_defect(tmp_path, year):
    with pytest.raises(DataError) as raised:
        load_year(written(tmp_path, YEAR.replace("year: 2027", f"year: {year}", 1)))
    assert "there is no year" in raised.value.problem


def test_a_file_far_longer_than_a_year_is_not_read_at_all(tmp_path):
    with pytest.raises(DataError) as raised:
        load_year(written(tmp_path, "[" * 100_000))
    assert "longer than" in raised.value.problem
