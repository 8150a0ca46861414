"""An assessment is kept when an act rests on it: once, unchangeable, without a word about a person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from claims.record.acts import keep_at_closing
from claims.record.facts import facts_of
from claims.record.models import LawData, Reliance, StoredAssessment
from claims.record.services.keeping import Act, answer_digest, answer_to, assessment_keep
from claims.repairs.models import Visit
from claims.repairs.selectors import visits_of
from claims.repairs.services.later import remark_add
from documents.issuing.freezing import Order
from documents.issuing.services import paper_issue
from documents.papers.entitlement import EntitlementContext
from documents.papers.printing import ENTITLEMENT
from sanbao.accounts.roles import Role
from sanbao.law import assess
from sanbao.law.parsing import facts_from_text
from sanbao.law.sources import law_data_version
from sanbao.law.versions import law_code_version, law_data_entries
from sanbao.law.writing import assessment_to_json
from sanbao.ledger.models import AppendOnlyError, Event
from tests.claims.record.law_data import changed_law
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
NOW = world.MARCH + timedelta(days=3)


@pytest.fixture
def car(shop):
    car = world.sold_car(shop, cars.consumer(), price_fen=18_680_050)
    world.repaired(car, shop, world.MARCH, 1000, problem_name="方向盘抖动")
    return car


def kept(car, shop, at=NOW, name="visit.closed"):
    act = Act(name=name, subject=Visit.objects.latest("id").ledger_subject)
    return assessment_keep(vehicle=car, facts=facts_of(car, at), act=act, by=shop.adviser, at=at)


@pytest.mark.postgres
def test_what_is_kept_is_what_the_law_gave_with_all_that_is_needed_to_ask_again(car, shop):
    stored, facts = kept(car, shop), facts_of(car, NOW)
    assert facts_from_text(stored.facts).visits == facts.visits
    assert stored.answer == answer_to(stored.facts)
    assert assess(facts_from_text(stored.facts)).counters == assess(facts).counters
    assert (stored.vehicle, stored.as_of, stored.stored_at) == (car, NOW, NOW)
    assert (stored.law_data_id, stored.code_version) == (law_data_version(), law_code_version())
    assert LawData.objects.get().entries.count(":") == len(law_data_entries())
    reliance = Reliance.objects.get()
    assert (reliance.assessment, reliance.act, reliance.relied_at) == (stored, "visit.closed", NOW)
    event = Event.objects.get(subject=stored.ledger_subject)
    visit = Visit.objects.get()
    assert event.codes == {
        "answer": answer_digest(stored),
        "act": "visit.closed",
        "kind": "visit",
        "about": str(visit.public_id),
    }


@pytest.mark.postgres
def test_kept_twice_it_is_one_and_two_acts_may_rest_on_it(car, shop):
    first = kept(car, shop)
    assert kept(car, shop) == first
    assert kept(car, shop, name="paper.issued") == first
    assert (StoredAssessment.objects.count(), Reliance.objects.count()) == (1, 2)
    assert Event.objects.filter(subject=first.ledger_subject).count() == 2
    assert kept(car, shop, NOW + timedelta(seconds=1)) != first, "facts of another moment"


def test_the_same_facts_under_another_law_are_another_assessment(car, shop, tmp_path):
    first = kept(car, shop)
    with changed_law(tmp_path, "samr_43/repair_time.yaml", "{2022-01-01: 24}", "{2022-01-01: 4}"):
        second = kept(car, shop)
    assert (first.facts == second.facts, first.answer == second.answer) == (True, False)
    assert LawData.objects.count() == 2


def test_equal_facts_of_two_cars_are_kept_for_each(shop):
    pair = [world.sold_car(shop, vin=vin) for vin in (cars.VIN, cars.OTHER_VIN)]
    day, subject = NOW.date(), f"paper/{uuid4()}"
    act = Act(name="paper.issued", subject=subject)
    rows = [assessment_keep(vehicle=one, facts=facts_of(one, day), act=act, by=None, at=NOW) for one in pair]
    assert (rows[0].facts == rows[1].facts, rows[0] == rows[1]) == (True, False)


@pytest.mark.postgres
def test_what_is_kept_cannot_be_changed_by_code_nor_in_the_database(car, shop):
    stored = kept(car, shop)
    for change in (stored.save, stored.delete, StoredAssessment.objects.all().delete, LawData.objects.get().delete):
        with pytest.raises(AppendOnlyError):
            change()
    for statement in (
        "UPDATE record_storedassessment SET answer = ''",
        "DELETE FROM record_reliance",
        "DELETE FROM record_lawdata",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement)


def test_no_word_about_a_person_is_in_it(car, shop):
    """Whatever people typed about the car, its owner or the complaint stays outside the facts."""
    visit = world.brought(
        car, shop, NOW, 1200, complaint="周敏说刹车软", plate="鄂A12345", words="上次没修好", problem_name="刹车偏软"
    )
    remark_add(visit=visit, item=None, words="我觉得没有修好", key=uuid4(), by=car.ownerships.get().consumer, at=NOW)
    stored = kept(car, shop)
    owner = car.ownerships.get()
    typed = (
        car.vin,
        car.vin[-6:],
        "12345678",
        "鄂A12345",
        owner.name,
        owner.phone,
        owner.phone[-8:],
        shop.adviser.name,
    )
    for word in (*typed, "刹车", "方向盘", "周敏", "没有修好", shop.place.name):
        assert word not in stored.facts + stored.answer, word
    assert stored.facts.isascii(), "codes, numbers and moments alone"


def test_a_closed_visit_of_a_car_without_a_known_sale_keeps_nothing(shop):
    car = world.car(shop)
    visit = world.brought(car, shop, NOW, 1200, words="没有购车记录")
    with transaction.atomic():
        keep_at_closing(visit=visit, by=shop.adviser, at=NOW)
    assert not StoredAssessment.objects.exists()


def test_facts_that_contradict_themselves_keep_no_real_act_from_happening(car, shop, caplog):
    visit = visits_of(car)[0].row
    Visit.objects.filter(pk=visit.pk).update(mileage_km=2_000_000_000)
    with transaction.atomic():
        keep_at_closing(visit=Visit.objects.get(), by=shop.adviser, at=NOW)
    assert not StoredAssessment.objects.exists()
    assert "could not be kept" in caplog.text


def test_a_paper_that_states_an_assessment_of_a_registered_car_keeps_it(car, shop):
    facts = facts_of(car, NOW)
    context = EntitlementContext(
        number="", facts=facts, assessment=assess(facts), law_data_version=law_data_version(), vin_last6=car.vin[-6:]
    )
    order = Order(kind=ENTITLEMENT, context=context, issuer=shop.place, subject=car.ledger_subject, key=uuid4())
    boss = cars.adviser(shop.place, Role.OWNER, name="店长")
    paper = paper_issue(order, by=boss, at=NOW)
    assert paper_issue(order, by=boss, at=NOW) == paper, "sent twice, it is one paper and one assessment"
    reliance = Reliance.objects.get()
    assert (reliance.act, reliance.subject) == ("paper.issued", paper.ledger_subject)
    answer = assessment_to_json(assess(facts_from_text(reliance.assessment.facts), texts=False))
    assert answer["remedies"] == assessment_to_json(context.assessment)["remedies"]
