"""Pages of the site as a browser is led to them: by address, or by the form that posts to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from sanbao.web.choices import COOKIE
from tests.web.addresses import POSTED, Address, all_addresses
from tests.web.door import Halfway, halfway
from tests.web.world import World

Ask = Callable[[Client, World], Any]
# An administrator sees every page of an organisation; a consumer those of a person.
ROLES = ("anonymous", "administrator", "consumer")
ON_THE_WAY_IN = "on-the-way-in"  # no role: each page has a browser of its own that has come so far
SUBMIT = """([url, data, token]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  for (const [name, value] of Object.entries({...data, csrfmiddlewaretoken: token})) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


@dataclass(frozen=True)
class Stop:
    """One page of the round: its name, its address, and what is posted to it, or typed into its own form."""

    name: str
    url: str
    data: dict[str, Any] | None = None
    typed: dict[str, str] | None = None

    def visit(self, page: Page) -> None:
        if self.data is None:
            page.goto(self.url)
            self._type(page)
            return
        page.goto("/")
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        with page.expect_navigation(url=lambda url: url.endswith(self.url)):
            page.evaluate(SUBMIT, [self.url, self.data, token])

    def _type(self, page: Page) -> None:
        if not self.typed:
            return
        form = page.locator("main form").first
        for name, value in self.typed.items():
            form.locator(f"[name={name}]").fill(value)
        form.get_by_role("button").click()
        page.locator("main [aria-invalid=true]").first.wait_for()


def rounds(world: World, role: str) -> list[tuple[Client, list[Stop]]]:
    """Browsers, as far as they have come, and the pages that each is led to."""
    if role == ON_THE_WAY_IN:
        return [(page.client, _halfway_stops(page)) for page in halfway(world)]
    return [(world.client(role), stops(world, role))]


def _halfway_stops(page: Halfway) -> list[Stop]:
    wrong = [Stop(f"{page.name}-mistaken", page.url, typed=page.mistaken)] if page.mistaken else []
    return [Stop(page.name, page.url), *wrong]


_pages: dict[str, list[tuple[Address, bool]]] = {}


def stops(world: World, role: str) -> list[Stop]:
    """Every address that answers this role with a page of its own, found without a browser, once a process."""
    if role not in _pages:
        _pages[role] = list(_find(world, role))
    return [_stop(address, world, is_posted) for address, is_posted in _pages[role]]


def _find(world: World, role: str) -> Iterator[tuple[Address, bool]]:
    for address in all_addresses():
        if is_new(address.read, role, world):
            yield address, False
        if address.name in POSTED and is_new(address.post, role, world):
            yield address, True


def _stop(address: Address, world: World, is_posted: bool) -> Stop:
    url = address.url(world)
    return Stop(f"{address.name}-posted", url, POSTED[address.name](world)) if is_posted else Stop(address.name, url)


def _is_page(response) -> bool:
    kind = response.get("Content-Type", "")
    return (
        response.status_code == HTTPStatus.OK
        and kind.startswith("text/html")
        and "attachment" not in str(response.get("Content-Disposition", ""))
    )


def is_new(ask: Ask, role: str, world: World) -> bool:
    """A page; one that a visitor without an account sees as well is looked at once."""
    if not _is_page(ask(world.client(role), world)):
        return False
    return role == "anonymous" or not _is_page(ask(Client(), world))


def signed_in(browser: Browser, url: str, world: World, role: str, **options: Any) -> BrowserContext:
    client = world.client(role)
    assert role == "anonymous" or settings.SESSION_COOKIE_NAME in client.cookies
    return opened(browser, url, client, **options)


def opened(browser: Browser, url: str, client: Client, **options: Any) -> BrowserContext:
    look = options.pop("look", "")
    context = browser.new_context(base_url=url, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    context.set_default_timeout(10_000)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    if look:
        cookies[COOKIE] = look
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    return context
