"""Kinds whose rows are few and rich: each line goes through the service of the pages, in a savepoint of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.imports.columns import Line
from claims.imports.loading import Context, Tally

TWICE_IN_FILE = _("文件的第{line}行已经写了同一件，内容不一样。")
BATCH = 100


class OneByOne(ABC):
    """`columns_of`: where a fault of the service is told, by the name of its field."""

    columns_of: ClassVar[Mapping[str, str]] = {}

    def __init__(self, context: Context) -> None:
        self.context = context
        self._seen: dict[object, tuple[int, str]] = {}

    @abstractmethod
    def key(self, line: Line) -> object:
        """What makes two lines the same thing."""

    @abstractmethod
    def one(self, line: Line) -> bool:
        """True where it is new. What is wrong is refused at the line, or raised as ValidationError."""

    def batches(self, lines: Iterable[Line], size: int) -> Iterator[Sequence[Line]]:
        waiting = iter(lines)
        while batch := list(islice(waiting, min(size, BATCH))):
            yield batch

    def look(self, lines: Sequence[Line]) -> Tally:
        """Written and taken back: nothing is checked in another way."""
        with transaction.atomic():
            tally = self.write(lines)
            transaction.set_rollback(True)
        return tally

    def write(self, lines: Sequence[Line]) -> Tally:
        tally = Tally()
        for line in lines:
            is_new = not line.is_wrong and self._made(line)
            tally.add(line, is_new=is_new)
        return tally

    def _made(self, line: Line) -> bool:
        key, content = self.key(line), repr(sorted(line.values.items(), key=lambda one: one[0]))
        before = self._seen.get(key)
        if before is not None:
            if before[1] != content:
                line.refuse("", TWICE_IN_FILE, line=before[0])
            return False
        try:
            with transaction.atomic():
                is_new = self.one(line)
                if line.is_wrong:
                    transaction.set_rollback(True)
        except ValidationError as error:
            self._refuse(line, error)
        if line.is_wrong:
            return False
        self._seen[key] = line.number, content
        return is_new

    def _refuse(self, line: Line, error: ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            line.refuse("", error.messages[0])
            return
        for name, faults in error.message_dict.items():
            for says in faults:
                line.refuse(self.columns_of.get(name, name if name != "__all__" else ""), says)
