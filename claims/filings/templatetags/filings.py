from django import template

from claims.filings.regions import province_of

register = template.Library()

register.filter("province", province_of)
