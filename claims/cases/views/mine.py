"""A person's own claims; and the way from the check, without an account so far, to a claim about one of his cars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.cases.asking import route
from claims.cases.asking.carried import carry
from claims.cases.asking.draft import Draft
from claims.cases.codes import Kind, Party, State
from claims.cases.forms.asking import CarForm
from claims.cases.models import Claim, RepresentationOffer
from claims.cases.services.opening import Respondent, claim_open
from claims.cases.status import Status, status_of
from claims.cases.views.access import claims, posted
from claims.vehicles.models import Vehicle
from claims.vehicles.selectors import vehicles_of
from sanbao.accounts.access import signed_in
from sanbao.accounts.forms import add_errors
from sanbao.accounts.models import User
from sanbao.check.results.views import with_answers
from sanbao.check.state import Answers, StateError, opened

MOST = 50
CARRIED = "claim_from_check"
ENDED = (State.WITHDRAWN, State.CLOSED)


@dataclass(frozen=True)
class Row:
    claim: Claim
    status: Status
    url: str


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for him first, then what goes on, then what is written and not sent; what has ended last."""
    person, now = signed_in(request), timezone.now()
    rows = [_row(one, person, now) for one in _claims_of(person)]
    running = [row for row in rows if row.claim.state not in (State.DRAFT, *ENDED)]
    running.sort(key=lambda row: (not row.status.is_mine, row.status.until is None, row.status.until))
    context = {
        "running": running,
        "drafts": [row for row in rows if row.claim.state == State.DRAFT],
        "ended": [row for row in rows if row.claim.state in ENDED and row.claim.submitted_at],
        "offers": offers_to(person),
        "has_cars": vehicles_of(person).exists(),
    }
    return render(request, "cases/mine.html", context)


def _claims_of(person: User) -> Sequence[Claim]:
    own = Q(consumer=person) | Q(representative=person) | Q(entered_by=person)
    found = claims().prefetch_related("deadlines").filter(own)
    return list(found.order_by("-opened_at", "-id")[:MOST])


def _row(claim: Claim, person: User, now: datetime) -> Row:
    """Whoever wrote it down for somebody else reads of him in the third person."""
    is_own = person.pk in (claim.consumer_id, claim.representative_id)
    parties = {Party.CONSUMER} if is_own else {Party.CONSUMER, Party.CLERK}
    url = claim.get_absolute_url()
    if claim.state == State.DRAFT:
        url = reverse("cases:asking", args=[claim.public_id, route.SUMMARY, 0])
    return Row(claim, status_of(claim, parties, now), url)


def offers_to(person: User) -> Sequence[RepresentationOffer]:
    """Offers to ask for him, about the cars he owns now, that he has not answered."""
    found = RepresentationOffer.objects.filter(vehicle__in=vehicles_of(person).values("pk"), answered_at=None)
    return list(found.select_related("vehicle", "offered_by").order_by("offered_at")[:MOST])


@with_answers
def from_check(request: HttpRequest, _answers: Answers) -> HttpResponse:
    """The answers wait in the session until it is known whose car it is about."""
    request.session[CARRIED] = request.POST["state"]
    chosen = reverse("cases:choose")
    return redirect(chosen) if request.user.is_authenticated else redirect_to_login(chosen)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """Which of his cars it is about; then the draft begins, with what was answered in the check."""
    person = signed_in(request)
    cars = list(vehicles_of(person))
    form = CarForm(cars, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            draft = _begin(request, form.car, form.cleaned_data["key"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(route.first_open(Draft(draft, person, timezone.now())))
    context = {"form": form, "cars": cars, "carries": CARRIED in request.session}
    return render(request, "cases/choose.html", context)


def _begin(request: HttpRequest, car: Vehicle, key: UUID) -> Claim:
    person, now = signed_in(request), timezone.now()
    token = request.session.pop(CARRIED, "")
    draft = claim_open(vehicle=car, kind=Kind.FREE_REPAIR, respondent=Respondent(), by=person, at=now, key=key)
    answers = _answers(token)
    if answers is not None:
        carry(claim=draft, answers=answers, by=person, at=now)
    return claims().select_related("asking").get(pk=draft.pk)


def _answers(token: str) -> Answers | None:
    """None where nothing was carried along, or an earlier version of this site sealed it."""
    try:
        return opened(token) if token else None
    except StateError:
        return None
