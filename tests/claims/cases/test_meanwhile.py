"""Questions that stop nothing, and delays of the consumer that put off the completion alone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.cases.codes import Duty, Kind
from claims.cases.limits.silence import deemed_on, is_deemed_refused
from claims.cases.limits.wording import limit_says
from claims.cases.models import Claim
from claims.cases.services import delaying
from claims.cases.services.delaying import Delay, delay_concede, delay_contest, delay_record
from claims.cases.services.informing import information_answer, information_ask
from tests.claims.cases import world

DAY = timedelta(days=1)
LATER = world.AT + 9 * DAY  # Wednesday, 11 November 2026


def due(claim):
    return dict(Claim.objects.get(pk=claim.pk).deadlines.values_list("duty", "due_on"))


def delay(**fields):
    told = {
        "first_day": date(2026, 11, 5),
        "last_day": date(2026, 11, 9),
        "words": "约好来店检查，没有来。",
        "proof": "11月4日的短信",
    }
    return Delay(**told | fields)


def test_a_question_is_asked_and_answered_and_no_day_moves(case):
    claim = world.submitted(case)
    before, once = due(claim), world.doing(case.seller, world.AT + DAY)
    asked = information_ask(claim=claim, words="什么时候开始抖的？", doing=once)
    assert information_ask(claim=claim, words="什么时候开始抖的？", doing=once) == asked
    with pytest.raises(PermissionDenied):
        information_ask(claim=claim, words="？", doing=world.doing(case.owner))
    with pytest.raises(PermissionDenied):
        information_answer(request=asked, words="上个月。", doing=world.doing(case.seller))
    told = information_answer(request=asked, words="上个月。", doing=world.doing(case.owner, world.AT + 2 * DAY))
    assert (told.answer, due(claim)) == ("上个月。", before)


def test_a_delay_puts_off_the_completion_alone_and_not_while_it_is_contested(case):
    """5 to 9 November has three working days (Thursday, Friday, Monday): 30 November becomes 3 December."""
    claim = world.submitted(case)
    made = delay_record(claim=claim, delay=delay(), doing=world.doing(case.seller, LATER))
    put_off = {"reply": date(2026, 11, 16), "complete": date(2026, 12, 3)}
    assert due(claim) == put_off
    contested = delay_contest(delay=made, words="我来了，没有人接待。", doing=world.doing(case.owner, LATER))
    assert (contested.counts, due(claim)["complete"]) == (False, date(2026, 11, 30))
    conceded = delay_concede(delay=made, doing=world.doing(case.owner, LATER))
    assert (conceded.counts, due(claim)) == (True, put_off)
    with pytest.raises(PermissionDenied):
        delay_record(claim=claim, delay=delay(), doing=world.doing(case.owner, LATER))


def test_a_delay_has_its_proof_is_over_and_belongs_to_a_limit_that_the_law_lets_wait(case):
    claim = world.submitted(case)
    for told, wrong in (
        ({"first_day": date(2026, 11, 2)}, {"first_day"}),
        ({"last_day": date(2026, 11, 12)}, {"last_day"}),
        ({"last_day": date(2026, 11, 4)}, {"last_day"}),
        ({"words": " ", "proof": ""}, {"words", "proof"}),
    ):
        with pytest.raises(ValidationError) as caught:
            delay_record(claim=claim, delay=delay(**told), doing=world.doing(case.seller, LATER))
        assert set(caught.value.message_dict) == wrong
    repair = world.submitted(case, Kind.FREE_REPAIR)
    with pytest.raises(ValidationError, match=str(delaying.NOTHING_TO_PUT_OFF)):
        delay_record(claim=repair, delay=delay(), doing=world.doing(case.seller, LATER))


def test_silence_is_taken_for_refusal_fifteen_days_after_the_reply_was_due(case):
    """Due on 16 November; 15 days later is 1 December: from 2 December on."""
    claim = world.submitted(case)
    reply = claim.deadlines.get(duty=Duty.REPLY)
    assert deemed_on(reply).due_on == date(2026, 12, 1)
    last, after = (world.AT.replace(month=12, day=day) for day in (1, 2))
    assert (is_deemed_refused(claim, last), is_deemed_refused(claim, after)) == (False, True)
    told = {moment: limit_says(reply, moment) for moment in (world.AT, world.AT.replace(day=17), after)}
    assert "最晚在2026年11月16日" in told[world.AT]
    assert "已经晚了1日。过了2026年12月1日" in told[world.AT.replace(day=17)]
    assert "已经视为故意拖延或者无理拒绝" in told[after]
    assert all("收到要求" in words and "第二十八条第一款" in words for words in told.values())
    setting = world.submitted(case, Kind.FREE_REPAIR).deadlines.get(duty=Duty.REPLY)
    assert "不是规定里的期限" in limit_says(setting, world.AT)
    assert deemed_on(setting) is None
