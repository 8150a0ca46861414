"""Ten arrivals at the desk of a service adviser on a tablet; what he sees counted, the owner sees on a phone.

The counters were worked out by hand (Order 43: a repair day is 24 hours begun, at least one a visit):

| arrival | in the shop | counts | same problem | days |
|---|---|---|---|---|
| 1 jerking gearbox, repaired | 30 h | 2 days | 1 | 2 |
| 2 again; looked at 6 h before it was agreed; bearing replaced | 49 h (43 h from the agreement) | 3 days | 2 | 5 |
| 3 noise, nothing found | 4 h | nothing: no repair | 2 | 5 |
| 4 maintenance | 3 h | nothing | 2 | 5 |
| 5 air conditioning; the odometer shows less | 5 h | 1 day | 2 | 6 |
| 6 black screen, software update | 2 h | 1 day | 2 | 7 |
| 7 gearbox again; 72 h of transport of a special part | 144 h, less 72 h: 72 h | 3 days | 3 | 10 |
| 8 recall, while 7 goes on | 3 h | nothing | 3 | 10 |
| 9 a car that nobody knows, of another make | goes on | nothing of the first car | – | – |
| 10 gearbox again | since 2 h, goes on | 1 day | 3 and 1 in the shop | 10 and 1 |
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from claims.repairs.models import Visit
from tests.accounts import browsing
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars
from tests.journeys.conftest import PHONE
from tests.journeys.visiting import opened

pytestmark = pytest.mark.django_db(transaction=True)
TABLET_ON_THE_DESK = {"width": 1024, "height": 768}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GEARBOX, OTHERS = "变速器顿挫", "更换变速器轴承"

# What the screen shows before each of the ten is opened: gearbox repairs, repair days, bearings replaced.
SEEN_BEFORE = ((0, 0, 0), (1, 2, 0), (2, 5, 1), (2, 5, 1), (2, 5, 1), (2, 6, 1), (2, 7, 1), (2, 7, 1), (3, 10, 1))
AT_THE_END = {
    f"同一质量问题修理 {GEARBOX}": "3次 ＋1次",
    "同一质量问题修理 空调不凉": "1次",
    "同一质量问题修理 中控屏黑屏": "1次",
    "累计修理时间": "10日 ＋1日",
    OTHERS: "1次",
}


@dataclass
class Desk:
    """`start`: nine in the morning, a hundred days ago."""

    page: Page
    start: datetime

    def find(self, text: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name="修理", exact=True).first.click()
        self.page.get_by_label("接车：找车").fill(text)
        self.page.get_by_role("button", name="找车").click()

    def receive(self, when: datetime, km: str, words: str, **more: str) -> str:
        """The whole form in one go; returns the address of the visit."""
        page = self.page
        page.get_by_label("当前里程").fill(km)
        page.get_by_label("车主怎么说").fill(words)
        if again := more.get("again"):
            page.get_by_role("radio", name=again).check()
        page.get_by_text("时间不是现在，或者不是来修毛病的").click()
        fill_moment(page, "received_at", when)
        if began := more.get("began_hours_before"):
            fill_moment(page, "diagnosis_began_at", when - int(began) * HOUR)
        if work := more.get("work"):
            page.get_by_label("为什么来").select_option(label=work)
        if name := more.get("name"):
            page.get_by_label("新问题叫什么").fill(name)
        if why := more.get("why"):
            page.get_by_label("为什么仍然开单").fill(why)
        page.get_by_role("button", name="开单", exact=True).click()
        if lower := more.get("lower"):
            expect(page.get_by_text("请说明原因").first).to_be_visible()
            page.get_by_label("为什么仍然开单").fill(lower)
            page.get_by_label("里程为什么变少").select_option(label="更换过里程表")
            page.get_by_role("button", name="开单", exact=True).click()
        expect(page.get_by_text("已经开单，开始计时。")).to_be_visible()
        return page.url

    def finish(self, when: datetime, work: str = "", because: str = "") -> None:
        page = self.page
        page.get_by_role("link", name="修好了").click()
        if work:
            page.get_by_label("实际做了什么").select_option(label=work)
        if because:
            page.get_by_label("没有修的原因").fill(because)
        page.get_by_label("检查结果").fill("按车主所说检查")
        fill_moment(page, "finished_at", when)
        page.get_by_role("button", name="停止计时").click()
        expect(page.get_by_text("已经记下修好的时间，计时停止。")).to_be_visible()


def fill_moment(page: Page, name: str, when: datetime) -> None:
    parts = {"year": when.year, "month": when.month, "day": when.day, "time": f"{when:%H:%M}"}
    for part, value in parts.items():
        page.locator(f"[name={name}_{part}]").fill(str(value))


def meters(page: Page) -> dict[str, str]:
    """Each counter with what it shows, as a person reads it."""
    heads = page.locator(".meter .head").all()
    told = [[" ".join(part.split()) for part in head.locator("> span").all_inner_texts()] for head in heads]
    return {label: count.replace(" 次", "次").replace(" 日", "日") for label, count in told}


def gearbox_days_bearings(page: Page) -> tuple[int, int, int]:
    shown = {label: int(count.split("次")[0].split("日")[0]) for label, count in meters(page).items()}
    return shown.get(f"同一质量问题修理 {GEARBOX}", 0), shown.get("累计修理时间", 0), shown.get(OTHERS, 0)


def replace_bearing(page: Page) -> None:
    """Found by what people call the gearbox; what was typed before the search is still there."""
    page.locator("#items ~ * , section").get_by_role("link", name="填写").first.click()
    page.get_by_label("原因").fill("轴承磨损")
    page.get_by_label("找零部件").fill("变速箱 轴承")
    page.get_by_role("button", name="找一找").click()
    expect(page.get_by_label("原因")).to_have_value("轴承磨损")
    page.locator("[name=part]").select_option(value="gearbox_bearing")
    page.get_by_label("打算怎样处理").select_option(label="更换零部件")
    page.get_by_label("换上的零部件编号").fill("B-77")
    page.get_by_role("button", name="保存").click()


def tell_wait(page: Page, begins: datetime, ends: datetime) -> None:
    page.get_by_role("link", name="补记等待").click()
    page.get_by_label("等待的原因").select_option(label="特殊零部件在运输途中")
    fill_moment(page, "begins_at", begins)
    fill_moment(page, "ends_at", ends)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("请写明凭据").first).to_be_visible()
    page.get_by_label("凭据").fill("运单SF1188")
    page.get_by_role("button", name="保存").click()


def test_an_adviser_logs_ten_arrivals_and_the_owner_sees_the_same(browser: Browser, live_server, keep):
    shop, owner = world.shop(), cars.consumer()
    start = timezone.make_aware(datetime.combine(timezone.localdate() - 100 * DAY, time(9)))
    sold_on = (start - 90 * DAY).date()
    car = world.car(shop, plate="浙A12345")
    world.sold(car, shop, owner, invoiced_on=sold_on, handover_on=sold_on)
    client = browsing.Browser(shop.adviser).client
    with opened(browser, live_server.url, client, viewport=TABLET_ON_THE_DESK, service_workers="block") as tablet:
        page = tablet.new_page()
        page.goto("/start/")
        seen = ten_arrivals(Desk(page, start), car, keep)
        at_the_desk = meters(page)
    assert seen == list(SEEN_BEFORE)
    assert at_the_desk == AT_THE_END
    with opened(browser, live_server.url, browsing.Browser(owner).client, viewport=PHONE) as phone:
        on_the_phone = phone.new_page()
        on_the_phone.goto("/me/visits/")
        on_the_phone.get_by_role("link", name="第9次送修").click()
        assert meters(on_the_phone) == AT_THE_END
        on_the_phone.get_by_role("button", name="同意", exact=True).click()
        keep(on_the_phone, "ten-arrivals-owner")
        on_the_phone.goto("/me/visits/")
        on_the_phone.get_by_role("link", name="第3次送修").click()
        expect(on_the_phone.get_by_text("试车三次没有再现")).to_be_visible()
    assert Visit.objects.count() == 10


def ten_arrivals(desk: Desk, car, keep) -> list[tuple[int, int, int]]:
    """What the counters showed before each of the nine of the one car was opened."""
    page, seen = desk.page, []

    def arrives(by: str, day: float, km: str, words: str, **more: str) -> datetime:
        desk.find(by)
        seen.append(gearbox_days_bearings(page))
        when = desk.start + day * DAY
        desk.receive(when, km, words, **more)
        return when

    tail, phone, plate = car.vin[-6:], "13800001441", "浙A12345"
    when = arrives(tail, 0, "1000", "起步时一顿一顿的", name=GEARBOX)
    desk.finish(when + 30 * HOUR)
    when = arrives(plate, 10.25, "1,500", "起步还是顿", again=GEARBOX, began_hours_before="6")
    replace_bearing(page)
    desk.finish(when + 43 * HOUR)
    when = arrives(phone, 20, "2000", "打方向时有异响", name="方向盘异响")
    desk.finish(when + 4 * HOUR, "只做检查，没有发现问题", "试车三次没有再现")
    when = arrives(car.vin, 40, "5000", "来做首保", work="保养")
    desk.finish(when + 3 * HOUR)
    when = arrives(tail, 50, "900", "空调不凉", name="空调不凉", lower="上个月换过仪表")
    desk.finish(when + 5 * HOUR)
    when = arrives(tail, 60, "1300", "中控屏有时黑屏", work="升级软件", name="中控屏黑屏")
    desk.finish(when + 2 * HOUR)
    seventh = arrives(tail, 70, "１６００", "又开始顿了", again=GEARBOX)
    tell_wait(page, seventh + 24 * HOUR, seventh + 96 * HOUR)
    visit_seven = page.url
    when = arrives(tail, 75, "1600", "收到召回的信", work="召回", why="车还在店里，同时做召回")
    desk.finish(when + 3 * HOUR)
    page.goto(visit_seven)
    desk.finish(seventh + 144 * HOUR)
    unknown_car_arrives(desk)
    desk.find(tail)
    seen.append(gearbox_days_bearings(page))
    keep(page, "ten-arrivals-intake")
    desk.receive(timezone.localtime() - 2 * HOUR, "2,100", "还是老样子", again=GEARBOX)
    keep(page, "ten-arrivals-visit")
    return seen


def unknown_car_arrives(desk: Desk) -> None:
    page = desk.page
    desk.find(cars.OTHER_VIN)
    page.get_by_role("link", name="登记这辆车").click()
    page.get_by_label("品牌").fill("别家")
    page.get_by_label("型号").fill("BJ1")
    page.get_by_role("button", name="下一步：接车").click()
    for says in ("没有这辆车的购车记录", "没有约定本网点修理这个品牌"):
        expect(page.get_by_text(says).first).to_be_visible()
    desk.receive(desk.start + 80 * DAY, "30000", "仪表上亮红灯", why="车主路过，今天没有带凭证")
    expect(page.get_by_text("已经超过5日，应当提供备用车或者给予交通补偿。")).to_be_visible()
