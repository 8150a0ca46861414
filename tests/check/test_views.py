"""The pages as a visitor without scripts meets them. No test here has a database: a query would fail it."""

import logging
import re
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sanbao.check import steps
from sanbao.check.state import MAX_TOKEN, Answers, opened, sealed
from sanbao.check.steps.money import Coefficient
from sanbao.web.choices import COOKIE
from tests.check.telling import Teller
from tests.check.test_asking import CASES, case, visit

URL = "/check/"
OWN_COOKIES = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, COOKIE}  # the token, the language, the look
CAR = {"kind": "passenger_car", "use": "household", "invoiced_on": "2024-03-01", "energy": "ice"}
CAR_STEPS = ("invoiced_on", "rare", "car", "energy")


@pytest.fixture
def visitor() -> Client:
    return Client()


def state_of(response) -> str:
    found = re.search(r'name="state" value="([^"]*)"', response.content.decode())
    assert found, response.content.decode()[:500]
    return found[1]


def step_of(response) -> str:
    found = re.search(r'name="step" value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def send(visitor, **data):
    return visitor.post(URL, data)


def started(visitor):
    return send(visitor, go="start")


def at_repairs(*steps: str, visits=()) -> str:
    """Sealed answers of a car with nothing wrong today."""
    whole = {"vehicle": CAR, "demand": {"items": []}, "visits": list(visits)}
    return sealed(Answers(whole, {}, (*CAR_STEPS, "now", *steps)))


def test_the_check_begins_with_what_to_have_at_hand(visitor):
    page = visitor.get(URL).content.decode()
    assert "购车发票" in page
    assert "您填的内容不保存" in page
    assert 'name="go" value="start"' in page


def test_the_start_page_is_kept_nowhere(visitor):
    assert visitor.get(URL).headers["Cache-Control"] == "no-store"


def test_a_posted_page_is_kept_for_going_back_alone_and_named_to_nobody(visitor):
    for response in (started(visitor), send(visitor, state="broken"), summary(visitor)):
        assert response.status_code == HTTPStatus.OK
        assert response.headers["Cache-Control"] == "private, max-age=0"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert set(response.cookies) <= OWN_COOKIES


def test_no_page_sets_a_session_cookie_or_asks_the_database_up_to_the_result(visitor):
    response = result(visitor)
    assert "data-remedy" in response.content.decode()
    assert set(visitor.cookies) <= OWN_COOKIES
    assert settings.SESSION_COOKIE_NAME not in OWN_COOKIES


def summary(visitor):
    return walk(visitor, CASES["B01-seven-days-last-day"], stop="看结果")


def result(visitor):
    return walk(visitor, CASES["B01-seven-days-last-day"], stop="data-remedy")


def walk(visitor, told, stop):
    """The check answered by form posts until a page holds this text."""
    teller, today = Teller({**told, "as_of": timezone.localdate().isoformat()}), timezone.localdate()
    response = started(visitor)
    for _ in range(60):
        page = response.content.decode()
        if stop in page:
            return response
        state, step_id = state_of(response), step_of(response)
        if not step_id:
            response = send(visitor, state=state, go="result")
            continue
        data = teller.answer_to(steps.step_of(step_id, opened(state), today))
        response = send(visitor, state=state, step=step_id, go="next", **data)
    raise AssertionError("no end")


def test_a_topic_of_ours_marks_the_part_and_another_is_forgotten(visitor):
    assert 'name="topic" value="gearbox"' in visitor.get(f"{URL}?topic=gearbox").content.decode()
    page = visitor.get(f"{URL}?topic=%3Cscript%3E").content.decode()
    assert 'name="topic" value=""' in page
    assert "&lt;script" not in page
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    answers = Answers(told, {"P1": "顿挫"}, (*CAR_STEPS, "now", "named:P1"), topic="gearbox")
    page = send(visitor, state=sealed(answers), go="resume").content.decode()
    assert re.search(r'value="gearbox"[^>]*checked', page)


@pytest.mark.parametrize("state", ["", "x", "a" * (MAX_TOKEN + 1), "ab:cd:ef", "\x00", "é"])
def test_answers_that_cannot_be_opened_offer_to_begin_again(visitor, state):
    response = send(visitor, state=state, step="car", go="next")
    assert response.status_code == HTTPStatus.OK
    assert "前面的回答打不开了" in response.content.decode()


def test_changed_answers_are_not_taken(visitor):
    state = state_of(started(visitor))
    assert "前面的回答打不开了" in send(visitor, state=state[:-1] + "x", go="resume").content.decode()


@pytest.mark.parametrize(
    "step",
    ["", "nothing", "car:x", "visit:R9", "done:R1/x", "done:R1/99", "done:R1/-1", "fact:visits/R1/items/0/id", "held:²",
     "ground:9", "place:x", "wear:x", "named:P9", "part:demand/items/9", "fact:x", "event:", "waits:R1/2"],
)  # fmt: skip
@pytest.mark.parametrize("go", ["next", "back", "find", "step"])
def test_a_step_there_is_none_of_leads_to_the_next_question(visitor, step, go):
    state = at_repairs(visits=[{"id": "R1", "items": [{}]}])
    response = send(visitor, state=state, step=step, go=f"step:{step}" if go == "step" else go)
    assert response.status_code == HTTPStatus.OK
    assert step_of(response) == "repaired"


@pytest.mark.parametrize("what", ["", "visit/R9", "trouble/P9", "ground/9", "ground/x", "ground/²", "x/y"])
def test_dropping_what_is_not_there_changes_nothing(visitor, what):
    assert step_of(send(visitor, state=at_repairs(), go=f"drop:{what}")) == "repaired"


def test_a_page_sent_twice_gives_the_same_page(visitor):
    state = state_of(started(visitor))
    data = {"state": state, "step": "invoiced_on", "go": "next", "day": "2024-03-01"}
    first, second = send(visitor, **data), send(visitor, **data)
    assert step_of(first) == step_of(second) == "car"
    assert opened(state_of(first)) == opened(state_of(second))
    assert opened(state_of(first)).case["vehicle"] == {"invoiced_on": "2024-03-01"}


def test_going_back_shows_the_answer_that_was_given(visitor):
    state = state_of(started(visitor))
    after = send(visitor, state=state, step="invoiced_on", go="next", day="2024-03-01")
    page = send(visitor, state=state_of(after), step="car", go="back").content.decode()
    year = re.search(r'<input[^>]*name="day_year"[^>]*>', page)[0]
    assert 'value="2024"' in year
    assert 'name="step" value="invoiced_on"' in page


def test_going_back_from_the_first_question_is_the_start(visitor):
    assert (
        "先把这些放在手边"
        in send(visitor, state=state_of(started(visitor)), step="invoiced_on", go="back").content.decode()
    )


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


SLIP = {
    "received": "2024-05-01 9:00",
    "finished": "2024-05-02 17:00",
    "mileage": "1200",
    "repairer": "network",
}


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


def case_visit():
    return {"received_at": "2024-05-01T09:00+08:00", "finished_at": "2024-05-05T10:00+08:00",
            "mileage_km": 1, "repairer": "network", "items": [{"problem": "P1", "work": "repair"}]}  # fmt: skip


def test_the_parts_are_searched_by_everyday_words_without_scripts(visitor):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": "响"}, (*CAR_STEPS, "now", "named:P1")))
    found = send(visitor, state=state, step="part:demand/items/0", go="find", find="电瓶").content.decode()
    assert 'value="wear_battery_12v"' in found
    assert found.index('value="wear_battery_12v"') < found.index('value="engine"')
    assert 'value="engine"' in found[found.index("从全部里选") :]
    assert found.count('value="wear_battery_12v"') == 1
    nothing = send(visitor, state=state, step="part:demand/items/0", go="find", find="火箭").content.decode()
    assert "没有找到“火箭”" in nothing
    assert 'value="engine"' in nothing
    chosen = send(visitor, state=state, step="part:demand/items/0", go="next", find="电瓶", answer="wear_battery_12v")
    assert step_of(chosen) == "troubles"
    assert opened(state_of(chosen)).case["demand"]["items"][0]["component"] == "wear_battery_12v"


def test_a_component_belongs_to_the_edition_of_the_order_that_governs(visitor):
    """After the invoice date moves to the other order, a part that its list does not have is asked again."""
    item = {"problem": "P1", "group": "driveline", "component": "driveline_half_shaft"}
    told = {"vehicle": CAR, "demand": {"items": [item]}, "visits": []}
    done = (*CAR_STEPS, "now", "named:P1", "part:demand/items/0", "component:demand/items/0", "troubles", "repaired")
    state = sealed(Answers(told, {"P1": "响"}, done))
    response = send(visitor, state=state, step="invoiced_on", go="next", day="2021-03-01")
    assert step_of(response) == "part:demand/items/0"
    assert "标准里没有这个零件" in response.content.decode()


def test_owner_s_words_are_escaped(visitor):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": ""}, (*CAR_STEPS, "now")))
    page = send(visitor, state=state, step="named:P1", go="next", words="<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


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


def test_a_search_that_is_too_long_is_told_and_stays(visitor):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": "响"}, (*CAR_STEPS, "now", "named:P1")))
    page = send(visitor, state=state, step="part:demand/items/0", go="find", find="刹车片" * 2000).content.decode()
    assert "最多20个字" in page
    assert f'value="{"刹车片" * 2000}"' in page
    assert 'value="engine"' in page


def test_a_part_chosen_from_the_whole_list_is_taken_whatever_stands_in_the_search(visitor):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": "响"}, (*CAR_STEPS, "now", "named:P1", "troubles")))
    chosen = send(visitor, state=state, step="part:demand/items/0", go="next", find="电瓶", answer="gearbox")
    assert step_of(chosen) == "repaired"


def test_without_scripts_the_page_says_that_leaving_it_loses_the_answers(visitor):
    for response in (started(visitor), summary(visitor)):
        page = response.content.decode()
        assert "回答不会保留" in page[page.index("<noscript>") : page.index("</noscript>")]
        assert 'data-leaving="离开这一页' in page


def test_an_estimated_distance_is_marked_on_the_summary(visitor):
    state = at_repairs("repaired", visits=[{"id": "R1", "items": [{"problem": "P1", "work": "repair"}]}])
    after = send(visitor, state=state, step="visit:R1", go="next", is_estimate="on", **SLIP)
    visits = opened(state_of(after)).case["visits"]
    whole = {"vehicle": CAR, "demand": {"items": []}, "visits": visits}
    row = steps.step_of("visit:R1", Answers(whole, {"P1": "响"}), timezone.localdate()).told()
    assert "1,200公里（估计）" in row


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


def test_the_largest_check_stays_below_the_bound_of_its_state():
    names = {f"P{n}": chr(0x4E00 + 97 * n) * 40 for n in range(1, 13)}
    item = {"work": "component_replacement", "group": "gearbox", "component": "gearbox_bearing", "resolved": "unknown"}
    visits = [
        {
            **case_visit(),
            "id": f"R{n}",
            "mileage_km": 1000 + 977 * n,
            "items": [{**item, "problem": f"P{m}"} for m in range(1, 5)],
        }
        for n in range(1, 41)
    ]
    steps = tuple(f"fact:visits/R{n}/items/{m}/resolved" for n in range(1, 41) for m in range(4))
    assert len(sealed(Answers({"visits": visits}, names, steps))) < MAX_TOKEN


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0.5%", "0.005"),
        ("0.5％", "0.005"),
        ("5‰", "0.005"),
        ("0.008", "0.008"),
        ("0.5", "0.005"),
        ("0.3", "0.003"),
        ("0.05", "0.0005"),
        ("1", "0.01"),
        ("2%", "0.02"),
        ("", None),
    ],
)
def test_the_coefficient_is_taken_as_it_is_printed(written, kept):
    step = Coefficient(Answers(), timezone.localdate())
    form = step.form({"coefficient": written})
    assert form.is_valid()
    assert step.save(form.cleaned_data).case["voucher"]["use_compensation_coefficient"] == kept


@pytest.mark.parametrize("written", ["0.009", "0.01", "0.049", "1.1", "3", "5"])
def test_a_coefficient_that_may_be_per_cent_or_per_thousand_is_asked_back(written):
    (fault,) = Coefficient(Answers(), timezone.localdate()).form({"coefficient": written}).errors["coefficient"]
    assert "连符号一起写" in fault


@pytest.mark.parametrize("stated", ["0.003", "0.005", "0.0003", "0.02", "0.1"])
def test_the_box_takes_its_own_coefficient_again(stated):
    answers = Answers({"voucher": {"use_compensation_coefficient": stated}}, {}, ("coefficient",))
    step = Coefficient(answers, timezone.localdate())
    form = step.form(step.initial())
    assert form.is_valid()
    kept = step.save(form.cleaned_data).case["voucher"]["use_compensation_coefficient"]
    assert Decimal(kept) == Decimal(stated)


def test_the_coefficient_is_told_with_its_unit():
    answers = Answers({"voucher": {"use_compensation_coefficient": "0.003"}}, {}, ("coefficient",))
    step = Coefficient(answers, timezone.localdate())
    assert step.told() == "0.3%"
    assert '<span class="unit">%</span>' in str(step.form())


@pytest.mark.parametrize("written", ["五", "-1", "1e5", "0.5%%", "99", "½", ".", "1" * 30])
def test_a_coefficient_that_is_no_number_is_told(written):
    assert Coefficient(Answers(), timezone.localdate()).form({"coefficient": written}).errors


def test_a_repair_before_the_sale_is_warned_of_on_the_summary(visitor):
    early = case(visits=[visit("2024-02-01")], demand=None)
    page = walk(visitor, early, stop="看结果").content.decode()
    assert "2024年2月1日的送修早于开票日期" in page


@pytest.mark.parametrize(("second", "warned"), [("2024-04-05", True), ("2024-04-21", False)])
def test_days_that_are_told_twice_are_warned_of_on_the_summary(visitor, second, warned):
    stays = [visit("2024-04-01", finished_at="2024-04-20T17:00+08:00"), visit(second)]
    page = walk(visitor, case(visits=stays, demand=None), stop="看结果").content.decode()
    assert ("2024年4月1日和2024年4月5日的两次送修时间重叠" in page) is warned
    assert page.count("时间重叠") == warned


def test_the_day_of_the_question_can_be_changed_but_not_before_what_happened(visitor):
    state = state_of(summary(visitor))
    assert step_of(send(visitor, state=state, go="step:as_of")) == "as_of"
    refused = send(visitor, state=state, step="as_of", go="next", day="2024-03-01").content.decode()
    assert "有的送修或者要求晚于这一天" in refused
    changed = send(visitor, state=state, step="as_of", go="next", day="2024-03-09").content.decode()
    assert "2024年3月9日" in changed


def test_the_result_is_not_shown_before_everything_is_asked(visitor):
    assert step_of(send(visitor, state=at_repairs(), go="result")) == "repaired"


def test_a_post_without_the_token_of_its_page_is_refused():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(URL, {"go": "start"}).status_code == HTTPStatus.FORBIDDEN
    page = strict.get(URL).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"go": "start", "csrfmiddlewaretoken": token}
    assert strict.post(URL, data, headers={"origin": "null"}).status_code == HTTPStatus.OK
    assert strict.post(URL, data, headers={"origin": "https://elsewhere.example"}).status_code == HTTPStatus.FORBIDDEN
    assert strict.post(URL, {"go": "start"}, headers={"origin": "null"}).status_code == HTTPStatus.FORBIDDEN


def test_logs_hold_nothing_of_what_a_person_wrote(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": ""}, (*CAR_STEPS, "now")))
    send(visitor, state=state, step="named:P1", go="next", words="特别的毛病")
    for record in caplog.records:
        written = f"{record.getMessage()} {record.__dict__}"
        assert "特别的毛病" not in written
        assert state not in written


def test_the_address_never_holds_an_answer(visitor):
    page = result(visitor).content.decode()
    assert not re.findall(r'(?:href|action)="/check/[^"]*\?', page)


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


def test_the_check_speaks_english_where_it_was_chosen(visitor):
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = started(visitor).content.decode()
    assert "When was the purchase invoice issued?" in page
    assert not re.findall("[\u4e00-\u9fff]+", page.partition("<main")[2].partition("</main>")[0])


def test_the_voucher_s_periods_can_be_given_from_the_summary_though_they_were_not_asked(visitor):
    page = summary(visitor).content.decode()
    assert "没有填，按法定的最短期限算" in page
    assert 'value="step:periods"' in page
    state = state_of(summary(visitor))
    longer = {"repair_warranty_months": "60", "repair_warranty_km": "100000"}
    assert step_of(send(visitor, state=state, go="step:periods")) == "periods"
    changed = send(visitor, state=state, step="periods", go="next", **longer).content.decode()
    assert "60个月或者100,000公里" in changed
    assert "没有填，按法定的最短期限算" not in changed


def test_the_printed_result_holds_every_answer_but_the_repairs_of_its_own_table(visitor):
    told = summary(visitor).content.decode()
    page = result(visitor).content.decode()
    printed = page[page.index('<section class="card printed"') : page.index('<section class="card fold"')]
    told = told[: told.index("<h2>修过几次</h2>")] + told[told.index("<h2>您的要求</h2>") :]
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", told, re.DOTALL)
    assert rows
    assert all(f"<dt>{asked}</dt><dd>{answer}</dd>" in printed for asked, answer in rows)
