"""Two issues at the same moment: only PostgreSQL lets two transactions write at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from documents.issuing import printing
from documents.issuing.models import Paper, PaperFile, Series
from documents.issuing.services import paper_issue, paper_store
from sanbao.ledger.models import Event
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


class ChangedMindError(Exception):
    pass


def at_once(*acts):
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait()
            return act()
        except ChangedMindError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def sequences():
    return sorted(Paper.objects.values_list("sequence", flat=True))


@pytest.mark.parametrize("attempt", range(3))
def test_many_issues_at_once_have_many_numbers_and_no_gap(attempt):
    world.build()
    orders, by = [world.order() for _ in range(8)], world.adviser()
    papers = at_once(*[lambda order=order: paper_issue(order, by=by, at=AT) for order in orders])
    assert len({paper.number for paper in papers}) == 8
    assert sequences() == list(range(1, 9))


@pytest.mark.parametrize("attempt", range(3))
def test_one_that_rolls_back_among_others_leaves_no_gap(attempt):
    world.build()
    by = world.adviser()

    def issuing(order):
        return lambda: paper_issue(order, by=by, at=AT)

    def changing_its_mind(order):
        def act():
            with transaction.atomic():
                paper_issue(order, by=by, at=AT)
                raise ChangedMindError

        return act

    acts = [issuing(world.order()) if place % 2 else changing_its_mind(world.order()) for place in range(8)]
    results = at_once(*acts)
    assert sum(isinstance(result, Paper) for result in results) == 4
    assert sequences() == [1, 2, 3, 4]
    assert Series.objects.get().last == 4


def test_the_same_form_twice_at_once_is_one_paper():
    world.build()
    order, by = world.order(), world.adviser()
    first, second = at_once(*[lambda: paper_issue(order, by=by, at=AT)] * 2)
    assert first == second
    assert sequences() == [1]


def test_of_two_workers_one_stores_the_bytes():
    world.build()
    paper = world.issue("deadline")
    printed = printing.print_paper(paper)
    at_once(*[lambda: paper_store(paper, printed, at=AT)] * 4)
    assert PaperFile.objects.count() == 1
    assert [event.action for event in Event.objects.filter(subject=paper.ledger_subject)].count("paper.printed") == 1


def test_two_organisations_that_issue_their_first_paper_at_once_have_two_codes():
    world.build()
    other = world.organisation("栖原汽车上海浦东4S店")
    first, second = world.order(), world.order(issuer=other)
    people = {first.issuer: world.adviser(), second.issuer: world.person("gulan")}
    papers = at_once(
        *[lambda order=order: paper_issue(order, by=people[order.issuer], at=AT) for order in (first, second)]
    )
    assert sorted(paper.number for paper in papers) == ["SB-2026-0001-000001", "SB-2026-0002-000001"]
