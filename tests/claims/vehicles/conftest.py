import pytest
from django.conf import settings as site

from documents.fonts.folder import FontFolder
from documents.fonts.making import make_fonts


@pytest.fixture(scope="session", autouse=True)
def fonts():
    """Made by `make install`; a bare checkout makes them here, in seconds."""
    make_fonts(FontFolder(site.FONT_FOLDER))


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """Keys of this test alone, made on first use as in development."""
    settings.DEBUG = True
    settings.PAPER_KEY = tmp_path / "paper.key"
    settings.PAPER_PUBLIC_KEYS = None
    settings.PAPER_CERTIFICATES = tmp_path / "certificates"
    settings.SITE = "https://sanbao.example"
