"""What a page that asks one thing shows around its form."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.garage.stating.guide import Guide, Page


def telling_page(guide: Guide[Any], page: Page[Any], told: Any, form: forms.Form, back: str) -> dict[str, Any]:
    """`is_complete`: everything is answered, so that the summary can be gone back to."""
    return {
        "page": page,
        "form": form,
        "progress": guide.progress(page, told),
        "back": back if guide.next(told) is None else "",
        "vehicle": told.vehicle,
        "body": told.organisation,
    }
