from __future__ import annotations

from typing import ClassVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Component:
    """Prints itself with its template, in which it stands as `it`."""

    template_name: ClassVar[str]

    def __html__(self) -> SafeString:
        return render_to_string(self.template_name, {"it": self})

    __str__ = __html__
