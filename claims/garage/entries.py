"""What these pages add to the page after sign-in."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbao.accounts.access import signed_in
from sanbao.accounts.held import Held, held_by
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import open_memberships
from sanbao.web.landing import Task, add_source


def add() -> None:
    add_source(tasks)


def tasks(request: HttpRequest) -> Iterable[Task]:
    """For the clerks of dispute bodies; who works for a business alone costs no query."""
    if not any(held.role == Role.CLERK and not _is_business(held) for held in held_by(request)):
        return
    held = open_memberships(signed_in(request)).filter(role=Role.CLERK, organisation__is_dispute_body=True)
    for one in held.select_related("organisation"):
        url = f"{reverse('garage:state_car')}?for={one.organisation.public_id}"
        yield Task(_("替车主登记车"), _("车主写信、打电话来的，照他的材料登记车和修理。"), url, order=15)


def _is_business(held: Held) -> bool:
    return held.is_producer or held.is_seller or held.is_repairer
