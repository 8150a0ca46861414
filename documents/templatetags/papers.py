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


@register.simple_tag(takes_context=True)
def of_the_car(context: template.Context, name: str) -> SafeString:
    """A value that differs from car to car, marked so that a form can be filled with the next car's."""
    return format_html('<span class="car {0}" data-field="{0}">{1}</span>', name, context["car"][name])
