"""Time limits: working days with make-up workdays, calendar days, pauses, and years not loaded (reading 17)."""

from datetime import date, timedelta

import pytest

from sanbao.law.deadlines import Pause, deemed_refusal, due_date, refusal_days
from sanbao.law.regulations import Citation
from tests.law.building import assessed, case, demand, notices

D = date.fromisoformat


def pause(first, last):
    return Pause(D(first), D(last))


def claim(made_on, *, order="samr-43", wants="vehicle_return", as_of="2029-12-31", **vehicle):
    return case(order=order, demand=demand(made_on, wants=wants), as_of=as_of, **vehicle)


def deadlines(raw):
    return {one.duty: (one.due_on and one.due_on.isoformat(), one.rule) for one in assessed(raw).deadlines}


@pytest.mark.parametrize(
    ("start", "duty", "due_on"),
    [
        ("2024-06-28", "samr-43/reply", "2024-07-12"),
        ("2024-06-28", "samr-43/complete", "2024-07-26"),
        ("2024-06-29", "samr-43/reply", "2024-07-12"),
        ("2024-06-30", "samr-43/reply", "2024-07-12"),
        ("2024-07-01", "samr-43/reply", "2024-07-15"),
        ("2024-09-13", "samr-43/reply", "2024-09-29"),
        ("2024-09-14", "samr-43/reply", "2024-09-30"),
        ("2024-09-24", "samr-43/reply", "2024-10-12"),
        ("2024-09-30", "samr-43/reply", "2024-10-18"),
        ("2024-02-02", "samr-43/reply", "2024-02-21"),
        ("2021-09-17", "aqsiq-150/reply", "2021-10-08"),
        ("2021-09-17", "aqsiq-150/certificate", "2021-10-14"),
    ],
)
def test_working_days_count_make_up_workdays_and_skip_holidays(start, duty, due_on):
    assert due_date(duty, D(start)).due_on == D(due_on)


@pytest.mark.parametrize(
    ("order", "rules"),
    [
        ("samr-43", {"reply": "samr-43/28-1", "complete": "samr-43/28-2"}),
        ("aqsiq-150", {"certificate": "aqsiq-150/24", "reply": "aqsiq-150/26"}),
    ],
)
@pytest.mark.parametrize("wants", ["vehicle_replacement", "vehicle_return"])
def test_a_demand_for_replacement_or_return_has_two_limits_whatever_the_findings(order, rules, wants):
    raw = claim("2024-06-28", order=order, wants=wants)
    assert list(rules) == list(deadlines(raw))
    assert {duty: rule for duty, (_, rule) in deadlines(raw).items()} == rules


def test_the_limits_under_each_order():
    assert deadlines(claim("2024-06-28")) == {
        "reply": ("2024-07-12", "samr-43/28-1"),
        "complete": ("2024-07-26", "samr-43/28-2"),
    }
    assert deadlines(claim("2021-09-17", order="aqsiq-150")) == {
        "certificate": ("2021-10-14", "aqsiq-150/24"),
        "reply": ("2021-10-08", "aqsiq-150/26"),
    }


@pytest.mark.parametrize(
    "raw",
    [
        claim("2024-06-28", wants="repair"),
        claim("2024-06-28", wants="assembly_replacement"),
        claim("2024-06-28", kind="other"),
        case(),
    ],
)
def test_without_such_a_demand_or_out_of_scope_there_is_no_limit(raw):
    assert deadlines(raw) == {}


def test_unknown_use_does_not_stop_the_clock():
    assert set(deadlines(claim("2024-06-28", use="unknown"))) == {"reply", "complete"}


@pytest.mark.parametrize(
    ("made_on", "reply", "complete"),
    [
        ("2026-12-03", "2026-12-17", "2026-12-31"),
        ("2026-12-04", "2026-12-18", None),
        ("2026-12-16", "2026-12-30", None),
        ("2026-12-17", "2026-12-31", None),
        ("2026-12-18", None, None),
        ("2026-12-31", None, None),
        ("2027-03-01", None, None),
    ],
)
def test_a_count_that_needs_a_year_not_loaded_is_not_known_and_said_so(made_on, reply, complete):
    raw = claim(made_on)
    assert deadlines(raw) == {"reply": (reply, "samr-43/28-1"), "complete": (complete, "samr-43/28-2")}
    assert ("calendar_not_loaded" in notices(raw)) == (complete is None)


@pytest.mark.parametrize(
    ("start", "due_on"),
    [("2012-12-30", None), ("2012-12-31", "2013-01-15"), ("2013-01-01", "2013-01-15"), ("2013-01-04", "2013-01-16")],
)
def test_a_count_from_before_the_first_year_loaded_is_not_known(start, due_on):
    """Only the day after the start must be known: the start is not counted."""
    assert due_date("aqsiq-150/reply", D(start)).due_on == (due_on and D(due_on))


@pytest.mark.parametrize(
    ("pauses", "due_on"),
    [
        ([], "2024-07-26"),
        ([pause("2024-07-01", "2024-07-01")], "2024-07-29"),
        ([pause("2024-07-06", "2024-07-07")], "2024-07-26"),
        ([pause("2024-07-05", "2024-07-08")], "2024-07-30"),
        ([pause("2024-06-28", "2024-06-28")], "2024-07-26"),
        ([pause("2024-07-26", "2024-07-26")], "2024-07-29"),
        ([pause("2024-07-27", "2024-08-30")], "2024-07-26"),
        ([pause("2024-07-01", "2024-07-05"), pause("2024-07-03", "2024-07-09")], "2024-08-06"),
        ([pause("2024-07-03", "2024-07-09"), pause("2024-07-01", "2024-07-05")], "2024-08-06"),
        ([pause("2024-07-01", "2024-07-05"), pause("2024-07-15", "2024-07-19")], "2024-08-09"),
        ([pause("2024-07-01", "2024-08-30")], "2024-09-29"),
        ([pause("2024-07-05", "2024-07-01")], "2024-07-26"),
        ([pause("2024-07-01", "2026-12-30")], None),
    ],
)
def test_paused_days_do_not_count_each_once_and_holidays_not_at_all(pauses, due_on):
    found = due_date("samr-43/complete", D("2024-06-28"), pauses)
    assert found.due_on == (due_on and D(due_on))
    assert found.citation == Citation("samr-43", 28, 2)


@pytest.mark.parametrize("duty", ["samr-43/reply", "aqsiq-150/certificate", "deemed_refusal_days"])
def test_a_limit_that_no_delay_suspends_takes_no_pauses(duty):
    with pytest.raises(ValueError, match=duty):
        due_date(duty, D("2024-06-28"), [pause("2024-07-01", "2024-07-01")])


@pytest.mark.parametrize(
    ("duty", "start", "pauses", "due_on"),
    [
        ("deemed_refusal_days", "2024-02-20", [], "2024-03-06"),
        ("deemed_refusal_days", "2024-09-25", [], "2024-10-10"),
        ("deemed_refusal_days", "2030-12-20", [], "2031-01-04"),
        ("mediation_end_121", "2026-05-01", [], "2026-06-30"),
        ("mediation_end_121", "2026-05-01", [pause("2026-05-02", "2026-05-03")], "2026-07-02"),
        ("mediation_end_121", "2026-05-01", [pause("2026-06-30", "2026-06-30")], "2026-07-01"),
        (
            "mediation_end_121",
            "2026-05-01",
            [pause("2026-05-03", "2026-05-09"), pause("2026-05-05", "2026-05-11")],
            "2026-07-09",
        ),
        ("mediation_end_20", "2024-06-28", [], "2024-08-30"),
    ],
)
def test_calendar_days_run_through_weekends_and_years_not_loaded(duty, start, pauses, due_on):
    assert due_date(duty, D(start), pauses).due_on == D(due_on)


@pytest.mark.parametrize("start", ["2022-01-01", "2024-06-28"])
def test_of_a_repealed_order_the_last_number_goes_on_for_its_cars(start):
    assert due_date("aqsiq-150/reply", D(start)).due_on == due_date("samr-43/reply", D(start)).due_on


def test_before_its_first_day_a_duty_has_its_first_number():
    assert due_date("samr-43/reply", D("2021-09-17")).due_on == D("2021-10-08")


@pytest.mark.parametrize(
    "duty",
    [
        "samr-43/unknown",
        "samr-44/reply",
        "unknown",
        "",
        "/reply",
        "samr-43/",
        "reply",
        "samr-43/early_km",
        "aqsiq-150/complete",
    ],
)
def test_an_unknown_duty_is_refused(duty):
    with pytest.raises(LookupError):
        due_date(duty, D("2024-06-28"))


@pytest.mark.parametrize("key", ["samr-43/repair_record_years", "fraud_damages_min", "first_day"])
def test_what_is_no_limit_in_days_is_refused(key):
    with pytest.raises(LookupError):
        due_date(key, D("2024-06-28"))


def test_due_dates_never_go_back_when_the_start_moves_on():
    starts = [D("2023-12-01") + timedelta(days=n) for n in range(400)]
    due = [due_date("samr-43/complete", start).due_on for start in starts]
    assert due == sorted(due)
    assert all(later > start for start, later in zip(starts, due, strict=True))


@pytest.mark.parametrize(
    ("order", "reply_due_on", "last_day", "article"),
    [
        ("samr-43", "2026-07-10", "2026-07-25", Citation("penalty_measures", 8, item=2)),
        ("samr-43", "2026-12-31", "2027-01-15", Citation("penalty_measures", 8, item=2)),
        ("samr-43", None, None, Citation("penalty_measures", 8, item=2)),
        ("aqsiq-150", "2021-10-08", "2021-10-08", Citation("aqsiq-150", 26)),
        ("aqsiq-150", "2024-10-08", "2024-10-08", Citation("aqsiq-150", 26)),
        ("aqsiq-150", None, None, Citation("aqsiq-150", 26)),
    ],
)
def test_silence_becomes_a_refusal_after_fifteen_more_days_or_at_once_by_order(order, reply_due_on, last_day, article):
    """Fifteen calendar days under Order 43, also into a year whose working days are not loaded; none under Order 150."""
    found = deemed_refusal(order, reply_due_on and D(reply_due_on))
    assert (found.due_on, found.citation) == (last_day and D(last_day), article)


def test_the_days_until_a_deemed_refusal():
    assert [refusal_days(order, D("2026-07-10")) for order in ("samr-43", "aqsiq-150")] == [15, 0]


def test_of_an_unknown_order_there_is_no_deemed_refusal():
    with pytest.raises(LookupError):
        deemed_refusal("samr-44", D("2024-06-28"))
