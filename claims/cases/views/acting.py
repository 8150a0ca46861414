"""Pages on which one thing is told and done: a form, what follows, one button. Done twice it is done once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from claims.cases.models import Claim
from claims.cases.pages.shown import Shown
from claims.cases.services.acting import Doing
from sanbao.accounts.forms import add_errors
from sanbao.web.components import Component

AnyForm = TypeVar("AnyForm", bound=forms.Form)
Do = Callable[[dict[str, Any], Doing], object]


@dataclass(frozen=True)
class ActPage:
    """`beside`: what helps to decide."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    says: Sequence[str | Promise] = ()
    danger: bool = False
    beside: Sequence[Component] = ()


def acted(request: HttpRequest, it: Shown, page: ActPage, form: forms.Form, do: Do) -> HttpResponse:
    """`do` gets what was told beside key and lock."""
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        doing = Doing(by=it.person, at=it.now, key=told.pop("key"), lock=told.pop("lock"))
        try:
            do(told, doing)
        except ValidationError as error:
            add_errors(form, error)
            with_new_lock(form, it.claim)
        else:
            messages.success(request, str(page.done))
            return redirect(it.claim)
    return render(request, "cases/act.html", {"it": it, "claim": it.claim, "page": page, "form": form})


def with_new_lock(form: AnyForm, claim: Claim) -> AnyForm:
    """Who was told that the claim has moved on, and has seen how it stands now, may send again."""
    data = form.data.copy()  # type: ignore[attr-defined]  # what was posted
    data["lock"] = str(Claim.objects.values_list("lock", flat=True).get(pk=claim.pk))
    form.data = data
    return form
