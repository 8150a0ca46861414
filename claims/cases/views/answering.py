"""The respondent answers: what is asked and the record on the left, what the law says on the right, the answer below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.cases.answers import choices, wording
from claims.cases.answers.page import AnswerPage
from claims.cases.comparing import grant_contradicts, refusal_contradicts
from claims.cases.contradictions import Contradiction, Denial, codes_of
from claims.cases.forms.answering import AnswerForm, GrantForm, RefuseForm, as_raised
from claims.cases.models import Claim
from claims.cases.models.claim import PERFORMANCE
from claims.cases.pages.shown import Shown
from claims.cases.permissions import can_answer, can_step
from claims.cases.services.acting import Doing
from claims.cases.services.answering import claim_grant, claim_refuse
from claims.cases.views.access import claims
from claims.cases.views.acting import with_new_lock
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors

HOW = ("grant", "refuse")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_answer, claims)
def answer(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = Shown(claim, signed_in(request), timezone.now())
    how = request.GET.get("how", "")
    if request.method == "POST" and how in HOW:
        return _posted(request, it, how)
    ways = [one for one in HOW if can_step(it.person, claim, one)]
    if not ways:
        return redirect(claim)
    if how not in ways:
        return _shown(request, it, None)
    return _shown(request, it, _form(it, how, _kept(request, claim, how), unjudged=True))


def _posted(request: HttpRequest, it: Shown, how: str) -> HttpResponse:
    """Another row, off to add evidence, back from the summary; or on to the summary, and sent from there."""
    data, act = request.POST, request.POST.get("act", "")
    if act == "send" and _is_sent(it, how, data):
        return redirect(it.claim)
    if act in ("more", "more_grounds", "evidence", "back"):
        add_url = AnswerPage(it).add_url
        if act == "evidence" and add_url:
            _keep(request, it.claim, how, data)
            return redirect(add_url)
        return _shown(request, it, _form(it, how, data, unjudged=True, more=act))
    form = _form(it, how, data)
    if not form.is_valid():
        return _shown(request, it, form)
    found = _contradictions(it, form)
    if act == "send" and _is_confirmed(data, found):
        return _send(request, it, how, form)
    return _summary(request, it, form, found, unconfirmed=act == "send")


def _send(request: HttpRequest, it: Shown, how: str, form: AnswerForm) -> HttpResponse:
    told = form.cleaned_data
    doing = Doing(by=it.person, at=it.now, key=told["key"], lock=told["lock"])
    try:
        if isinstance(form, GrantForm):
            claim_grant(claim=it.claim, grant=form.grant(), doing=doing, replied_on=told.get("replied_on"))
        elif isinstance(form, RefuseForm):
            claim_refuse(claim=it.claim, refusal=form.refusal(), doing=doing)
    except ValidationError as error:
        add_errors(form, error)
        return _shown(request, it, with_new_lock(form, it.claim))
    request.session.pop(_name(it.claim, how), None)
    messages.success(request, _("答复已经发出，消费者看得到。"))
    return redirect(it.claim)


def _is_sent(it: Shown, how: str, data: QueryDict) -> bool:
    """By this very form: pressed twice, or gone back to."""
    key = data.get("key", "")
    return any(one.name == how and str(one.request_key) == key for one in it.steps)


def _form(it: Shown, how: str, data: QueryDict | None, *, unjudged: bool = False, more: str = "") -> Any:
    told = {
        "claim": it.claim,
        "is_recorded": it.is_consumer,
        "initial": {"lock": it.claim.lock, **AnswerPage(it).initial},
        "unjudged": unjudged and data is not None,
    }
    if how == "grant":
        return GrantForm(data, **told)
    counts = _rows(data, "rule_") + (more == "more"), _rows(data, "ground_") + (more == "more_grounds")
    return RefuseForm(data, offered=choices.Offered.of(it, AnswerPage(it).evidence), counts=counts, **told)


def _rows(data: QueryDict | None, prefix: str) -> int:
    """How many rows stood in the form."""
    numbers = [int(name.removeprefix(prefix)) for name in data or () if name.removeprefix(prefix).isdecimal()]
    return max(numbers, default=1)


def _contradictions(it: Shown, form: AnswerForm) -> tuple[Contradiction, ...]:
    """On the very facts that stand beside the form."""
    if it.matter is None:
        return ()
    if isinstance(form, RefuseForm):
        denials = [Denial(one.rule, one.fact) for one in form.reasons()]
        return refusal_contradicts(it.claim, it.matter.facts, denials, as_raised(form.grounds()))
    if isinstance(form, GrantForm):
        days = [one.due_on for duty, one in it.deadlines.items() if duty in PERFORMANCE and one.due_on]
        grant = form.grant()
        return grant_contradicts(it.claim, it.matter.facts, grant.amount_fen, grant.fulfil_on, max(days, default=None))
    return ()


def _is_confirmed(data: QueryDict, found: Sequence[Contradiction]) -> bool:
    """What is found now is what was shown, and it was confirmed."""
    shown = ",".join(codes_of(found))
    return data.get("shown", "") == shown and (not found or data.get("confirmed") == "yes")


def _shown(request: HttpRequest, it: Shown, form: Any) -> HttpResponse:
    return render(request, "cases/answer.html", {"it": it, "claim": it.claim, "page": AnswerPage(it), "form": form})


def _summary(
    request: HttpRequest, it: Shown, form: Any, found: Sequence[Contradiction], *, unconfirmed: bool
) -> HttpResponse:
    context = {
        "it": it,
        "claim": it.claim,
        "form": form,
        "carried": [(name, value) for name in request.POST for value in request.POST.getlist(name) if _is_told(name)],
        "shown": ",".join(codes_of(found)),
        "found": wording.each(found, it.matter, getattr(form, "labels", {})),
        "unconfirmed": unconfirmed and bool(found),
    }
    return render(request, "cases/answer_summary.html", context)


def _is_told(name: str) -> bool:
    return name not in ("csrfmiddlewaretoken", "act", "shown", "confirmed")


def _name(claim: Claim, how: str) -> str:
    return f"answer/{how}/{claim.public_id}"


def _keep(request: HttpRequest, claim: Claim, how: str, data: QueryDict) -> None:
    """What was written stays while evidence is added on its own page."""
    request.session[_name(claim, how)] = {name: data.getlist(name) for name in data if _is_told(name)}


def _kept(request: HttpRequest, claim: Claim, how: str) -> QueryDict | None:
    kept = request.session.get(_name(claim, how))
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data
