from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, wait_for_worker

CACHED = "async () => { const found = []; for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname); return found.sort(); }"


def ready(browser: Browser, url: str) -> Page:
    context = browser.new_context(base_url=url, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto("/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    wait_for_worker(page)
    return page


def test_without_a_network_a_page_says_so_in_the_look_of_the_site(browser: Browser, live_server, keep):
    page = ready(browser, live_server.url)
    page.context.set_offline(True)
    page.goto("/check/")
    expect(page.get_by_role("heading", level=1)).to_have_text("现在没有网络")
    assert page.evaluate("() => getComputedStyle(document.querySelector('.top')).display") == "block"
    font = page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontFamily")
    assert "Noto Serif CJK SC" in font, "the style sheet is there, too"
    keep(page, "offline")
    page.context.set_offline(False)
    page.get_by_role("link", name="再试一次").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您的车怎么了？")
    page.context.close()


def test_nothing_but_the_offline_page_and_its_look_is_kept_in_the_browser(browser: Browser, live_server):
    page = ready(browser, live_server.url)
    for path in ("/", reverse("check"), "/questions/"):
        page.goto(path)
    expected = sorted([reverse("offline"), "/static/web/sanbao.css", "/static/web/seal.svg"])
    assert page.evaluate(CACHED) == expected
    page.context.close()
