"""The shipped working-day calendar against two independent sources, day by day.

`chinesecalendar` and `holidays` were compiled by other people from the same notices. With
chinesecalendar 1.11.0 and holidays 0.109 they agree with each other and with our files on every
day from 2013-01-01 to 2026-12-31, so this test carries no list of exceptions. A difference that
appears later is settled from the notice itself, never by following a package.

The files are read with plain `yaml.safe_load`, so that a fault in the engine's loader cannot hide
a fault in the data.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "sanbao" / "law" / "data" / "calendar"
YEARS = range(2013, 2027)
SATURDAY = 5

CHINA = holidays.country_holidays("CN", years=YEARS)


def load(year: int) -> dict:
    return yaml.safe_load((FOLDER / f"{year}.yaml").read_text(encoding="utf-8"))


def days_between(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def days_of(year: int) -> Iterator[date]:
    return days_between(date(year, 1, 1), date(year, 12, 31))


def holiday_days(calendar: dict) -> list[date]:
    return [day for row in calendar["holidays"] for day in days_between(row["from"], row["to"])]


def is_rest(calendar: dict, day: date) -> bool:
    if day in calendar["makeup_workdays"]:
        return False
    return day.weekday() >= SATURDAY or day in holiday_days(calendar)


def status(rests: bool) -> str:
    return "rest" if rests else "work"


def differences(calendar: dict, rests_elsewhere: Callable[[date], bool]) -> list[str]:
    found = []
    for day in days_of(calendar["year"]):
        ours, theirs = status(is_rest(calendar, day)), status(rests_elsewhere(day))
        if ours != theirs:
            found.append(f"{day}: ours {ours}, theirs {theirs}")
    return found


def rests_in_holidays(day: date) -> bool:
    return not CHINA.is_working_day(day)


def test_the_folder_holds_exactly_the_compared_years():
    """Whoever ships a further year extends YEARS, or its data would go unchecked."""
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{year}.yaml" for year in YEARS]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_chinesecalendar(year):
    assert differences(load(year), chinese_calendar.is_holiday) == []


@pytest.mark.parametrize("year", YEARS)
def test_every_public_holiday_of_holidays_is_a_rest_day(year):
    calendar = load(year)
    public = sorted(day for day in CHINA if day.year == year)
    assert len(public) >= 11, "the package lists fewer days than the law gives"
    assert [day for day in public if not is_rest(calendar, day)] == []


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_holidays(year):
    assert differences(load(year), rests_in_holidays) == []


@pytest.mark.parametrize("year", YEARS)
def test_a_year_is_well_formed(year):
    calendar = load(year)
    off, makeup = holiday_days(calendar), calendar["makeup_workdays"]

    assert calendar["year"] == year
    assert {day.year for day in off + makeup} == {year}
    assert off == sorted(set(off)), "holidays overlap, repeat or are out of order"
    assert makeup == sorted(set(makeup)), "make-up workdays repeat or are out of order"
    assert not set(off) & set(makeup)
    assert [day for day in makeup if day.weekday() < SATURDAY] == []


@pytest.mark.parametrize("year", YEARS)
def test_a_year_cites_its_notice(year):
    citations = load(year)["citations"]
    assert citations[0]["title_zh"] == f"国务院办公厅关于{year}年部分节假日安排的通知"
    for citation in citations:
        assert set(citation) == {"issuer_zh", "title_zh", "number", "published_on"}
        assert citation["title_zh"].startswith(f"{citation['issuer_zh']}关于")
        assert f"〔{citation['published_on'].year}〕" in citation["number"]


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2015, "国发明电〔2015〕1号"),
        (2018, "国办发明电〔2018〕15号"),
        (2019, "国办发明电〔2019〕3号"),
        (2020, "国办发明电〔2020〕1号"),
        (2022, "国办发明电〔2022〕16号"),
    ],
)
def test_a_year_cites_every_further_notice_that_touches_it(year, number):
    assert [citation["number"] for citation in load(year)["citations"][1:]] == [number]


def without_last_makeup_day(calendar: dict) -> None:
    calendar["makeup_workdays"].pop()


def with_holiday_one_day_short(calendar: dict) -> None:
    calendar["holidays"][-1]["to"] -= timedelta(days=1)


def with_a_weekday_taken_for_a_holiday(calendar: dict) -> None:
    calendar["holidays"].append({"from": date(2024, 11, 5), "to": date(2024, 11, 5)})


@pytest.mark.parametrize(
    ("spoil", "wrong_day"),
    [
        (without_last_makeup_day, "2024-10-12: ours rest, theirs work"),
        (with_holiday_one_day_short, "2024-10-07: ours work, theirs rest"),
        (with_a_weekday_taken_for_a_holiday, "2024-11-05: ours rest, theirs work"),
    ],
)
def test_the_comparison_finds_a_single_wrong_day(spoil, wrong_day):
    calendar = deepcopy(load(2024))
    spoil(calendar)
    assert differences(calendar, chinese_calendar.is_holiday) == [wrong_day]
    assert differences(calendar, rests_in_holidays) == [wrong_day]
