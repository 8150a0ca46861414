"""The font folder of this installation."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from documents.fonts.folder import FontFolder


@cache
def provided_fonts() -> FontFolder:
    return FontFolder(settings.FONT_FOLDER)
