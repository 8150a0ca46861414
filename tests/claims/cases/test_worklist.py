"""The worklist: what is due, in order, at a cost that does not grow; taken, given back; addresses that do not belong together."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.cases.models import DutyTask
from claims.cases.services.assigning import IS_TAKEN, task_give_back, task_take
from claims.cases.worklist import ON_A_PAGE, Cursor, filters_for, page_of, workplaces
from sanbao.accounts.roles import Role
from sanbao.ledger.models import Event
from tests.accounts import world as people
from tests.claims.cases import walking, world
from tests.claims.vehicles import world as cars


@pytest.fixture
def tasks(case):
    """Three claims of a day each, the second with a due day that is not known."""
    claims = [world.submitted(case, at=world.AT + timedelta(days=days)) for days in (1, 0, 2)]
    rows = [DutyTask.objects.get(claim=claim) for claim in claims]
    DutyTask.objects.filter(pk=rows[1].pk).update(due_on=None, ranked_on="9999-12-31")
    return rows


def test_what_is_due_first_stands_first_and_what_is_not_known_last(case, tasks):
    place, today = case.shop.place, world.TODAY + timedelta(days=15)  # the first is due on the 17th, which is today
    page = page_of(place, case.seller, today, "all", None)
    assert [task.pk for task in page.tasks] == [tasks[0].pk, tasks[2].pk, tasks[1].pk]
    counts = {one.key: one.count for one in filters_for(place, case.seller, today + timedelta(days=1))}
    assert counts == {"all": 3, "late": 1, "mine": 0, "answer": 3, "fulfil": 0, "waiting": 0}
    assert list(workplaces(case.seller)) == [place]
    assert list(workplaces(case.clerk)) == [case.body]
    assert not workplaces(case.owner).exists()


def test_pages_lead_on_and_back_without_a_gap(case, tasks):
    first = tasks[0]
    for number in range(ON_A_PAGE * 2):
        process = first.process.__class__.objects.create(claim=first.claim, flow_class=first.process.flow_class, finished=world.AT)  # fmt: skip
        first.pk, first.public_id, first.process = None, uuid4(), process
        first.ranked_on = world.TODAY + timedelta(days=number // 3)
        first.save(force_insert=True)
    place, today = case.shop.place, world.TODAY

    def page(cursor=None):
        return page_of(place, case.seller, today, "all", cursor)

    seen, after = [page()], page().after
    while after:
        seen.append(page(Cursor.read(after, backwards=False)))
        after = seen[-1].after
    found = [task.pk for one in seen for task in one.tasks]
    ordered = DutyTask.objects.order_by("ranked_on", "pk").values_list("pk", flat=True)
    assert found == list(ordered)
    assert [len(one.tasks) for one in seen] == [ON_A_PAGE, ON_A_PAGE, 3]
    back = page(Cursor.read(seen[2].before, backwards=True))
    assert [task.pk for task in back.tasks] == [task.pk for task in seen[1].tasks]
    assert page(Cursor.read(back.before, backwards=True)).before == ""
    assert Cursor.read("nonsense", backwards=False) is None


def test_a_task_is_taken_by_one_and_given_back_by_him_or_the_head(case, tasks):
    task, place = tasks[0], case.shop.place
    colleague = people.member(place, Role.ADVISER, name="林一")
    head = people.member(place, Role.OWNER, name="王店长")
    task_take(task=task, by=case.seller, at=world.AT)
    task_take(task=task, by=case.seller, at=world.AT)
    with pytest.raises(ValidationError, match=str(IS_TAKEN)):
        task_take(task=task, by=colleague, at=world.AT)
    for stranger in (colleague, case.owner, case.clerk):
        with pytest.raises(PermissionDenied):
            task_give_back(task=task, by=stranger, at=world.AT)
    with pytest.raises(PermissionDenied):
        task_take(task=task, by=case.clerk, at=world.AT)
    assert task_give_back(task=task, by=head, at=world.AT).owner is None
    told = Event.objects.filter(subject=task.claim.ledger_subject).order_by("sequence").values_list("body", flat=True)
    assert [("duty_taken" in body, "duty_given_back" in body) for body in told] == [(False, False), (True, False), (False, True)]  # fmt: skip
    task_take(task=task, by=colleague, at=world.AT)
    walking.STEPS["grant"](task.claim, world.doing(case.seller), case)
    task.refresh_from_db()
    assert (task.status, task.owner) == ("DONE", case.seller)  # who did it, whoever had taken it
    with pytest.raises(ValidationError):
        task_take(task=task, by=colleague, at=world.AT)


def test_an_address_whose_parts_do_not_belong_together_is_no_page(client, case, tasks):
    client.force_login(case.seller)
    first, second = tasks[0], tasks[2]
    right = [first.process.public_id, "answer", first.public_id]

    def post(arguments, name="take_task"):
        return client.post(reverse(f"cases:{name}", args=arguments), {"back": "queue=mine&next=//evil"})

    assert post([second.process.public_id, *right[1:]]).status_code == 404
    assert post([right[0], "fulfil", right[2]]).status_code == 404
    assert post([right[0], "end", right[2]]).status_code == 404
    assert post([uuid4(), *right[1:]]).status_code == 404
    assert DutyTask.objects.filter(owner=None).count() == 3
    assert post(right).url == reverse("cases:work") + "?queue=mine"
    assert DutyTask.objects.get(pk=first.pk).owner == case.seller
    client.force_login(case.owner)
    assert post(right, "give_back_task").status_code == 404
    assert client.get(reverse("cases:work")).status_code == 404


def test_the_page_asks_the_same_few_questions_whatever_it_shows(client, case, tasks):
    client.force_login(case.seller)
    task_take(task=tasks[0], by=case.seller, at=world.AT)
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(reverse("cases:work")).content.decode()
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 8, asked
    for words in ("退车", tasks[0].claim.number, "我来办", "交回", "还不知道", "请答复"):
        assert words in shown
    assert cars.OTHER_VIN not in shown
