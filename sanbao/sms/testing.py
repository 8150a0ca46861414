"""A telephone network for tests: it takes messages, fails, delays and doubles as it is told."""

import re
from dataclasses import dataclass, field

from sanbao.sms.gateways import GatewayError, Receipt


@dataclass
class FakeNetwork:
    """`delivered` and `waiting` hold (phone, text) in the order in which they came."""

    failures: int = 0  # so many sends fail before one is taken
    loses_receipts: int = 0  # so many messages are delivered although the caller hears of a failure
    delayed: bool = False
    doubled: bool = False
    delivered: list[tuple[str, str]] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def send(self, phone: str, text: str, key: str) -> Receipt:
        if self.failures:
            self.failures -= 1
            raise GatewayError("busy")
        if key not in self.keys:
            self.keys.append(key)
            (self.waiting if self.delayed else self.delivered).extend([(phone, text)] * (2 if self.doubled else 1))
        if self.loses_receipts:
            self.loses_receipts -= 1
            raise TimeoutError(f"no answer for {phone}: {text}")
        return Receipt(key)

    def arrive(self) -> None:
        """What was delayed comes now."""
        self.delivered.extend(self.waiting)
        self.waiting.clear()

    def texts_to(self, phone: str) -> list[str]:
        return [text for number, text in self.delivered if number == phone]

    def codes_to(self, phone: str) -> list[str]:
        return [code for text in self.texts_to(phone) for code in re.findall(r"\d{6}", text)]


network = FakeNetwork()


def current() -> FakeNetwork:
    """The dotted path of this function is the setting under which tests run."""
    return network


def renew() -> FakeNetwork:
    network.__init__()  # type: ignore[misc]  # the one network, as on its first day
    return network
