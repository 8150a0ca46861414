"""How the pages of evidence say who added something and when."""

from django import template

from documents.evidence.strip import added

register = template.Library()

register.filter("added", added)
