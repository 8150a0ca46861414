from django import template

from documents.issuing import register as kinds_register
from documents.issuing.models import Paper, State

register = template.Library()
_TAGS = {State.VALID: "good", State.PRINTING: "", State.FAILED: "warn", State.REPLACED: "", State.WITHDRAWN: "bad"}


@register.filter
def kind_title(paper: Paper) -> str:
    return str(kinds_register.kind_of(paper.kind).title)


@register.filter
def state_tag(paper: Paper) -> str:
    return _TAGS[paper.state]
