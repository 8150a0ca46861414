"""Addresses with a one-time token in them: what the browser may keep of them and tell others."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import reverse

from tests.accounts.browsing import text_of
from tests.accounts.signin.people import staff
from tests.accounts.world import PASSWORD, invitation_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(boss):
    _, token = invitation_by(boss)
    return reverse("accounts:invitation", args=[token])


@pytest.fixture
def reset():
    user = staff()
    secret = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=secret)


def test_neither_cache_nor_other_pages_learn_the_address(invited, reset):
    for address in (invited, reset, f"{invited[:-1]}x/", reset.replace("-", "-x", 1)):
        browser = Client()
        answers = [browser.get(address)]
        if answers[0].status_code == 302:
            answers.append(browser.get(answers[0].url))
        for answer in answers:
            assert "no-store" in answer.headers["Cache-Control"]
        assert answers[0].headers["Referrer-Policy"] == "no-referrer"


def test_a_browser_that_tells_no_origin_may_still_send_their_forms(invited, reset):
    browser = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    set_password = browser.get(reset).url
    for address, form in [
        (set_password, {"password1": PASSWORD, "password2": PASSWORD}),
        (invited, {"name": "新人", "username": "xinren", "password": PASSWORD, "password_again": PASSWORD}),
    ]:
        browser.get(address)
        token = browser.cookies["sanbao_csrf"].value
        assert browser.post(address, form).status_code == 403
        assert browser.post(address, form | {"csrfmiddlewaretoken": token}).status_code == 302


def test_the_page_itself_names_its_token_to_nobody(invited):
    page = text_of(Client().get(invited))
    token = invited.split("/")[2]
    assert page.count(token) == 1  # where the form of language and type leads back to
    assert f'name="next" value="{invited}"' in page
