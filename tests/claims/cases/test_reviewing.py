"""All open claims in one run: what it counts, what has changed since, and going on after it broke off."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command

from claims.cases.codes import Kind
from claims.cases.models import DemandItem
from claims.cases.services import reviewing
from claims.cases.services.reviewing import review_begin, review_go_on
from sanbao.work.testing import run_all
from tests.claims.cases import walking, world
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars


def test_a_run_that_breaks_off_goes_on_and_tells_whose_answer_has_changed(case, monkeypatch):
    visit = repairs.repaired(case.vehicle, case.shop, world.AT - timedelta(days=40), 8000)
    item = DemandItem(problem=repairs.only_item(visit).problem, group="engine")
    claims = [
        world.submitted(case, Kind.FREE_REPAIR, items=[item]),
        world.submitted(case, Kind.VEHICLE_RETURN),
        world.submitted(case, Kind.VOUCHER_REISSUE),
    ]
    unsold = repairs.car(case.shop, cars.OTHER_VIN)
    repairs.owned(unsold, case.owner, world.TODAY)
    world.submitted(world.Case(case.shop, case.owner, unsold), Kind.FREE_REPAIR)
    walking.STEPS["withdraw"](world.submitted(case), world.doing(case.owner), case)
    run_all(world.AT)  # the worker keeps what the demands rest on
    kept = reviewing._answers_before(claims)  # noqa: SLF001  what is compared with
    assert kept == {claims[0].pk: "met", claims[1].pk: "not_met"}
    monkeypatch.setattr(reviewing, "BATCH", 2)
    # Found out later: the car is used for hire, to which the order does not apply.
    type(case.vehicle).objects.filter(pk=case.vehicle.pk).update(use="commercial")
    later = world.AT + timedelta(days=5)
    review = review_begin(later)
    assert (review.total, next(iter(review_go_on(review, later))).done) == (4, 2)
    world.submitted(case, at=later)  # after it began: the next run has it
    again = review_begin(later + timedelta(hours=1))
    assert (again, again.as_of, again.last_claim_id) == (review, later, claims[1].pk)
    told, progress = StringIO(), StringIO()
    call_command("assess_claims", stdout=told, stderr=progress)
    assert progress.getvalue().splitlines() == ["接着上次的做：已经算了2件。", "4/4"]
    review.refresh_from_db()
    assert (review.done, review.finished_at is None) == (4, False)
    assert (review.counts["no_rule"], review.counts["sale_unknown"]) == (1, 1)
    changes = {change.claim_id: (change.before, change.now) for change in review.changes.all()}
    assert changes == {claims[0].pk: ("met", "not_met")}
    assert "共4件，1件的结果与提出时不同。" in told.getvalue()
    assert review_begin(later).total == 5
