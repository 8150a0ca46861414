"""What producers file: model lines, the dated versions of their terms, and the outlets they appoint."""

from claims.filings.models.appointment import Appointment
from claims.filings.models.draft import Draft
from claims.filings.models.model_line import Energy, Kind, ModelLine
from claims.filings.models.parts import FiledPart, List
from claims.filings.models.version import FiledFile, FilingVersion, Use

__all__ = [
    "Appointment",
    "Draft",
    "Energy",
    "FiledFile",
    "FiledPart",
    "FilingVersion",
    "Kind",
    "List",
    "ModelLine",
    "Use",
]
