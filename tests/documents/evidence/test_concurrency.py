"""Two at the same moment, and workers that are killed for good."""

import pytest

from documents.evidence import copies, services
from documents.evidence.models import Evidence, SealedFile, State
from sanbao.work.models import Job
from tests.accounts.test_concurrent_grants import at_once
from tests.accounts.world import AT
from tests.documents.evidence import samples

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


def stored(settings):
    return {path.name for path in settings.EVIDENCE_FOLDER.rglob("*") if path.is_file()}


def named():
    return {name.rsplit("/", 1)[1] for name in SealedFile.objects.values_list("name", flat=True)}


@pytest.mark.parametrize("attempt", range(3))
def test_the_same_file_sent_twice_at_once_is_one(world, settings, attempt):
    first, second = at_once(*[lambda: world.add(samples.photo())] * 2)
    assert first == second
    assert Evidence.objects.count() == 1
    assert stored(settings) == named()
    assert world.actions() == ["evidence.added"]


@pytest.mark.parametrize("attempt", range(3))
def test_two_workers_at_one_item_make_one_copy(world, settings, attempt):
    item = world.add(samples.photo())
    at_once(*[lambda: copies.copy_make(public_id=item.public_id, at=AT)] * 2)
    item.refresh_from_db()
    assert item.state == State.READY
    assert item.files.count() == 3
    assert stored(settings) == named()
    assert world.actions() == ["evidence.added", "evidence.copy_made"]


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_ask_at_once_for_a_failed_copy_one_sends_a_worker(world, attempt):
    item = world.add(samples.photo())
    Evidence.objects.update(state=State.FAILED)
    Job.objects.all().delete()
    at_once(*[lambda by=by: services.copy_retry(item=item, by=by, at=AT) for by in (world.owner, world.shop)])
    assert Job.objects.count() == 1
    assert world.actions() == ["evidence.added", "evidence.copy_asked_again"]
