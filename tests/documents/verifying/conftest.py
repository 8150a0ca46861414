import pytest

from tests.documents.issuing import world


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """Keys of this test alone, made on first use as in development."""
    settings.DEBUG = True
    settings.PAPER_KEY = tmp_path / "paper.key"
    settings.PAPER_PUBLIC_KEYS = None
    settings.LEDGER_KEY = tmp_path / "ledger.key"
    settings.LEDGER_HEADS = tmp_path / "heads"
    settings.PAPER_CERTIFICATES = tmp_path / "certificates"
    settings.SITE = "https://sanbao.example"


@pytest.fixture
def demo(db):
    world.build()
