"""System checks: without fonts or the library that cuts them, a paper would come out wrong or take seconds."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from documents.fonts.cutting import NoSubsetLibraryError, subset_library
from documents.fonts.folder import FontFolder
from documents.fonts.provided import provided_fonts

NO_LIBRARY, NO_FONTS = "documents.E001", "documents.E002"


@register
def printing_is_possible(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001  Django's signature
    return [*missing_library(), *missing_fonts(provided_fonts())]


def missing_library() -> list[CheckMessage]:
    try:
        subset_library()
    except NoSubsetLibraryError as missing:
        return [Error(str(missing), id=NO_LIBRARY)]
    return []


def missing_fonts(fonts: FontFolder) -> list[CheckMessage]:
    if fonts.is_complete:
        return []
    return [Error(f"{fonts.path} is not complete: run manage.py make_fonts", id=NO_FONTS)]
