from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Component:
    """Prints itself with its template, in which it stands as `it`."""

    template_name: ClassVar[str]

    def render(self, request: HttpRequest | None = None) -> SafeString:
        return render_to_string(self.template_name, {"it": self}, request)

    def __html__(self) -> SafeString:
        return self.render()

    __str__ = __html__
