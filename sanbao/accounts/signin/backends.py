"""Who stands behind a mail address: the address of the account, however it was capitalised when it was stored."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models.functions import Lower

from sanbao.accounts.models import User


def user_with_address(email: str) -> User | None:
    return User.objects.alias(lower=Lower("email")).filter(lower=email.lower()).first() if email else None


class Backend(AuthenticationBackend):
    """allauth would also read its own table of addresses, which nothing here fills."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        checked: User | None = self._check_password(user_with_address(email), password)
        return checked
