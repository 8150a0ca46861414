"""Duties follow the steps: whoever takes one, by whatever way, the open tasks are those of the table."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from claims.cases.codes import State
from claims.cases.flows.chart import PLACE, chart
from claims.cases.flows.duties import DUTIES, OPEN_IN
from claims.cases.models import Claim
from claims.cases.models.duty import DutyProcess, DutyTask
from tests.claims.cases import walking, world


def test_the_chart_is_what_the_flows_say():
    assert Path(settings.BASE_DIR, PLACE).read_text() == chart(), "run: manage.py claim_chart"


def test_after_every_step_the_open_tasks_are_those_of_the_table(case):
    seen, _clerk = set(), case.clerk  # made before what is rolled back
    for state in walking.WAYS:
        with transaction.atomic():
            claim = walking.brought_to(state, case)
            check(claim)
            for step in [one for one in walking.all_steps() if one.source == state]:
                with transaction.atomic():
                    taken = step.take(claim, case, world.AT + timedelta(hours=1))
                    check(taken)
                    seen.add((step.source, step.name, taken.state))
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
    assert {(one.source, one.name) for one in walking.all_steps()} == {(source, name) for source, name, _to in seen}


def check(claim: Claim):
    """Also what a task says of its claim, and that what is not open is at its end."""
    claim = Claim.objects.get(pk=claim.pk)
    tasks = list(DutyTask.objects.filter(claim=claim, finished=None))
    assert sorted(task.work for task in tasks) == sorted(OPEN_IN.get(claim.state, ())), claim.state
    for task in tasks:
        assert task.organisation == DUTIES[task.work].holder(claim)
        assert task.due_on == claim.next_due_on
        assert task.process.finished is None
    ended = DutyProcess.objects.filter(claim=claim).exclude(tasks__in=tasks)
    assert all(one.finished and one.status in ("DONE", "CANCELED") for one in ended)
    assert set(DutyTask.objects.filter(process__in=ended).values_list("status", flat=True)) <= {"DONE", "CANCELED"}


def test_a_duty_is_done_by_its_own_steps_and_overtaken_by_others(case):
    claim = walking.brought_to(State.FULFILLING, case)
    told = [(task.work, task.status, task.owner) for task in DutyTask.objects.filter(claim=claim).order_by("id")]
    assert told == [
        ("answer", "DONE", case.seller),
        ("screen", "CANCELED", None),
        ("fulfil", "NEW", None),
    ]
