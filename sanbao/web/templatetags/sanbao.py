"""Tags and filters of every page: navigation, errors of forms, and how days, money and distances are written."""

from __future__ import annotations

import re
from typing import Any

from django import forms, template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanbao.web import choices as look
from sanbao.web import navigation as nav
from sanbao.web import says
from sanbao.web.components import Component

register = template.Library()

register.filter("day", says.day)
register.filter("moment", says.moment)
register.filter("yuan", says.yuan)
register.filter("km", says.km)


@register.filter
def clauses(sentence: str) -> SafeString:
    """A heading that breaks between its clauses where it can, not inside a word: each is a box of its own in a line."""
    return format_html_join("", "<span>{}</span>", ([part] for part in re.findall(r"[^，；：]+[，；：]?", sentence)))


@register.inclusion_tag("web/navigation.html", takes_context=True)
def navigation(context: dict[str, Any]) -> dict[str, Any]:
    request = context.get("request")
    links = nav.links_for(request) if request else []
    return {"links": links, "first": links[: nav.IN_TABS], "rest": links[nav.IN_TABS :]}


@register.simple_tag(takes_context=True)
def look_classes(context: template.Context) -> str:
    request = context.get("request")
    return look.chosen_by(request).classes if request else ""


@register.inclusion_tag("web/choices.html", takes_context=True)
def choices(context: template.Context) -> dict[str, Any]:
    request = context.get("request")
    if request is None:
        return {}
    carried: dict[str, str] = dict(context.get("carried") or {})
    came_from = carried.pop("next", request.get_full_path())
    return look.form_context(request, came_from) | {"carried": carried}


@register.simple_tag(takes_context=True)
def show(context: template.Context, component: Component) -> str:
    """A component whose buttons post needs the request for its token: `{% show card %}` in place of `{{ card }}`."""
    return component.render(context.get("request"))


@register.filter
def anchor(field: forms.BoundField) -> str:
    """The id of the first control of a field: where a link of the error summary leads."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def unasked(label: str) -> str:
    """这辆车用什么能源？ → 这辆车用什么能源："""
    return _("{label}：").format(label=str(label).rstrip("？："))


@register.simple_tag(takes_context=True)
def error_prefix(context: template.Context) -> str:
    """A page with a wrong form says so in its title, which a screen reader reads first."""
    shown: list[Any] = list(context.flatten().values())
    # By type: a lazy user in the context must not be asked for.
    wrong = any(issubclass(type(value), forms.BaseForm) and value.is_bound and value.errors for value in shown)
    return _("错误：") if wrong else ""
