"""A signature drawn with a finger on the canvas, and the ways that remain without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from documents.signatures.links import token_for
from documents.signatures.models import Method, Signature, State
from tests.journeys.test_accessibility import SHIFT
from tests.web.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def link() -> str:
    return f"/signatures/link/{token_for(World.build().shown.signature)}/"


def draw(page: Page) -> None:
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 60 + step * 12, box["y"] + 40 + step % 4 * 15)
    page.mouse.up()


def test_a_name_is_drawn_begun_anew_and_signed(phone: Page, link, keep):
    phone.goto(link)
    draw(phone)
    phone.get_by_role("button", name="重写").click()
    expect(phone.locator("[name=draw-path]")).to_have_value("")
    draw(phone)
    keep(phone, "signature-drawn")
    phone.get_by_role("button", name="确认签字").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已签字")
    expect(phone.locator("svg.drawn path")).to_be_visible()
    signature = Signature.objects.get(role="owner")
    assert (signature.state, signature.method) == (State.SIGNED, Method.DRAWN)


def test_an_empty_box_is_not_signed(phone: Page, link):
    phone.goto(link)
    phone.get_by_role("button", name="确认签字").first.click()
    expect(phone.get_by_text("请在框里写出您的姓名。")).to_be_visible()
    assert Signature.objects.get(role="owner").state == State.OPEN


def test_without_javascript_the_box_is_not_offered_and_a_refusal_can_be_told(plain_phone: Page, link):
    plain_phone.goto(link)
    expect(plain_phone.locator("canvas")).to_be_hidden()
    expect(plain_phone.get_by_text("不能手写签名")).to_be_visible()
    plain_phone.get_by_text("不同意，不签字").click()
    plain_phone.get_by_label("不同意处理结果").check()
    plain_phone.get_by_label("您的说明").fill("故障没有修好")
    plain_phone.get_by_role("button", name="记录不签字").click()
    expect(plain_phone.get_by_role("heading", level=1)).to_have_text("拒绝签字")
    assert Signature.objects.get(role="owner").refusal_words == "故障没有修好"


def test_the_box_appears_without_pushing_anything_aside(phone: Page, link):
    for _visit in range(3):
        phone.goto(link)
        expect(phone.locator("canvas")).to_be_visible()
        expect(phone.get_by_text("不能手写签名")).to_be_hidden()
        assert phone.evaluate(SHIFT) == 0
