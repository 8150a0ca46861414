from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from claims.cases.facts import yuan
from claims.cases.words import article_of_limit, article_of_rule
from sanbao.web import says

register = template.Library()


@register.filter
def fen(amount: int) -> str:
    return says.yuan(yuan(amount))


@register.filter
def rule_named(rule: str) -> str:
    return article_of_rule(rule, _lang())


@register.filter
def limit_named(law: str) -> str:
    return article_of_limit(law, _lang())


@register.filter
def titled(public_id: str, titles: Mapping[str, str]) -> str:
    """A piece of evidence by its title."""
    return titles.get(public_id, public_id)


def _lang() -> str:
    return "en" if get_language() == "en" else "zh"
