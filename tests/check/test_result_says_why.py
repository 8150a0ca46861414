"""A result that says no says why; what is open, past, or only the least of the law is told as such."""

from datetime import date

import pytest

from sanbao.check.results.matter import Matter
from sanbao.check.results.page import result_page
from sanbao.check.results.papers import papers, steps
from sanbao.check.results.sheets import duty_sheets
from sanbao.check.results.suppositions import supposed
from sanbao.law import CaseFacts
from sanbao.law.parsing import facts_from_json
from tests.law.building import case, demand, trouble, visit

OVER = "三包有效期到2026年3月1日或者50,000公里，先到为准，已经过了"


def facts(*visits, **changes) -> CaseFacts:
    return facts_from_json(case(*visits, **changes))


def matter(told: CaseFacts, today: date | None = None) -> Matter:
    return Matter.of(told, {"P1": "变速器顿挫"}, "zh", today)


def page(told: CaseFacts):
    return result_page(told, {"P1": "变速器顿挫"}, lang="zh")


def vehicle_card(told: CaseFacts):
    return next(one.card for one in page(told).cards if "vehicle_return" in one.codes)


FOUR = tuple(f"2024-0{month}-05" for month in range(4, 8))


def repaired_four_times(as_of: str) -> CaseFacts:
    visits = [visit(day, quality_problem="yes") for day in FOUR]
    return facts(*visits, as_of=as_of, demand=demand(as_of, trouble(quality_problem="yes"), km=20_000))


def test_after_the_period_the_card_says_that_it_is_over_and_names_the_article():
    card = vehicle_card(repaired_four_times("2026-11-20"))
    assert OVER in card.says
    assert "同一质量问题最多修了4次" in card.reasons[0]
    assert "第四十三号令第十八条" in card.cite


def test_within_the_period_the_card_says_what_would_change_it():
    assert "再修1次" in vehicle_card(repaired_four_times("2025-11-20")).would_change[0]


def test_a_meter_promises_nothing_once_the_period_is_over():
    running, ended = (page(repaired_four_times(day)).meters[0].meter.says for day in ("2025-11-20", "2026-11-20"))
    assert "超过4次，就可以要求" in running
    assert "就可以要求" not in ended
    assert "到三包有效期为止4次，没有超过4次" in ended


def test_a_repair_more_after_the_period_is_told_to_count_for_nothing():
    told = supposed(matter(repaired_four_times("2026-11-20")), {"change": "visit:P1"})
    assert told.changes == ()
    assert OVER in told.assumes


def test_without_a_begun_count_the_card_says_that_no_ground_is_fulfilled():
    card = vehicle_card(facts(as_of="2024-06-01", demand=demand("2024-06-01", trouble(quality_problem="yes"))))
    assert card.reasons


@pytest.mark.parametrize(
    ("voucher", "noted"),
    [
        ({}, True),
        ({"repair_warranty": {"months": 60, "km": 100_000}}, True),
        (
            {
                "repair_warranty": {"months": 60, "km": 100_000},
                "three_guarantees": {"months": 24, "km": 50_000},
            },
            False,
        ),
    ],
)
def test_periods_that_are_only_the_least_of_the_law_are_told_as_such(voucher, noted):
    assert bool(page(facts(voucher=voucher, as_of="2024-06-01")).least_periods) is noted


def test_a_coefficient_is_spoken_of_only_where_it_is_charged():
    """Five repairs: use compensation is due. Four: no car is given, so no coefficient matters."""
    five = [visit(f"2024-0{month}-05", quality_problem="yes") for month in range(4, 9)]
    told = {len(some): page(facts(*some, as_of="2024-12-01")).notices for some in (five, five[:4])}
    assert any("使用补偿系数" in text for text in told[5])
    assert not any("使用补偿系数" in text for text in told[4])


def test_days_that_are_not_settled_are_told_as_open():
    stay = visit("2024-05-01", days=7, quality_problem="unknown")
    told = page(facts(stay, as_of="2024-12-01"))
    days = next(one for one in told.meters if one.counter == "repair_days")
    assert days.count == 0
    assert "另有7日待定" in days.meter.says
    assert told.visits[0].says == "7日待定"
    assert told.visits[0].days == 0


def test_days_of_what_is_no_quality_problem_are_not_open():
    told = page(facts(visit("2024-05-01", days=7, quality_problem="no"), as_of="2024-12-01"))
    assert told.visits[0].says == "不计"


@pytest.mark.parametrize(
    ("today", "ahead", "says"),
    [
        (date(2024, 5, 17), True, ""),
        (date(2024, 5, 18), False, "这一日已经过了。"),
        (date(2024, 6, 1), False, "这一日已经过了。"),
        (date(2024, 6, 2), False, "又超过了十五日"),
    ],
)
def test_a_passed_day_is_told_as_passed_and_not_put_into_a_calendar(today, ahead, says):
    """Asked on 6 May 2024: ten working days end on 17 May (11 May, a Saturday, is worked); 15 days more on 1 June."""
    told = facts(as_of="2024-05-06", demand=demand("2024-05-06", trouble(quality_problem="yes")))
    reply = next(one for one in duty_sheets(matter(told, today)) if one.duty == "reply")
    assert reply.due_on is not None
    assert (reply.is_ahead, says in reply.sheet.says, "已经过了" in reply.sheet.says) == (ahead, True, not ahead)


@pytest.mark.parametrize(("today", "refused"), [(date(2019, 6, 18), False), (date(2019, 6, 19), True)])
def test_under_order_150_silence_is_a_refusal_once_the_day_has_passed(today, refused):
    """Asked on 3 June 2019: ten working days end on 18 June (7 June is a holiday); no further days are given."""
    told = facts(order="aqsiq-150", as_of="2019-06-03", demand=demand("2019-06-03", trouble(quality_problem="yes")))
    told_on = matter(told, today)
    sheets = {one.duty: one.sheet.says for one in duty_sheets(told_on)}
    assert ("视为故意拖延" in sheets["reply"]) is refused
    often = [visit(f"2019-04-0{day}", quality_problem="yes") for day in range(1, 7)]
    told_on = matter(facts(*often, order="aqsiq-150", as_of="2019-06-03", demand=demand("2019-06-03")), today)
    waiting = next(step.says for step in steps(told_on) if step.title == "等答复，记住期限")
    assert "十个工作日内书面答复。过了期限还没有答复的，视为" in waiting
    assert "视为" not in sheets["certificate"]


def test_time_limits_stand_in_the_order_of_their_days():
    told = facts(order="aqsiq-150", as_of="2019-06-03", demand=demand("2019-06-03", trouble(quality_problem="yes")))
    days = [one.due_on for one in duty_sheets(matter(told, date(2019, 6, 3)))]
    assert len(days) > 1
    assert days == sorted(days)


def fire(order: str, as_of: str) -> CaseFacts:
    burned = trouble(event="traction_battery_fire", event_established="yes", quality_problem="yes")
    return facts(order=order, as_of=as_of, energy="bev", demand=demand(as_of, burned, km=800))


def test_the_papers_are_cited_from_the_article_that_gives_the_car():
    found = {paper.name: paper.why for paper in papers(matter(fire("samr-43", "2024-03-15")))}
    assert "第四十三号令第二十三条" in found["购车发票"]
    assert "第二十四条" not in found["购车发票"]


def test_after_a_fire_the_fire_brigade_s_finding_is_to_be_kept():
    names = [paper.name for paper in papers(matter(fire("samr-43", "2024-03-15")))]
    assert "消防部门的火灾事故认定书" in names


@pytest.mark.parametrize(("order", "asked"), [("samr-43", True), ("aqsiq-150", False)])
def test_receipts_are_asked_for_where_the_order_pays_such_losses(order, asked):
    day = {"samr-43": "2024-06-01", "aqsiq-150": "2019-06-03"}[order]
    told = facts(order=order, as_of=day, demand=demand(day, trouble(quality_problem="yes")))
    assert ("登记、加装、服务费的票据" in [paper.name for paper in papers(matter(told))]) is asked


def test_driving_on_takes_no_free_repair_of_what_is_already_there():
    told = facts(as_of="2024-12-01", demand=demand("2024-12-01", trouble(quality_problem="yes"), km=12_345))
    after = supposed(matter(told), {"change": "km", "km": "60000"})
    assert "免费修理" not in [change.label for change in after.changes]
    assert "已经报过" in after.assumes
