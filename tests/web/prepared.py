"""Pages that answer to what is posted: the summary and the result of the check, of the example and of the largest case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.check.large import forty_visits_of_four, largest_state
from tests.web.addresses import answers_of_the_example


@dataclass(frozen=True)
class Prepared:
    name: str
    address: str
    data: dict[str, Any]

    @property
    def url(self) -> str:
        return reverse(self.address)

    def post(self, client: Client):
        return client.post(self.url, self.data)


def prepared() -> list[Prepared]:
    example = answers_of_the_example()
    return [
        Prepared("check-summary", "check", {"go": "summary", "state": example}),
        Prepared("check-result", "check", {"go": "result", "state": example}),
        Prepared("check-supposed", "check-what-if", {"change": "visit:P1", "state": example}),
        Prepared("check-supposed-wrong", "check-what-if", {"change": "days", "days": "很多", "state": example}),
        Prepared("check-no-time-limit", "check-calendar", {"duty": "none", "state": example}),
        Prepared(
            "check-result-largest",
            "check-what-if",
            {"change": "visit:P1", "state": largest_state(forty_visits_of_four)},
        ),
    ]
