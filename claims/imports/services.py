"""Every change of an import: permitted, locked, made; what takes longer is handed to a worker in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.imports import files
from claims.imports.columns import header_hash, proposed
from claims.imports.kinds import LOADINGS
from claims.imports.models import Mode, RememberedMapping, Run, State
from claims.imports.permissions import can_import, can_see_run
from claims.imports.progress import begin
from claims.imports.reading.tables import look_at
from claims.imports.recording import record_run
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand
from sanbao.work import enqueue

CHECK, WRITE, WRITE_WHOLE = "imports.check", "imports.write", "imports.write_whole"
NO_COLUMN = _("文件里没有这一列。请选择是哪一列；文件里确实没有的，补上再导入。")
TAKEN_TWICE = _("两项选了同一列，请改正。")
NOT_NOW = _("这次导入已经到了别的步骤，请看现在的样子。")
SOME_ARE_WRONG = _("有{number}行有问题。要全部写入，请先改好文件，重新导入；或者选择跳过有问题的行。")
NOTHING_NEW = _("没有要写入的行。")


def run_start(  # noqa: PLR0913  a file, whose it is, what it is of, under which key
    *, path: Path, name: UUID, file_name: str, organisation: Organisation, kind: str, key: UUID, by: User, at: datetime
) -> Run:
    """A file that lies in the folder under `name`. Sent twice under one key, it is one import. Raises FileFaultError."""
    demand(can_import(by, organisation, kind))
    known = Run.objects.filter(started_by=by, request_key=key).first()
    if known is not None:
        return known
    table = look_at(path)
    with transaction.atomic():
        run, _is_new = Run.objects.get_or_create(
            started_by=by,
            request_key=key,
            defaults={
                "public_id": name,
                "organisation": organisation,
                "kind": kind,
                "file_name": file_name[:200],
                "file_bytes": path.stat().st_size,
                "table_kind": table.kind,
                "encoding": table.encoding,
                "delimiter": table.delimiter,
                "header": list(table.header),
                "header_line": table.header_line,
                "mapping": _remembered(organisation, kind, table.header)
                or proposed(LOADINGS[kind].columns, table.header),
                "acted_by": by,
                "started_at": at,
                "changed_at": at,
            },
        )
    return run


def _remembered(organisation: Organisation, kind: str, header: tuple[str, ...]) -> dict[str, int]:
    same = {"organisation": organisation, "kind": kind, "header_hash": header_hash(header)}
    found = RememberedMapping.objects.filter(**same).values_list("mapping", flat=True).first()
    return dict(found or {})


@transaction.atomic
def run_map(*, run: Run, mapping: Mapping[str, int], by: User, at: datetime, by_worker: bool = True) -> Run:
    """Which column is which: remembered for the next file, and the check begins. Raises ValidationError by column.

    `by_worker` False: whoever calls does the work himself, here and in `run_write`.
    """
    row = _held(run, by)
    if row.state not in (State.MAPPING, State.CHECKED):
        raise ValidationError(NOT_NOW)
    _check_mapping(row, mapping)
    row.mapping, row.state, row.mode, row.acted_by = dict(mapping), State.CHECKING, "", by
    RememberedMapping.objects.update_or_create(
        organisation=row.organisation,
        kind=row.kind,
        header_hash=header_hash(row.header),
        defaults={"mapping": row.mapping, "changed_at": at},
    )
    begin(row)
    _hand_on(row, CHECK if by_worker else None, at)
    return row


def _check_mapping(run: Run, mapping: Mapping[str, int]) -> None:
    faults: dict[str, object] = {}
    places = list(mapping.values())
    for one in LOADINGS[run.kind].columns:
        if one.key not in mapping:
            if one.required:
                faults[one.key] = NO_COLUMN
        elif places.count(mapping[one.key]) > 1:
            faults[one.key] = TAKEN_TWICE
        elif not 0 <= mapping[one.key] < len(run.header):
            faults[one.key] = NO_COLUMN
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def run_write(*, run: Run, mode: str, by: User, at: datetime, by_worker: bool = True) -> Run:
    """What was checked is written by a worker. Asked twice, it is written once."""
    row = _held(run, by)
    if row.state in (State.WRITING, State.DONE):
        return row
    if row.state != State.CHECKED or mode not in Mode.values:
        raise ValidationError(NOT_NOW)
    if mode == Mode.ALL_OR_NOTHING and row.wrong:
        raise ValidationError({"mode": str(SOME_ARE_WRONG).format(number=row.wrong)})
    if not row.new:
        raise ValidationError({"mode": NOTHING_NEW})
    row.mode, row.state, row.acted_by = mode, State.WRITING, by
    begin(row)
    record_run("import.begun", row, by=by, at=at, mode=mode, rows=row.rows)
    topic = WRITE_WHOLE if mode == Mode.ALL_OR_NOTHING else WRITE
    _hand_on(row, topic if by_worker else None, at)
    return row


@transaction.atomic
def run_drop(*, run: Run, by: User, at: datetime) -> Run:
    """Before anything is written; the file goes."""
    row = _held(run, by)
    if row.state in (State.WRITING, State.DONE):
        raise ValidationError(NOT_NOW)
    if row.state != State.DROPPED:
        row.state, row.changed_at, row.turn = State.DROPPED, at, row.turn + 1
        row.save()
        row.findings.all().delete()
        transaction.on_commit(lambda: files.remove(row))
    return row


@transaction.atomic
def run_go_on(*, run: Run, at: datetime) -> None:
    """The next step of a writing that lasts longer than one."""
    row = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.state == State.WRITING and row.turn == run.turn:
        _hand_on(row, WRITE, at)


def _held(run: Run, by: User) -> Run:
    row = Run.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=run.pk)
    demand(can_see_run(by, row))
    return row


def _hand_on(row: Run, topic: str | None, at: datetime) -> None:
    row.turn += 1
    row.changed_at = at
    row.save()
    if topic is not None:
        payload = {"run": str(row.public_id), "turn": row.turn}
        enqueue(topic=topic, payload=payload, key=f"imports/{row.public_id}/{row.turn}", at=at)
