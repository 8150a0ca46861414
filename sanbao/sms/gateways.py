"""The small interface behind which an operator's SMS provider stands; the setting SANBAO_SMS_GATEWAY names it."""

from dataclasses import dataclass
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class GatewayError(Exception):
    """The message was not taken. Carries a code, never the number or the text: what fails is logged."""


@dataclass(frozen=True)
class Receipt:
    """The provider's own name of the message it took."""

    reference: str


class Gateway(Protocol):
    def send(self, phone: str, text: str, key: str) -> Receipt:
        """Take one message. The same `key` again is the same message: a provider that can, sends it once."""


def is_set() -> bool:
    return bool(settings.SANBAO_SMS_GATEWAY)


def gateway() -> Gateway:
    """What the setting names, called without arguments."""
    return cast("Gateway", import_string(settings.SANBAO_SMS_GATEWAY)())
