"""The one place where accounts asks whether this session has passed the second factor."""

from django.http import HttpRequest

from sanbao.accounts.signin.permissions import has_second_factor as _has_second_factor


def has_second_factor(request: HttpRequest) -> bool:
    return _has_second_factor(request)
