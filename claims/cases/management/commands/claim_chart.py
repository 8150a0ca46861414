from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.cases import chart as life_cycle
from claims.cases.flows import chart as flows


class Command(BaseCommand):
    help = "Write the charts of a claim's life cycle and of its flows to docs/."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for one in (life_cycle, flows):
            Path(settings.BASE_DIR, one.PLACE).write_text(one.chart())
