import pytest

from documents.evidence import subjects
from documents.signatures import signables
from sanbao.sms import testing
from tests.documents.signatures.world import World


@pytest.fixture
def network(settings):
    settings.SANBAO_SMS_GATEWAY = "sanbao.sms.testing.current"
    return testing.renew()


@pytest.fixture
def world(db, network, monkeypatch):
    monkeypatch.setattr(subjects, "_kinds", {})
    monkeypatch.setattr(signables, "_kinds", {})
    return World()
