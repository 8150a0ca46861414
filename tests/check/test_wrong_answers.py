"""What cannot be so, or cannot be read, is told at its field, in words that say what to do."""

import re

import pytest

from sanbao.check.state import Answers, opened, sealed
from tests.check.asking import CAR, CAR_STEPS, SLIP, at_repairs, case_visit, send, started, state_of, step_of


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "请填写日期"),
        ({"day": "2099-01-01"}, "日期不能晚于"),
        ({"day": "2024-02-30"}, "没有30日"),
        ({"day": "1900-01-01"}, "日期不能早于"),
        ({"day": "昨天"}, "只能填数字"),
    ],
)
def test_a_wrong_invoice_date_is_told_at_the_field(visitor, data, says):
    response = send(visitor, state=state_of(started(visitor)), step="invoiced_on", go="next", **data)
    page = response.content.decode()
    assert says in page
    assert "错误：" in page
    assert 'aria-invalid="true"' in page
    assert step_of(response) == "invoiced_on"


def test_full_width_digits_are_taken(visitor):
    state = state_of(started(visitor))
    response = send(visitor, state=state, step="invoiced_on", go="next", day="２０２４年３月１日")
    assert step_of(response) == "car"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"finished": "2024-04-30 17:00"}, "修好的时间早于送修的时间"),
        ({"finished": ""}, "请填写修好的时间"),
        ({"still": "on"}, "就不能再选"),
        ({"received": "2099-05-01 9:00"}, "时间不能晚于"),
        ({"received": "2024-05-01"}, "请填写几点几分"),
        ({"mileage": ""}, "估一个接近的数，再勾选“里程是估计的”"),
        ({"mileage": "很多"}, "请用数字填写里程"),
        ({"mileage": "-5"}, "请用数字填写里程"),
        ({"repairer": "moon"}, "请选择一项"),
        ({"repairer": ""}, "请选择一项"),
    ],
)
def test_a_wrong_repair_slip_is_told_at_the_field(visitor, change, says):
    state = at_repairs("repaired", visits=[{"id": "R1", "items": [{}]}])
    response = send(visitor, state=state, step="visit:R1", go="next", **{**SLIP, **change})
    assert says in response.content.decode()
    assert step_of(response) == "visit:R1"


def test_two_repairs_at_the_same_moment_are_told_at_the_field(visitor):
    item = {"problem": "P1", "work": "repair"}
    first = {"id": "R1", "received_at": "2024-05-01T09:00+08:00", "finished_at": "2024-05-01T10:00+08:00",
             "mileage_km": 1, "repairer": "network", "items": [item]}  # fmt: skip
    state = at_repairs("repaired", "visit:R1", "done:R1/0", visits=[first, {"id": "R2", "items": [{}]}])
    response = send(visitor, state=state, step="visit:R2", go="next", **SLIP)
    assert "另一次送修也是这个时间" in response.content.decode()


def test_waits_need_a_reason_and_both_ends(visitor):
    state = at_repairs("repaired", visits=[{**case_visit(), "id": "R1"}])

    def told(**data):
        return send(visitor, state=state, step="waits:R1", go="next", **data).content.decode()

    assert "请选择等的是什么" in told(from1="2024-05-01 9:00")
    assert "请填写等到什么时候" in told(reason1="rescue_travel", from1="2024-05-01 9:00")
    assert "请填写从什么时候开始等" in told(reason1="rescue_travel", to1="2024-05-01 9:00")
    backwards = told(reason2="rescue_travel", from2="2024-05-02 9:00", to2="2024-05-01 9:00")
    assert "结束的时间早于开始的时间" in backwards


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "请用几个字写下是什么毛病"),
        ("长" * 41, "最多40个字，现在有41个字"),
        ("长" * 5000, "最多40个字，现在有5000个字"),
    ],
)
def test_the_owner_s_words_are_asked_for_and_bounded_and_stay(visitor, words, says):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": ""}, (*CAR_STEPS, "now")))
    page = send(visitor, state=state, step="named:P1", go="next", words=words, more="no").content.decode()
    assert says in page
    assert not words or f'value="{words}"' in page
    assert "maxlength" not in page  # a browser would cut what is pasted, and say nothing


def test_the_bounds_are_told_in_words(visitor):
    visits = [
        {**case_visit(), "id": f"R{n}", "received_at": f"2024-05-01T{n // 60:02}:{n % 60:02}+08:00"}
        for n in range(1, 41)
    ]
    state = sealed(Answers({"vehicle": CAR, "demand": {}, "visits": visits}, {"P1": "响"}, (*CAR_STEPS, "now")))
    page = send(visitor, state=state, step="visits", go="next", answer="yes").content.decode()
    assert "最多填40次送修" in page
    items = [{"problem": f"P{n}"} for n in range(1, 13)]
    names = {f"P{n}": "响" for n in range(1, 13)}
    state = sealed(Answers({"vehicle": CAR, "demand": {"items": items}}, names, (*CAR_STEPS, "now")))
    page = send(visitor, state=state, step="troubles", go="next", answer="yes").content.decode()
    assert "最多填12个毛病" in page


def test_faults_between_fields_are_told_with_the_others(visitor):
    """One look at the page tells all that is wrong with a repair slip."""
    state = at_repairs("repaired", visits=[{"id": "R1", "items": [{}]}])
    wrong = {**SLIP, "finished": "2024-04-30 17:00", "mileage": "很多"}
    page = send(visitor, state=state, step="visit:R1", go="next", **wrong).content.decode()
    assert "修好的时间早于送修的时间" in page
    assert "请用数字填写里程" in page


@pytest.mark.parametrize(("tick", "day"), [("late", "handed"), ("replaced", "given")])
def test_a_day_that_cannot_be_read_is_told_once(visitor, tick, day):
    state = sealed(Answers({"vehicle": CAR}, {}, CAR_STEPS))
    page = send(visitor, state=state, step="rare", go="next", **{tick: "on", day: "2024-13-01"}).content.decode()
    assert "月份应当在1到12之间" in page
    assert "请填写" not in re.findall(r'class="errorlist"[^>]*>(.*?)</ul>', page, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"late": "on"}, "请填写交车的日期"),
        ({"replaced": "on"}, "请填写换来的车交给您的日期"),
        ({"replaced": "on", "given": "2024-02-28"}, "早于开票日期2024年3月1日"),
    ],
)
def test_a_tick_that_needs_a_day_says_so(visitor, data, says):
    state = sealed(Answers({"vehicle": CAR}, {}, CAR_STEPS))
    response = send(visitor, state=state, step="rare", go="next", **data)
    assert says in response.content.decode()
    assert step_of(response) == "rare"


def test_a_day_without_its_tick_is_not_meant(visitor):
    state = sealed(Answers({"vehicle": CAR}, {}, CAR_STEPS))
    after = opened(state_of(send(visitor, state=state, step="rare", go="next", handed="2024-03-09")))
    assert after.case["vehicle"]["handover_on"] is None


def test_a_demand_needs_its_day_and_a_question_none(visitor):
    state = sealed(
        Answers({"vehicle": CAR, "demand": {"items": []}, "visits": []}, {}, (*CAR_STEPS, "now", "repaired"))
    )
    assert "请填写哪天提的" in send(visitor, state=state, step="wants", go="next", answer="repair").content.decode()
    assert step_of(send(visitor, state=state, step="wants", go="next", answer="asking")) != "wants"


def test_what_a_repair_was_for_is_asked_before_its_words(visitor):
    told = {
        "vehicle": CAR,
        "demand": {"items": [{"problem": "P1"}]},
        "visits": [{**case_visit(), "id": "R1", "items": [{}]}],
    }
    state = sealed(Answers(told, {"P1": "响"}, (*CAR_STEPS, "now", "repaired", "visit:R1")))
    response = send(visitor, state=state, step="done:R1/0", go="next", work="repair")
    page = response.content.decode()
    assert "请选择一项" in page
    assert "请用几个字写下" not in page
    named = send(visitor, state=state, step="done:R1/0", go="next", work="repair", problem="new", more="end")
    assert "请用几个字写下" in named.content.decode()
