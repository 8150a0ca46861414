"""Who is told of what, once, by which ways; and what became of it, whatever the gateway does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import translation

from claims.cases.chart import names
from claims.cases.codes import Party
from claims.cases.messages import words
from claims.cases.messages.telling import TELL, send_out, tell
from claims.cases.models import Message
from claims.cases.models.message import Channel, State
from claims.cases.services import answering, deciding
from sanbao.sms import testing
from sanbao.sms.services import report_take
from sanbao.work import MessageInfo
from sanbao.work.models import Job
from sanbao.work.testing import run_all
from tests.claims.cases import world

SOON = world.AT + timedelta(minutes=1)
HOUR = timedelta(hours=1)
LONGEST = 70


@pytest.fixture
def network(settings) -> testing.FakeNetwork:
    settings.SANBAO_SMS_GATEWAY = "sanbao.sms.testing.current"
    settings.SITE = "https://sanbao.example"
    return testing.renew()


def told(recipient) -> list[tuple[str, str, str]]:
    rows = Message.objects.filter(recipient=recipient).order_by("id")
    return [(one.code, one.channel, one.state) for one in rows]


def refuse(case, claim):
    return answering.claim_refuse(claim=claim, refusal=world.refusal(), doing=world.doing(case.seller))


def test_each_side_is_told_of_what_the_other_did_once_with_the_link_and_without_any_name_or_car(case, network):
    claim = world.submitted(case)
    run_all(SOON)
    assert told(case.seller) == [("submit", "in_app", "delivered"), ("submit", "mail", "sent")]
    assert told(case.owner) == []  # he did it himself
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([case.seller.email], "三包请求QQ-2026-000001有新的情况")
    assert f"https://sanbao.example/claims/{claim.public_id}/" in letter.body
    refuse(case, claim)
    run_all(SOON)
    (text,) = network.texts_to(case.owner.phone)
    link = f"https://sanbao.example/claims/{claim.public_id}/"
    assert text == f"三包请求QQ-2026-000001：经营者拒绝了，写明了理由。不同意的，可以提出争议。{link}"
    assert told(case.owner) == [("refuse", "in_app", "delivered"), ("refuse", "sms", "sent")]
    for said in (text, letter.body, letter.subject):
        assert not [one for one in (case.owner.name, case.vehicle.vin, case.vehicle.vin[-6:]) if one in said]
    job = Job.objects.get(topic=TELL, key__endswith="/2")
    payload = {"claim": str(claim.public_id), "code": "refuse", "by": case.seller.pk, "event": job.key[len(TELL) + 1 :]}
    tell(payload, MessageInfo(key=job.key, attempt=2, at=SOON + HOUR))
    run_all(SOON + HOUR)
    assert (len(network.delivered), Message.objects.filter(code="refuse").count()) == (1, 2)


def test_a_step_that_was_undone_tells_nobody(case, network):
    claim = world.draft(case)
    with transaction.atomic():
        world.submitted(case)
        transaction.set_rollback(True)
    deciding.claim_withdraw(claim=claim, doing=world.doing(case.owner))  # a draft that nobody has seen
    run_all(SOON)
    assert not Message.objects.exists()


def test_the_state_follows_a_gateway_that_fails_delays_doubles_and_reports_in_any_order(case, network):
    network.failures, network.delayed, network.doubled = 1, True, True
    refuse(case, world.submitted(case))
    run_all(SOON)
    sms = Message.objects.get(channel=Channel.SMS)
    assert (sms.state, sms.attempts) == (State.FAILED, 1)
    run_all(SOON + HOUR)
    sms.refresh_from_db()
    assert (sms.state, sms.attempts, sms.reference) == (State.SENT, 2, sms.key)
    network.arrive()
    for _twice in range(2):
        report_take(key=sms.key, is_delivered=True, at=SOON + 2 * HOUR)
    report_take(key=sms.key, is_delivered=False, at=SOON + 3 * HOUR)  # too late: the phone has it
    sms.refresh_from_db()
    assert (sms.state, sms.changed_at) == (State.DELIVERED, SOON + 2 * HOUR)


def test_a_receipt_that_was_lost_and_a_report_before_it_do_not_turn_the_state_back(case, network):
    network.loses_receipts = 1
    refuse(case, world.submitted(case))
    run_all(SOON)
    sms = Message.objects.get(channel=Channel.SMS)
    assert sms.state == State.FAILED  # for all that is known here
    report_take(key=sms.key, is_delivered=True, at=SOON)
    run_all(SOON + HOUR)
    sms.refresh_from_db()
    assert (sms.state, len(network.delivered)) == (State.DELIVERED, 1)
    report_take(key="nobody's", is_delivered=False, at=SOON)


def test_undeliverable_after_it_was_taken_and_too_old_to_be_sent_are_said(case, network):
    refuse(case, world.submitted(case))
    run_all(SOON)
    sms = Message.objects.get(channel=Channel.SMS)
    report_take(key=sms.key, is_delivered=False, at=SOON)
    sms.refresh_from_db()
    assert (sms.state, sms.attempts) == (State.FAILED, 1)
    Message.objects.filter(pk=sms.pk).update(state=State.QUEUED)
    Job.objects.filter(key=sms.key).delete()
    with transaction.atomic():
        testing.renew()
        send_out(Message.objects.get(pk=sms.pk), world.AT)
    run_all(world.AT + timedelta(days=4))
    sms.refresh_from_db()
    assert (sms.state, testing.network.delivered) == (State.FAILED, [])


def test_without_a_phone_or_with_a_closed_account_one_is_told_on_the_site_alone(case, network):
    nowhere, closed = world.submitted(case), world.submitted(case)
    change(case.owner, phone=None, phone_verified=False, email="")
    refuse(case, nowhere)
    run_all(SOON)
    change(case.owner, is_active=False, email="zhou@test.example")
    refuse(case, closed)
    run_all(SOON)
    assert told(case.owner) == [("refuse", "in_app", "delivered")] * 2
    assert network.delivered == []


def change(user, **fields) -> None:
    type(user).objects.filter(pk=user.pk).update(**fields)


def test_one_is_written_to_in_the_language_that_one_chose(case, network, client):
    client.force_login(case.owner)
    client.post("/choices/", {"language": "en", "next": "/"})
    case.owner.refresh_from_db()
    assert case.owner.language == "en"
    refuse(case, world.submitted(case))
    run_all(SOON)
    assert network.texts_to(case.owner.phone)[0].startswith("Claim QQ-2026-000001: it is refused")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_sentence_is_short_names_the_claim_and_leads_to_a_page(case, language):
    claim = world.submitted(case)
    codes = [(code, side) for code, sides in words.TOLD.items() for side in sides]
    with translation.override(language):
        said = {one: words.sentence(*one, claim) for one in codes}
        assert {one for one, text in said.items() if claim.number not in text} == set()
        longest = LONGEST if language == "zh-hans" else 2 * LONGEST
        assert {one for one, text in said.items() if len(text) > longest} == set()
        assert all(words.address(*one, claim).startswith("/claims/") for one in codes)


def test_every_transition_tells_somebody():
    assert set(names()) <= set(words.TOLD)
    assert {side for sides in words.TOLD.values() for side in sides} <= {*Party, words.PRODUCER, words.REGULATOR}
