"""The answers of a person, sealed into a hidden field: they travel from page to page and are stored nowhere.

The seal is a signature, not a cipher: it says that the answers are as this site wrote them.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing

from sanbao.check.packing import Packed

VERSION = 1
SALT = "sanbao.check.answers"
MAX_TOKEN = 3_800  # characters, for every page carries them twice; forty repairs of four problems each fit

Case = dict[str, Any]


class StateError(ValueError):
    """The sealed answers cannot be opened: changed, cut off, too large or of an older version."""


@dataclass(frozen=True)
class Answers:
    """What has been answered: a partial case in the contract's own keys, the owner's words, the steps answered."""

    case: Case = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    topic: str = ""

    def draft(self) -> Case:
        """A copy of the case to change."""
        return deepcopy(self.case)

    def with_case(self, case: Case, names: Mapping[str, str] | None = None) -> Answers:
        return replace(self, case=case, names=self.names if names is None else names)

    def with_answered(self, step: str) -> Answers:
        return self if step in self.answered else replace(self, answered=(*self.answered, step))

    def without(self, *steps: str) -> Answers:
        """These steps are to be answered again."""
        return replace(self, answered=tuple(step for step in self.answered if step not in steps))


def sealed(answers: Answers) -> str:
    body = [VERSION, answers.case, dict(answers.names), list(answers.answered), answers.topic]
    token = signing.dumps(body, salt=SALT, serializer=Packed)
    if len(token) > MAX_TOKEN:
        raise StateError("too large")
    return token


def opened(token: str) -> Answers:
    if len(token) > MAX_TOKEN:
        raise StateError("too large")
    try:
        body = signing.loads(token, salt=SALT, serializer=Packed)
    except Exception as error:  # whatever a mangled text can raise on its way through base64, LZMA and JSON
        raise StateError("not sealed here") from error
    if not isinstance(body, list) or body[:1] != [VERSION]:
        raise StateError("another version")
    _, case, names, answered, topic = body
    return Answers(case, names, tuple(answered), topic)
