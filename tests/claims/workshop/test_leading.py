"""The pages lead on: to a part, to what is missing, to a wait told afterwards, to what falls due, to cars handed back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from claims.filings.codes import own_code
from claims.filings.models import FiledPart
from claims.repairs.models import Item, Visit
from claims.repairs.paper_contexts import record
from claims.repairs.selectors import visits_of
from claims.repairs.services.waiting import Waited, wait_tell
from documents.signatures.models import Signature
from sanbao.accounts.roles import Role
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars
from tests.claims.workshop.test_pages import numbered_vin, page, read, signed_in
from tests.web.test_budgets import QUERIES

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_the_search_for_a_part_loses_nothing_and_names_what_only_other_cars_have(shop, car):
    visit = world.brought(car, shop, timezone.now() - HOUR, 1200)
    client, url = signed_in(shop.adviser), page("item", world.only_item(visit).public_id)
    typed = {"problem": "1", "cause": "轴承磨损", "planned_work": "repair", "look": "1"}
    found = client.post(url, typed | {"find": "变速箱 轴承"}).content.decode()
    assert "轴承磨损" in found
    assert '<option value="gearbox_bearing" selected>' in found
    other = client.post(url, typed | {"find": "电芯"}).content.decode()
    assert "是别的车型才有的零部件" in other
    assert "表上没有这样的零部件" in client.post(url, typed | {"find": "火花四溅"}).content.decode()
    told = {"part": "traction_battery_cell", "quality_problem": "yes", "serious_safety": "no", "key": str(uuid4())}
    refused = client.post(url, {name: value for name, value in typed.items() if name != "look"} | told)
    assert "这辆车没有这个零部件" in refused.content.decode()
    assert world.only_item(visit).component == ""


def test_what_is_missing_leads_to_where_it_is_told_also_once_the_car_is_repaired(shop, car, owner):
    visit = world.repaired(car, shop, timezone.now() - 9 * HOUR, 1200, hours=2)
    client, item = signed_in(shop.adviser), world.only_item(visit)
    seen = client.get(page("visit", visit.public_id)).content.decode()
    for name, key in (("item", item.public_id), ("record", visit.public_id), ("hand_back", visit.public_id)):
        assert f'<li><a href="{page(name, key)}">' in seen
    assert (
        client.post(page("item", item.public_id), {"labour_hours": "1", "labour": "0", "material": "0"}).status_code
        == 302
    )
    assert world.only_item(visit).labour_minutes == 60
    assert page("record", visit.public_id) not in signed_in(owner).get(page("visit", visit.public_id)).content.decode()


def test_a_wait_is_told_afterwards_from_the_page(shop, car):
    visit = world.brought(car, shop, timezone.now() - 3 * DAY, 1200)
    client = signed_in(shop.adviser)
    moments = {}
    for name, when in (("begins_at", visit.received_at + DAY), ("ends_at", visit.received_at + 2 * DAY)):
        local = timezone.localtime(when)
        told = {"year": local.year, "month": local.month, "day": local.day, "time": f"{local:%H:%M}"}
        moments |= {f"{name}_{part}": str(value) for part, value in told.items()}
    told = moments | {"reason": "special_part_transport", "key": str(uuid4())}
    url = page("tell_wait", visit.public_id)
    assert "请写明凭据" in client.post(url, told).content.decode()
    client.post(url, told | {"proof": "运单7"})
    wait = visit.waits.get()
    assert wait.ends_at - wait.begins_at == DAY
    assert "运单7" in client.get(page("visit", visit.public_id)).content.decode()
    client.post(page("wait", wait.public_id), told | {"proof": "运单8"})
    assert visit.waits.get().proof == "运单8"


def test_a_loaner_is_warned_of_only_where_one_may_be_owed(shop, car, monkeypatch):
    old = {"invoiced_on": timezone.localdate() - 2000 * DAY, "handover_on": timezone.localdate() - 2000 * DAY}
    visits = {
        "owed": world.brought(car, shop, timezone.now() - 7 * DAY, 1200),
        "soon": world.brought(world.sold_car(shop, vin=numbered_vin(1)), shop, timezone.now() - 4 * DAY, 1200),
        "maintenance": world.brought(
            world.sold_car(shop, vin=numbered_vin(2)), shop, timezone.now() - 7 * DAY, 1200, planned_work="maintenance"
        ),
        "out of warranty": world.brought(
            world.sold_car(shop, vin=numbered_vin(3), **old), shop, timezone.now() - 7 * DAY, 1200
        ),
    }
    Visit.objects.filter(pk=visits["owed"].pk).update(mobility="not_due")
    response = signed_in(shop.adviser).get(page("outlet", shop.place.public_id))
    warned = {row.visit.row.pk: row for row in response.context["rows"] if row.warning}
    assert set(warned) == {visits["owed"].pk, visits["soon"].pk}
    assert [warned[visits[name].pk].is_due_today for name in ("owed", "soon")] == [True, False]
    assert "今天要办1辆" in response.content.decode()
    with monkeypatch.context() as patched:
        patched.setattr("claims.workshop.views.lists.ON_A_PAGE", 1)
        last, asked = read(signed_in(shop.adviser), page("outlet", shop.place.public_id) + "?page=4")
    assert (last.context["due_today"], last.context["warned"]) == (1, 2), (
        "of the whole shop, whichever page is looked at"
    )
    assert asked <= QUERIES
    Visit.objects.filter(pk=visits["owed"].pk).update(mobility="loaner")
    assert signed_in(shop.adviser).get(page("outlet", shop.place.public_id)).context["warned"] == 1


def test_cars_handed_back_are_found_again(shop, car):
    visit = world.repaired(car, shop, timezone.now() - 9 * HOUR, 1200, hours=2)
    Visit.objects.filter(pk=visit.pk).update(state="closed", picked_up_at=timezone.now())
    reader = signed_in(cars.adviser(shop.place, Role.READER))
    text = reader.get(page("closed", shop.place.public_id)).content.decode()
    assert page("visit", visit.public_id) in text
    assert "至少保存6年" in text
    history = signed_in(shop.adviser).get(page("intake", shop.place.public_id, car.public_id)).content.decode()
    assert page("visit", visit.public_id) in history
    assert "来过1次" in history


def test_two_who_save_one_item_lose_nothing(shop, car):
    visit = world.brought(car, shop, timezone.now() - HOUR, 1200)
    client, url = signed_in(shop.adviser), page("item", world.only_item(visit).public_id)
    drawn = client.get(url).context["form"].initial
    told = {"problem": "1", "planned_work": "repair", "quality_problem": "yes", "serious_safety": "no"}
    mine, theirs = (told | {"key": str(uuid4()), "seen": drawn["seen"]} for _ in range(2))
    signed_in(cars.adviser(shop.place, Role.TECHNICIAN)).post(url, theirs | {"cause": "轴承磨损", "symptom": "顿挫"})
    asked = client.post(url, mine | {"labour": "0", "cause": "阀体卡滞"})
    assert "刚刚有人把这一项存成“轴承磨损”" in asked.content.decode()
    assert "阀体卡滞" in asked.content.decode()
    client.post(url, mine | {"labour": "0", "cause": "阀体卡滞", "seen": asked.context["form"]["seen"].value()})
    item = world.only_item(visit)
    assert (item.cause, item.symptom, item.labour_fen) == ("阀体卡滞", "顿挫", 0)


def test_both_sides_are_asked_to_sign_in_one_press(shop, car, owner):
    visit = world.brought(car, shop, timezone.now() - HOUR, 1200)
    client, url = signed_in(shop.adviser), page("ask_signatures", visit.public_id)
    for _ in range(2):
        client.post(url, {"which": "visit_drop_off"})
    asked = Signature.objects.filter(signable__startswith="visit_drop_off/")
    assert {one.role: one.user for one in asked} == {"consumer": owner, "repairer": shop.adviser}
    seen = client.get(page("visit", visit.public_id)).content.decode()
    assert all(f"/signatures/{one.public_id}/" in seen for one in asked)
    world.finished(visit, timezone.now(), shop.adviser)
    refused = client.post(url, {"which": "visit_hand_over"}, follow=True)
    assert "请先填写交还车辆的时间" in refused.content.decode()
    assert asked.count() == Signature.objects.count()


def test_a_part_of_the_voucher_alone_is_called_as_its_producer_calls_it():
    at = cars.shop()
    own = {"list": "extra", "code": own_code("main", "suspension_system/气囊减振器"), "name": "气囊减振器"}
    FiledPart.objects.create(version=at.line.versions.get(), place=9, group="suspension_system", **own)
    car, shop = cars.sell(at).vehicle, world.Shop(at.outlet, at.adviser)
    visit = world.brought(car, shop, timezone.now() - 9 * HOUR, 1200, words="补登")
    Item.objects.filter(visit=visit).update(group="suspension_system", component=own["code"])
    world.finished(visit, timezone.now() - HOUR, at.adviser)
    client = signed_in(at.adviser)
    for url in (page("visit", visit.public_id), page("correct", visit.public_id)):
        text = client.get(url).content.decode()
        assert "气囊减振器" in text
        assert f">{own['code']}" not in text
    assert record(visits_of(car)[0]).items[0].part == "气囊减振器"
    pasted = Waited(
        reason="part_order",
        begins_at=visit.received_at,
        ends_at=visit.received_at + HOUR,
        proof="运单7\n运单8",
        because="漏记",
    )
    wait_tell(visit=visit, wait=None, waited=pasted, key=uuid4(), by=at.adviser, at=timezone.now())
    assert "运单8" in client.get(page("visit", visit.public_id)).content.decode()
