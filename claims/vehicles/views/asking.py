"""What several views do: a posted form, what a service refused at its field, what a paper refused in sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from claims.vehicles.models import Vehicle
from documents.papers.checking import ContextError
from sanbao.accounts.forms import add_errors

Made = TypeVar("Made")


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty form that was sent is wrong, not unsent."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.BaseForm, act: Callable[[], Made]) -> Made | None:
    """None when it was refused: the form says why."""
    try:
        return act()
    except ContextError as refused:
        for problem in refused.problems:
            form.add_error(None, problem.says)
    except ValidationError as error:
        add_errors(form, error)
    return None


def faults_of(act: Callable[[], object]) -> list[str]:
    """What was refused, for an act without a form; nothing when it is done."""
    try:
        act()
    except ContextError as refused:
        return [problem.says for problem in refused.problems]
    except ValidationError as error:
        return error.messages
    return []


_TO_SHOW = "vehicles_code_to_show"


def keep_to_show(request: HttpRequest, vehicle: Vehicle, code: str) -> None:
    """Until the next page has shown it: read again, that page shows nothing, and sends nothing again."""
    request.session[_TO_SHOW] = {"car": str(vehicle.public_id), "code": code}


def shown_once(request: HttpRequest, vehicle: Vehicle) -> str:
    kept = request.session.get(_TO_SHOW)
    if not kept or kept["car"] != str(vehicle.public_id):
        return ""
    del request.session[_TO_SHOW]
    return str(kept["code"])
