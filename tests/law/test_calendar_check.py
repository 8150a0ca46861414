"""An operator's calendar year, checked on the command line before it is put into use."""

from pathlib import Path

import pytest

from tests.law.command_line import CASE, FAULTY, as_json, engine

YEAR = """
year: {year}
citations:
  - {{issuer_zh: 国务院办公厅, title_zh: 通知, number: null, published_on: null}}
read_in: public_copy
checked_on: null
checked_by: null
holidays:
  - {{name_zh: 元旦, name_en: New Year's Day, from: {year}-01-01, to: {year}-01-03}}
makeup_workdays: []
"""


@pytest.fixture
def operator_folder(tmp_path: Path) -> Path:
    (tmp_path / "calendar").mkdir()
    return tmp_path


def write_year(folder: Path, year: int, text: str = YEAR) -> str:
    path = folder / f"{year}.yaml"
    path.write_text(text.format(year=year), encoding="utf-8")
    return str(path)


def test_the_version_names_contract_and_law_data(operator_folder):
    first = engine("version").stdout.decode().splitlines()
    write_year(operator_folder / "calendar", 2027)
    second = engine("version", SANBAO_LAW_DATA=str(operator_folder)).stdout.decode().splitlines()
    assert first[0] == second[0] == "contract 1"
    assert first[1].startswith("law-data ")
    assert first[1] != second[1]


def test_a_sound_year_after_the_last_one_is_fit_for_use(tmp_path):
    name = write_year(tmp_path, 2027)
    done = engine("calendar", "check", name)
    assert done.returncode == 0
    # 261 weekdays, of which the Friday of New Year is one
    assert done.stdout.decode() == f"{name}：2027年，放假3日，调休上班0日，全年工作日260日，可以使用。\n"
    assert "3 days of holidays" in engine("calendar", "check", "--lang", "en", name).stdout.decode()


def test_a_year_already_in_the_operators_folder_can_be_checked_there(operator_folder):
    name = write_year(operator_folder / "calendar", 2027)
    assert engine("calendar", "check", name, SANBAO_LAW_DATA=str(operator_folder)).returncode == 0


def test_a_year_continues_the_operators_years(operator_folder, tmp_path):
    write_year(operator_folder / "calendar", 2027)
    name = write_year(tmp_path, 2028)
    assert engine("calendar", "check", name).returncode == FAULTY
    assert engine("calendar", "check", name, SANBAO_LAW_DATA=str(operator_folder)).returncode == 0


@pytest.mark.parametrize(
    ("year", "text", "problem"),
    [
        (2026, YEAR, "overlap"),
        (2029, YEAR, "gap"),
        (2027, YEAR + "colour: red\n", "unknown key"),
        (2027, YEAR + "year: 2027\n", "duplicate key"),
        (2027, YEAR.replace("read_in: public_copy\n", ""), "missing key"),
        (2027, YEAR.replace("-01-03", "-02-30"), "not valid YAML"),
        (2027, YEAR.replace("to: {year}-01-03", "to: 2028-01-03"), "not a day of 2027"),
        (2027, "[", "not valid YAML"),
        (2027, "", "one mapping"),
    ],
    ids=["overlap", "gap", "unknown", "duplicate", "missing", "no date", "other year", "no YAML", "empty"],
)
def test_a_defective_year_is_one_line_that_names_file_and_line(tmp_path, year, text, problem):
    name = write_year(tmp_path, year, text)
    done = engine("calendar", "check", name)
    said = done.stderr.decode()
    assert done.returncode == FAULTY
    assert done.stdout == b""
    assert said.startswith(f"{name}:")
    assert said.removeprefix(f"{name}:").split(":")[0].isdigit()
    assert problem in said
    assert said.count("\n") == 1


def test_a_calendar_file_that_is_not_there_is_one_line(tmp_path):
    for name in (str(tmp_path / "2027.yaml"), str(tmp_path)):
        done = engine("calendar", "check", name)
        assert done.returncode == FAULTY
        assert done.stderr.decode().startswith(f"{name}: ")


def test_a_defect_of_the_operators_data_stops_an_assessment_with_its_file_and_line(operator_folder):
    name = write_year(operator_folder / "calendar", 2027, YEAR + "colour: red\n")
    for options in ([], ["--jsonl"]):
        done = engine("assess", *options, "-", given=as_json(CASE), SANBAO_LAW_DATA=str(operator_folder))
        assert done.returncode == FAULTY
        assert done.stderr.decode().startswith(f"{name}:")
        assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(("lang", "said"), [("zh", "全部可以使用"), ("en", "all fit for use")])
def test_all_law_data_is_checked(lang, said):
    done = engine("data", "check", "--lang", lang)
    assert done.returncode == 0
    assert said in done.stdout.decode()


def test_a_defect_of_the_operator_s_data_is_found_too(operator_folder):
    write_year(operator_folder / "calendar", 2028)
    done = engine("data", "check", SANBAO_LAW_DATA=str(operator_folder))
    assert done.returncode == FAULTY
    assert "2028.yaml:1: gap" in done.stderr.decode()


def test_a_setting_that_names_no_folder_is_told(tmp_path):
    done = engine("data", "check", SANBAO_LAW_DATA=str(tmp_path / "nowhere"))
    assert done.returncode == FAULTY
    assert "does not exist" in done.stderr.decode()


@pytest.mark.parametrize("name", ["2027.yaml", "calendar/2027.yml"])
def test_a_file_that_would_not_be_read_is_told(operator_folder, name):
    (operator_folder / name).write_text(YEAR.format(year=2027), encoding="utf-8")
    done = engine("data", "check", SANBAO_LAW_DATA=str(operator_folder))
    assert done.returncode == FAULTY
    assert "would not be read" in done.stderr.decode()
