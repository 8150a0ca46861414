"""In the shop: jobs, waits, items; the end with what was done; the record complete before the closing."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.record.models import Reliance
from claims.repairs.models import Item, Visit
from claims.repairs.permissions import can_see_visit, can_see_words, visits_visible_to
from claims.repairs.record_of import missing_of
from claims.repairs.selectors import whole_visits
from claims.repairs.services.finishing import (
    Done,
    record_complete,
    visit_close,
    visit_finish,
    visit_hand_back,
)
from claims.repairs.services.later import correction_add, link_answer, remark_add
from claims.repairs.services.recording import CHANGED_MEANWHILE
from claims.repairs.services.working import item_save, visit_take, wait_start, wait_stop
from claims.repairs.signing import CONSUMER, DROP_OFF, HAND_OVER, REPAIRER, signable
from claims.repairs.told import told
from documents.signatures.models import RefusalReason, Via
from documents.signatures.permissions import Hand
from documents.signatures.selectors import is_signed_by
from documents.signatures.services import Signer, signature_draw, signature_refuse, signature_request
from sanbao.accounts.roles import Role
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
HOUR = timedelta(hours=1)


@pytest.fixture
def shop():
    return world.shop()


@pytest.fixture
def owner():
    return cars.consumer()


@pytest.fixture
def visit(shop, owner):
    return world.brought(world.sold_car(shop, owner), shop, WHEN, 1200)


def refused(call, *fields):
    with pytest.raises(ValidationError) as error:
        call()
    assert set(error.value.message_dict) == set(fields)


def start(visit, by, reason="part_order", begins=WHEN + HOUR, at=WHEN + 2 * HOUR):
    return wait_start(visit=visit, reason=reason, begins_at=begins, by=by, at=at)


@pytest.mark.postgres
def test_a_technician_takes_a_job_and_starts_and_stops_a_wait(shop, visit):
    technician = cars.adviser(shop.place, Role.TECHNICIAN, name="王师傅")
    assert visit_take(visit=visit, by=technician, at=WHEN).technician == technician
    wait = start(visit, technician)
    assert start(visit, technician) == wait, "started twice, it is the one that runs"
    stopped = wait_stop(wait=wait, ends_at=WHEN + 2 * HOUR, proof="运单1", by=technician, at=WHEN + 2 * HOUR)
    later = WHEN + 9 * HOUR
    assert wait_stop(wait=wait, ends_at=later, by=technician, at=later).ends_at == stopped.ends_at
    assert visit.waits.get().proof == "运单1"


def test_a_wait_before_the_arrival_in_the_future_or_without_a_reason_is_refused(shop, visit):
    refused(lambda: start(visit, shop.adviser, begins=WHEN - HOUR), "begins_at")
    refused(lambda: start(visit, shop.adviser, begins=WHEN + 3 * HOUR), "begins_at")
    refused(lambda: start(visit, shop.adviser, reason="coffee"), "reason")
    wait = start(visit, shop.adviser)
    refused(lambda: wait_stop(wait=wait, ends_at=WHEN, by=shop.adviser, at=WHEN + 2 * HOUR), "ends_at")


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR])
def test_who_only_reads_starts_nothing(shop, visit, role):
    with pytest.raises(PermissionDenied):
        start(visit, cars.adviser(shop.place, role))


@pytest.mark.postgres
def test_two_who_change_the_same_item_do_not_overwrite_each_other(shop, visit):
    item, seen = world.only_item(visit), visit.lock
    common = {"visit": visit, "item": item, "problem": item.problem, "lock": seen, "by": shop.adviser, "at": WHEN}
    item_save(values={"symptom": "顿挫"}, **common)
    with pytest.raises(ValidationError, match=str(CHANGED_MEANWHILE)):
        item_save(values={"symptom": "异响"}, **common)
    assert world.only_item(visit).symptom == "顿挫"


def test_no_quality_problem_needs_a_reason(shop, visit):
    item = world.only_item(visit)
    common = {"visit": visit, "item": item, "problem": item.problem, "by": shop.adviser, "at": WHEN}
    refused(lambda: item_save(values={"quality_problem": "no"}, **common), "quality_reason")
    item_save(values={"quality_problem": "disputed", "quality_reason": "双方说法不同"}, **common)
    assert world.only_item(visit).quality_problem == "disputed"


def test_finished_needs_what_was_done_and_why_nothing_was(shop, visit):
    later = WHEN + 3 * HOUR

    def finish(**done):
        return visit_finish(visit=visit, done={1: Done(**done)}, finished_at=later, by=shop.adviser, at=later)

    refused(lambda: finish(done_work=""), "done_work_1")
    refused(lambda: finish(done_work="inspection_only"), "less_because_1")
    assert Visit.objects.get().state == "open", "nothing half-written"
    row = finish(done_work="inspection_only", less_because="没有再现")
    assert (row.state, world.only_item(visit).done_work) == ("finished", "inspection_only")
    assert finish(done_work="repair") == row, "finished twice, the first stands"
    assert world.only_item(visit).done_work == "inspection_only"


@pytest.mark.parametrize("hours", [-1, 4])
def test_finished_before_received_or_in_the_future_is_impossible(shop, visit, hours):
    refused(
        lambda: visit_finish(
            visit=visit,
            done={1: Done(done_work="repair")},
            finished_at=WHEN + hours * HOUR,
            by=shop.adviser,
            at=WHEN + 3 * HOUR,
        ),
        "finished_at",
    )


def test_the_end_ends_the_waits(shop, visit):
    start(visit, shop.adviser)
    world.finished(visit, WHEN + 3 * HOUR, shop.adviser)
    assert visit.waits.get().ends_at == WHEN + 3 * HOUR


def sign(visit, which, role, by, at, *, user=None):
    thing = signable(visit, which)
    asked = signature_request(signable=thing, role=role, signer=Signer("签字人", user=user), by=by, at=at)
    return signature_draw(signature=asked, path=DRAWN, shown=thing.content_hash, hand=Hand(Via.TABLET, by), at=at)


DRAWN = "M10 10L200 100L300 50M320 20L400 150L410 20"


def completed(shop, visit):
    item, later = world.only_item(visit), WHEN + 5 * HOUR
    values = {"labour_minutes": 60, "labour_fen": 0, "material_fen": 0}
    item_save(visit=visit, item=item, values=values, problem=item.problem, by=shop.adviser, at=later)
    world.finished(visit, later, shop.adviser)
    record = {"inspection_result": "阀体磨损", "tow_fen": 0, "mobility": "not_due"}
    record_complete(visit=visit, values=record, by=shop.adviser, at=later)
    return visit_hand_back(visit=visit, picked_up_at=later + HOUR, by=shop.adviser, at=later + HOUR)


def codes(visit):
    return [field.code for field in missing_of(told(whole_visits().get(pk=visit.pk)))]


@pytest.mark.postgres
def test_the_record_is_complete_before_the_visit_is_closed(shop, visit):
    row, now = completed(shop, visit), WHEN + 7 * HOUR
    assert codes(visit) == ["signatures"]
    with pytest.raises(ValidationError):
        visit_close(visit=row, by=shop.adviser, at=now)
    sign(row, HAND_OVER, CONSUMER, shop.adviser, now)
    sign(row, HAND_OVER, REPAIRER, shop.adviser, now)
    assert codes(visit) == []
    assert visit_close(visit=row, by=shop.adviser, at=now).state == "closed"
    assert visit_close(visit=row, by=shop.adviser, at=now).state == "closed"
    kept = Reliance.objects.get(act="visit.closed")
    assert (kept.subject, kept.assessment.vehicle) == (row.ledger_subject, row.vehicle)


def test_an_owner_who_does_not_sign_does_not_keep_the_visit_open(shop, visit):
    row, now = completed(shop, visit), WHEN + 7 * HOUR
    sign(row, HAND_OVER, REPAIRER, shop.adviser, now)
    asked = signature_request(
        signable=signable(row, HAND_OVER), role=CONSUMER, signer=Signer("周敏"), by=shop.adviser, at=now
    )
    hand = Hand(Via.TABLET, shop.adviser)
    signature_refuse(signature=asked, reason=RefusalReason.RESULT, words="没有修好", hand=hand, at=now)
    assert codes(visit) == []


def test_what_is_changed_after_the_signing_is_signed_anew(shop, visit):
    row, now = completed(shop, visit), WHEN + 7 * HOUR
    sign(row, HAND_OVER, CONSUMER, shop.adviser, now)
    record_complete(visit=row, values={"tow_fen": 30000}, by=shop.adviser, at=now)
    assert not is_signed_by(signable(row, HAND_OVER), CONSUMER)


def test_what_is_corrected_before_the_signing_is_signed_and_what_is_later_leaves_it_alone(shop, visit):
    row, by, now = completed(shop, visit), shop.adviser, WHEN + 7 * HOUR

    def correct(km, at):
        told_ = {"field": "mileage_km", "after": km, "reason": "抄错", "key": uuid4()}
        correction_add(visit=row, item=None, **told_, by=by, at=at)

    correct(1250, now)
    assert "1,250公里" in signable(row, HAND_OVER).kind.html(row.public_id)
    sign(row, HAND_OVER, CONSUMER, by, now + HOUR)
    sign(row, HAND_OVER, REPAIRER, by, now + HOUR)
    correct(1260, now + 2 * HOUR)
    assert is_signed_by(signable(row, HAND_OVER), CONSUMER)
    assert codes(visit) == []


def test_work_in_the_shop_leaves_the_signed_drop_off_as_it_is(shop, visit):
    sign(visit, DROP_OFF, CONSUMER, shop.adviser, WHEN)
    completed(shop, visit)
    assert is_signed_by(signable(visit, DROP_OFF), CONSUMER)


def test_handed_back_before_it_was_repaired_is_impossible(shop, visit):
    world.finished(visit, WHEN + 3 * HOUR, shop.adviser)
    refused(
        lambda: visit_hand_back(visit=visit, picked_up_at=WHEN + HOUR, by=shop.adviser, at=WHEN + 4 * HOUR),
        "picked_up_at",
    )


# Later entries


def correct(visit, by, **fields):
    told_ = {"item": None, "field": "mileage_km", "after": 1300, "reason": "抄错", "key": uuid4()} | fields
    return correction_add(visit=visit, by=by, at=WHEN + 9 * HOUR, **told_)


def test_only_a_finished_visit_is_corrected_and_only_with_a_reason(shop, visit):
    with pytest.raises(PermissionDenied):
        correct(visit, shop.adviser)
    world.finished(visit, WHEN + 3 * HOUR, shop.adviser)
    refused(lambda: correct(visit, shop.adviser, reason=" "), "reason")
    refused(lambda: correct(visit, shop.adviser, after=1200), "after")
    refused(lambda: correct(visit, shop.adviser, field="complaint"), "field")
    refused(lambda: correct(visit, shop.adviser, field="finished_at", after=WHEN - HOUR), "after")
    refused(lambda: correct(visit, shop.adviser, field="finished_at", after=WHEN + 10 * HOUR), "after")
    assert not visit.corrections.exists()
    key = UUID(int=3)
    assert correct(visit, shop.adviser, key=key) == correct(visit, shop.adviser, key=key)
    with pytest.raises(ValidationError, match="请重新打开"):
        correct(visit, shop.adviser, key=key, after=2222)
    assert (visit.corrections.get().before, visit.corrections.get().after) == ("1200", "1300")


def test_the_owner_remarks_and_nobody_else(shop, visit, owner):
    common = {"visit": visit, "item": None, "words": "我没有这样说", "key": UUID(int=4), "at": WHEN}
    assert remark_add(by=owner, **common) == remark_add(by=owner, **common)
    with pytest.raises(PermissionDenied):
        remark_add(by=shop.adviser, **common)
    refused(lambda: remark_add(**(common | {"words": " ", "key": UUID(int=5)}), by=owner), "words")


@pytest.mark.postgres
def test_the_owner_agrees_or_contests_that_it_is_the_same_problem(shop, visit, owner):
    world.finished(visit, WHEN + 3 * HOUR, shop.adviser)
    problem = world.only_item(visit).problem
    again = world.only_item(world.brought(visit.vehicle, shop, WHEN + 9 * HOUR, 1300, problem=problem))
    refused(lambda: link_answer(item=again, agrees=False, by=owner, at=WHEN), "words")
    assert link_answer(item=again, agrees=False, words="这次是异响", by=owner, at=WHEN).link == "contested"
    assert link_answer(item=again, agrees=True, by=owner, at=WHEN).link == "agreed"
    with pytest.raises(PermissionDenied):
        link_answer(item=again, agrees=True, by=shop.adviser, at=WHEN)
    with pytest.raises(PermissionDenied):
        link_answer(item=world.only_item(visit), agrees=True, by=owner, at=WHEN)


# Who sees what


def test_the_next_owner_sees_the_visit_and_not_the_words_of_the_former(shop, visit, owner):
    assert can_see_words(owner, visit)
    visit.vehicle.ownerships.update(until=WHEN.date() + timedelta(days=9))
    buyer = cars.consumer("买车人", "+8613800001442")
    world.owned(visit.vehicle, buyer, WHEN.date() + timedelta(days=9))
    assert can_see_visit(buyer, visit)
    assert not can_see_words(buyer, visit)
    assert not can_see_visit(owner, visit)


def test_the_list_obeys_the_rule_of_its_objects(shop, visit, owner):
    other = world.shop(shop.producer, name="另一家店")
    world.brought(visit.vehicle, other, WHEN + HOUR, 1300, words="转来")
    people = [owner, shop.adviser, other.adviser, cars.consumer("路人", "+8613800001443")]
    assert [visits_visible_to(person).count() for person in people] == [2, 1, 1, 0]
    for person in people:
        assert {one for one in Visit.objects.all() if can_see_visit(person, one)} == set(visits_visible_to(person))


def test_people_of_another_outlet_change_nothing(shop, visit):
    stranger = world.shop(shop.producer, name="另一家店").adviser
    with pytest.raises(PermissionDenied):
        start(visit, stranger)
    with pytest.raises(PermissionDenied):
        world.finished(visit, WHEN + HOUR, stranger)
    assert Item.objects.get().done_work == ""
