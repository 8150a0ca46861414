from datetime import timedelta

import pytest
from django.db import transaction

from sanbao.work import enqueue
from sanbao.work.models import Job
from sanbao.work.status import retry_parked
from sanbao.work.testing import run_all
from tests.accounts.signin.people import MOBILE

E164 = f"+86{MOBILE}"

pytestmark = pytest.mark.postgres


def test_a_gateway_that_fails_is_asked_again_and_the_code_still_opens(person, clock):
    person.network.failures = 1
    person.asks_for_code()
    assert person.is_at("signin_code")
    assert not person.network.delivered
    clock.pass_(minutes=5)
    person.deliver()
    assert person.sends("signin_code", code=person.last_code()).user


def test_a_lost_receipt_makes_no_second_message_because_the_key_is_the_same(person, clock):
    person.network.loses_receipts = 1
    person.asks_for_code()
    clock.pass_(minutes=5)
    delivered = person.deliver()
    assert [key for keys in delivered.values() for key in keys] == person.network.keys
    assert len(person.network.codes_to(E164)) == 1


def test_a_delayed_message_and_the_one_sent_again_both_open(person, clock):
    person.network.delayed = True
    person.asks_for_code()
    clock.pass_(seconds=61)
    person.sends("signin_code_again").deliver()
    person.network.arrive()
    assert len(set(person.network.codes_to(E164))) == 1
    assert person.sends("signin_code", code=person.last_code()).user


def test_a_doubled_message_opens_once(person):
    person.network.doubled = True
    first, second = person.asks_for_code().network.codes_to(E164)
    assert person.sends("signin_code", code=first).user
    assert person.sends("account_logout").sends("signin_code", code=second).user is None


def test_a_message_too_late_to_be_of_use_is_not_sent(person, clock):
    person.network.failures = 1
    person.asks_for_code()
    clock.pass_(minutes=11)
    person.deliver()
    assert not person.network.delivered


def test_number_and_text_are_erased_once_delivered_and_are_never_logged(person, caplog):
    person.network.loses_receipts = 1
    code = person.asks_for_code().last_code()
    run_all(person.clock() + timedelta(minutes=5))
    assert not any(word in str(job.__dict__) for job in Job.objects.all() for word in (code, MOBILE))
    said = caplog.text + str([record.__dict__ for record in caplog.records])
    assert code not in said
    assert MOBILE not in said


@pytest.mark.parametrize("topic", ["sms.send", "signin.mail"])
def test_what_is_given_up_keeps_neither_address_nor_secret(person, clock, topic):
    with transaction.atomic():
        enqueue(topic=topic, payload={"secret": "link"}, key=f"{topic}/1", at=clock())
    while Job.objects.get().state == Job.State.WAITING:  # both handlers miss what they need in it
        clock.pass_(hours=2)
        run_all(clock())
    job = Job.objects.get()
    assert (job.state, job.payload) == (Job.State.PARKED, None)
    assert retry_parked([job.key], clock()) == 0
