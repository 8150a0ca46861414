"""Why a file is not taken. The words for people stand in `documents.evidence.messages`."""

from enum import StrEnum


class Refusal(StrEnum):
    EMPTY = "empty"
    UNKNOWN_TYPE = "unknown_type"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    MORE_THAN_IT_CLAIMS = "more_than_it_claims"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    LOCKED = "locked"
    NOTHING_IN_IT = "nothing_in_it"


class RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def demand(fulfilled: bool, refusal: Refusal) -> None:  # noqa: FBT001  reads as a sentence
    if not fulfilled:
        raise RefusedError(refusal)
