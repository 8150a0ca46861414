"""The question pages: for everyone, in both languages, with a search and a way into the check."""

import gzip
import re

import pytest
from django.conf import settings
from django.urls import reverse

from sanbao.check.flow import TOPICS
from sanbao.questions.content import questions

SLUGS = pytest.mark.parametrize("slug", questions())


@pytest.fixture
def english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@SLUGS
def test_a_question_has_its_page_without_a_query(client, slug):
    """Without the `db` mark a query is an error."""
    response = client.get(reverse("questions:question", args=[slug]))
    text = response.content.decode()
    assert response.status_code == 200
    assert questions()[slug].title["zh"] in text
    assert "{new." not in text
    assert "{old." not in text


@SLUGS
def test_a_question_leads_into_the_check_with_a_topic_it_knows(client, slug):
    topic = questions()[slug].topic
    text = client.get(reverse("questions:question", args=[slug])).content.decode()
    assert topic in ("", *TOPICS)
    assert (f'href="{reverse("check")}?topic={topic}"' if topic else f'href="{reverse("check")}"') in text
    assert client.get(reverse("check"), {"topic": topic}).status_code == 200


@SLUGS
def test_an_english_page_holds_no_chinese_but_the_way_back(english, slug):
    text = english.get(reverse("questions:question", args=[slug])).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert re.findall(r"[\u4e00-\u9fff]+", main) == []


@SLUGS
def test_a_page_is_small(client, slug):
    html = client.get(reverse("questions:question", args=[slug])).content
    assert len(gzip.compress(html)) <= 7 * 1024


def test_the_list_holds_every_question(client):
    text = client.get(reverse("questions:index")).content.decode()
    assert all(reverse("questions:question", args=[slug]) in text for slug in questions())


def test_related_questions_are_links_that_work(client):
    for slug in questions():
        text = client.get(reverse("questions:question", args=[slug])).content.decode()
        for related in questions()[slug].related:
            assert reverse("questions:question", args=[related]) in text


def test_words_are_looked_for_in_the_whole_question(client):
    found = client.get(reverse("questions:index"), {"q": "动力蓄电池 衰减"}).content.decode()
    assert reverse("questions:question", args=["battery"]) in found
    assert reverse("questions:question", args=["lost-papers"]) not in found


def test_nothing_found_says_what_to_do_and_shows_the_words_unharmed(client):
    text = client.get(reverse("questions:index"), {"q": "<b>没有的词"}).content.decode()
    assert "没有找到" in text
    assert "&lt;b&gt;没有的词" in text
    assert "<b>没有" not in text


def test_a_very_long_search_is_cut(client):
    assert client.get(reverse("questions:index"), {"q": "车" * 5000}).status_code == 200


def test_an_unknown_question_is_not_found(client):
    assert client.get("/questions/no-such-question/").status_code == 404


def test_the_navigation_leads_to_the_questions(client):
    assert f'href="{reverse("questions:index")}"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("everyday", "written"), [("变速箱", "变速器"), ("4S店", "销售者"), ("代步车", "备用车"), ("厂家", "生产者")]
)
def test_an_everyday_word_finds_what_the_order_s_word_finds(client, everyday, written):
    found = [
        re.findall(
            r'href="(/questions/[a-z-]+/)"', client.get(reverse("questions:index"), {"q": word}).content.decode()
        )
        for word in (everyday, written)
    ]
    assert found[0]
    assert set(found[1]) <= set(found[0])
