"""A paper from the clerk who issues it to the stranger who checks it, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from documents.evidence.models import State
from documents.issuing.models import Paper
from sanbao.ledger.keys import make_key
from sanbao.work.testing import run_all
from tests.documents.issuing import world as papers
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_accessibility import NARROW, judged_by_axe, too_wide, unreached
from tests.journeys.visiting import opened, signed_in
from tests.web.world import World

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "期限计算表：澄岳 CY7150H"
Open = Callable[[str], Page]


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    """An issuer without a certificate: who signs with one runs an event loop, as the browser's driver does here."""
    settings.PAPER_KEY, settings.LEDGER_KEY = tmp_path / "paper.key", tmp_path / "ledger.key"
    settings.PAPER_CERTIFICATES, settings.LEDGER_HEADS = tmp_path / "certificates", tmp_path / "heads"
    for path in (settings.PAPER_KEY, settings.LEDGER_KEY):
        make_key(path)


@pytest.fixture(params=[PHONE, DESK], ids=["390", "1280"])
def open_as(request, browser: Browser, live_server):
    """The browser of a person of the demonstration, or of somebody without an account."""
    papers.build()
    world = World(timezone.now())
    with ExitStack() as browsers:

        def opening(role: str) -> Page:
            context = signed_in(browser, live_server.url, world, role, viewport=request.param)
            return browsers.enter_context(context).new_page()

        yield opening


# No other test opens these; what a check answers is looked at in both widths by the round of all addresses, too.
SEEN_HERE_ALONE = ("to-issue", "to-replace", "to-withdraw")


def judged(page: Page, keep, name: str) -> None:
    usual = page.viewport_size
    if usual == PHONE or name in SEEN_HERE_ALONE:
        assert judged_by_axe(page) == [], name
    if name in SEEN_HERE_ALONE:
        assert unreached(page) == [], name
    keep(page, f"papers-{name}")
    page.set_viewport_size(NARROW)
    assert too_wide(page) == [], name
    page.set_viewport_size(usual)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def issued(page: Page) -> Paper:
    page.goto("/papers/")
    page.get_by_role("main").get_by_role("link", name="出具文书").click()
    page.get_by_label(KIND).check()
    press(page, "出具")
    return printed(page)


def replaced(page: Page, keep, old: Paper) -> Paper:
    page.get_by_label(KIND).check()
    press(page, "出具")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{old.number}将不再有效")
    judged(page, keep, "to-replace")
    page.get_by_label("内容有错误").check()
    press(page, "出具新的一份")
    return printed(page)


def printed(page: Page) -> Paper:
    expect(page.get_by_role("main")).to_contain_text("正在生成PDF")
    run_all(timezone.now())
    page.get_by_role("link", name="刷新").click()
    expect(page.locator("main .tag").first).to_have_text("有效")
    return Paper.objects.latest("id")


def check(page: Page, paper: Paper) -> None:
    page.goto("/verify/")
    page.get_by_role("textbox", name="编号").fill(paper.number)
    page.get_by_role("textbox", name="校验码").fill(paper.check_code)
    press(page, "核验")
    expect(page.get_by_role("heading", level=1)).to_have_text("核验结果")


def test_a_paper_is_issued_downloaded_checked_replaced_and_withdrawn(open_as: Open, keep, tmp_path):
    clerk, stranger = open_as("clerk"), open_as("anonymous")
    first = issued(clerk)
    judged(clerk, keep, "issued")
    with clerk.expect_download() as downloading:
        clerk.get_by_role("link", name="下载PDF文件").click()
    file = tmp_path / "paper.pdf"
    downloading.value.save_as(file)
    assert downloading.value.suggested_filename == f"{first.number}.pdf"
    assert file.read_bytes() == bytes(first.file.content)

    check(stranger, first)
    expect(stranger.locator(".notice.success")).to_contain_text("有效")
    judged(stranger, keep, "valid")
    stranger.goto("/verify/")
    stranger.locator("[name=file]").set_input_files(file)
    press(stranger, "核验文件")
    expect(stranger.locator(".notice.success")).to_contain_text("有效")
    judged(stranger, keep, "valid-file")
    stranger.get_by_text("文件里附带的数据").click()
    expect(stranger.locator("pre")).to_contain_text(first.number)
    keep(stranger, "papers-attached-data")

    clerk.goto(f"/papers/issue/{first.issuer.public_id}/")
    judged(clerk, keep, "to-issue")
    second = replaced(clerk, keep, first)
    check(stranger, first)
    expect(stranger.locator(".notice.warning")).to_contain_text(second.number)
    judged(stranger, keep, "replaced")

    clerk.get_by_role("link", name="作废这份文书").click()
    judged(clerk, keep, "to-withdraw")
    clerk.get_by_label("内容有错误").check()
    press(clerk, "作废")
    expect(clerk.locator("main .tag").first).to_have_text("已作废")
    check(stranger, second)
    expect(stranger.locator(".notice.error")).to_contain_text("内容有错误")
    judged(stranger, keep, "withdrawn")


def test_a_failed_copy_of_evidence_has_a_button_to_make_it_again(browser: Browser, live_server, keep):
    papers.build()
    world = World(timezone.now())
    item = world.shown.item
    item.files.exclude(use="original").delete()
    type(item).objects.update(state=State.FAILED)
    with opened(browser, live_server.url, world.client("consumer"), viewport=PHONE) as context:
        page = context.new_page()
        page.goto(reverse("evidence:item", args=[item.public_id]))
        judged(page, keep, "evidence-failed")
        press(page, "再制作一次副本")
        expect(page.get_by_role("main")).to_contain_text("正在制作副本")
