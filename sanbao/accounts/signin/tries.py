"""Whose failed tries a password counts with: the account's, by whatever name and host it was called."""

import unicodedata
from typing import Any

from allauth.account.internal.userkit import get_user_by_username

from sanbao.accounts.models import User
from sanbao.accounts.signin.backends import user_with_address


def tried_keys(credentials: dict[str, Any]) -> list[str]:
    """Of the accounts that are meant, or of the name where there is none: an unknown name must answer like a known."""
    return [key_of(user) for user in users_named(credentials)] or [f"name/{_normalised(_login(credentials))}"]


def key_of(user: User) -> str:
    return f"user/{user.pk}"


def users_named(credentials: dict[str, Any]) -> list[User]:
    """Two, where the user name of one is the mail address of another."""
    login = _login(credentials)
    named = (get_user_by_username(login), user_with_address(login))
    return sorted({user for user in named if isinstance(user, User)}, key=lambda user: user.pk)


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")


def _normalised(login: str) -> str:
    return unicodedata.normalize("NFKC", login).strip().casefold()
