"""From the result of a check to the sheet in one's hands, and a stranger's check of it, on a phone."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from documents.issuing.models import Paper
from sanbao.ledger.keys import make_key
from sanbao.work.testing import run_all
from tests.journeys.conftest import PHONE
from tests.journeys.test_accessibility import NARROW, judged_by_axe, too_wide, unreached
from tests.journeys.visiting import Stop
from tests.web.addresses import answers_of_the_example

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.PAPER_KEY, settings.LEDGER_KEY = tmp_path / "paper.key", tmp_path / "ledger.key"
    settings.PAPER_CERTIFICATES, settings.LEDGER_HEADS = tmp_path / "certificates", tmp_path / "heads"
    for path in (settings.PAPER_KEY, settings.LEDGER_KEY):
        make_key(path)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def judged(page: Page, keep, name: str) -> None:
    assert judged_by_axe(page) == [], name
    assert unreached(page) == [], name
    keep(page, f"sheets-{name}")
    page.set_viewport_size(NARROW)
    assert too_wide(page) == [], name
    page.set_viewport_size(PHONE)


def test_a_sheet_is_taken_from_the_check_downloaded_fetched_again_and_checked(phone: Page, keep, tmp_path):
    Stop("check-result", "/check/", {"go": "result", "state": answers_of_the_example()}).visit(phone)
    press(phone, "出具权利清单")
    expect(phone.get_by_role("heading", level=1)).to_have_text("出具可核验的清单")
    press(phone, "保存并出具")
    expect(phone.get_by_role("main")).to_contain_text("正在生成PDF")
    judged(phone, keep, "issued")
    run_all(timezone.now())
    press(phone, "刷新")
    paper = Paper.objects.get()
    judged(phone, keep, "printed")
    with phone.expect_download() as downloading:
        press(phone, "下载PDF文件")
    downloading.value.save_as(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes() == bytes(paper.file.content)

    phone.goto("/verify/")
    phone.get_by_role("main").get_by_role("link", name="取权利清单").click()
    phone.get_by_role("textbox", name="编号").fill(paper.number)
    phone.get_by_role("textbox", name="校验码").fill(paper.check_code)
    press(phone, "查找")
    expect(phone.get_by_role("heading", level=2)).to_have_text(paper.number)
    phone.get_by_role("main").get_by_role("link", name="核验文书").click()
    phone.locator("[name=file]").set_input_files(tmp_path / "sheet.pdf")
    press(phone, "核验文件")
    expect(phone.locator(".notice.success")).to_contain_text("有效")
    judged(phone, keep, "checked")


def test_from_a_sheet_just_issued_one_comes_back_to_the_result(phone: Page):
    Stop("issue", "/check/sheet/", {"state": answers_of_the_example()}).visit(phone)
    press(phone, "保存并出具")
    press(phone, "回到结果")
    expect(phone.locator("[data-remedy=vehicle_return]")).to_be_visible()
