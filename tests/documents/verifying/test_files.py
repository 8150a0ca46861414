"""A file is compared with what was issued; it is not opened and not kept."""

import io
import zlib

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from documents.verifying.forms import LARGEST_UPLOAD
from tests.accounts.browsing import text_of
from tests.documents.evidence.samples import zip_archive
from tests.documents.issuing import world
from tests.documents.verifying.asking import by_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_file_itself_is_recognised_and_its_data_are_shown():
    paper = world.printed("voucher")
    page = text_of(by_file(bytes(paper.file.content)))
    assert "现在有效" in page
    assert "LDEMCY7B8TA001137" in page  # whoever holds the file has read it


def test_a_file_saved_anew_is_called_changed():
    paper = world.printed("deadline")
    anew = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(paper.file.content))) as pdf:
        pdf.save(anew)
    page = text_of(by_file(anew.getvalue()))
    assert "文件被改动过" in page
    assert paper.number in page
    assert "现在有效" not in page


def hostile():
    bomb = b"stream\n" + zlib.compress(b"\0" * (1 << 26), 9) + b"endstream"
    return [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"stream\n" * 5000,
        b"%PDF-1.7\n" + bomb * 20,
        b"%PDF-1.7\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
        b"%PDF-1.7\n" + b"[" * 100_000,
        b"%PDF-1.7\nstream\nx\x9c" + b"\xff" * 1000,
    ]


@pytest.mark.parametrize("content", hostile())
def test_a_hostile_file_is_answered_as_any_other_stranger(content):
    assert "这个文件不是从本系统下载的原文件" in text_of(by_file(content))


@pytest.mark.parametrize(("content", "says"), [
    (b"", "这个文件是空的"), (b"GIF89a", "这不是PDF文件"), (b"%PDF-" + b"0" * LARGEST_UPLOAD, "文件太大了"),
])  # fmt: skip
def test_what_is_no_paper_is_refused_at_the_field(content, says):
    assert says in text_of(by_file(content))


def forged(payload: bytes) -> bytes:
    """Another text and a script, with the data of a true paper attached."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.attachments["payload.json"] = pikepdf.AttachedFileSpec(pdf, payload)
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("forge", [
    lambda whole, payload: forged(payload), lambda whole, payload: whole + zip_archive(),
    lambda whole, payload: whole[:-200], lambda whole, payload: whole[: len(whole) // 2],
], ids=["another text and a script", "an archive behind it", "cut short", "half"])  # fmt: skip
def test_a_file_that_is_not_the_issued_one_is_never_called_valid(forge):
    paper = world.printed("deadline")
    page = text_of(by_file(forge(bytes(paper.file.content), paper.payload.encode())))
    assert "现在有效" not in page
    assert "文件被改动过" in page or "这个文件不是从本系统下载的原文件" in page


def test_of_a_forged_file_the_fields_of_the_register_are_shown():
    paper = world.printed("deadline")
    page = text_of(by_file(forged(paper.payload.encode())))
    assert "文件被改动过" in page
    assert paper.number in page
    assert "app.alert" not in page


def test_a_file_is_checked_for_forgery_of_the_request():
    response = Client(enforce_csrf_checks=True).post(reverse("verifying:file"), {"file": io.BytesIO(b"%PDF-")})
    assert response.status_code == 403
