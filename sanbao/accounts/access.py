"""The door of a page about one object: signed in, permitted, or told that there is no such page."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import NoReturn, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from sanbao.accounts.models import User

security = logging.getLogger("sanbao.security")

Found = TypeVar("Found", bound=Model)


class SignedInRequest(HttpRequest):
    """What `login_required` lets through."""

    user: User


def signed_in(request: HttpRequest) -> User:
    """Who asks, on a page behind `login_required` or `requires`."""
    if not isinstance(request.user, User):
        message = "this view lacks login_required"
        raise TypeError(message)
    return request.user


def requires(
    permitted: Callable[[User, Found], bool], objects: Callable[[], QuerySet[Found]]
) -> Callable[[Callable[[HttpRequest, Found], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """For a view whose address names one of `objects` by `public_id`; the view gets the object itself.

    Whether it does not exist or is not for this person's eyes makes no difference to him: 404. The log tells.
    """

    def decorate(view: Callable[[HttpRequest, Found], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
            found = objects().filter(public_id=public_id).first()
            if found is None or not permitted(signed_in(request), found):
                refuse(request, exists=found is not None)
            return view(request, found)

        return guarded

    return decorate


def refuse(request: HttpRequest, *, exists: bool | None) -> NoReturn:
    """`exists` None: not looked for. Written to the log without personal data: addresses of such pages hold opaque names alone."""
    security.warning(
        "page refused",
        extra={
            "event": "page_refused",
            "exists": exists,
            "request_id": getattr(request, "request_id", None),
            "user": str(signed_in(request).public_id),
            "path": request.path,
        },
    )
    raise Http404
