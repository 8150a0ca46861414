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
# Where a page that is no step of its own leads back to, and with which step it is counted.
BACK = {
    "problem": "problems",
    "place": "problem",
    "part": "place",
    "danger": "problem",
    "entry": "record",
    "also": "kind",
}


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
    """Those that are asked in any case of this kind; what may be offered beside needs the whole record to say so."""
    return (page for kind in MAIN if kind is not Also and (page := kind(draft)).exists())


def open_pages(draft: Draft) -> Iterator[Page]:
    """Not answered yet; the answered ones are not looked at again."""
    return (page for kind in MAIN if kind.name not in draft.answered and (page := kind(draft)).exists())


def url_after(draft: Draft, name: str) -> str:
    """The next page that is not answered yet; the summary where all are."""
    later = MAIN_NAMES[MAIN_NAMES.index(name) + 1 :] if name in MAIN_NAMES else MAIN_NAMES
    first: Page | None = None
    for page in open_pages(draft):
        if page.name in later:
            return _url(page)
        first = first or page
    return _url(first) if first else url_of(draft, SUMMARY)


def first_open(draft: Draft) -> str:
    """Where a draft is gone on with."""
    page = next(open_pages(draft), None)
    return _url(page) if page else url_of(draft, SUMMARY)


def _url(page: Page) -> str:
    """Whoever has told of nothing yet is asked for the first thing at once."""
    if page.name == "problems" and not page.draft.items:
        return url_of(page.draft, "problem", 1)
    return page.url


def place_of(draft: Draft, page: Page) -> tuple[int, int]:
    """The number of the step, and how many there are with the summary."""
    names, name = [one.name for one in main_pages(draft)], page.name
    while name not in names:
        name = BACK[name]
    return names.index(name) + 1, len(names) + 1


def url_before(draft: Draft, page: Page) -> str:
    if page.name in BACK:
        back = BACK[page.name]
        return url_of(draft, back, page.number if back in ("problem", "place") else 0)
    names = [one.name for one in main_pages(draft)]
    place = names.index(page.name) if page.name in names else 0
    return url_of(draft, names[place - 1]) if place else draft.claim.vehicle.get_absolute_url()


def told(draft: Draft) -> list[Told]:
    """Every answer in words; of what nobody asked for only what was added."""
    pages = [kind(draft) for kind in MAIN]
    shown = (page for page in pages if (page.name == "also" or page.exists()))
    rows = [Told(str(page.title), page.told(), page.url) for page in shown]
    return [row for row in rows if row.says or row.title == str(OwnWords.title)]


def is_told(draft: Draft) -> bool:
    return next(open_pages(draft), None) is None
