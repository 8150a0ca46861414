"""What many requests at the same moment could break; only PostgreSQL lets them run side by side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from sanbao.accounts.models import User
from sanbao.accounts.signin import messages, phone_code
from sanbao.accounts.signin.phone_code import CodeRefused, Pending

PHONE = "+8613812345678"
pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


def at_once(number: int, act: Callable[[], str]) -> list[str]:
    start = Barrier(number)

    def one(_: int) -> str:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def prove(out: Pending, entered: str) -> str:
    request = RequestFactory().post("/signin/code/")
    request.session = SessionStore()
    try:
        return str(phone_code.prove(request, out, entered, timezone.now()).pk)
    except CodeRefused as refused:
        return str(refused)


def out(nonce: str = "n") -> Pending:
    now = timezone.now().timestamp()
    return Pending(PHONE, nonce, begun=now, sent=now)


def test_twenty_guesses_at_once_are_still_five():
    code = out()
    answers = at_once(20, lambda: prove(code, "wrong!"))
    assert answers.count(str(messages.CODE_WRONG)) <= 5
    assert set(answers) == {str(messages.CODE_WRONG), str(messages.CODE_SPENT)}


def test_first_sign_ins_of_one_number_at_once_make_one_account():
    codes = iter([out(str(number)) for number in range(8)])

    def first() -> str:
        mine = next(codes)
        return prove(mine, phone_code.code_of(mine))

    assert set(at_once(8, first)) == {str(User.objects.get().pk)}
