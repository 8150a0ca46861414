"""The language in which a person is written to: the last that he chose while he was signed in."""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest

from sanbao.accounts.models import User
from sanbao.web.signals import language_chosen


@receiver(language_chosen)
def remember(request: HttpRequest, language: str, **_told: Any) -> None:
    if isinstance(request.user, User) and request.user.language != language:
        request.user.language = language
        request.user.save(update_fields=["language"])
