"""What is known of a car elsewhere: the app that keeps the register of cars says it here. Filled in its `ready()`.

A car has one subject, so that it has one voucher: the register's, or while no register knows the car, one made from its
VIN. A car that is registered later takes the papers over with `papers_of_car_take_over`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils import timezone

from documents.issuing.models import Paper
from documents.issuing.numbering import lock_series
from documents.papers.printing import VOUCHER
from documents.papers.voucher import VoucherContext
from sanbao.accounts.models import Organisation, User

_CARS = uuid.UUID("7f0c5b1e-6f0a-4f6e-9c55-0d8f1f0f7a10")


@dataclass(frozen=True, slots=True)
class KnownCar:
    """A car of the register. `refusal` says why no new voucher like this is given; empty where one may be."""

    subject: str
    refusal: str = ""


class CarRegister(Protocol):
    """All inside the transaction of an issue."""

    def known(self, vouchers: Sequence[VoucherContext], issuer: Organisation) -> Mapping[str, KnownCar]:
        """By VIN, those of these cars that are registered."""

    def lock(self, vins: Sequence[str]) -> None:
        """Nobody else hands over, sells or changes these cars until the transaction ends."""

    def voucher_given(self, vin: str, paper: Paper, *, by: User, at: datetime) -> None:
        """To a registered car that was locked."""


class _NoCars:
    def known(self, _vouchers: Sequence[VoucherContext], _issuer: Organisation) -> Mapping[str, KnownCar]:
        return {}

    def lock(self, vins: Sequence[str]) -> None:
        pass

    def voucher_given(self, vin: str, paper: Paper, *, by: User, at: datetime) -> None:
        pass


_register: CarRegister = _NoCars()


def set_car_register(register: CarRegister) -> None:
    global _register  # noqa: PLW0603  one register, set once at the start
    _register = register


def car_register() -> CarRegister:
    return _register


def subject_of(vin: str) -> str:
    """Of a car that no register knows: the same car, the same opaque subject."""
    return f"vehicle/{uuid.uuid5(_CARS, vin)}"


def valid_vouchers(subjects: set[str], issuer: Organisation) -> dict[str, Paper]:
    """By subject, the latest."""
    valid = Paper.objects.filter(kind=VOUCHER, issuer=issuer, subject__in=subjects, withdrawn_at=None, replaced_by=None)
    return {paper.subject: paper for paper in valid.select_related("replaces").order_by("id")}


def papers_of_car_take_over(vin: str, subject: str, *, issuer: Organisation, at: datetime) -> Paper | None:
    """What was issued about this car before it was registered stands under the register's subject from now on.

    Gives the valid voucher of this issuer, now and until the transaction ends: nobody else numbers one meanwhile. To be
    called in a transaction that has locked the car.
    """
    lock_series(VOUCHER, issuer, timezone.localdate(at).year)
    Paper.objects.filter(subject=subject_of(vin)).update(subject=subject)
    return valid_vouchers({subject}, issuer).get(subject)
