"""Many vouchers at once: no gap, no second number for a car, nothing printed twice, wherever a run was killed."""

from dataclasses import replace
from io import StringIO
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from documents.issuing import bulk, demo_sales
from documents.issuing.bulk_numbering import WORKER_STEPS_IN
from documents.issuing.freezing import print_key
from documents.issuing.models import Paper, PaperFile, Reason, Series, State
from documents.issuing.printing import print_paper
from documents.issuing.services import paper_withdraw
from documents.papers.bulk import Forms
from sanbao.ledger.models import Event
from sanbao.work.models import Job
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

database = pytest.mark.django_db
postgres = pytest.mark.postgres


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)


def run(number: int, steps: int | None = None, by=None):
    """The first so many steps of a run over invented cars; all of them without a number."""
    orders = demo_sales.many(number, world.organisation())
    progress = bulk.vouchers_issue(
        orders, issuer=world.organisation(), by=by or world.adviser(), clock=lambda: AT, forms=Forms()
    )
    return [step for _place, step in zip(range(steps) if steps is not None else count(), progress, strict=False)]


@database
@pytest.mark.usefixtures("demo", "small_batches")
@pytest.mark.parametrize("steps", [pytest.param(number, marks=[postgres] * (number in (2, 5))) for number in range(7)])
def test_a_run_that_ends_after_any_step_is_finished_by_the_next(steps):
    run(5, steps)
    printed = dict(PaperFile.objects.values_list("paper__number", "stored_at"))
    run(5)
    assert world.sequences() == [1, 2, 3, 4, 5]
    assert Paper.objects.values("subject").distinct().count() == PaperFile.objects.count() == 5
    actions = list(Event.objects.filter(subject__startswith="paper/").order_by("id"))
    assert sorted(event.action for event in actions) == ["paper.issued"] * 5 + ["paper.printed"] * 5
    assert printed.items() <= dict(PaperFile.objects.values_list("paper__number", "stored_at")).items()
    assert not Job.objects.exists()


@database
@pytest.mark.usefixtures("demo", "small_batches")
def test_what_a_lost_run_left_is_printed_by_a_worker():
    run(2, 1)
    world.work(AT)
    assert not PaperFile.objects.exists()
    world.work(AT + WORKER_STEPS_IN)
    assert PaperFile.objects.count() == 2
    run(2)
    assert world.sequences() == [1, 2]


@database
@pytest.mark.usefixtures("demo")
def test_a_car_twice_in_a_run_and_one_issued_on_the_page_keep_their_one_number():
    orders = list(demo_sales.many(2, world.organisation()))
    on_the_page = world.issue(context=orders[0].context, subject=orders[0].subject)
    issuer, by = world.organisation(), world.adviser()
    steps = bulk.vouchers_issue([*orders, orders[1]], issuer=issuer, by=by, clock=lambda: AT, forms=Forms())
    (*_, last) = steps
    assert last.issued == 1
    assert on_the_page in last.papers
    assert world.sequences() == [1, 2]


@database
@pytest.mark.usefixtures("demo")
def test_a_car_whose_voucher_was_withdrawn_gets_a_new_one():
    run(1)
    paper_withdraw(Paper.objects.get(), reason=Reason.WRONG_CONTENT, by=world.clerk(), at=AT)
    run(1)
    assert world.sequences() == [1, 2]


@database
@pytest.mark.usefixtures("demo")
def test_a_bad_car_takes_no_number_and_does_not_stop_the_others():
    first, second = demo_sales.many(2, world.organisation())
    bad = replace(first, context=replace(first.context, repairers=""))
    issuer, by = world.organisation(), world.adviser()
    step, *_ = bulk.vouchers_issue([bad, second], issuer=issuer, by=by, clock=lambda: AT, forms=Forms())
    assert [problem.field for problem in step.refused[0][1].problems] == ["repairers"]
    assert world.sequences() == [1]


@database
@pytest.mark.usefixtures("demo")
def test_who_may_not_issue_a_voucher_issues_none_of_many():
    with pytest.raises(PermissionDenied):
        run(2, by=world.person("luzhu"))
    assert not Series.objects.exists()


@database
@pytest.mark.usefixtures("demo")
def test_a_filled_voucher_reads_and_looks_like_one_printed_by_itself(text_of, pixels_of, settings):
    settings.DEBUG = True
    run(1)
    paper = Paper.objects.get()
    direct = print_paper(paper).content
    assert text_of(bytes(paper.file.content)) == text_of(direct)
    assert pixels_of(bytes(paper.file.content)) == pixels_of(direct)
    assert not Job.objects.filter(key=print_key(paper)).exists()


@database
@pytest.mark.usefixtures("demo")
def test_a_voucher_that_took_the_place_of_another_still_says_the_same_of_its_car():
    (order,) = demo_sales.many(1, world.organisation())
    first = world.issue(context=order.context, subject=order.subject)
    second = world.issue(context=order.context, subject=order.subject, replaces=first)
    last = run(1)[-1]
    assert (last.papers, last.refused) == ((second,), ())


@database
@pytest.mark.usefixtures("demo")
def test_a_voucher_that_cannot_be_filled_is_told_and_left_to_a_worker(tmp_path):
    run(1, 1)
    first = Paper.objects.get()
    Paper.objects.update(check_code="ab12-wxyz")
    out, errors = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1份没有打印出来"):
        call_command("issue_vouchers", demo=3, into=tmp_path, stdout=out, stderr=errors)
    assert f"编号{first.number}已经取号，这次没有打印出来（UnknownSignError）" in errors.getvalue()
    assert sorted(PaperFile.objects.values_list("paper__sequence", flat=True)) == [2, 3]
    first = Paper.objects.get(pk=first.pk)
    assert (first.state, first.failure) == (State.FAILED, "UnknownSignError")
    assert first.number not in out.getvalue()
    Paper.objects.filter(pk=first.pk).update(check_code=first.check_code.upper())
    world.work(timezone.now() + WORKER_STEPS_IN)
    assert Paper.objects.get(pk=first.pk).state == State.VALID
