import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sanbao.web.choices import COOKIE


def html_class(client: Client) -> str:
    return re.search(r'<html [^>]*class="([^"]*)"', client.get("/").content.decode())[1]


def choose(client: Client, **wishes: str):
    return client.post(reverse("choices"), {"next": "/", **wishes})


def test_nothing_is_chosen_at_first(client: Client):
    assert html_class(client) == ""
    assert COOKIE not in client.cookies


def test_theme_and_type_are_kept_together(client: Client):
    choose(client, theme="dark")
    choose(client, type="large")
    assert html_class(client) == "dark large"
    choose(client, theme="system")
    assert html_class(client) == "large"
    choose(client, type="usual")
    assert html_class(client) == ""


def test_the_language_is_kept_and_the_look_stays(client: Client):
    choose(client, theme="light")
    choose(client, language="en")
    page = client.get("/").content.decode()
    assert '<html lang="en" class="light">' in page
    assert "What is wrong with your car?" in page
    choose(client, language="zh-hans")
    assert "您的车怎么了？" in client.get("/").content.decode()


@pytest.mark.parametrize("wishes", [{"theme": "pink"}, {"type": "huge"}, {"language": "xx"}, {}])
def test_unknown_wishes_change_nothing(client: Client, wishes):
    assert choose(client, **wishes).status_code == 302
    assert html_class(client) == ""
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("words", ["dark.large.<script>", "....", "x" * 4000])
def test_a_cookie_may_hold_anything(client: Client, words):
    client.cookies[COOKIE] = words
    assert html_class(client) in ("", "dark large")


@pytest.mark.parametrize(
    ("wished", "leads_to"),
    [
        ("/questions/?q=1", "/questions/?q=1"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_it_leads_back_within_the_site_only(client: Client, wished, leads_to):
    assert client.post(reverse("choices"), {"next": wished, "theme": "dark"}).headers["Location"] == leads_to


def test_the_part_alone_is_given_to_the_script(client: Client):
    response = client.post(reverse("choices"), {"next": "/x/", "theme": "dark"}, headers={"accept": "text/x-part"})
    part = response.content.decode()
    assert 'data-look="dark"' in part
    assert 'value="/x/"' in part
    assert "<html" not in part


def test_choosing_is_no_matter_of_reading(client: Client):
    assert client.get(reverse("choices")).status_code == 405


def test_the_cookies_are_out_of_reach_of_scripts(client: Client):
    choose(client, theme="dark", language="en")
    assert all(client.cookies[name]["httponly"] for name in (COOKIE, settings.LANGUAGE_COOKIE_NAME))
