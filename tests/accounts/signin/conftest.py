import time
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sanbao.sms import testing
from tests.accounts.signin.people import Person


class Clock:
    """One time for views, limits, codes and sessions; it stands still until a test moves it."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def __call__(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return self.at.timestamp()

    def pass_(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(timezone.now().replace(second=0, microsecond=0))
    monkeypatch.setattr(timezone, "now", clock)
    monkeypatch.setattr(time, "time", clock.seconds)
    return clock


@pytest.fixture
def network(settings) -> testing.FakeNetwork:
    settings.SANBAO_SMS_GATEWAY = "sanbao.sms.testing.current"
    return testing.renew()


@pytest.fixture
def person(db, clock: Clock, network: testing.FakeNetwork) -> Person:
    return Person(clock, network)


@pytest.fixture
def another(person: Person, clock: Clock, network: testing.FakeNetwork) -> Person:
    return Person(clock, network)
