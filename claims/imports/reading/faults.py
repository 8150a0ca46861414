from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext


class FileFaultError(ValueError):
    """The file as a whole cannot be read, and what to do about it."""

    def __init__(self, says: str | Promise, **values: object) -> None:
        super().__init__(says)
        self.says, self.values = str(says), values

    def __str__(self) -> str:
        return told(self.says, self.values)


class CellError(ValueError):
    """What is wrong with one cell. `says` is a Chinese sentence with places for `values`, translated when it is shown."""

    def __init__(self, says: str | Promise, **values: object) -> None:
        super().__init__(says)
        self.says, self.values = str(says), values


def told(says: str, values: Mapping[str, object]) -> str:
    """In the language in use."""
    return gettext(says).format(**values) if values else gettext(says)
