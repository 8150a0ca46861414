"""A made-up case that evidence can be about before cases are built; in development alone."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.evidence.subjects import SubjectKind, add_subject_kind
from sanbao.accounts.access import signed_in
from sanbao.accounts.models import User
from sanbao.web.landing import Task, add_source

NAME, CASE = "demonstration", UUID("0f4a6c1e-5b7d-4e3a-9c28-7d1f3a5b9e60")
# A consumer is known by the phone, the others by the name they sign in with.
OWNER, ADVISER, CLERK, EXPERT = "+8619900000001", "linxiao", "xuwen", "chenwei"
PARTIES, OFFICE = {OWNER, ADVISER}, {CLERK, EXPERT}


def add() -> None:
    add_source(tasks)
    add_subject_kind(
        SubjectKind(
            NAME,
            title=lambda _id: _("演示：变速器顿挫，要求退车"),
            may_view=lambda user, about: about == CASE and _is_one_of(user, PARTIES | OFFICE),
            may_add=lambda user, about: about == CASE and _is_one_of(user, PARTIES),
            may_open_original=lambda user, about: about == CASE and _is_one_of(user, OFFICE),
        )
    )


def tasks(request: HttpRequest) -> Iterable[Task]:
    """The door to it, for its people: no page of a case leads there yet."""
    if _is_one_of(signed_in(request), PARTIES | OFFICE):
        url = reverse("evidence:list", args=[NAME, CASE])
        yield Task(_("演示：证据"), _("一件编出来的争议：看证据的副本，添加证据，打开原件。"), url, order=85)


def _is_one_of(user: User, names: set[str]) -> bool:
    return bool({user.username, user.phone} & names)
