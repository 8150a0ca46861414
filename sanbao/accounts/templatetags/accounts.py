from django import template

from sanbao.accounts import masking

register = template.Library()

register.filter("masked_phone", masking.masked_phone)
register.filter("masked_name", masking.masked_name)
register.filter("masked_email", masking.masked_email)
