import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from documents.evidence import copies, sandbox, services, store
from documents.evidence.models import Evidence, SealedFile, State, Use
from documents.evidence.selectors import alike, distance, same_as
from documents.evidence.services import OpeningReason
from sanbao.ledger.models import Event
from sanbao.ledger.selectors import events_of
from sanbao.work import testing
from sanbao.work.models import Job
from tests.accounts.world import AT
from tests.documents.evidence import samples

pytestmark = pytest.mark.django_db


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_original_is_kept_bit_for_bit_with_its_hash_and_who_gave_it(world):
    item = world.add(samples.photo())
    file = item.files.get(use=Use.ORIGINAL)
    assert b"".join(store.read(file)) == samples.photo()
    assert item.sha256 == file.sha256 == hashlib.sha256(samples.photo()).hexdigest()
    assert (item.added_by, item.added_at, item.state) == (world.owner, AT, State.WAITING)


def test_the_ledger_learns_the_hash_and_no_words(world):
    item = world.add(samples.photo(), title="张三的车")
    event = events_of(str(world.subject)).get()
    assert event.action == "evidence.added"
    assert item.sha256 in event.body
    assert "张三" not in event.body


def test_the_worker_makes_a_copy_and_a_thumbnail(world):
    item = world.ready(samples.photo())
    assert item.state == State.READY
    assert set(item.files.values_list("use", flat=True)) == set(Use.values)
    assert world.actions() == ["evidence.added", "evidence.copy_made"]


def test_sound_has_a_copy_and_no_thumbnail(world):
    item = world.ready(samples.recording("mp3"))
    assert set(item.files.values_list("use", flat=True)) == {Use.ORIGINAL, Use.COPY}


def test_a_copy_that_cannot_be_made_leaves_the_original_and_is_not_tried_for_ever(world, monkeypatch):
    item = world.add(samples.photo())
    store.storage().delete(item.files.get().name)
    replaced = store.put(world.file(samples.photo()[:900]), AT)
    SealedFile.objects.update(name=replaced.name, wrapped_key=replaced.wrapped_key)
    testing.run_all(AT)
    item.refresh_from_db()
    assert item.state == State.FAILED
    assert item.files.get().use == Use.ORIGINAL
    assert world.actions()[-1] == "evidence.copy_failed"
    assert not Job.objects.exclude(state=Job.State.DONE).exists()


def test_the_same_file_of_the_same_person_is_one(world, settings):
    first, second = world.add(samples.photo()), world.add(samples.photo(), title="又一次")
    assert first == second
    assert len(files_in(settings.EVIDENCE_FOLDER)) == 1
    assert world.actions() == ["evidence.added"]


def test_the_same_file_of_another_person_is_a_duplicate_that_is_shown(world):
    first, second = world.add(samples.photo()), world.add(samples.photo(), by=world.shop)
    assert first != second
    assert same_as(first, world.owner) == [second]
    assert alike(first) == []


def test_a_duplicate_about_another_case_is_shown_to_those_who_may_see_that_case(world):
    item = world.add(samples.photo())
    copied = Evidence.objects.get(pk=item.pk)
    copied.pk, copied.public_id, copied.subject = None, world.other_id, str(world.other)
    copied.save(force_insert=True)
    assert same_as(item, world.owner) == []
    assert same_as(item, world.clerk) == [copied]


def test_a_photo_made_smaller_and_paler_is_shown_as_alike(world):
    first = world.add(samples.photo())
    picture = samples.picture(1).rotate(-90, expand=True).resize((120, 160))
    second = world.add(samples.saved(picture, "JPEG", quality=40))
    other = world.add(samples.photo(9))
    assert alike(first) == [second]
    assert alike(second) == [first]
    assert alike(other) == []


def test_distance_counts_differing_bits():
    assert distance("0" * 16, "0" * 16) == 0
    assert distance("0" * 16, "f" * 16) == 64
    assert distance("0000000000000001", "0000000000000002") == 2


def test_who_may_not_add_adds_nothing(world, settings):
    for person in (world.stranger, world.clerk, world.expert):
        with pytest.raises(PermissionDenied):
            world.add(samples.photo(), by=person)
    assert not Evidence.objects.exists()
    assert not files_in(settings.EVIDENCE_FOLDER)


def test_a_refused_file_leaves_nothing(world, settings):
    with pytest.raises(sandbox.FileRefusedError):
        world.add(samples.photo()[:800])
    assert not Evidence.objects.exists()
    assert not Event.objects.exists()
    assert not files_in(settings.EVIDENCE_FOLDER)


def test_what_was_sealed_is_taken_back_when_its_row_cannot_be_written(world, settings):
    with (
        pytest.raises(Exception, match="too long") as _broken,
        _no_title_longer_than(100),
    ):
        world.add(samples.photo(), title="长" * 101)
    assert not files_in(settings.EVIDENCE_FOLDER)
    assert not Evidence.objects.exists()


class _no_title_longer_than:  # noqa: N801
    """SQLite keeps any length; a trigger stands in for the width of PostgreSQL's column."""

    def __init__(self, length):
        self.length = length

    def __enter__(self):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(
                    "CREATE TEMP TRIGGER narrow BEFORE INSERT ON evidence_evidence"
                    f" WHEN length(NEW.title) > {self.length} BEGIN SELECT RAISE(ABORT, 'value too long'); END"
                )

    def __exit__(self, *_error):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER narrow")


def test_opening_an_original_is_told_before_the_first_byte(world):
    item = world.add(samples.photo())
    _file, content = services.original_open(item=item, reason=OpeningReason.VERIFY_AUTHENTICITY, by=world.expert, at=AT)
    assert world.actions() == ["evidence.added", "evidence.original_opened"]
    event = events_of(str(world.subject)).last()
    assert '"reason":"verify_authenticity"' in event.body
    assert str(world.expert.public_id) in event.body
    assert b"".join(content) == samples.photo()


def test_parties_open_no_original(world):
    item = world.add(samples.photo())
    for person in (world.owner, world.shop, world.stranger):
        with pytest.raises(PermissionDenied):
            services.original_open(item=item, reason=OpeningReason.ESTABLISH_FACTS, by=person, at=AT)
    assert world.actions() == ["evidence.added"]


def test_making_the_copy_a_second_time_changes_nothing(world, settings):
    item = world.ready(samples.photo())
    before = files_in(settings.EVIDENCE_FOLDER)
    copies.copy_make(public_id=item.public_id, at=AT)
    assert files_in(settings.EVIDENCE_FOLDER) == before
    assert world.actions() == ["evidence.added", "evidence.copy_made"]


def test_what_a_killed_worker_had_written_is_swept_and_nothing_else(world, settings, monkeypatch):
    """A process that is killed takes nothing back: neither `except` nor `finally` runs."""
    item = world.add(samples.photo())
    with monkeypatch.context() as dying:
        _kill_at(dying, "keep")
        dying.setattr(store, "discard", lambda _sealed: None)
        with pytest.raises(Killed):
            copies.copy_make(public_id=item.public_id, at=AT)
    testing.run_all(AT)
    assert len(files_in(settings.EVIDENCE_FOLDER)) == 5
    assert store.sweep(AT + timedelta(days=3)) == 2
    names = {path.relative_to(settings.EVIDENCE_FOLDER).as_posix() for path in files_in(settings.EVIDENCE_FOLDER)}
    assert names == set(item.files.values_list("name", flat=True))


class Killed(BaseException):
    """As a worker that is no more."""


@pytest.mark.parametrize("place", ["put", "derive", "keep"])
def test_a_worker_that_dies_while_copying_leaves_one_copy_after_the_next_attempt(world, settings, monkeypatch, place):
    item = world.add(samples.photo())
    with monkeypatch.context() as dying:
        _kill_at(dying, place)
        with pytest.raises(Killed):
            copies.copy_make(public_id=item.public_id, at=AT)
    item.refresh_from_db()
    assert item.state == State.WAITING
    testing.run_all(AT)
    item.refresh_from_db()
    assert item.state == State.READY
    assert item.files.count() == 3
    assert world.actions() == ["evidence.added", "evidence.copy_made"]


def _kill_at(dying, place):
    def die(*_args, **_kwargs):
        raise Killed

    if place == "derive":
        dying.setattr(sandbox, "derive", die)
    elif place == "keep":
        dying.setattr(copies, "record", die)
    else:
        dying.setattr(store, "put", die)
