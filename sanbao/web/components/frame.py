from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from sanbao.web.components.base import Component
from sanbao.web.components.decision import Action

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import HttpRequest


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str = ""  # empty: the page itself


@dataclass(frozen=True)
class Breadcrumbs(Component):
    template_name: ClassVar[str] = "web/components/breadcrumbs.html"

    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True)
class Notice(Component):
    template_name: ClassVar[str] = "web/components/notice.html"

    says: str
    kind: Literal["info", "success", "warning", "error"] = "info"
    title: str = ""


@dataclass(frozen=True)
class EmptyState(Component):
    """A list with nothing in it says why, and what to do first."""

    template_name: ClassVar[str] = "web/components/empty.html"

    title: str
    says: str = ""
    actions: tuple[Action, ...] = ()
    level: int = 2


@dataclass(frozen=True)
class PageLink:
    number: int  # 0: pages left out
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pagination(Component):
    """Links to the pages of a list; `of` keeps the other parameters of the address (a filter, a search)."""

    template_name: ClassVar[str] = "web/components/pagination.html"

    links: tuple[PageLink, ...]
    previous: str = ""
    next: str = ""

    @classmethod
    def of(cls, page: Page, request: HttpRequest) -> Pagination:  # type: ignore[type-arg]  # of whatever
        def url(number: int) -> str:
            query = request.GET.copy()
            query["page"] = str(number)
            return f"?{query.urlencode()}"

        numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        links = tuple(PageLink(n, url(n), n == page.number) if isinstance(n, int) else PageLink(0) for n in numbers)
        previous = url(page.previous_page_number()) if page.has_previous() else ""
        return cls(links, previous, url(page.next_page_number()) if page.has_next() else "")

    @property
    def shown(self) -> bool:
        return len(self.links) > 1
