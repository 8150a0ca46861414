"""Visits, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.imports.columns import Line
from claims.imports.loading import Context, Loading, Tally
from claims.imports.visits.cars import Network
from claims.imports.visits.columns import COLUMNS, settle
from claims.imports.visits.groups import MOST_ITEMS, grouped, key_of
from claims.imports.visits.judging import Judge, Judged, Seen
from claims.imports.visits.writing import Writer


class VisitLoader:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._network = Network(context.organisation)
        self._seen = Seen()

    def batches(self, lines: Iterable[Line], size: int) -> Iterator[Sequence[Line]]:
        batch: list[Line] = []
        for line in lines:
            settle(line, self._context.at)
            if len(batch) >= size and (key_of(line) != key_of(batch[-1]) or len(batch) >= size + MOST_ITEMS):
                yield batch
                batch = []
            batch.append(line)
        if batch:
            yield batch

    def look(self, lines: Sequence[Line]) -> Tally:
        return _tally(self._judged(lines, self._seen, locked=False))

    def write(self, lines: Sequence[Line]) -> Tally:
        judged = self._judged(lines, Seen(), locked=True)
        context = self._context
        writer = Writer(context.organisation, context.run, context.by, context.at)
        writer.write([one for one in judged if one.fate == "new"])
        return _tally(judged)

    def _judged(self, lines: Sequence[Line], seen: Seen, *, locked: bool) -> list[Judged]:
        groups = list(grouped(lines))
        judge = Judge(groups, self._context.organisation, self._network, seen, locked=locked)
        return [judge.judge(group) for group in groups]


def _tally(judged: Sequence[Judged]) -> Tally:
    tally = Tally()
    for one in judged:
        for line in one.group.lines:
            tally.add(line, is_new=one.fate == "new" and "is_repeated" not in line.values)
    return tally


VISITS = Loading(COLUMNS, VisitLoader)
