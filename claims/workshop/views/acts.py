"""Acts of one press: they do what they say and lead back to the visit, with a sentence where they were refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.repairs import papers
from claims.repairs.models import Item, Visit, Wait
from claims.repairs.permissions import (
    can_answer_link,
    can_edit_item,
    can_press_close,
    can_print,
    can_request_signatures,
    can_see_visit,
    can_stop_wait,
    can_work_on,
)
from claims.repairs.services.asking import signatures_ask
from claims.repairs.services.finishing import visit_close
from claims.repairs.services.later import link_answer
from claims.repairs.services.sameness import sameness_answer
from claims.repairs.services.working import item_save, visit_take, wait_start, wait_stop
from claims.repairs.signing import DROP_OFF, HAND_OVER
from claims.repairs.told import told
from claims.workshop.forms.ending import WaitForm
from claims.workshop.views.access import bare_visits, items, tell, to_visit, visits, waits
from claims.workshop.views.seeing import problems_for
from documents.issuing.services import paper_issue
from documents.papers.checking import ContextError
from sanbao.accounts.access import requires, signed_in


@require_POST
@requires(can_work_on, bare_visits)
def take(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit_take(visit=visit, by=signed_in(request), at=timezone.now())
    return _back(request, visit)


@require_POST
@requires(can_work_on, bare_visits)
def start_wait(request: HttpRequest, visit: Visit) -> HttpResponse:
    form, now = WaitForm(request.POST), timezone.now()
    told_ = form.cleaned_data if form.is_valid() else {}
    values = {"reason": told_.get("reason", ""), "proof": told_.get("proof", "")}
    _do(request, lambda: wait_start(visit=visit, **values, begins_at=now, by=signed_in(request), at=now))
    return _back(request, visit)


@require_POST
@requires(can_stop_wait, waits)
def stop_wait(request: HttpRequest, wait: Wait) -> HttpResponse:
    now = timezone.now()
    _do(request, lambda: wait_stop(wait=wait, ends_at=now, by=signed_in(request), at=now))
    return _back(request, wait.visit)


@require_POST
@requires(can_edit_item, items)
def link(request: HttpRequest, item: Item) -> HttpResponse:
    """It is the same problem as that one: proposed to the owner."""
    number = request.POST.get("problem", "")
    problem = next((one for one in problems_for(request, item.visit) if str(one.number) == number), None)
    if problem is not None:
        person, now = signed_in(request), timezone.now()
        _do(request, lambda: item_save(visit=item.visit, item=item, values={}, problem=problem, by=person, at=now))
    return to_visit(item.visit)


@require_POST
@requires(can_see_visit, bare_visits)
def same(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Is this visit the one that the owner has told from his slip?"""
    told_visits = Visit.objects.filter(vehicle=visit.vehicle, source=Visit.Source.OWNER)
    stated = next((one for one in told_visits if str(one.public_id) == request.POST.get("stated")), None)
    if stated is not None:
        stated.vehicle = visit.vehicle
        person, now, is_same = signed_in(request), timezone.now(), request.POST.get("same") == "yes"
        _do(request, lambda: sameness_answer(visit=stated, other=visit, is_same=is_same, by=person, at=now))
    return to_visit(visit)


@require_POST
@requires(can_answer_link, items)
def answer(request: HttpRequest, item: Item) -> HttpResponse:
    agrees, words = request.POST.get("agrees") == "yes", request.POST.get("words", "")[:200]
    person, now = signed_in(request), timezone.now()
    try:
        link_answer(item=item, agrees=agrees, words=words, by=person, at=now)
    except ValidationError:  # the page says at the field what is wanted there
        back = reverse("workshop:visit", args=[item.visit.public_id])
        return redirect(f"{back}?why={item.number}#why-{item.number}")
    return to_visit(item.visit)


@require_POST
@requires(can_request_signatures, bare_visits)
def ask_signatures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Of both sides at once; where no owner is known, his name is asked for first."""
    which = HAND_OVER if request.POST.get("which") == HAND_OVER else DROP_OFF
    person, now = signed_in(request), timezone.now()
    _do(request, lambda: signatures_ask(visit=visit, which=which, by=person, at=now))
    return to_visit(visit)


@require_POST
@requires(can_press_close, bare_visits)
def close(request: HttpRequest, visit: Visit) -> HttpResponse:
    if _do(request, lambda: visit_close(visit=visit, by=signed_in(request), at=timezone.now())):
        messages.success(request, _("这次送修已经结束，修理记录保存好了。"))
    return to_visit(visit)


@require_POST
@requires(can_print, visits)
def issue(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A paper of the visit; the same kind again replaces the one before."""
    try:
        order = papers.order_of(told(visit), request.POST.get("kind", ""), key=_key(request))
    except LookupError:
        return to_visit(visit)
    except ValidationError as error:
        tell(request, error)
        return to_visit(visit)
    try:
        made = paper_issue(order, by=signed_in(request), at=timezone.now())
    except ContextError as refused:
        for problem in refused.problems:
            messages.error(request, problem.says)
    except ValidationError as error:
        tell(request, error)
    else:
        return redirect("papers:paper", made.public_id)
    return to_visit(visit)


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _do(request: HttpRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except ValidationError as error:
        tell(request, error)
        return False
    return True


def _back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """To the jobs where the technician pressed it there."""
    if request.POST.get("from") == "jobs" and visit.outlet is not None:
        return redirect("workshop:jobs", visit.outlet.public_id)
    return to_visit(visit)
