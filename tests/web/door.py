"""Pages that only somebody on the way in sees: each with the browser that has come so far, and what it may get wrong there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client, override_settings
from django.urls import reverse

from sanbao.accounts.demo import PASSWORD
from sanbao.accounts.roles import Role
from tests.web.world import World

CLERK = str(Role.ADMINISTRATOR)  # must have a second factor
_numbers = count(13800000000)  # a number is sent one code a minute


@dataclass(frozen=True)
class Halfway:
    """A browser on the way in, the page it is at, and what is typed there by mistake."""

    name: str
    client: Client
    url: str
    mistaken: dict[str, str]


def halfway(world: World) -> Iterator[Halfway]:
    for name, (come_so_far, mistaken) in _WAYS.items():
        client, url = come_so_far(world)
        yield Halfway(name, client, url, mistaken)


def _asked_for_code(_world: World) -> tuple[Client, str]:
    with override_settings(SANBAO_SMS_GATEWAY="sanbao.sms.testing.current"):
        return _sent("signin_phone", phone=str(next(_numbers)))


def _gave_password(world: World) -> tuple[Client, str]:
    return _sent("account_login", login=world.person(CLERK).username, password=PASSWORD)


def _sent(name: str, **data: str) -> tuple[Client, str]:
    client = Client()
    return client, client.post(reverse(name), data).url


def _opened_the_mail(world: World) -> tuple[Client, str]:
    person, client = world.person(CLERK), Client()
    arguments = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return client, client.get(reverse("account_reset_password_from_key", kwargs=arguments)).url


def _set_up_the_second_factor(world: World) -> tuple[Client, str]:
    RecoveryCodes.activate(world.person(CLERK))
    return world.client(CLERK), reverse("mfa_view_recovery_codes")


_WAYS: dict[str, tuple[Callable[[World], tuple[Client, str]], dict[str, str]]] = {
    "signin_code": (_asked_for_code, {"code": "12345"}),
    "mfa_authenticate": (_gave_password, {"code": "12345"}),
    "mfa_view_recovery_codes": (_set_up_the_second_factor, {}),
    "account_reset_password_from_key": (_opened_the_mail, {"password1": "12345678", "password2": "1234567"}),
}
