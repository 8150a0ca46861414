"""Whole claims, from the first word to the last: the owner on a phone, the seller at a desk.

Worked out by hand. Return within seven days: ¥186,800 and ¥300 of registration make ¥187,100, nothing is taken off for the
use (Order 43, article 22). New assembly within 60 days and 3,000 km: article 21; a car of 40 days and 1,800 km is within both.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from claims.cases.codes import Kind, Outcome
from claims.cases.models import Claim, DemandItem
from sanbao.accounts.models import User
from sanbao.accounts.roles import Capacity
from sanbao.ledger.keys import make_key
from sanbao.work.testing import run_all
from tests.accounts import browsing
from tests.accounts import world as people
from tests.claims.cases import world
from tests.claims.cases.test_fulfilment import file
from tests.claims.garage.test_stating import state_car, state_visit
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_claim_answer import fill_day
from tests.journeys.test_claims import onward, tell_of_the_gearbox, title
from tests.journeys.visiting import opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.thorough]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    """An issuer without a certificate: who signs with one runs an event loop, as the browser's driver does here."""
    settings.PAPER_KEY, settings.LEDGER_KEY = tmp_path / "paper.key", tmp_path / "ledger.key"
    settings.PAPER_CERTIFICATES, settings.LEDGER_HEADS = tmp_path / "certificates", tmp_path / "heads"
    for path in (settings.PAPER_KEY, settings.LEDGER_KEY):
        make_key(path)


@contextmanager
def pages(browser: Browser, url: str, *people_: tuple[User, dict[str, int]]) -> Iterator[list[Page]]:
    with ExitStack() as stack:
        clients = [(browsing.Browser(person).client, view) for person, view in people_]
        yield [stack.enter_context(opened(browser, url, one, viewport=view)).new_page() for one, view in clients]


def bought(days_ago: int) -> world.Case:
    """A car with everything that a certificate says of it."""
    day = timezone.localdate() - days_ago * DAY
    case = world.case(invoiced_on=day, handover_on=day)
    file(case)
    return case


def asked_for_the_gearbox(phone: Page, car: str, km: str, *, is_part_known: bool = False) -> None:
    """Up to the choice of what is asked for."""
    phone.goto(car)
    phone.get_by_role("link", name="提出要求").first.click()
    phone.get_by_role("button", name="开始").click()
    tell_of_the_gearbox(phone, is_part_known=is_part_known)
    phone.get_by_label("仪表上的里程").fill(km)
    onward(phone)
    onward(phone)
    phone.get_by_label("购车发票").check()
    onward(phone)
    title(phone, "要求什么？")


def chosen(phone: Page, kind: Kind) -> None:
    phone.locator(f"[name=kind][value={kind}]").check()
    onward(phone)


def sent(phone: Page) -> Claim:
    """From the respondent's page to what was sent."""
    title(phone, "核对以后发出")
    phone.get_by_role("button", name="发出", exact=True).click()
    title(phone, "已经提出")
    return Claim.objects.get()


def granted(desk: Page, claim: Claim, yuan: str = "") -> None:
    desk.goto(reverse("cases:work"))
    desk.get_by_role("link", name=claim.get_kind_display()).first.click()
    desk.get_by_role("link", name="答复", exact=True).click()
    desk.get_by_role("link", name="同意", exact=True).click()
    if yuan:
        desk.get_by_label("付给消费者的金额").fill(yuan)
    fill_day(desk, "fulfil_on", timezone.localdate())
    desk.get_by_role("button", name="核对，下一步").click()
    desk.get_by_role("button", name="发出答复").click()
    expect(desk.get_by_text("答复已经发出，消费者看得到。")).to_be_visible()


def accepted(phone: Page, claim: Claim) -> None:
    phone.goto(claim.get_absolute_url())
    expect(phone.get_by_text("可以要求", exact=True)).to_be_visible()
    phone.get_by_role("link", name="接受", exact=True).click()
    phone.get_by_role("button", name="接受", exact=True).click()
    expect(phone.get_by_text("正在办理", exact=True).first).to_be_visible()


def said_to_be_done(desk: Page, claim: Claim) -> None:
    desk.get_by_role("button", name="登记，请消费者确认").click()
    expect(desk.get_by_text("已经登记。消费者会收到通知")).to_be_visible()
    assert desk.url.endswith(claim.get_absolute_url())


def confirmed(phone: Page, claim: Claim, *says: str) -> None:
    phone.goto(claim.get_absolute_url())
    phone.get_by_role("link", name="确认是不是办好了").first.click()
    for text in says:
        expect(phone.get_by_role("region", name="经营者说办了这些").get_by_text(text).first).to_be_visible()
    phone.get_by_role("button", name="确认办好了").click()
    expect(phone.get_by_text("已经确认，这份请求结束了。")).to_be_visible()


def test_a_return_within_seven_days_ends_with_the_money_and_a_certificate(browser: Browser, live_server, keep):
    case = bought(5)
    roles = (case.owner, PHONE), (case.seller, DESK)
    with pages(browser, live_server.url, *roles) as (phone, desk):
        asked_for_the_gearbox(phone, case.vehicle.get_absolute_url(), "312")
        chosen(phone, Kind.VEHICLE_RETURN)
        phone.get_by_label("车辆登记费用").fill("300")
        for _page in ("losses", "respondent", "words", "photos"):
            onward(phone)
        claim = sent(phone)
        granted(desk, claim, "187100")
        accepted(phone, claim)
        desk.goto(reverse("cases:fulfil", args=[claim.public_id]))
        expect(desk.get_by_text("¥187,100.00").first).to_be_visible()
        desk.get_by_label("交还时的里程").fill("330")
        desk.get_by_label("付给消费者多少").fill("187100")
        for name in ("fulfilled_on", "returned_on", "paid_on"):
            fill_day(desk, name, timezone.localdate())
        said_to_be_done(desk, claim)
        confirmed(phone, claim, "¥187,100.00")
        expect(phone.get_by_text("现在不可以")).to_have_count(0)  # the record has gone on; the claim is over
        keep(phone, "story-returned")
        phone.goto(claim.get_absolute_url())
        phone.get_by_role("link", name="退车证明").first.click()
        expect(phone.get_by_text("退车证明").first).to_be_visible()
    claim.refresh_from_db()
    row = claim.fulfilments.get()
    assert (claim.state, claim.outcome) == ("closed", Outcome.FULFILLED)
    assert (row.price_fen, row.losses_fen, row.compensation_fen) == (18_680_000, 30_000, 0)
    assert (row.due_fen, row.paid_fen, row.short_fen) == (18_710_000, 18_710_000, 0)
    assert row.certificate.kind == "return_certificate"
    assert json.loads(row.certificate.payload)["content"]["refund"] == "187100.00"


def test_an_assembly_within_sixty_days_is_replaced_on_a_visit_and_confirmed(browser: Browser, live_server, keep):
    case = bought(40)
    roles = (case.owner, PHONE), (case.seller, DESK)
    with pages(browser, live_server.url, *roles) as (phone, desk):
        asked_for_the_gearbox(phone, case.vehicle.get_absolute_url(), "1800", is_part_known=True)
        chosen(phone, Kind.ASSEMBLY_REPLACEMENT)
        while phone.get_by_role("heading", level=1).inner_text() != "核对以后发出":
            onward(phone)
        claim = sent(phone)
        granted(desk, claim)
        accepted(phone, claim)
        now = timezone.now()
        problem = case.vehicle.problems.get()
        told = {"problem": problem, "work": "assembly_replacement", "hours": 2}
        repairs.repaired(case.vehicle, case.shop, now - timedelta(hours=3), 1_820, **told)
        desk.goto(reverse("cases:fulfil", args=[claim.public_id]))
        desk.locator("[name=visit]").first.check()
        fill_day(desk, "fulfilled_on", timezone.localdate())
        said_to_be_done(desk, claim)
        confirmed(phone, claim)
        keep(phone, "story-assembly")
    claim.refresh_from_db()
    assert (claim.state, claim.respondent) == ("closed", case.shop.place)
    assert claim.fulfilments.get().visit == case.vehicle.visits.get()


def test_what_is_withdrawn_is_nobodys_work_any_more(browser: Browser, live_server):
    case = bought(40)
    at = timezone.now() - timedelta(hours=1)
    problem = repairs.repaired(case.vehicle, case.shop, at - 10 * DAY, 1_000).items.get().problem
    items = [DemandItem(problem=problem, symptom="又一顿一顿")]
    claim = world.submitted(case, Kind.FREE_REPAIR, at, items=items)
    roles = (case.owner, PHONE), (case.seller, DESK)
    with pages(browser, live_server.url, *roles) as (phone, desk):
        desk.goto(reverse("cases:work"))
        expect(desk.get_by_text(f"{claim.number}，请答复")).to_be_visible()
        phone.goto(claim.get_absolute_url())
        phone.get_by_role("link", name="撤回请求").click()
        phone.get_by_role("button", name="撤回", exact=True).click()
        expect(phone.get_by_text("已经撤回", exact=True).first).to_be_visible()
        desk.reload()
        expect(desk.get_by_text("没有要办的。")).to_be_visible()
        expect(desk.get_by_text(claim.number)).to_have_count(0)
    assert Claim.objects.get().state == "withdrawn"


def test_an_owner_whose_dealer_has_no_account_prints_records_and_disputes(browser: Browser, live_server, keep):
    """The car of March is still under the sixty months that its voucher gives."""
    owner, today = cars.consumer(), timezone.localdate()
    body = people.organisation(Capacity.DISPUTE_BODY, name="示例汽车争议调解中心")
    vehicle = state_car(owner)
    state_visit(owner, vehicle)
    with pages(browser, live_server.url, (owner, PHONE)) as (phone,):
        claim = asked_of_the_unknown_dealer(phone, vehicle.get_absolute_url())
        run_all(timezone.now())
        phone.goto(claim.get_absolute_url())
        printed(phone, keep)
        phone.goto(claim.get_absolute_url())
        recorded(phone, today)
        phone.get_by_role("link", name="提出争议").click()
        phone.get_by_label("请哪个机构处理").select_option(label=body.name)
        phone.get_by_role("button", name="提出争议").click()
        expect(phone.get_by_text("有争议", exact=True).first).to_be_visible()
        expect(phone.get_by_text("由网站在登记对方的答复时核对")).to_be_visible()
        keep(phone, "story-outside-disputed")
    claim.refresh_from_db()
    assert (claim.state, claim.respondent, claim.demand.received_on) == ("disputed", None, today)
    assert claim.respondent_name == "示例汽车4S店"
    assert [(one.grants, one.replied_by) for one in claim.replies.all()] == [(False, owner)]


def asked_of_the_unknown_dealer(phone: Page, car: str) -> Claim:
    phone.goto(car)
    phone.get_by_role("link", name="提出要求").first.click()
    phone.get_by_role("button", name="开始").click()
    phone.locator("[name=problem]").first.check()
    onward(phone)
    while (heading := phone.get_by_role("heading", level=1).inner_text()) != "核对以后发出":
        answer_page(phone, heading)
        onward(phone)
    return sent(phone)


def answer_page(phone: Page, heading: str) -> None:
    if heading == "有多严重？":
        for name, value in (("serious_safety", "no"), ("event", "none"), ("needs_replacement", "no")):
            phone.locator(f"[name={name}][value={value}]").check()
    elif heading == "要求什么？":
        phone.locator(f"[name=kind][value={Kind.FREE_REPAIR}]").check()
    elif phone.get_by_label("仪表上的里程").count():
        phone.get_by_label("仪表上的里程").fill("9000")
    elif phone.locator("[name=place][value=gearbox]").count():
        phone.locator("[name=place][value=gearbox]").check()


def printed(phone: Page, keep) -> None:
    phone.get_by_role("link", name="要求书").first.click()
    keep(phone, "story-outside-letter")
    link = phone.get_by_role("link", name="PDF").first.get_attribute("href")
    assert phone.request.get(str(link)).body().startswith(b"%PDF")


def recorded(phone: Page, day: date) -> None:
    phone.get_by_role("link", name="登记收到的日期").click()
    fill_day(phone, "received_on", day)
    phone.get_by_label("怎样知道收到了").fill("快递签收")
    phone.get_by_role("button", name="登记", exact=True).click()
    expect(phone.get_by_text("已经登记，从这一天起算答复的期限。")).to_be_visible()
    phone.get_by_role("link", name="登记对方的答复").click()
    fill_day(phone, "replied_on", day)
    phone.locator("[name=answer][value=refuse]").check()
    phone.get_by_label("拒绝的：理由").fill("说是正常现象")
    phone.get_by_role("button", name="登记", exact=True).click()
    expect(phone.get_by_text("已经登记对方的答复。")).to_be_visible()
