"""Cars for many vouchers from a file of JSON lines.

    {"form": {"regulation": "samr-43", "energy": "bev", "brand": …}}
    {"vin": "LDEMCY7B8TA001137", "produced_on": "2026-10-01", "invoiced_on": "2026-11-03", "handover_on": "2026-11-05"}

A line with `form` says what the cars behind it have in common; every other line is one car. The fields are those of
`payload.json` in a voucher.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, get_type_hints

from django.utils.translation import gettext as _

from documents.issuing.cars import subject_of
from documents.issuing.freezing import Order
from documents.issuing.restoring import restored
from documents.papers.payload import payload
from documents.papers.printing import VOUCHER
from documents.papers.voucher import VoucherContext
from sanbao.accounts.models import Organisation

_MARK = "\ufeff"
_NOT_GIVEN = ("number", "proof", "settled")


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no car, and why."""

    line: int
    says: str


class LineError(ValueError):
    """What is wrong with a line, for whoever wrote it."""


def order_of(context: VoucherContext, issuer: Organisation) -> Order:
    return Order(kind=VOUCHER, context=context, issuer=issuer, subject=subject_of(context.vin), key=uuid.uuid4())


def decoded(lines: Iterable[bytes]) -> Iterator[str]:
    """UTF-8 with or without its mark, or else GB18030: the first line that is not plain ASCII decides for all.

    What cannot be read stays as half characters, which `read` tells as a fault of their line.
    """
    encoding = ""
    for line in lines:
        if not encoding and not line.isascii():
            encoding = "utf-8" if _is_utf8(line) else "gb18030"
        yield line.decode(encoding or "ascii", "surrogateescape").lstrip(_MARK)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def read(lines: Iterable[str], issuer: Organisation) -> Iterator[tuple[int, Order] | Fault]:
    """Orders with the number of their line; memory does not grow with the file."""
    form: Mapping[str, Any] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = _object(line)
            if "form" in found:
                form = _form(found)
            else:
                yield number, order_of(context_of({**form, **found}), issuer)
        except LineError as error:
            yield Fault(number, str(error))


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise LineError(_("有读不出的字符，请把文件存成UTF-8。")) from error
    except (ValueError, RecursionError) as error:
        raise LineError(_("不是JSON：%(fault)s") % {"fault": error}) from error
    if not isinstance(found, dict):
        raise LineError(_("一行应当是一个JSON对象。"))
    return found


def _form(found: dict[str, Any]) -> Mapping[str, Any]:
    if set(found) != {"form"} or not isinstance(found["form"], dict):
        raise LineError(_("有form的一行，只能有form，它是一个JSON对象。"))
    return found["form"]


def context_of(content: Mapping[str, Any]) -> VoucherContext:
    """Raises LineError, naming the field."""
    hints = get_type_hints(VoucherContext)
    known = [field for field in fields(VoucherContext) if field.name not in _NOT_GIVEN]
    if strange := sorted(set(content) - {field.name for field in known}):
        raise LineError(_("不认识的项：%(names)s") % {"names": _("、").join(strange)})
    missing = [field.name for field in known if field.name not in content and field.default is MISSING]
    if missing:
        raise LineError(_("缺少：%(names)s") % {"names": _("、").join(missing)})
    context = VoucherContext(number="", **{name: _value(name, value, hints[name]) for name, value in content.items()})
    for path in _dropped(dict(content), json.loads(payload(VOUCHER, context))["content"]):
        raise LineError(_("不认识的项：%(names)s") % {"names": path})
    return context


def _value(name: str, value: Any, wanted: Any) -> Any:
    try:
        return restored(value, wanted)
    except (ValueError, TypeError, ArithmeticError, AttributeError, KeyError, IndexError) as error:
        raise LineError(_("%(name)s的写法不对：%(value)s") % {"name": name, "value": _short(value)}) from error


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004  a line of a terminal


def _dropped(given: Any, taken: Any, path: str = "") -> Iterator[str]:
    """What is in the file and not in the context made of it: a misspelt name of something optional."""
    if isinstance(given, dict) and isinstance(taken, dict):
        for name, value in given.items():
            inner = f"{path}.{name}" if path else name
            if name not in taken:
                yield inner
            else:
                yield from _dropped(value, taken[name], inner)
    elif isinstance(given, list) and isinstance(taken, list):
        for place, (one, other) in enumerate(zip(given, taken, strict=True)):
            yield from _dropped(one, other, f"{path}.{place}")
