"""What other apps offer to do with a result: a button that posts the sealed answers. Filled in their `ready()`."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Offer:
    label: str | Promise
    url_name: str

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_offers: list[Offer] = []


def add_offer(offer: Offer) -> None:
    if offer not in _offers:
        _offers.append(offer)


def offers() -> tuple[Offer, ...]:
    return tuple(_offers)
