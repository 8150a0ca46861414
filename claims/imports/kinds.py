"""The kinds of import, each with its columns and its loader."""

from __future__ import annotations

from collections.abc import Mapping

from claims.imports.filings import APPOINTMENTS, FILINGS
from claims.imports.loading import Loading
from claims.imports.models import Kind
from claims.imports.sales import SALES
from claims.imports.visits.loader import VISITS

LOADINGS: Mapping[str, Loading] = {
    Kind.VISITS.value: VISITS,
    Kind.SALES.value: SALES,
    Kind.FILINGS.value: FILINGS,
    Kind.APPOINTMENTS.value: APPOINTMENTS,
}
