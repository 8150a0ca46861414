import io
import shutil
import subprocess

import pikepdf
import pytest
from django.conf import settings

from documents.fonts.folder import FontFolder
from documents.fonts.making import make_fonts

# Of Debian's poppler-utils; a machine without it fails here, by name.
PDFTOTEXT, PDFTOPPM = (str(shutil.which(name)) for name in ("pdftotext", "pdftoppm"))


@pytest.fixture(scope="session", autouse=True)
def fonts():
    """Made by `make install`; a bare checkout makes them here, in seconds."""
    folder = FontFolder(settings.FONT_FOLDER)
    make_fonts(folder)
    return folder


@pytest.fixture
def opened():
    """Open the bytes of a PDF."""
    return lambda content: pikepdf.open(io.BytesIO(content))


@pytest.fixture
def text_of(tmp_path):
    """The text of a PDF as poppler extracts it, lines joined: where a line breaks is the layout's affair."""

    def extracted(content: bytes) -> str:
        path = tmp_path / "extracted.pdf"
        path.write_bytes(content)
        return subprocess.run([PDFTOTEXT, "-raw", path, "-"], capture_output=True, check=True, text=True).stdout

    return extracted


@pytest.fixture
def pixels_of(tmp_path):
    """The pages of a PDF as grey pictures."""

    def drawn(content: bytes) -> list[bytes]:
        path = tmp_path / "drawn.pdf"
        path.write_bytes(content)
        subprocess.run([PDFTOPPM, "-r", "90", "-gray", path, tmp_path / "page"], check=True)
        pages = sorted(tmp_path.glob("page*.pgm"))
        pictures = [page.read_bytes() for page in pages]
        for page in pages:
            page.unlink()
        return pictures

    return drawn
