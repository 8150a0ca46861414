"""Bytes and queries of every page, for every role: both are counts, so they hold on any machine."""

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cache
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.web.addresses import POSTED, all_addresses
from tests.web.door import halfway
from tests.web.prepared import prepared
from tests.web.world import ROLES, World

PAGE_BYTES = 14 * 1024  # HTML and CSS, compressed
FIRST_LOAD_BYTES = 40 * 1024  # and what they name: scripts, pictures
QUERIES = 15
CACHE_QUERIES = 30  # more, for the counters of limits: this site's cache is a table of its own database
ONLY_FOR_DEVELOPERS = ("components",)  # shows everything at once
# Acts that lead on to a page, and write more than a page may ask: both sides' requests, contents, messages and events;
# a whole draft beside another.
MORE_QUERIES = {"post workshop:ask_signatures": 45, "post cases:add": 24}
SITE_CSS = "web/sanbao.css"
Counted = tuple[HttpResponse, int, int]  # the page, its queries, those of the cache


def test_every_role_of_the_site_is_looked_at(db):
    world = World.build()
    assert all(world.person(role) for role in ROLES if role != "anonymous")


@pytest.mark.parametrize("role", ROLES)
def test_every_page_keeps_its_budgets(db, role):
    world = World.build()
    faults = [fault for name, seen in visits(world, role) for fault in over_budget(name, *seen)]
    assert faults == []


def test_the_pages_of_the_check_keep_their_budgets(client):
    """Up to forty visits and twelve problems; no database: a query would fail the test."""
    pages = {one.name: one.post(client) for one in prepared()}
    assert [fault for name, page in pages.items() for fault in over_budget(name, page, queries=0)] == []
    assert "data-remedy" in pages["check-result"].content.decode()
    assert "data-remedy" in pages["check-result-largest"].content.decode()
    assert 'value="step:' in pages["check-summary"].content.decode()


def test_the_pages_on_the_way_in_keep_their_budgets(db):
    seen = dict(visits_on_the_way_in(World.build()))
    assert {name: response.status_code for name, (response, *_) in seen.items() if response.status_code != 200} == {}
    assert [fault for name, one in seen.items() for fault in over_budget(name, *one)] == []
    assert all('aria-invalid="true"' in one.content.decode() for name, (one, *_) in seen.items() if "mistaken" in name)


def visits_on_the_way_in(world: World) -> Iterator[tuple[str, Counted]]:
    for page in halfway(world):
        yield page.name, counted(lambda page=page: page.client.get(page.url))
        if page.mistaken:
            yield f"mistaken {page.name}", counted(lambda page=page: page.client.post(page.url, page.mistaken))


def visits(world: World, role: str) -> Iterator[tuple[str, Counted]]:
    """Each is undone when it was counted: some pages end a session, others write."""
    client = world.client(role)
    came = client.cookies.output(header="", sep=";")
    for address in all_addresses():
        if address.name in ONLY_FOR_DEVELOPERS:
            continue
        address.url(world)  # what it names is made before the count
        for how in (address.read, address.post)[: 1 + (address.name in POSTED)]:
            client.cookies = SimpleCookie(came)
            with transaction.atomic():
                yield f"{how.__name__} {address.name}", counted(lambda how=how: how(client, world))
                transaction.set_rollback(True)


def counted(ask: Callable[[], HttpResponse]) -> Counted:
    """The queries of the page and, apart from them, those of the cache; without savepoints, which are the test's own."""
    with CaptureQueriesContext(connection) as queries:
        response = ask()
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    cached = sum('"cache"' in sql for sql in asked)
    return response, len(asked) - cached, cached


def over_budget(name: str, response: HttpResponse, queries: int, cached: int = 0) -> list[str]:
    leads_on = response.status_code == HTTPStatus.FOUND
    most = MORE_QUERIES.get(name, QUERIES) if leads_on else QUERIES
    faults = [f"{name}: status {response.status_code}"] * (response.status_code >= 500)
    faults += [f"{name}: {queries} queries"] * (queries > most)
    faults += [f"{name}: {cached} queries of the cache"] * (cached > CACHE_QUERIES)
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming and response.content:
        page, first_load = sizes(response.content.decode())
        faults += [f"{name}: HTML and CSS {page} bytes"] * (page > PAGE_BYTES)
        faults += [f"{name}: first load {first_load} bytes"] * (first_load > FIRST_LOAD_BYTES)
    return faults


def sizes(html: str) -> tuple[int, int]:
    styles = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
    others = re.findall(r'(?:src|href)="/static/([^"]+)"', html)
    assert SITE_CSS in styles, "a page without the look of the site"
    page = compressed(html.encode()) + sum(size_of(name) for name in styles)
    return page, page + sum(size_of(name) for name in set(others) - set(styles))


@cache
def size_of(name: str) -> int:
    path = finders.find(name)
    assert path, f"a page names {name}, which is not there"
    return compressed(Path(path).read_bytes())


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, compresslevel=6))


def test_a_page_over_its_budget_is_found():
    big = '<link rel="stylesheet" href="/static/web/sanbao.css">' + "".join(chr(0x4E00 + n) for n in range(9000))
    response = HttpResponse(big)
    assert len(over_budget("big", response, queries=16)) == 2
    assert len(over_budget("big", response, queries=15, cached=31)) == 2
