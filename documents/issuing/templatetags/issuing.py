from django import template

from documents.issuing import register as kinds_register
from documents.issuing.models import Paper, State

register = template.Library()
_TAGS = {State.VALID: "yes", State.FAILED: "run", State.WITHDRAWN: "no"}


@register.filter
def kind_title(paper: Paper) -> str:
    return str(kinds_register.kind_of(paper.kind).title)


@register.filter
def state_tag(paper: Paper) -> str:
    return _TAGS.get(paper.state, "")
