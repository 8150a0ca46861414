"""Many vouchers at once: one form for all that share it, filled car by car; and one file of many, for the printer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from documents.papers.voucher import VoucherContext
from documents.papers.voucher_form import VoucherForm, form_key

_FORMS_KEPT = 16


class Forms:
    """The latest forms, by what their vouchers have in common."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[VoucherContext, int], VoucherForm] = OrderedDict()

    def of(self, context: VoucherContext, signature_room: int = 0) -> VoucherForm:
        key = (form_key(context), signature_room)
        if key not in self._kept:
            self._kept[key] = VoucherForm(context, signature_room)
        self._kept.move_to_end(key)
        if len(self._kept) > _FORMS_KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]


def into_one_file(contexts: Iterable[VoucherContext], path: Path, forms: Forms) -> None:
    """All vouchers behind each other, for the printer; the file appears when the last one is in it."""
    target = pikepdf.new()
    for context in contexts:
        forms.of(context).add_pages(target, context)
    with draft(path) as unfinished:
        target.save(unfinished)


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """A file beside the target that takes its place in one step. What a killed process left is written over."""
    unfinished = path.with_name(f".{path.name}.draft")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
