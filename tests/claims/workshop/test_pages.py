"""The workshop's pages: from the search to the closing, as adviser, technician and owner press them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.repairs.models import Item, Visit
from claims.vehicles.vin import check_digit
from sanbao.accounts.roles import Role
from tests.accounts.browsing import Browser
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars
from tests.web.test_budgets import PAGE_BYTES, QUERIES, counted, sizes

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
INTAKE_QUERIES = 12


def signed_in(person):
    return Browser(person).client


def page(name, *args):
    return reverse(f"workshop:{name}", args=args)


def read(client, url):
    """The answer, and how many queries it asked."""
    response, queries, _cached = counted(lambda: client.get(url))
    return response, queries


def numbered_vin(number):
    vin = f"LVSHCAMB0CE05{4250 + number}"
    return vin[:8] + check_digit(vin) + vin[9:]


def intake_data(**fields):
    now = timezone.localtime()
    moment = {"year": now.year, "month": now.month, "day": now.day, "time": f"{now:%H:%M}"}
    told = {"mileage_km": "1,200", "complaint": "起步时一顿一顿的", "problem": "new", "key": str(uuid4())}
    return told | {f"received_at_{name}": str(value) for name, value in moment.items()} | fields


@pytest.mark.postgres
def test_the_intake_of_a_car_with_thirty_visits_keeps_its_budgets(shop, car):
    start = timezone.now() - 60 * DAY
    for place in range(30):
        world.repaired(car, shop, start + place * DAY, 1000 + place, hours=20)
    client = Client()  # without a second factor, as advisers come: whether they need one is asked each time
    client.force_login(shop.adviser)
    response, asked = read(client, page("intake", shop.place.public_id, car.public_id))
    assert response.status_code == 200
    assert asked <= INTAKE_QUERIES
    assert sizes(response.content.decode())[0] <= PAGE_BYTES
    assert "已经符合换车或者退车的条件" in response.content.decode()


def test_a_car_is_found_seen_and_opened_in_one_press(shop, car):
    client = signed_in(shop.adviser)
    url = page("intake", shop.place.public_id, car.public_id)
    found = client.get(page("outlet", shop.place.public_id), {"q": car.vin[-6:]})
    assert found.url == url, "the only one that fits is there at once"
    assert "包修期：在期内" in client.get(url).content.decode()
    data = intake_data()
    first = client.post(url, data)
    visit = Visit.objects.get()
    assert first.url == page("visit", visit.public_id)
    assert client.post(url, data).url == first.url, "pressed twice, it is one visit"
    assert (visit.mileage_km, visit.complaint) == (1200, "起步时一顿一顿的")


def test_a_visit_of_before_the_first_order_is_shown_and_owes_nothing(shop):
    """A slip in the year, or an old file: no page of the workshop falls over it."""
    client, car = signed_in(shop.adviser), world.car(shop)
    data = intake_data(words="补登") | {"received_at_year": "2012", "received_at_month": "5", "received_at_day": "3"}
    opened = client.post(page("intake", shop.place.public_id, car.public_id), data)
    visit = Visit.objects.get()
    assert opened.url == page("visit", visit.public_id)
    for url in (opened.url, page("outlet", shop.place.public_id), page("jobs", shop.place.public_id)):
        response = client.get(url)
        assert response.status_code == 200
        assert "应当提供备用车" not in response.content.decode()
    printed = client.post(page("print", visit.public_id), {"kind": "drop_off_slip", "key": str(uuid4())}, follow=True)
    assert "还没有三包规定" in printed.content.decode()


def test_what_is_odd_is_asked_about_and_nothing_is_lost(shop, car):
    world.repaired(car, shop, timezone.now() - 2 * DAY, 5000)
    client, url = signed_in(shop.adviser), page("intake", shop.place.public_id, car.public_id)
    data = intake_data()
    asked = client.post(url, data)
    assert asked.status_code == 200
    says = asked.content.decode()
    assert "里程比以前的读数低。请说明原因" in says, "what is odd is named"
    assert "起步时一顿一顿的" in says
    assert "（选填）" not in says.split("为什么仍然开单", 2)[2].split("</label>")[0]
    told = {"words": "换过仪表", "lower_because": "meter_changed"}
    late = client.post(url, data | told | {"complaint": ""}).content.decode()
    assert "换过仪表" in late, "kept, though something else is wrong"
    assert 'value="meter_changed" selected' in late
    opened = client.post(url, data | told, follow=True).content.decode()
    assert "里程比以前的读数低：换过仪表" in opened, "the reason stays in sight"
    assert {oddity.code for oddity in Visit.objects.latest("id").oddities.all()} == {"lower_odometer"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"mileage_km": "很多"}, "请用数字填写里程"),
        ({"received_at_year": str(timezone.localdate().year + 1)}, "时间不能晚于现在"),
        ({"received_at_year": "民国115"}, "received_at"),
        ({"problem": "99"}, "problem"),
        ({"key": "x"}, "key"),
    ],
)
def test_bad_input_is_told_at_its_field(shop, car, fields, says):
    response = signed_in(shop.adviser).post(page("intake", shop.place.public_id, car.public_id), intake_data(**fields))
    assert response.status_code == 200
    assert says in response.content.decode() or says in response.context["form"].errors
    assert not Visit.objects.exists()


def test_full_width_digits_are_read(shop, car):
    signed_in(shop.adviser).post(
        page("intake", shop.place.public_id, car.public_id), intake_data(mileage_km="１２３４５")
    )
    assert Visit.objects.get().mileage_km == 12345


def test_an_unknown_car_is_registered_and_received(shop):
    client = signed_in(shop.adviser)
    told = {"vin": cars.VIN, "brand": "别家", "model": "BJ1", "kind": "passenger_car", "energy": "ice"}
    asked = [
        client.get(page("unknown_car", shop.place.public_id), {"vin": one}) for one in (cars.VIN, cars.WRONG_CHECK)
    ]
    assert ["is_vin_confirmed" in one.content.decode() for one in asked] == [False, True]
    url = client.post(page("unknown_car", shop.place.public_id), told).url
    assert "没有这辆车的购车记录" in client.get(url).content.decode()
    client.post(url, intake_data(words="车主今天没有带凭证"))
    visit = Visit.objects.get()
    assert {oddity.code for oddity in visit.oddities.all()} == {"unknown_sale", "other_make"}
    assert client.get(page("visit", visit.public_id)).status_code == 200
    again = client.get(url).content.decode()
    assert f"{visit.items.get().problem}：修理" in again, "what was done is told, though nothing can be counted"
    assert "算不出次数和天数" in again


def test_a_workshop_that_is_not_appointed_does_not_see_the_visits_elsewhere(shop, car):
    world.repaired(car, shop, timezone.now() - 9 * DAY, 1000, problem_name="倒车影像黑屏")
    other = world.shop(cars.producer(name="另一个生产者"), name="别家的店")
    seen = signed_in(other.adviser).get(page("intake", other.place.public_id, car.public_id)).content.decode()
    assert "倒车影像黑屏" not in seen
    assert "还有1次送修" in seen


def test_the_visit_from_the_technician_to_the_closing(shop, car, owner):
    visit = world.brought(car, shop, timezone.now() - 3 * HOUR, 1200)
    item = world.only_item(visit)
    technician = signed_in(cars.adviser(shop.place, Role.TECHNICIAN, name="王师傅"))
    technician.post(page("take", visit.public_id), {"from": "jobs"})
    assert "结束" not in technician.get(page("jobs", shop.place.public_id)).content.decode()
    technician.post(page("start_wait", visit.public_id), {"reason": "part_order", "from": "jobs"})
    assert "结束：等待订货" in technician.get(page("jobs", shop.place.public_id)).content.decode()
    technician.post(page("stop_wait", visit.waits.get().public_id))
    visit.refresh_from_db()
    told = {
        "problem": "1", "problem_name": "变速器顿挫", "part": "gearbox_bearing", "planned_work": "component_replacement",
        "new_part_number": "B-77", "labour_hours": "1.5", "labour": "0", "material": "0", "cause": "轴承磨损",
        "quality_problem": "yes", "serious_safety": "no", "key": str(uuid4()), "lock": visit.lock,
    }  # fmt: skip
    assert technician.post(page("item", item.public_id), told).status_code == 302
    item.refresh_from_db()
    assert (item.group, item.component, item.labour_minutes, item.labour_fen) == ("gearbox", "gearbox_bearing", 90, 0)
    client = signed_in(shop.adviser)
    visit.refresh_from_db()
    now = timezone.localtime() - HOUR
    finished = {
        "done_work_1": "component_replacement", "resolved_1": "yes", "lock": visit.lock,
        "finished_at_year": now.year, "finished_at_month": now.month, "finished_at_day": now.day,
        "finished_at_time": f"{now:%H:%M}",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(page("finish", visit.public_id), finished).url == page("visit", visit.public_id)
    visit.refresh_from_db()
    record = {"inspection_result": "轴承磨损", "tow": "0", "mobility": "not_due", "lock": visit.lock}
    client.post(page("record", visit.public_id), record)
    moment = {name.replace("finished", "picked_up"): value for name, value in finished.items() if "_at_" in name}
    client.post(page("hand_back", visit.public_id), moment)
    text = client.get(page("visit", visit.public_id)).content.decode()
    assert "还缺1项" in text
    assert "双方签字" in text
    refused = client.post(page("close", visit.public_id), follow=True)
    assert "修理记录还不完整" in refused.content.decode()
    printed = client.post(page("print", visit.public_id), {"kind": "repair_record", "key": str(uuid4())})
    assert printed.url.startswith("/papers/")
    assert "变速器顿挫" in signed_in(owner).get(page("visit", visit.public_id)).content.decode()


def test_the_same_problem_is_proposed_linked_and_answered_by_the_owner(shop, car, owner):
    world.repaired(car, shop, timezone.now() - 9 * DAY, 1000, problem_name="起步顿挫", complaint="起步时一顿一顿的")
    visit = world.brought(car, shop, timezone.now() - HOUR, 1200, complaint="起步又一顿一顿的")
    item = world.only_item(visit)
    client = signed_in(shop.adviser)
    assert "可能和以前的是同一个问题" in client.get(page("visit", visit.public_id)).content.decode()
    client.post(page("link", item.public_id), {"problem": "1"})
    item.refresh_from_db()
    assert (item.problem.number, item.link) == (1, "proposed")
    consumer = signed_in(owner)
    assert "您同意吗" in consumer.get(page("visit", visit.public_id)).content.decode()
    unsaid = consumer.post(page("answer", item.public_id), {"agrees": "no", "words": " "}, follow=True)
    assert 'aria-describedby="why-1-error" autofocus' in unsaid.content.decode(), "said at the field, not at the top"
    consumer.post(page("answer", item.public_id), {"agrees": "no", "words": "这次是异响"})
    item.refresh_from_db()
    assert (item.link, item.link_words) == ("contested", "这次是异响")


def test_the_owner_sees_the_count_fall_and_why(shop, car, owner):
    visit = world.brought(car, shop, timezone.now() - 9 * HOUR, 1200)
    consumer = signed_in(owner)
    assert "其中1次现在还在修" in consumer.get(page("visit", visit.public_id)).content.decode()
    world.finished(visit, timezone.now() - HOUR, shop.adviser, "inspection_only", less_because="试车没有再现")
    text = consumer.get(page("visit", visit.public_id)).content.decode()
    assert "这个问题这一次不计入次数" in text
    assert "试车没有再现" in text


def test_the_owner_remarks_on_one_entry_and_a_later_owner_does_not_read_it(shop, car, owner):
    visit = world.repaired(car, shop, timezone.now() - 9 * HOUR, 1200, hours=2, problem_name="变速器顿挫")
    told_then = {"plate": "浙A12345", "mobility": "loaner", "mobility_words": "备用车浙B54321"}
    Visit.objects.filter(pk=visit.pk).update(**told_then)
    item, consumer = world.only_item(visit), signed_in(owner)
    url, told = page("remark_item", item.public_id), {"words": "没有试车就说修好了", "key": str(uuid4())}
    assert "对“变速器顿挫”写下意见" in consumer.get(url).content.decode()
    assert "请写下您的意见" in consumer.post(url, told | {"words": ""}).content.decode()
    for _ in range(2):
        assert consumer.post(url, told).url == page("visit", visit.public_id)
    assert visit.remarks.get().item == item
    for client in (consumer, signed_in(shop.adviser)):
        text = client.get(page("visit", visit.public_id)).content.decode()
        assert text.count("没有试车就说修好了") == 1
        assert all(words in text for words in ("浙A12345", "浙B54321"))
        assert text.index("没有试车就说修好了") < text.index('id="record"')
    assert signed_in(shop.adviser).get(url).status_code == 404
    car.ownerships.update(until=timezone.localdate())
    later = cars.consumer("欧阳", "+8613800001442")
    world.owned(car, later, timezone.localdate())
    client = signed_in(later)
    client.post(url, {"words": "现在还是顿", "key": str(uuid4())})
    text = client.get(page("visit", visit.public_id)).content.decode()
    assert "现在还是顿" in text
    assert not [words for words in ("没有试车就说修好了", "浙A12345", "浙B54321") if words in text]


def test_a_correction_is_shown_with_what_stood_there(shop, car):
    visit = world.repaired(car, shop, timezone.now() - 9 * HOUR, 1200, hours=2)
    client = signed_in(shop.adviser)
    assert "行驶里程" in client.get(page("correct", visit.public_id)).content.decode()
    url = f"{page('correct', visit.public_id)}?what=mileage_km"
    client.post(url, {"after": "1,300", "reason": "抄错", "key": str(uuid4())})
    assert "行驶里程：1,200公里 → 1,300公里" in client.get(page("visit", visit.public_id)).content.decode()
    url = f"{page('correct', visit.public_id)}?what=1.done_work"
    client.post(url, {"after": "software_update", "reason": "写错", "key": str(uuid4())})
    assert "修理 → 升级软件" in client.get(page("visit", visit.public_id)).content.decode()


def test_the_page_of_a_visit_keeps_its_budgets(shop, car, owner):
    for place in range(6):
        world.repaired(car, shop, timezone.now() - (20 - place) * DAY, 1000 + place)
    visit = world.brought(car, shop, timezone.now() - 6 * DAY, 1200)
    for person in (shop.adviser, owner):
        response, asked = read(signed_in(person), page("visit", visit.public_id))
        assert asked <= QUERIES
        assert sizes(response.content.decode())[0] <= PAGE_BYTES


@pytest.mark.postgres
def test_the_lists_keep_their_budgets_and_warn(shop):
    for place in range(12):
        vehicle = world.sold_car(shop, vin=numbered_vin(place))
        world.brought(vehicle, shop, timezone.now() - (place % 7) * DAY - HOUR, 1200)
    client = signed_in(shop.adviser)
    for name in ("outlet", "jobs"):
        response, asked = read(client, page(name, shop.place.public_id))
        assert asked <= QUERIES
        assert sizes(response.content.decode())[0] <= PAGE_BYTES
    text = client.get(page("outlet", shop.place.public_id)).content.decode()
    assert "应当提供备用车或者给予交通补偿" in text
    assert "请提前准备" in text


def test_a_full_shop_does_not_crowd_out_what_a_technician_works_on(shop, car, monkeypatch):
    monkeypatch.setattr("claims.workshop.views.lists.ON_A_PAGE", 1)
    now, colleague = timezone.now(), cars.adviser(shop.place, Role.TECHNICIAN)
    others = world.brought(car, shop, now - 3 * DAY, 1000)
    world.brought(car, shop, now - 2 * DAY, 1001, words="还在店里")
    mine = world.brought(car, shop, now - DAY, 1002, words="还在店里")
    Visit.objects.filter(pk=others.pk).update(technician=shop.adviser)
    Visit.objects.filter(pk=mine.pk).update(technician=colleague)
    shown = signed_in(colleague).get(page("jobs", shop.place.public_id)).context
    assert [job.visit.row for job in shown["mine"]] == [mine]


@pytest.mark.parametrize("name", ["outlet", "jobs", "unknown_car", "closed"])
def test_a_workshop_is_nobody_elses(shop, name):
    stranger = world.shop(shop.producer, name="另一家店").adviser
    assert signed_in(stranger).get(page(name, shop.place.public_id)).status_code == 404


def test_a_visit_is_nobody_elses_and_its_acts_neither(shop, car):
    visit = world.brought(car, shop, timezone.now() - HOUR, 1200)
    item = world.only_item(visit)
    client = signed_in(world.shop(shop.producer, name="另一家店").adviser)
    for name in ("visit", "finish", "record", "add_item", "correct", "remark", "tell_wait"):
        assert client.get(page(name, visit.public_id)).status_code == 404
    for name in ("take", "start_wait", "ask_signatures", "close", "print"):
        assert client.post(page(name, visit.public_id)).status_code == 404
    for name in ("link", "answer", "item"):
        assert client.post(page(name, item.public_id)).status_code == 404
    assert Item.objects.get().link == "new"


def test_who_is_at_one_workshop_is_there_at_once(shop):
    assert signed_in(shop.adviser).get(page("outlets")).url == page("outlet", shop.place.public_id)
    assert Client().get(page("outlets")).status_code == 302


def test_a_refused_act_says_why(shop, car):
    visit = world.brought(car, shop, timezone.now() - HOUR, 1200)
    client = signed_in(shop.adviser)
    response = client.post(page("start_wait", visit.public_id), {"reason": "coffee"})
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["请选择等待的原因。"]
