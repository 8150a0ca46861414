from django import template

from claims.repairs import words
from documents.papers.checking import cited

register = template.Library()
register.filter("part_of", words.part_of)
register.filter("work_name", words.work)
register.filter("fen", words.yuan)
register.filter("labour", words.labour)
register.filter("corrected", words.corrected)
register.filter("citation", cited)


@register.filter
def kept(value: str, field: str) -> str:
    return words.kept(field, value)
