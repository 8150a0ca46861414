"""Which page comes when. Answered pages are passed over: whoever comes to change one answer goes back to the summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.cases.asking.draft import Draft
from claims.cases.asking.page import Page, url_of
from claims.cases.asking.plain import Mileage, OwnWords, Papers, Photos, Received
from claims.cases.asking.recorded import Entry, Record
from claims.cases.asking.trouble import Danger, PartPage, Place, Problem, Problems
from claims.cases.asking.wanted import Also, Amount, KindPage, Losses, Named, RespondentPage

SUMMARY = "summary"
MAIN: tuple[type[Page], ...] = (
    Received,
    Problems,
    Mileage,
    Record,
    Papers,
    KindPage,
    Also,
    Losses,
    Amount,
    RespondentPage,
    Named,
    OwnWords,
    Photos,
)
MAIN_NAMES = tuple(page.name for page in MAIN)
ALL: tuple[type[Page], ...] = (*MAIN, Problem, Place, PartPage, Danger, Entry)
PAGES: dict[str, type[Page]] = {page.name: page for page in ALL}
# Where a page about one of several leads back to.
BACK = {"problem": "problems", "place": "problem", "part": "place", "danger": "problem", "entry": "record"}


@dataclass(frozen=True)
class Told:
    title: str
    says: str
    url: str


def page_of(draft: Draft, name: str, number: int) -> Page | None:
    """None where there is no such page, or nothing to ask on it."""
    kind = PAGES.get(name)
    page = kind(draft, number) if kind else None
    return page if page is not None and page.exists() else None


def main_pages(draft: Draft) -> Iterator[Page]:
    return (page for kind in MAIN if (page := kind(draft)).exists())


def url_after(draft: Draft, name: str) -> str:
    """The next page that is not answered yet; the summary where all are."""
    later = MAIN_NAMES[MAIN_NAMES.index(name) + 1 :] if name in MAIN_NAMES else MAIN_NAMES
    for page in main_pages(draft):
        if page.name in later and page.name not in draft.answered:
            return page.url
    return first_open(draft)


def first_open(draft: Draft) -> str:
    """Where a draft is gone on with."""
    for page in main_pages(draft):
        if page.name not in draft.answered:
            if page.name == "problems" and not draft.items:
                return url_of(draft, "problem", 1)
            return page.url
    return url_of(draft, SUMMARY)


def url_before(draft: Draft, page: Page) -> str:
    if page.name in BACK:
        back = BACK[page.name]
        return url_of(draft, back, page.number if back in ("problem", "place") else 0)
    names = [one.name for one in main_pages(draft)]
    place = names.index(page.name) if page.name in names else 0
    return url_of(draft, names[place - 1]) if place else draft.claim.vehicle.get_absolute_url()


def told(draft: Draft) -> list[Told]:
    pages = [page for page in main_pages(draft) if page.told() or page.name == "words"]
    return [Told(str(page.title), page.told(), page.url) for page in pages]


def is_told(draft: Draft) -> bool:
    return all(page.name in draft.answered for page in main_pages(draft))
