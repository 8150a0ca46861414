"""The work on a file: the check, which writes nothing, and the writing, in steps that may be killed anywhere, or as one.

The writing of a step and the place it has come to are one transaction, under the lock of the organisation: whoever comes
second, or again, goes on where the rows end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from claims.imports import files
from claims.imports.columns import Line, Reader
from claims.imports.kinds import LOADINGS
from claims.imports.loading import Context, Found, Loader
from claims.imports.models import Mode, Run, State
from claims.imports.permissions import can_import
from claims.imports.progress import MOST_FINDINGS, SHOWN, Findings, Outside, advance, begin
from claims.imports.reading.faults import FileFaultError
from claims.imports.reading.tables import rows, unpack
from claims.imports.recording import record_run
from sanbao.accounts.models import Organisation

CHUNK = 1_000
MOST_ROWS = 1_000_000
TRIES = 3
STEP_LASTS = timedelta(seconds=60)
TOO_MANY_ROWS = _("文件里多于{most}行，请分成几个文件。")
FILE_GONE = _("文件已经不在了，请重新选择文件导入。")
NOT_ALLOWED = _("导入的人已经没有这项权限，没有写入。")

Clock = Callable[[], datetime]


class RefusedError(Exception):
    """All or nothing, and not all could be written."""


def check(run: Run, clock: Clock) -> None:
    """Every line as if it were written. Begun again, it begins anew."""
    with translation.override("zh-hans"):
        _guarded(run, clock, _check)


def write_step(run: Run, clock: Clock) -> bool:
    """As much as a step lasts; True once all is written. Wrong lines are left out and told."""
    with translation.override("zh-hans"):
        _guarded(run, clock, _write_chunks)
    return run.state != State.WRITING


def write_whole(run: Run, clock: Clock) -> None:
    """All in one transaction, or nothing: then the report says why, and the run waits as after its check."""
    with translation.override("zh-hans"):
        _guarded(run, clock, _write_whole)


def _guarded(run: Run, clock: Clock, work: Callable[[Run, Clock], None]) -> None:
    """What is wrong with the file as a whole, or with who imports it, ends the run."""
    if not can_import(run.acted_by, run.organisation, run.kind):
        _fail(run, FileFaultError(NOT_ALLOWED), clock())
        return
    try:
        work(run, clock)
    except FileNotFoundError:
        _fail(run, FileFaultError(FILE_GONE), clock())
    except FileFaultError as fault:
        _fail(run, fault, clock())


def _check(run: Run, clock: Clock) -> None:
    if run.table_kind == "xlsx" and not run.text_path.exists():
        unpack(run.path, run.text_path)
    with transaction.atomic():
        begin(run, rows=_count(run))
        run.save()
    loader, findings = _loader(run, clock()), Findings(run)
    for batch in loader.batches(_lines(run), CHUNK):
        tally = loader.look(batch)
        with transaction.atomic():
            findings.add(tally.found)
            advance(run, len(batch), tally, clock())
            run.save(update_fields=SHOWN)
    _change(run, State.CHECKING, State.CHECKED, clock())


def _write_chunks(run: Run, clock: Clock) -> None:
    ends = clock() + STEP_LASTS
    for attempt in range(TRIES):
        try:
            if _write_on(run, clock, ends):
                _finish(run, clock())
        except IntegrityError:  # another import has just written the same: looked at again, it is known
            if attempt == TRIES - 1:
                raise
            run.refresh_from_db()
        else:
            return


def _write_on(run: Run, clock: Clock, ends: datetime) -> bool:
    """False where the step ended before the file did, or somebody else has gone on with it."""
    loader, findings = _loader(run, clock()), Findings(run)
    for batch in loader.batches(_lines(run, skip=run.cursor), CHUNK):
        with transaction.atomic():
            if not _hold(run):
                return False
            tally = loader.write(batch)
            findings.add(tally.found)
            advance(run, len(batch), tally, clock())
            run.save(update_fields=SHOWN)
        if clock() >= ends:
            return False
    return True


def _write_whole(run: Run, clock: Clock) -> None:
    outside, kept = Outside(run), Findings(run)
    begin(run)
    try:
        with transaction.atomic():
            if not _hold(run):
                return
            _write_all(run, clock, outside)
            _finish(run, clock())
    except RefusedError as refused:
        with transaction.atomic():
            kept.add(refused.args[0])
            run.save(update_fields=SHOWN)
            _change(run, State.WRITING, State.CHECKED, clock())
    finally:
        outside.close()


def _write_all(run: Run, clock: Clock, outside: Outside) -> None:
    """Raises RefusedError with what was found when something is wrong: the rest is still looked through for more."""
    loader, findings = _loader(run, clock()), Findings(run)
    found: list[Found] = []
    for batch in loader.batches(_lines(run), CHUNK):
        tally = loader.write(batch)
        found += tally.found[: max(MOST_FINDINGS - len(found), 0)]
        findings.add(tally.found)
        advance(run, len(batch), tally, clock())
        outside.tell()
    if run.wrong:
        raise RefusedError(found)
    run.save(update_fields=SHOWN)


def _hold(run: Run) -> bool:
    """One import of an organisation at a time. False where somebody else has gone on with this one meanwhile."""
    Organisation.objects.select_for_update(no_key=True).get(pk=run.organisation_id)
    state, cursor, turn = Run.objects.values_list("state", "cursor", "turn").get(pk=run.pk)
    is_mine = (state, turn) == (State.WRITING, run.turn)
    return is_mine and (run.mode == Mode.ALL_OR_NOTHING or cursor == run.cursor)


@transaction.atomic
def _finish(run: Run, at: datetime) -> None:
    if _change(run, State.WRITING, State.DONE, at):
        counts = {"new": run.new, "known": run.known, "wrong": run.wrong}
        record_run("import.done", run, by=run.acted_by, at=at, **counts)
        transaction.on_commit(lambda: files.remove(run))


def _fail(run: Run, fault: FileFaultError, at: datetime) -> None:
    with transaction.atomic():
        values = {name: str(value) for name, value in fault.values.items()}
        run.state, run.trouble, run.changed_at = State.FAILED, {"says": fault.says, "values": values}, at
        run.save(update_fields=["state", "trouble", "changed_at"])
        transaction.on_commit(lambda: files.remove(run))


def _change(run: Run, before: State, after: State, at: datetime) -> bool:
    """False where it was given up, or gone on with, meanwhile."""
    with transaction.atomic():
        changed = Run.objects.filter(pk=run.pk, state=before, turn=run.turn).update(state=after, changed_at=at)
        if changed:
            run.state = after
        return changed == 1


def _loader(run: Run, at: datetime) -> Loader:
    context = Context(run.organisation, run.acted_by, at, run.public_id)
    return LOADINGS[run.kind].loader(context)


def _count(run: Run) -> int:
    number = sum(1 for _row in islice(rows(run.text_path, run.table), MOST_ROWS + 1))
    if number > MOST_ROWS:
        raise FileFaultError(TOO_MANY_ROWS, most=MOST_ROWS)
    return number


def _lines(run: Run, skip: int = 0) -> Iterator[Line]:
    reader = Reader(LOADINGS[run.kind].columns, run.mapping, len(run.header))
    for row in islice(rows(run.text_path, run.table), skip, None):
        yield reader.line(row)
