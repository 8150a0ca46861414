"""The summary before the result: what was told, what is odd about it, what may still be changed."""

import re

import pytest
from django.utils import timezone

from sanbao.check import steps
from sanbao.check.state import Answers, opened
from tests.check.asking import CAR, SLIP, at_repairs, result, send, state_of, step_of, summary, walk
from tests.check.told_cases import case, visit


def test_an_estimated_distance_is_marked_on_the_summary(visitor):
    state = at_repairs("repaired", visits=[{"id": "R1", "items": [{"problem": "P1", "work": "repair"}]}])
    after = send(visitor, state=state, step="visit:R1", go="next", is_estimate="on", **SLIP)
    visits = opened(state_of(after)).case["visits"]
    whole = {"vehicle": CAR, "demand": {"items": []}, "visits": visits}
    row = steps.step_of("visit:R1", Answers(whole, {"P1": "响"}), timezone.localdate()).told()
    assert "1,200公里（估计）" in row


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
