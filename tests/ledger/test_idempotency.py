"""The same key and body: the same answer, and the work is done once. The same key, another body: refused."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from sanbao.ledger.idempotency import BadKeyError, KeyReusedError, forget_expired_keys, idempotent
from sanbao.ledger.models import Chain, IdempotencyKey
from sanbao.ledger.selectors import events_of
from sanbao.ledger.services import record
from tests.ledger.conftest import CASE, NOON, event_parts
from tests.ledger.waiting import wait_until_one_waits

pytestmark = pytest.mark.postgres

BODY = {"remedy": "vehicle_return", "phone": "13800138000", "text": "您好"}


def ask(key: str = "k1", body: Any = BODY, scope: str = "demand/7", at=NOON) -> Any:
    """A service that records an event and answers with its number."""
    with idempotent(key=key, body=body, scope=scope, at=at) as outcome:
        if outcome.is_new:
            outcome.answer = {"number": record(**event_parts()).sequence}
    return outcome.answer


@pytest.mark.django_db
def test_asked_twice_it_is_done_once_and_answered_alike():
    assert ask() == ask() == ask(body=dict(reversed(BODY.items()))) == {"number": 1}
    assert events_of(CASE).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("body", [{}, BODY | {"text": "您好！"}, BODY | {"more": None}])
def test_another_body_under_the_same_key_is_refused(body: dict):
    ask()
    with pytest.raises(KeyReusedError):
        ask(body=body)
    assert events_of(CASE).count() == 1
    assert ask() == {"number": 1}


@pytest.mark.django_db
def test_another_key_or_another_scope_is_another_request():
    assert [ask(), ask(key="k2"), ask(scope="demand/8")] == [{"number": 1}, {"number": 2}, {"number": 3}]


@pytest.mark.django_db(transaction=True)
def test_what_failed_leaves_no_key_and_may_be_tried_again():
    def fail() -> None:
        with idempotent(key="k1", body=BODY, scope="demand/7", at=NOON):
            record(**event_parts())
            raise RuntimeError("it failed")

    with pytest.raises(RuntimeError, match="it failed"):
        fail()
    assert not IdempotencyKey.objects.exists()
    assert not Chain.objects.exists()
    assert ask() == {"number": 1}


@pytest.mark.django_db
def test_a_key_expires(settings):
    settings.IDEMPOTENCY_HOURS = 5
    ask()
    almost, after = NOON + timedelta(hours=5, microseconds=-1), NOON + timedelta(hours=5)
    assert ask(at=almost) == {"number": 1}
    assert forget_expired_keys(at=almost) == 0
    assert ask(body={"other": 1}, at=after) == {"number": 2}
    assert ask(body={"other": 1}, at=after + timedelta(hours=4)) == {"number": 2}
    assert forget_expired_keys(at=after + timedelta(hours=5)) == 1
    assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db
def test_an_answer_survives_a_change_of_the_secret_key(settings):
    ask()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert ask() == {"number": 1}
    with pytest.raises(KeyReusedError):
        ask(body={})


@pytest.mark.django_db
def test_what_was_asked_is_not_stored_in_the_clear():
    ask()
    stored = str(IdempotencyKey.objects.values_list().get())
    assert "13800138000" not in stored
    assert "vehicle_return" not in stored


@pytest.mark.parametrize("key", ["", "a" * 101, "a b", "键", "a\n", "a\x00"])
def test_a_bad_key_is_refused_before_anything_is_written(key: str):
    with pytest.raises(BadKeyError):
        ask(key=key)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first_fails", [False, True])
def test_of_two_at_once_one_runs_and_the_other_gets_its_answer(first_fails: bool):
    begun, go_on = threading.Event(), threading.Event()
    answers: dict[str, Any] = {}

    def first() -> None:
        try:
            with transaction.atomic():
                answers["first"] = ask()
                begun.set()
                go_on.wait(20)
                transaction.set_rollback(first_fails)
        finally:
            connection.close()

    def second() -> None:
        try:
            answers["second"] = ask()
        finally:
            connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert begun.wait(20)
    threads[1].start()
    wait_until_one_waits()
    assert "second" not in answers
    go_on.set()
    for thread in threads:
        thread.join()
    assert answers["second"] == {"number": 1}
    assert events_of(CASE).count() == 1


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_one_runs():
    answers: list[Any] = []
    together = threading.Barrier(8)

    def run() -> None:
        together.wait(20)
        try:
            answers.append(ask())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [{"number": 1}] * 8
    assert events_of(CASE).count() == 1
