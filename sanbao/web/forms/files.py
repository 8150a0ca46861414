from __future__ import annotations

from typing import Any

from django import forms


class PhotoInput(forms.FileInput):
    """A picture or a PDF; a phone offers its camera for it, a computer its folders."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/*,application/pdf", **(attrs or {})})
