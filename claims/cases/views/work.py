"""The worklist of a house, and taking an entry of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.cases import worklist
from claims.cases.models.duty import DutyTask
from claims.cases.permissions import can_work_on
from claims.cases.services.assigning import task_give_back, task_take
from claims.cases.worklist import Cursor, Filter
from claims.cases.worklist_rows import row_of
from sanbao.accounts.access import refuse, signed_in
from sanbao.accounts.held import held_by
from sanbao.accounts.models import Organisation
from sanbao.accounts.roles import Role
from sanbao.web.components import Worklist, WorklistQueue

FORM = "acts"
PLACES_KEPT = ("at", "queue", "after", "before")


@never_cache
@login_required
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    person, today = signed_in(request), timezone.localdate()
    places = list(worklist.workplaces(person))
    place = _chosen(places, request)
    filters = worklist.filters_for(place, person, today)
    current = next((one for one in filters if one.key == request.GET.get("queue")), filters[0])
    page = worklist.page_of(place, person, today, current.key, _cursor(request))
    is_head = any(held.role == Role.OWNER and held.organisation_id == place.pk for held in held_by(request))
    shown = Worklist(
        title=str(current.label),
        rows=tuple(row_of(task, person, today, is_head=is_head) for task in page.tasks),
        total=_in_words(current),
        empty_says=_("没有要办的。") if current.key == worklist.ALL else _("这一类现在没有。"),
        queues=tuple(_queue(one, current, request) for one in filters),
        form=FORM,
        shows_takers=True,
    )
    links = {name: _with(request, **{name: cursor}) for name, cursor in (("before", page.before), ("after", page.after)) if cursor}  # fmt: skip
    context = {
        "place": place,
        "places": places,
        "list": shown,
        "links": links,
        "form": FORM,
        "back": _kept(request.GET),
    }
    return render(request, "cases/work.html", context)


def on_task(act: Callable[[HttpRequest, DutyTask], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The door of whatever a person does with a task: the address names the process, the node and the task, and they
    belong together; for anybody else, and for anything else, there is no such page."""

    @require_POST
    @login_required
    @wraps(act)
    def guarded(request: HttpRequest, process_id: UUID, node: str, task_id: UUID) -> HttpResponseBase:
        rows = DutyTask.objects.select_related("process", "claim")
        task = rows.filter(public_id=task_id, process__public_id=process_id).first()
        if task is None or task.flow_task is None or task.flow_task.name != node:
            refuse(request, exists=False)
        if task.process.flow_class is not task.flow_task.flow_class or not can_work_on(signed_in(request), task):
            refuse(request, exists=True)
        return act(request, task)

    return guarded


@on_task
def take(request: HttpRequest, task: DutyTask) -> HttpResponse:
    return _done(request, lambda: task_take(task=task, by=signed_in(request), at=timezone.now()))


@on_task
def give_back(request: HttpRequest, task: DutyTask) -> HttpResponse:
    return _done(request, lambda: task_give_back(task=task, by=signed_in(request), at=timezone.now()))


def _done(request: HttpRequest, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except ValidationError as error:
        for says in error.messages:
            messages.error(request, says)
    back = _kept(QueryDict(request.POST.get("back", "")))
    return redirect(f"{reverse('cases:work')}?{back}" if back else "cases:work")


def _chosen(places: list[Organisation], request: HttpRequest) -> Organisation:
    """Whose list: of the one place where he works, or of the one he has chosen."""
    if not places:
        raise Http404
    asked = request.GET.get("at")
    return next((one for one in places if str(one.public_id) == asked), places[0])


def _cursor(request: HttpRequest) -> Cursor | None:
    if after := request.GET.get("after"):
        return Cursor.read(after, backwards=False)
    if before := request.GET.get("before"):
        return Cursor.read(before, backwards=True)
    return None


def _queue(one: Filter, current: Filter, request: HttpRequest) -> WorklistQueue:
    return WorklistQueue(str(one.label), _with(request, queue=one.key), _in_words(one), one.key == current.key)


def _in_words(one: Filter) -> str:
    return f"{worklist.MOST_COUNTED}+" if one.is_over else str(one.count)


def _with(request: HttpRequest, **changed: str) -> str:
    """The address with another queue or page; another queue begins at its first page."""
    query = QueryDict(mutable=True)
    for name in ("at", "queue"):
        if told := request.GET.get(name):
            query[name] = told
    query.update(changed)
    return f"?{query.urlencode()}"


def _kept(told: QueryDict) -> str:
    query = QueryDict(mutable=True)
    for name in PLACES_KEPT:
        if given := told.get(name):
            query[name] = given
    return query.urlencode()
