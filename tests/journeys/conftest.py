"""A real browser against a real server: Debian's Chromium, driven by Playwright.

Screenshots are kept under `.state/screenshots/` (SANBAO_STATE is not read here: they are artefacts of the tests).
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

SCREENSHOTS = Path(__file__).resolve().parent.parent.parent / ".state" / "screenshots"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
TABLET = {"width": 820, "height": 1180}

# Playwright's event loop makes Django believe that it runs inside async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {
        "executable_path": "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture(autouse=True)
def _server_and_database(live_server: object) -> None:
    """Every journey has its server, and its own database."""


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[Page]:
    yield from _page(browser, live_server.url, PHONE, is_mobile=True, has_touch=True)


@pytest.fixture
def desk(browser: Browser, live_server) -> Iterator[Page]:
    yield from _page(browser, live_server.url, DESK)


@pytest.fixture
def plain_phone(browser: Browser, live_server) -> Iterator[Page]:
    """A phone whose browser runs no JavaScript."""
    yield from _page(browser, live_server.url, PHONE, is_mobile=True, has_touch=True, java_script_enabled=False)


def _page(browser: Browser, url: str, viewport: dict[str, int], **options: object) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(
        base_url=url, viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai", **options
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    page_errors = [error for error in errors if "404" not in error]
    assert page_errors == []


@pytest.fixture
def keep(request):
    """`keep(page, "name")` keeps a screenshot of the whole page as an artefact."""

    def shoot(page: Page, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"]
        path = SCREENSHOTS / f"{name}-{width}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return shoot


def wait_for_worker(page: Page) -> None:
    """Until the service worker has taken the page over; a function that polls in the page would meet the policy."""
    for _ in range(200):
        if page.evaluate("() => navigator.serviceWorker.controller !== null"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("no service worker")
