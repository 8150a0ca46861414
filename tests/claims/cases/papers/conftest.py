import pytest
from django.conf import settings as site

from documents.fonts.folder import FontFolder
from documents.fonts.making import make_fonts


@pytest.fixture(scope="session", autouse=True)
def fonts():
    """Made by `make install`; a bare checkout makes them here, in seconds."""
    make_fonts(FontFolder(site.FONT_FOLDER))
