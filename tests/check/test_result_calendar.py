"""Day sheets and calendar files of the time limits."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sanbao.check.results.ics import calendar_file
from sanbao.check.results.page import result_page
from sanbao.law.workdays import calendar
from tests.check.cases import CASES, facts_of, page_of

AT = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
WITH_SHEETS = [case_id for case_id in CASES if "demand" in CASES[case_id]]


def days_of(sheet):
    return [day for week in sheet.weeks for day in week]


@pytest.mark.parametrize("case_id", WITH_SHEETS)
def test_a_sheet_holds_whole_weeks_and_counts_every_working_day(case_id):
    for one in page_of(case_id).sheets:
        days = days_of(one.sheet)
        assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in one.sheet.weeks)
        counted = [day for day in days if day.number]
        assert [day.number for day in counted] == list(range(1, len(counted) + 1))
        assert all(calendar().is_working_day(day.day) for day in counted)
        if one.due_on:
            assert counted[-1].day == one.due_on
            assert counted[-1].kind == "due"


def test_make_up_workdays_count_and_holidays_do_not():
    """By hand, from 2024-09-27: 29 (make-up), 30 September; 8, 9, 10, 11, 12 (make-up), 14, 15, 16 October are ten."""
    facts = facts_of("B14-compensation-43")
    asked = replace(facts, as_of=date(2024, 12, 1), demand=replace(facts.demand, made_on=date(2024, 9, 27)))
    reply = result_page(asked, {}, lang="zh").sheets[0]
    kinds = {day.day: day.kind for day in days_of(reply.sheet)}
    assert reply.due_on == date(2024, 10, 16)
    assert kinds[date(2024, 9, 29)] == "makeup"
    assert kinds[date(2024, 10, 1)] == "rest"
    assert kinds[date(2024, 10, 12)] == "makeup"
    assert kinds[date(2024, 9, 27)] == "start"


def test_a_year_without_a_calendar_is_said_and_no_day_guessed():
    facts = facts_of("B14-compensation-43")
    made_on = date(calendar().last_year, 12, 28)
    asked = replace(facts, as_of=made_on, demand=replace(facts.demand, made_on=made_on))
    page = result_page(asked, {}, lang="zh")
    assert [one.due_on for one in page.sheets] == [None, None]
    assert all(one.sheet.weeks == () and "放假安排公布" in one.sheet.says for one in page.sheets)
    assert any("还没有公布放假安排" in text for text in page.notices)


def test_a_calendar_file_is_an_all_day_event_in_the_form_of_the_standard():
    text = calendar_file("销售者答复", "销售者最迟应当在2024年12月13日答复。", date(2024, 12, 13), AT)
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20241213" in lines
    assert "DTEND;VALUE=DATE:20241214" in lines
    assert "DTSTAMP:20261127T083000Z" in lines
    assert "\n" not in text.replace("\r\n", "")


def test_long_lines_are_folded_at_whole_characters_and_read_back_the_same():
    words = "变速器顿挫，" * 30
    text = calendar_file("答复", words, date(2024, 12, 13), AT)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"DESCRIPTION:{words}\r\n" in text.replace("\r\n ", "")


def test_characters_with_a_meaning_of_their_own_are_escaped():
    text = calendar_file("a,b;c\\d\r\nBEGIN:VEVENT", "x", date(2024, 12, 13), AT)
    assert "SUMMARY:a\\,b\\;c\\\\d\\nBEGIN:VEVENT\r\n" in text
    assert text.split("\r\n").count("BEGIN:VEVENT") == 1
