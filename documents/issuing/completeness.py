"""Every item that the law wants on a paper is there: asked before a number is taken, and before anything is computed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from documents.issuing.register import Kind
from documents.papers.checking import Problem, cited, refuse_if_any
from sanbao.accounts.models import Organisation


def check(kind: Kind, context: Any, issuer: Organisation | None) -> None:
    """Raises ContextError, naming item and article; then whatever else the kind itself refuses, of this issuer, too."""
    refuse_if_any(missing_items(kind, context))
    refuse_if_any(iter(kind.of_issuer(context, issuer)))
    kind.check(context)


def missing_items(kind: Kind, context: Any) -> Iterator[Problem]:
    for item in kind.items(context):
        for path in item.fields:
            if _is_empty(_value(context, path)):
                values = {"item": item.name, "citation": cited(item.citation)}
                says = _("“%(item)s”不完整，不能出具（%(citation)s）。") % values
                yield Problem(path, says, item.citation)


def _value(context: Any, path: str) -> Any:
    for name in path.split("."):
        context = None if context is None else getattr(context, name)
    return context


def _is_empty(value: Any) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())
