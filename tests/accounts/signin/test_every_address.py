"""Walks over all addresses of the site, so that a page added later is held to the same rules."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import UUID

import allauth
import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sanbao.accounts.models import Membership
from sanbao.accounts.signin import urls
from sanbao.accounts.signin.middleware import OPEN_WITHOUT
from sanbao.web.middleware import POLICY
from tests.accounts.signin.people import staff, totp_code, with_totp

WORDS = {"app_label": "accounts"}
SAMPLES = {"IntConverter": 1, "UUIDConverter": UUID(int=1)}


def addresses(patterns, namespace: str = "", before: dict | None = None) -> list[tuple[str, dict]]:
    found = []
    for pattern in patterns:
        needed = (before or {}) | arguments(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += addresses(pattern.url_patterns, inner, needed)
        elif pattern.name:
            found.append((f"{namespace}{pattern.name}", needed))
    return found


def arguments(pattern: URLPattern | URLResolver) -> dict:
    if converters := pattern.pattern.converters:
        return {name: SAMPLES.get(type(one).__name__, "x") for name, one in converters.items()}
    return {name: WORDS.get(name, "1") for name in pattern.pattern.regex.groupindex}


ALL = sorted(addresses(get_resolver().url_patterns), key=lambda one: one[0])
OURS = sorted(addresses(urls.urlpatterns), key=lambda one: one[0])


def names(found) -> list[str]:
    return [name for name, _ in found]


def signed_in(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def walk(browser: Client, found, method: str = "get", **options: Any) -> Iterator[tuple[str, HttpResponse]]:
    """Each address asked by a browser that stands where this one stands, and undone: some end a session."""
    stands = browser.cookies.output(header="", sep=";")
    for name, kwargs in found:
        browser.cookies = SimpleCookie(stands)
        with transaction.atomic():
            yield name, getattr(browser, method)(reverse(name, kwargs=kwargs), **options)
            transaction.set_rollback(True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_second_factor_nothing_is_reached_but_its_set_up(db, method):
    browser = signed_in(staff(role=Membership.Role.CLERK))
    for name, response in walk(browser, ALL, method):
        led = response.status_code == 302 and response["Location"] == reverse("mfa_activate_totp")
        assert led or name in OPEN_WITHOUT, name


def test_having_it_is_not_enough_before_this_session_has_passed_it(db):
    user = staff(role=Membership.Role.CLERK)
    with_totp(user)
    for name, response in walk(signed_in(user), ALL):
        led = response.status_code == 302 and response["Location"].startswith(reverse("mfa_reauthenticate"))
        assert led or name in OPEN_WITHOUT, name


def came_in(person, who: str) -> Client:
    if who == "member":
        staff()
        person.signs_in_by_password()
    elif who == "clerk":
        staff(role=Membership.Role.CLERK)
        person.signs_in_by_password()
        code = totp_code(person.browser.session["mfa.totp.secret"], person.clock.seconds())
        person.sends("mfa_activate_totp", code=code)
        assert person.is_at("mfa_view_recovery_codes")
    elif who == "consumer":
        person.signs_in_by_phone()
    return person.browser


def is_at_the_door(response: HttpResponse) -> bool:
    ended_at = response.request["PATH_INFO"]
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return is_page and ended_at not in {reverse("home"), reverse("accounts:start")}


@pytest.mark.parametrize("who", ["stranger", "consumer", "member", "clerk"])
def test_every_page_at_the_door_has_our_look_and_speaks_chinese(person, who):
    for name, response in walk(came_in(person, who), OURS, follow=True):
        # 403: a consumer has nothing but the phone to prove himself with, and is not asked to.
        assert response.status_code in {200, 404, 405} | ({403} if who == "consumer" else set()), name
        if is_at_the_door(response):
            assert response.headers["Content-Security-Policy"] == POLICY, name
            is_ours_and_chinese(response.content.decode())


@pytest.mark.parametrize("who", ["stranger", "consumer", "clerk"])
def test_every_page_at_the_door_speaks_english_to_who_chose_it(person, who):
    browser = came_in(person, who)
    browser.get(reverse("home"))  # where what was said on the way in is shown
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for name, response in walk(browser, OURS, follow=True):
        if is_at_the_door(response):
            main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
            # How days are written and what stands over errors is said by sanbao.web, which has a catalogue of its own.
            said = re.sub(r"\d+年\d+月\d+日|<h2 id=\"form-errors\">.*?</h2>", "", main)
            assert not re.search(r"[\u4e00-\u9fff]", said), name


def is_ours_and_chinese(page: str) -> None:
    assert "web/sanbao" in page
    main = re.search(r"<main.*</main>", page, re.DOTALL)[0]
    assert re.search(r"<h1>.*[\u4e00-\u9fff]", main, re.DOTALL)
    said = re.sub(r"<[^>]+>|TOTP|([A-Z2-7]{4} ){7}[A-Z2-7]{4}", "", main)
    assert not re.search(r"[A-Za-z]{3,}", said)


def test_no_template_of_allauth_can_be_reached():
    shipped = Path(allauth.__file__).parent / "templates"
    reachable = []
    for path in shipped.rglob("*.*"):
        try:
            origin = get_template(str(path.relative_to(shipped))).origin.name
        except TemplateDoesNotExist:
            continue
        reachable += [origin] if "allauth" in Path(origin).parts else []
    assert reachable == []


def test_there_is_no_sign_up_and_no_change_of_mail_or_number_by_oneself():
    absent = {"account_signup", "account_email", "account_change_phone", "account_set_password", "socialaccount_login"}
    assert not absent & set(names(ALL))


@pytest.mark.parametrize("who", ["stranger", "consumer", "clerk"])
def test_nothing_at_the_door_is_kept_in_a_cache(person, who):
    for name, response in walk(came_in(person, who), OURS):
        assert response.status_code != 200 or "no-store" in response.headers["Cache-Control"], name
