from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.cases.chart import PLACE, chart


class Command(BaseCommand):
    help = "Write the chart of a claim's life cycle to docs/claim-life-cycle.md."

    def handle(self, *_args: Any, **_options: Any) -> None:
        Path(settings.BASE_DIR, PLACE).write_text(chart())
