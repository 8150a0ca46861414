"""Writes the golden texts anew: `python -m tests.check.golden`."""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.settings")
django.setup()

from tests.check.golden.texts import text_of  # noqa: E402  after Django

for case_id in ("B10-fourth-repair", "B14-compensation-43", "B20-serious-disputed"):
    for lang in ("zh", "en"):
        (Path(__file__).parent / f"{case_id}.{lang}.txt").write_text(text_of(case_id, lang), "utf-8")
