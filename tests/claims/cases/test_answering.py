"""The respondent's page: the legal answer beside the form, what an answer contradicts shown before it is sent and after."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.cases.codes import Kind, State
from claims.cases.models import Claim, DemandItem, RaisedGround, Reply
from claims.cases.services.answering import claim_grant, claim_refuse
from claims.cases.services.deciding import claim_accept
from claims.cases.services.opening import Respondent, claim_open, demand_put
from claims.cases.services.submitting import claim_submit
from tests.claims.cases import world
from tests.claims.cases.counting import queries_of
from tests.claims.repairs import world as repairs

MOST_QUERIES = 25
COUNT = "samr-43/24-1-4-count"
DAY = timedelta(days=1)


@pytest.fixture
def claim(case):
    """Five repairs of one problem, and it is there again: by Order 43 a return is due (more than four)."""
    for number in range(5):
        repairs.repaired(case.vehicle, case.shop, repairs.MARCH + number * 20 * DAY, 1_000 * (number + 1))
    problem = case.vehicle.problems.get()
    item = DemandItem(problem=problem, symptom="又一顿一顿")
    return claim_submit(
        claim=world.draft(case, items=[item], has_voucher=False), doing=world.doing(case.owner, world.AT)
    )


def sent(claim, **fields):
    told = {
        "key": uuid4(),
        "lock": claim.lock,
        "fact_1": "",
        "fact_words_1": "没有修满五次",
        "rule_1": COUNT,
        "no_evidence_because_1": "以修理记录为准",
        "act": "check",
    }
    return told | fields


def url_of(claim, how="refuse"):
    return f"{reverse('cases:answer', args=[claim.public_id])}?how={how}"


def test_the_answer_stands_beside_what_the_law_says_and_contradictions_are_confirmed_before_it_goes(
    case, claim, client, django_assert_max_num_queries
):
    client.force_login(case.seller)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("cases:answer", args=[claim.public_id])).content.decode()
    for words in ("按现在的记录，规定怎样说", "符合", "历次送修", "缺一份文书本身不是拒绝的理由"):
        assert words in page
    form = client.get(url_of(claim)).content.decode()
    assert "第二十四条第一款第四项：同一质量问题修理次数" in form
    told = sent(claim)
    summary = client.post(url_of(claim), told).content.decode()
    assert "您的理由说没有达到" in summary
    unconfirmed = client.post(url_of(claim), told | {"act": "send", "shown": "finding_met"}).content.decode()
    assert "仍然这样答复" in unconfirmed
    assert Claim.objects.get(pk=claim.pk).state == State.SUBMITTED
    confirmed = told | {"act": "send", "shown": "finding_met", "confirmed": "yes"}
    for _time in range(2):
        assert client.post(url_of(claim), confirmed).status_code == 302
    reply = Reply.objects.get(claim=claim)
    assert (reply.contradicts, Claim.objects.get(pk=claim.pk).state) == ("finding_met", State.REFUSED)
    client.force_login(case.owner)
    assert "理由说没有达到的条件，按答复时的记录已经达到" in client.get(claim.get_absolute_url()).content.decode()
    assert client.get(reverse("cases:answer", args=[claim.public_id])).status_code == 404


def test_answering_and_accepting_ask_few_queries(case, claim):
    """On a car with five visits and something wrong now, with the flows and all that listens."""
    granted, refused, other = world.doing(case.seller), world.doing(case.seller), world.submitted(case)
    asked = {
        "grant": queries_of(lambda: claim_grant(claim=claim, grant=world.grant(), doing=granted)),
        "accept": queries_of(lambda: claim_accept(claim=claim, doing=world.doing(case.owner))),
        "refuse": queries_of(lambda: claim_refuse(claim=other, refusal=world.refusal(), doing=refused)),
    }
    assert {name: number for name, number in asked.items() if number > MOST_QUERIES} == {}


def test_a_form_shown_before_another_clerk_answered_is_told_so_and_what_was_written_stays(case, claim, client):
    client.force_login(case.seller)
    told = sent(claim, lock=claim.lock - 1) | {"act": "send", "shown": "finding_met", "confirmed": "yes"}
    page = client.post(url_of(claim), told).content.decode()
    assert "刚刚有人处理过" in page
    assert "没有修满五次" in page
    assert f'name="lock" value="{claim.lock}"' in page
    rows = client.post(url_of(claim), sent(claim) | {"act": "more"}).content.decode()
    assert 'name="rule_2"' in rows
    assert "请选择依据哪一条" not in rows
    away = client.post(url_of(claim), sent(claim) | {"act": "evidence"})
    assert away.url == reverse("evidence:add", args=["claim", claim.public_id])
    assert "没有修满五次" in client.get(url_of(claim)).content.decode()


def test_a_ground_names_its_problems_and_one_that_the_order_does_not_know_is_said_to_be_none(case, claim, client):
    client.force_login(case.seller)
    problem = case.vehicle.problems.get().key
    ground = {"ground_1": "wear_part_expired", "ground_words_1": "超期了"}
    assert "请选择是哪个问题" in client.post(url_of(claim), sent(claim) | ground).content.decode()
    told = sent(claim, **ground, problems_1=[problem])
    page = client.post(url_of(claim), told).content.decode()
    assert "不是这辆车适用的规定里的免责理由" in page
    shown = "finding_met,ground_unknown"
    confirmed = told | {"act": "send", "shown": shown, "confirmed": "yes"}
    assert client.post(url_of(claim), confirmed).status_code == 302
    raised = RaisedGround.objects.get(claim=claim)
    assert (raised.ground, raised.problem_keys) == ("wear_part_expired", (problem,))


def test_a_grant_gives_what_was_asked_and_less_money_than_the_law_is_said(case, claim, client):
    """186,800 yuan, no coefficient on the voucher: nothing is taken off."""
    client.force_login(case.seller)
    url = url_of(claim, "grant")
    assert 'value="186800.00"' in client.get(url).content.decode()
    late = (timezone.localdate() + 400 * DAY).isoformat()
    told = {"key": uuid4(), "lock": claim.lock, "amount": "180000", "fulfil_on": late, "act": "check"}
    page = client.post(url, told).content.decode()
    for words in ("金额少于按规定算出的应退金额", "办理的日期晚于规定的期限", "¥180,000.00"):
        assert words in page
    confirmed = told | {"amount": "186800", "act": "send", "shown": "later_than_due", "confirmed": "yes"}
    assert client.post(url, confirmed).status_code == 302
    reply = Reply.objects.get(claim=claim)
    assert (reply.grants, reply.amount_fen, reply.contradicts) == (True, 18_680_000, "later_than_due")


def test_the_time_limits_stand_day_by_day_and_go_into_a_calendar(case, claim, client):
    client.force_login(case.owner)
    page = client.get(reverse("cases:limits", args=[claim.public_id])).content.decode()
    for words in ("2026年11月2日收到要求，当日不算", "第10", "第二十八条第二款"):
        assert words in page
    file = client.get(reverse("cases:calendar", args=[claim.public_id, "reply"]))
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART;VALUE=DATE:20261116" in file.content
    assert case.vehicle.vin.encode() not in file.content
    assert client.get(reverse("cases:calendar", args=[claim.public_id, "confirm"])).status_code == 404


def test_the_owner_records_what_a_seller_without_an_account_answered(case, client):
    respondent = Respondent(name="外地汽车销售有限公司", address="示例市示例路9号")
    draft = claim_open(
        vehicle=case.vehicle,
        kind=Kind.VEHICLE_RETURN,
        respondent=respondent,
        by=case.owner,
        at=world.AT,
        key=uuid4(),
    )
    demand_put(claim=draft, asked=world.asked(received_on=world.TODAY), by=case.owner, at=world.AT)
    claim = claim_submit(claim=draft, doing=world.doing(case.owner))
    client.force_login(case.owner)
    assert "对方答复的日期" in client.get(url_of(claim)).content.decode()
    told = sent(claim, act="send", shown="", replied_on="2026-11-04")
    assert client.post(url_of(claim), told).status_code == 302
    assert Reply.objects.get(claim=claim).replied_on == date(2026, 11, 4)
