import pytest

from documents.evidence import subjects
from tests.documents.evidence.world import World


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    folder = tmp_path / "evidence"
    settings.EVIDENCE_KEY = tmp_path / "evidence.key"
    settings.EVIDENCE_FOLDER = folder
    storage = settings.STORAGES["evidence"] | {"OPTIONS": {"location": folder, "file_permissions_mode": 0o600}}
    settings.STORAGES = settings.STORAGES | {"evidence": storage}


@pytest.fixture
def world(db, tmp_path, monkeypatch):
    monkeypatch.setattr(subjects, "_kinds", {})
    return World(tmp_path)
