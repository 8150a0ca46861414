"""The QR code as a scanner reads it from the printed page: on good paper, small, pale and askew."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from documents.issuing.keys import paper_keys
from documents.issuing.seal import read_seal
from tests.accounts.browsing import Browser, text_of
from tests.documents.conftest import PDFTOPPM
from tests.documents.issuing import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
ZBARIMG = str(shutil.which("zbarimg"))  # of Debian's zbar-tools; a machine without it fails here, by name
PRINT_DPI = 300


def at_half_the_size(page):
    return page.resize((page.width // 2, page.height // 2))


def pale_and_askew(page):
    """Toner at its end, the sheet laid crooked on the glass."""
    return page.point(lambda grey: 150 + grey * 80 // 255).rotate(3, expand=True, fillcolor=230)


def scanned(path) -> list[str]:
    command = [ZBARIMG, "--quiet", "--nodbus", "--raw", "-Sdisable", "-Sqrcode.enable", path]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.splitlines()


@pytest.fixture
def pages_of(tmp_path):
    """The pages of a file as a printer lays them on paper, in grey."""

    def laid(content: bytes) -> list[Path]:
        (tmp_path / "paper.pdf").write_bytes(content)
        command = [PDFTOPPM, "-r", str(PRINT_DPI), "-gray", tmp_path / "paper.pdf", tmp_path / "page"]
        subprocess.run(command, check=True)
        return sorted(tmp_path.glob("page*.pgm"))

    return laid


@pytest.mark.parametrize("kind", ["voucher", "entitlement", "deadline"])
def test_the_code_of_a_printed_page_is_read_and_verifies(kind, pages_of):
    paper = world.printed(kind)
    told = f"https://sanbao.example/verify/#{paper.file.seal}"
    on_pages = {page: scanned(page) for page in pages_of(bytes(paper.file.content))}
    (page,) = (page for page, texts in on_pages.items() if texts)
    assert on_pages[page] == [told]
    for seen in (at_half_the_size, pale_and_askew):
        with Image.open(page) as picture:
            seen(picture).save(page.with_suffix(".png"))
        assert scanned(page.with_suffix(".png")) == [told], seen.__name__
    assert read_seal(told, paper_keys()).essentials == paper.essentials
    shown = text_of(Browser().post("verifying:seal", data={"seal": told}))
    assert "现在有效" in shown
    assert paper.number in shown
