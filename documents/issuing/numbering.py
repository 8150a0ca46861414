"""SB-2026-0001-000042: prefix of the kind, year, code of the issuer, place in the series.

A number is taken inside the transaction that issues the paper: rolled back, it is free again, so there is no gap.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction

from documents.issuing.check_code import ALPHABET
from documents.issuing.models import Issuer, Series
from sanbao.accounts.models import Organisation

SITE = "0000"  # those of organisations begin with 0001
SAMPLE = "XX-2026-0000-000000"
_TRIES = 10


def lock_series(kind: str, organisation: Organisation | None, year: int) -> Series:
    """Whoever wants the next number waits here until the transaction ends. Without an organisation: the site's."""
    issuer = None if organisation is None else issuer_of(organisation)
    Series.objects.get_or_create(kind=kind, issuer=issuer, year=year)
    return (
        Series.objects.select_for_update(of=("self",)).select_related("issuer").get(kind=kind, issuer=issuer, year=year)
    )


def take_number(series: Series, prefix: str) -> str:
    series.last += 1
    series.save(update_fields=["last"])
    return f"{prefix}-{series.year}-{series.issuer.code if series.issuer else SITE}-{series.last:06d}"


def issuer_of(organisation: Organisation) -> Issuer:
    """Given a code with its first paper. Two organisations at the same moment want the same next one: one tries again."""
    for _try in range(_TRIES):
        known = Issuer.objects.filter(organisation=organisation).first()
        if known is not None:
            return known
        try:
            with transaction.atomic():
                return Issuer.objects.create(organisation=organisation, code=_code(Issuer.objects.count() + 1))
        except IntegrityError:
            continue
    raise RuntimeError("no code for this issuer")


def _code(number: int) -> str:
    signs = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        signs = ALPHABET[rest] + signs
    return signs.rjust(4, "0")
