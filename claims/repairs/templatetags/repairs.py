from django import template

from claims.repairs import words

register = template.Library()
register.filter("part_of", words.part_of)
register.filter("work_name", words.work)
register.filter("fen", words.yuan)
register.filter("labour", words.labour)
