"""Every open claim assessed by the law of today, on the record as it stands: how many are granted, which answers have changed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from claims.cases.services.reviewing import review_begin, review_go_on

PROGRESS = "{done:,}/{total:,}"
GOES_ON = "接着上次的做：已经算了{done:,}件。"
SUMMARY = "共{done:,}件，{changed:,}件的结果与提出时不同。"


class Command(BaseCommand):
    help = "重新判断全部没有结束的请求，中断后再运行会接着做 / assess all open claims; run again, it goes on where it broke off"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="不接着上次的，从头开始")

    def handle(self, *_args: Any, **options: Any) -> None:
        review = review_begin(timezone.now(), anew=options["anew"])
        if review.done:
            self.stderr.write(GOES_ON.format(done=review.done))
        for so_far in review_go_on(review, timezone.now()):
            self.stderr.write(PROGRESS.format(done=so_far.done, total=so_far.total), ending="\n")
        for answer, count in sorted(review.counts.items()):
            self.stdout.write(f"{answer}\t{count}")
        for change in review.changes.select_related("claim").order_by("claim").iterator():
            self.stdout.write(f"{change.claim.number}\t{change.before} → {change.now}")
        self.stdout.write(SUMMARY.format(done=review.done, changed=review.changed))
