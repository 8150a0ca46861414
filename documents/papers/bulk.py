"""Many vouchers at once: one form for all that share it, filled car by car.

Vouchers go into a folder, one file each, which may be stopped and begun again; or into one file for the printer.
"""

from __future__ import annotations

import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pikepdf

from documents.papers.checking import ContextError, Problem
from documents.papers.printing import check_voucher
from documents.papers.voucher import VoucherContext
from documents.papers.voucher_form import VoucherForm, form_key

_FORMS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one voucher: `printed`, `there` (already, left alone) or `refused`, with its problems."""

    number: str
    status: str
    problems: tuple[Problem, ...] = ()


class Forms:
    """The latest forms, by what their vouchers have in common."""

    def __init__(self) -> None:
        self._kept: OrderedDict[VoucherContext, VoucherForm] = OrderedDict()

    def of(self, context: VoucherContext) -> VoucherForm:
        key = form_key(context)
        if key not in self._kept:
            self._kept[key] = VoucherForm(context)
        self._kept.move_to_end(key)
        if len(self._kept) > _FORMS_KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]


def into_folder(contexts: Iterable[VoucherContext], folder: Path, made_at: datetime) -> Iterator[Outcome]:
    """A file a voucher, named by its number. One that is there stays as it is, so a second run goes on where the
    first one stopped; a file is there whole or not at all."""
    forms = Forms()
    for context in contexts:
        yield _attempt(context, lambda context: _into_file(forms, context, folder, made_at))


def into_one_file(contexts: Iterable[VoucherContext], path: Path) -> Iterator[Outcome]:
    """All vouchers behind each other, for the printer; the file appears when the last one is in it."""
    forms, target = Forms(), pikepdf.new()
    for context in contexts:
        yield _attempt(context, lambda context: _into_pdf(forms, context, target))
    with _draft(path) as draft:
        target.save(draft)


def _attempt(context: VoucherContext, act: Callable[[VoucherContext], str]) -> Outcome:
    try:
        check_voucher(context)
        return Outcome(context.number, act(context))
    except ContextError as refused:
        return Outcome(context.number, "refused", refused.problems)


def _into_file(forms: Forms, context: VoucherContext, folder: Path, made_at: datetime) -> str:
    path = folder / f"{context.number}.pdf"
    if path.exists():
        return "there"
    with _draft(path) as draft:
        draft.write_bytes(forms.of(context).fill(context, made_at))
    return "printed"


def _into_pdf(forms: Forms, context: VoucherContext, target: pikepdf.Pdf) -> str:
    forms.of(context).add_pages(target, context)
    return "printed"


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A file beside the target that takes its place in one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".draft")
    os.close(handle)
    try:
        yield Path(name)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
