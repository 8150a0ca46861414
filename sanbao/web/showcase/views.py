from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanbao.web.components import Pagination
from sanbao.web.showcase.forms import Sample, wrong
from sanbao.web.showcase.states import groups

THEMES = {"": "跟随系统", "light": "浅色", "dark": "深色"}
TYPES = {"": "标准字号", "large": "大字"}
WIDTHS = {"": "全宽", "320": "320像素"}


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """The look is chosen by links, so that an address names a state exactly (for screenshots, too)."""
    page = Paginator(range(240), 20).get_page(request.GET.get("page", 5))
    context = {
        "groups": groups(),
        "pagination": Pagination.of(page, request),
        "forms": {"还没有填": Sample(), "填错了": wrong()},
        "classes": " ".join(_chosen(request, name) for name in ("theme", "type") if _chosen(request, name)),
        "width": _chosen(request, "width"),
        "toggles": [_toggle(request, name, states) for name, states in KINDS.items()],
    }
    return render(request, "web/showcase.html", context)


KINDS = {"theme": THEMES, "type": TYPES, "width": WIDTHS}


def _chosen(request: HttpRequest, name: str) -> str:
    value = request.GET.get(name, "")
    return value if value in KINDS[name] else ""


def _toggle(request: HttpRequest, name: str, states: dict[str, str]) -> list[tuple[str, str, bool]]:
    links = []
    for value, label in states.items():
        query = request.GET.copy()
        query[name] = value
        links.append((label, f"?{query.urlencode()}", value == _chosen(request, name)))
    return links
