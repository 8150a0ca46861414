"""A car without records: told from its papers, page by page; matched later; taken over by a seller."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from claims.garage.stating.guide import frozen, moment_told
from claims.record.facts import facts_of
from claims.record.standing import standing_of
from claims.repairs.models import Item, Sameness, Visit, VisitStatement
from claims.repairs.selectors import visits_of
from claims.repairs.services.sameness import sameness_answer
from claims.repairs.services.stating import stated_visits_rely, visit_correct_begin, visit_withdraw
from claims.vehicles.models import CarStatement, Ownership, Sale, Vehicle
from claims.vehicles.selectors import vehicles_of
from claims.vehicles.services.selling import Buyer, sale_register
from claims.vehicles.services.stating import car_statement_rely
from sanbao.accounts.models import User
from sanbao.accounts.roles import Capacity, Role
from sanbao.ledger.models import Event
from sanbao.work.models import Job
from tests.accounts import world as people
from tests.accounts.browsing import Browser, text_of
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars
from tests.snapshot import built
from tests.web.test_budgets import PAGE_BYTES, QUERIES, counted, sizes

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=cars.SHANGHAI)
CAR = {
    "vin": {"vin": " lvsh camb1ce054249 "},
    "car": {
        "brand": "远山",
        "model": "YS7150",
        "kind": "passenger_car",
        "energy": "ice",
        "use": "household",
        "plate": "",
    },
    "invoice": {"invoiced_on": "2026-03-01", "price_yuan": "12.68万", "invoice_number": ""},
    "seller": {"seller_name": "远山汽车销售有限公司", "seller_address": "示例路9号", "seller_phone": "0571-50009999"},
    "handover": {"handover_on": "2026-03-03"},
    "voucher": {
        "repair_warranty_months": "60",
        "repair_warranty_km": "100000",
        "three_guarantees_months": "",
        "three_guarantees_km": "",
        "coefficient": "0.3%",
        "tells_wear": "yes",
    },
    "wear": {"wear_tyre_months": "6", "wear_tyre_km": "1万"},
}
SLIP = {
    "place": {"place": "示例汽车4S店", "in_network": "yes", "order_number": "RO-77"},
    "outlet": {"outlet": "none"},
    "when": {"received_at": "2026-05-06", "finished_at": "2026-05-12", "mileage_km": "4200"},
    "item1": {
        "problem": "new",
        "name": "变速器顿挫",
        "work": "repair",
        "part": "gearbox",
        "serious_safety": "no",
        "resolved": "no",
        "more": "end",
    },
}


def walk(client, url: str, pages: dict) -> str:
    """Answers what is asked until the summary; gives the summary's address."""
    for _page in range(20):
        response = client.get(url, follow=True)
        where = response.redirect_chain[-1][0] if response.redirect_chain else url
        name = where.rstrip("/").rsplit("/", 1)[-1]
        if name not in pages:
            return where
        sent = client.post(where, pages[name])
        assert sent.status_code == 302, (name, text_of(sent))
        url = sent["Location"]
    raise AssertionError(where)


def state_car(user: User, *, query: str = "", **pages) -> Vehicle:
    client = Browser(user).client
    begun = client.post(reverse("garage:state_car") + query)
    summary = walk(client, begun["Location"], CAR | pages)
    done = client.post(summary)
    assert client.post(summary)["Location"] == done["Location"]
    return Vehicle.objects.get(public_id=done["Location"].split("/")[-3])


def state_visit(user: User, vehicle: Vehicle, **pages) -> Visit:
    client = Browser(user).client
    begun = client.post(reverse("garage:state_visit", args=[vehicle.public_id]))
    summary = walk(client, begun["Location"], SLIP | pages)
    done = client.post(summary)
    assert client.post(summary)["Location"] == done["Location"]
    return Visit.objects.get(public_id=done["Location"].split("/")[-2])


def stated_world() -> None:
    """An owner's car with one visit; a shop of the system where he says it was; a clerk of a dispute body."""
    shop = world.shop()
    owner = cars.consumer()
    body = people.organisation(Capacity.DISPUTE_BODY, name="示例争议处理中心", region="330000")
    people.member(body, Role.CLERK, name="许文")
    state_visit(owner, state_car(owner))
    cars.model_line(shop.producer, brand="远山", model="YS7150")


@pytest.fixture
def car() -> Vehicle:
    built("stated car", stated_world)
    return Vehicle.objects.select_related("model_line__producer", "sale__seller").get(vin=cars.VIN)


def owner() -> User:
    return User.objects.get(phone="+8613800001441")


def shop() -> world.Shop:
    adviser = User.objects.get(name="林晓")
    return world.Shop(adviser.memberships.get().organisation, adviser)


def counts(vehicle: Vehicle) -> tuple[int, int]:
    """Repairs of the same problem, and days."""
    fresh = Vehicle.objects.select_related("model_line__producer", "sale__seller").get(pk=vehicle.pk)
    matter = standing_of(fresh, NOW).matter
    counters = matter.assessment.counters
    return sum(one.count for one in counters.same_problem.values()), counters.repair_days.count


def test_his_papers_become_car_sale_owner_and_terms_marked_as_told_by_him(car):
    assert car.is_stated_by_owner
    sale = car.sale
    assert (sale.seller, sale.seller_named, sale.seller_phone) == (None, "远山汽车销售有限公司", "0571-50009999")
    assert (sale.invoiced_on, sale.handover_on, sale.price_yuan) == (
        date(2026, 3, 1),
        date(2026, 3, 3),
        Decimal(126800),
    )
    facts = facts_of(car, NOW)
    assert (facts.voucher.repair_warranty.months, facts.voucher.repair_warranty.km) == (60, 100_000)
    assert (facts.voucher.three_guarantees.months, facts.voucher.three_guarantees.km) == (24, 50_000)  # the law's least
    assert facts.voucher.use_compensation_coefficient == Decimal("0.003")
    assert facts.voucher.wear_parts["wear_tyre"].km == 10_000
    held = car.ownerships.get()
    assert (held.consumer, held.acquired_by, held.since) == (owner(), Ownership.Acquired.STATED, date(2026, 3, 3))
    (visit,) = facts.visits
    assert (visit.repairer, visit.mileage_km, visit.items[0].group) == ("network", 4200, "gearbox")
    assert (
        visit.received_at.isoformat() == "2026-05-06T08:30:00+08:00"
    )  # only the day is known: from opening to closing
    assert visit.finished_at.isoformat() == "2026-05-12T17:30:00+08:00"
    assert counts(car) == (1, 7)
    actions = [event.action for event in Event.objects.all()]
    assert actions.count("car.stated") == actions.count("visit.stated") == 1  # both were sent twice


def test_every_page_says_who_told_it_and_stays_small(car):
    browser = Browser(owner())
    visit = car.visits.get()
    shown = text_of(browser.client.get(car.get_absolute_url()))
    assert shown.count("车主填写") >= 5
    assert "其中1次是车主填写的。" in shown
    assert "车主填写，还没有销售者确认" in shown
    assert "2026年5月6日" in shown
    urls = [
        reverse("garage:stated_car", args=[car.public_id]),
        visit.get_absolute_url(),
        reverse("garage:state_car"),
        reverse("garage:withdraw_visit", args=[visit.public_id]),
        reverse("workshop:mine"),
        car.get_absolute_url(),
    ]
    for url in urls:
        response, queries, _cached = counted(lambda url=url: browser.client.get(url))
        assert response.status_code == 200
        assert queries <= QUERIES, (url, queries)
        assert sizes(response.content.decode())[0] <= PAGE_BYTES, url
    assert browser.get("workshop:visit", visit.public_id)["Location"] == visit.get_absolute_url()
    stranger = Browser(cars.consumer("欧阳", "+8613800001442"))
    assert {stranger.client.get(url).status_code for url in (urls[0], urls[1], urls[3], urls[5])} == {404}


REFUSED = (
    ("vin", {"vin": "LVSHCAMB1CE05424O"}, "没有字母I、O、Q"),
    ("vin", {"vin": "LVSHCAMB1CE054248"}, "校验位对不上"),
    ("vin", {"vin": cars.VIN}, "已经登记过，不能再登记一次"),
    ("invoice", {"invoiced_on": "2013-09-30", "price_yuan": "1"}, "这一天还没有三包规定"),
    ("invoice", {"invoiced_on": "2099-01-01", "price_yuan": "1"}, "不能晚于"),
    ("invoice", {"invoiced_on": "2026-03-01", "price_yuan": "0"}, "车价款应当大于0"),
    ("voucher", {"repair_warranty_months": "60", "tells_wear": "no"}, "要一起填"),
    ("seller", {"seller_name": ""}, "请填写销售者的名称"),
)


def test_what_cannot_be_is_said_at_its_page(car):
    other = cars.consumer("欧阳", "+8613800001442")
    client = Browser(other).client
    statement = CarStatement.objects.create(begun_by=other, changed_at=NOW)
    for page, answers, says in REFUSED:
        sent = client.post(reverse("garage:car_statement_page", args=[statement.public_id, page]), answers)
        assert says in text_of(sent), page
    assert CarStatement.objects.get(pk=statement.pk).answers == {}


def test_slips_that_contradict_themselves_are_refused(car):
    client = Browser(owner()).client
    statement = VisitStatement.objects.create(vehicle=car, begun_by=owner(), changed_at=NOW)
    url = reverse("garage:visit_statement_page", args=[statement.public_id, "when"])
    for when, says in (
        ({"received_at": "2026-05-06", "finished_at": "2026-05-05", "mileage_km": "1"}, "修好的时间早于送修的时间"),
        ({"received_at": "2026-05-06", "mileage_km": "1"}, "还在店里的，请勾选"),
        ({"received_at": "2099-05-06", "is_still_there": "on", "mileage_km": "1"}, "不能晚于"),
    ):
        assert says in text_of(client.post(url, when))
    item = reverse("garage:visit_statement_page", args=[statement.public_id, "item1"])
    assert "请选择是哪个总成" in text_of(
        client.post(item, SLIP["item1"] | {"work": "assembly_replacement", "part": ""})
    )
    early = SLIP | {"when": {"received_at": "2026-02-01", "finished_at": "2026-02-02", "mileage_km": "5"}}
    summary = walk(client, reverse("garage:visit_statement", args=[statement.public_id]), early)
    assert "早于买车的日期" in text_of(client.post(summary))


def test_a_second_slip_of_the_same_problem_counts_up_and_one_is_corrected_and_withdrawn(car):
    problem = car.problems.get()
    again = SLIP["item1"] | {"problem": str(problem.number), "name": "", "more": "more"}
    maintenance = {"problem": "new", "work": "maintenance", "serious_safety": "no", "resolved": "yes", "more": "end"}
    when = {"received_at": "2026-07-01 9:00", "finished_at": "2026-07-01 16:00", "mileage_km": "7000"}
    second = state_visit(owner(), car, when=when, item1=again, item2=maintenance)
    assert [item.problem.name for item in second.items.order_by("number")] == ["变速器顿挫", "保养"]
    assert counts(car) == (2, 8)

    begun = visit_correct_begin(visit=second, by=owner(), at=NOW)
    client, page = Browser(owner()).client, "garage:visit_statement_page"
    client.post(
        reverse(page, args=[begun.public_id, "when"]), when | {"finished_at": "2026-07-03", "mileage_km": "7100"}
    )
    client.post(reverse(page, args=[begun.public_id, "item1"]), again | {"more": "end"})
    client.post(reverse("garage:visit_statement", args=[begun.public_id]))
    second.refresh_from_db()
    assert (second.mileage_km, second.items.count(), second.statements.count()) == (7100, 1, 2)
    assert counts(car) == (2, 10)
    shown = text_of(client.get(second.get_absolute_url()))
    assert "第1次填写" in shown and "7,000" in shown  # noqa: PT018  what stood there before

    visit_withdraw(visit=second, by=owner(), at=NOW)
    visit_withdraw(visit=second, by=owner(), at=NOW)
    assert counts(car) == (1, 7)
    assert text_of(client.get(second.get_absolute_url())).count("已经撤回") == 1
    stated_visits_rely(vehicle=car, by=owner(), at=NOW)
    car_statement_rely(vehicle=car, by=owner(), at=NOW)
    for act in (lambda: visit_withdraw(visit=car.visits.first(), by=owner(), at=NOW),):
        with pytest.raises(PermissionDenied):
            act()
    shown = text_of(client.get(reverse("garage:stated_car", args=[car.public_id])))
    assert "三包请求以这些内容为依据" in shown


def test_a_visit_that_its_repairer_enters_too_counts_once_and_both_stay_readable(car):
    stated, at = car.visits.get(), shop()
    car.model_line = at.producer.model_lines.get()
    car.save()
    entered = world.repaired(car, at, datetime(2026, 5, 6, 14, 0, tzinfo=cars.SHANGHAI), 4150, hours=100, words="补录")
    told = {one.row.pk: one for one in visits_of(car)}
    assert told[stated.pk].double.pk == entered.pk
    assert counts(car) == (1, 5)  # the repairer's own days
    client, stated_url = Browser(owner()).client, stated.get_absolute_url()
    shown = text_of(client.get(car.get_absolute_url()))
    assert "有送修可能登记了两次，确认以前只算一次。" in shown
    assert "登记了两次" in shown and stated_url in shown  # noqa: PT018  the headline asks
    page = text_of(client.get(stated_url))
    assert "4,150" in page and "是同一次" in page  # noqa: PT018

    answer = reverse("garage:answer_same", args=[stated.public_id])
    client.post(answer, {"other": str(entered.public_id), "same": "no"})
    assert counts(car) == (2, 12)
    bench = Browser(at.adviser).client
    bench.get(entered.get_absolute_url())  # the first look at visits elsewhere is noted
    response, queries, _cached = counted(lambda: bench.get(entered.get_absolute_url()))
    assert queries <= QUERIES
    assert "车主填写的可能是同一次" not in text_of(response)  # he has said that it is not
    same = reverse("workshop:same", args=[entered.public_id])
    for _again in range(2):
        bench.post(same, {"stated": str(stated.public_id), "same": "yes"})
    assert "车主也填写了这一次" in text_of(bench.get(entered.get_absolute_url()))
    assert Sameness.objects.count() == 2
    assert counts(car) == (1, 5)
    assert "与修理者的登记是同一次" in text_of(client.get(car.get_absolute_url()))
    with pytest.raises(PermissionDenied):
        visit_withdraw(visit=Visit.objects.get(pk=stated.pk), by=owner(), at=NOW)
    with pytest.raises(PermissionDenied):
        sameness_answer(visit=stated, other=entered, is_same=False, by=cars.consumer("欧", "+8613800001442"), at=NOW)
    stated.refresh_from_db()
    assert stated.same_as_id == entered.pk


def test_a_repairer_that_is_known_is_judged_by_appointment_and_one_that_is_named_as_he_says(car):
    place = {"place": "示例汽车", "in_network": "no"}
    when = {"received_at": "2026-08-03", "finished_at": "2026-08-03", "mileage_km": "9000"}
    known = state_visit(owner(), car, place=place, outlet={"outlet": str(shop().place.public_id)}, when=when)
    assert (known.stated_outlet, known.place, known.outlet) == (shop().place, "示例汽车4S店", None)
    assert facts_of(car, NOW).visits[-1].repairer == "outside"  # the producer is unknown: as the owner says
    car.model_line = shop().producer.model_lines.get()
    car.save()
    assert facts_of(car, NOW).visits[-1].repairer == "network"
    assert not visits_of_outlet(shop())


def visits_of_outlet(at: world.Shop) -> bool:
    """What an owner states of a shop is not the shop's."""
    return Visit.objects.filter(outlet=at.place).exists()


def test_the_seller_takes_the_car_over_and_the_statement_stays(car):
    seller = shop()
    invoice = cars.invoice(invoiced_on=date(2026, 3, 2))
    identity = cars.Identity(vin=cars.VIN, model_line=seller.producer.model_lines.get(), use="household")
    buyer = Buyer(name="周敏", phone="+8613800001441")
    sale = sale_register(
        identity=identity, invoice=invoice, buyer=buyer, outlet=seller.place, by=seller.adviser, at=NOW
    )
    car.refresh_from_db()
    assert (sale.pk, sale.seller, sale.seller_name) == (Sale.objects.get().pk, seller.place, "")
    assert (sale.invoiced_on, sale.handover_on) == (date(2026, 3, 2), date(2026, 3, 3))
    assert not car.is_stated_by_owner
    assert list(vehicles_of(owner())) == [car]  # his number is the buyer's
    assert Job.objects.filter(key__startswith="sale.taken_over").exists()
    client = Browser(owner()).client
    shown = text_of(client.get(reverse("garage:stated_car", args=[car.public_id])))
    for told in ("销售者已经登记", "2026年3月1日", "2026年3月2日", "远山汽车销售有限公司"):
        assert told in shown
    assert client.post(reverse("garage:correct_car", args=[car.public_id])).status_code == 404
    with pytest.raises(ValidationError):
        sale_register(identity=identity, invoice=invoice, buyer=buyer, outlet=seller.place, by=seller.adviser, at=NOW)


def test_he_corrects_the_car_and_takes_it_back(car):
    client = Browser(owner()).client
    begun = client.post(reverse("garage:correct_car", args=[car.public_id]))["Location"]
    statement = begun.split("/")[-2]
    page = reverse("garage:car_statement_page", args=[statement, "invoice"])
    assert "126,800" in text_of(client.get(page)) or "126800" in text_of(client.get(page))
    client.post(page, CAR["invoice"] | {"invoice_number": "88", "invoiced_on": "2026-02-27"})
    client.post(begun)
    assert Sale.objects.get().invoiced_on == date(2026, 2, 27)
    assert CarStatement.objects.filter(vehicle=car).count() == 2
    shown = text_of(client.get(reverse("garage:stated_car", args=[car.public_id])))
    assert "第1次填写" in shown and "2026年3月1日" in shown  # noqa: PT018

    withdraw = reverse("garage:withdraw_car", args=[car.public_id])
    assert [client.post(withdraw)["Location"] for _again in range(2)] == [reverse("vehicles:cars")] * 2
    assert not Sale.objects.exists()
    assert not vehicles_of(owner()).exists()
    assert Item.objects.exists()
    # Nobody's now: it can be told again, by whoever it belongs to.
    again = state_car(cars.consumer("欧阳", "+8613800001442"))
    assert again.pk == car.pk
    assert not visits_of(car)


def test_a_clerk_writes_it_down_for_somebody_without_an_account(car):
    clerk = User.objects.get(name="许文")
    body = clerk.memberships.get().organisation
    query = f"?for={body.public_id}"
    named = {"owner": {"name": "石岩", "phone": "13800001999"}, "vin": {"vin": cars.OTHER_VIN}}
    told = state_car(clerk, query=query, **named)
    held = told.ownerships.get()
    assert (held.consumer, held.name, held.phone) == (None, "石岩", "+8613800001999")
    begun = reverse("garage:state_visit", args=[told.public_id])
    assert len({Browser(clerk).client.post(begun)["Location"] for _again in range(2)}) == 1  # gone on with
    visit = state_visit(clerk, told)
    assert (visit.statements.get().organisation, visit.source) == (body, "owner")
    client = Browser(clerk).client
    for url in (told.get_absolute_url(), visit.get_absolute_url(), reverse("garage:stated_car", args=[told.public_id])):
        shown = text_of(client.get(url))
        assert "车主填写" in shown
        assert "石岩" not in shown
    assert client.get(car.get_absolute_url()).status_code == 404  # told by its owner himself
    start = reverse("garage:state_car") + query
    assert start in text_of(client.get("/start/"))
    assert told.get_absolute_url() in text_of(client.get(start))
    elsewhere = Browser(owner()).client
    assert elsewhere.post(reverse("garage:state_car") + query).status_code == 404
    assert elsewhere.get(told.get_absolute_url()).status_code == 404


def test_answers_come_back_as_they_were_told():
    moment = datetime(2026, 5, 6, 9, 30, tzinfo=cars.SHANGHAI)
    kept = frozen({"day": date(2026, 5, 6), "moment": moment, "price": Decimal("1.20"), "none": None})
    assert kept == {"day": "2026-05-06", "moment": moment.isoformat(), "price": "1.20", "none": None}
    assert [moment_told(kept["day"]), moment_told(kept["moment"])] == [date(2026, 5, 6), moment]
    assert moment_told((moment + timedelta(hours=1)).isoformat()) > moment
