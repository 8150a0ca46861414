"""Tags of the paper templates."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def both(context: template.Context, zh: str, en: str) -> SafeString:
    """A label in Chinese, with the English below it on a bilingual paper."""
    if not context["paper"].bilingual:
        return format_html("{}", zh)
    return format_html('{}<span class="en" lang="en">{}</span>', zh, en)


# The look of a field, by class: the sample page of a form shows it outside of the table it stands in.
_LOOKS = {"number": "number", "reissued_on": "number", "vin": "vin", "check_code": "check"}


@register.simple_tag(takes_context=True)
def of_the_car(context: template.Context, name: str) -> SafeString:
    """A value that differs from car to car: on one line, in a look of its own, so that a form can be filled with it."""
    return _field(name, context["car"][name])


@register.simple_tag
def sample(name: str, sign: str) -> SafeString:
    """A sign of a field three times: as the first, a middle and the last one of a line."""
    return _field(name, 3 * sign)


def _field(name: str, value: str) -> SafeString:
    return format_html('<span class="car {}">{}</span>', _LOOKS.get(name, "day"), value)
