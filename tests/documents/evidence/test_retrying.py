"""A copy that could not be made is made again when somebody asks for it."""

import pytest
from django.utils import timezone

from documents.evidence import store
from documents.evidence.models import Evidence, State, Use
from documents.evidence.permissions import can_retry_copy
from sanbao.work import testing
from sanbao.work.models import Job
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import AT
from tests.documents.evidence import samples

pytestmark = pytest.mark.django_db
BUTTON = "再制作一次副本"


@pytest.fixture
def failed(world):
    """Its worker found something else in place of the photo; meanwhile the disk has been mended."""
    item = world.add(samples.photo())
    whole = item.files.get(use=Use.ORIGINAL)
    broken = store.put(world.file(samples.photo()[:900]), AT)
    item.files.update(name=broken.name, wrapped_key=broken.wrapped_key)
    testing.run_all(AT)
    item.files.update(name=whole.name, wrapped_key=whole.wrapped_key)
    item.refresh_from_db()
    assert item.state == State.FAILED
    return item


def test_a_failed_copy_is_made_when_a_party_asks_again(world, failed):
    page = text_of(Browser(world.owner).get("evidence:item", failed.public_id))
    assert "副本没有做成" in page
    assert BUTTON in page
    response = Browser(world.owner).post("evidence:retry", failed.public_id)
    assert response.status_code == 302
    testing.run_all(timezone.now())
    failed.refresh_from_db()
    assert failed.state == State.READY
    assert world.actions() == [
        "evidence.added",
        "evidence.copy_failed",
        "evidence.copy_asked_again",
        "evidence.copy_made",
    ]
    assert BUTTON not in text_of(Browser(world.owner).get("evidence:item", failed.public_id))


def test_asked_twice_it_is_tried_once(world, failed):
    for person in (world.owner, world.shop):
        Browser(person).post("evidence:retry", failed.public_id)
    assert world.actions().count("evidence.copy_asked_again") == 1
    assert Job.objects.filter(state=Job.State.WAITING).count() == 1


def test_a_copy_that_fails_again_can_be_asked_for_again(world, failed):
    failed.files.update(wrapped_key=failed.files.get().wrapped_key, name=store.put(world.file(b"x"), AT).name)
    for _time in range(2):
        Browser(world.clerk).post("evidence:retry", failed.public_id)
        assert Evidence.objects.get().state == State.WAITING
        Evidence.objects.update(state=State.FAILED)
    assert world.actions().count("evidence.copy_asked_again") == 2


def test_of_a_copy_that_is_there_nothing_is_done(world):
    item = world.ready(samples.photo())
    assert Browser(world.owner).post("evidence:retry", item.public_id).status_code == 302
    assert Evidence.objects.get().state == State.READY
    assert "evidence.copy_asked_again" not in world.actions()


def test_a_stranger_does_not_learn_that_there_is_something(world, failed):
    assert Browser(world.stranger).post("evidence:retry", failed.public_id).status_code == 404
    assert not can_retry_copy(world.stranger, failed)
    assert Browser(world.owner).get("evidence:retry", failed.public_id).status_code == 405
