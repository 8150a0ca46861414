import shutil
from typing import Any

from django.core.checks import Error, register

NEEDED = {"ffmpeg": "ffmpeg", "ffprobe": "ffmpeg", "pdftoppm": "poppler-utils"}
MISSING = "{program} is missing, without which no evidence can be read: install the Debian package {package}"


@register
def check_programs(**_kwargs: Any) -> list[Error]:
    return [
        Error(MISSING.format(program=program, package=package), id="evidence.E001")
        for program, package in NEEDED.items()
        if shutil.which(program) is None
    ]
