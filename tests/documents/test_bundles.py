"""A bundle of what a case may hold: papers, photos, a scan lying on its side, a locked file, a broken one, one not printed."""

import io
import random
from contextlib import contextmanager

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from documents.bundles.parts import IMAGE, PAPER, PDF, Cover, Part
from documents.bundles.writing import write_bundle
from documents.papers.printing import deadline_pdf
from tests.documents import samples

COVER = Cover(title="争议案卷", name="案卷 QQ-2026-000123", rows=(("消费者", "王䶮"),), words=("照片缩小以后印出。",))
HASH = "ab12" * 16


@pytest.fixture(scope="module")
def files(tmp_path_factory, fonts):
    folder = tmp_path_factory.mktemp("lent")
    (folder / "paper").write_bytes(deadline_pdf(samples.deadline(), samples.MADE_AT))
    noise = random.Random(7).randbytes(2400 * 300 * 3)  # does not compress: it has to be set aside
    Image.frombytes("RGB", (2400, 300), noise).save(folder / "photo", "JPEG", quality=90)
    Image.new("L", (30, 40), 128).save(folder / "screenshot", "PNG")
    (folder / "broken").write_bytes(b"%PDF-1.7\n1 0 obj\n<<\n")
    with pikepdf.new() as scan:
        for turned in (0, 90, 270):
            scan.add_blank_page(page_size=(842, 595))
            scan.pages[-1].obj.Rotate = turned
        scan.save(folder / "scan")
        scan.save(folder / "locked", encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return folder


def parts(folder):
    def lent(name):
        @contextmanager
        def opened():
            yield folder / name

        return opened

    caption = ("周敏，2026年3月2日上传", f"SHA-256 {HASH}")
    return [
        Part(title="期限计算表", number="QX-2024-0000003", dated="2024年9月24日", form=PAPER, lent=lent("paper")),
        Part(title="仪表盘故障灯🚨", caption=caption, form=IMAGE, lent=lent("photo")),
        Part(title="截图", caption=caption, form=IMAGE, lent=lent("screenshot")),
        Part(title="购车合同", form=PDF, lent=lent("scan")),
        Part(title="加密的文件", form=PDF, lent=lent("locked")),
        Part(title="损坏的文件", form=PDF, lent=lent("broken")),
        Part(title="丢了的照片", form=IMAGE, lent=lent("nothing")),
        Part(title="行车录像", note="录像，另附"),
        Part(title="答复书", number="DF-2026-0001-000001", note="还没有打印"),
        Part(title="送修单", note="已作废", form=PAPER, lent=lent("paper")),
    ]


@pytest.fixture(scope="module")
def bound(files, tmp_path_factory):
    path = tmp_path_factory.mktemp("bound") / "case.pdf"
    entries = write_bundle(COVER, parts(files), path, samples.MADE_AT)
    return path, entries


def text(page):
    return page.extract_text().replace("\n", "")


def test_every_page_says_its_place_in_the_whole_and_of_what_it_is(bound):
    path, entries = bound
    pages = [text(page) for page in PdfReader(path).pages]
    assert len(pages) == 11
    assert [f"案卷 {number}/11" in page for number, page in enumerate(pages, 1)] == [True] * 11
    assert [entry.first_page for entry in entries] == [2, 3, 4, 5, 8, 9, 10, None, None, 11]
    assert "1. 期限计算表 QX-2024-0000003" in pages[1]
    assert "2. 仪表盘故障灯□" in pages[2]
    assert HASH in pages[2]
    assert "4. 购车合同，第3页，共3页" in pages[6]
    assert ["加了密码" in pages[7], "可能已经损坏" in pages[8], "可能已经损坏" in pages[9]] == [True, True, True]
    assert "10. 送修单（已作废）" in pages[10]


def test_the_index_tells_of_what_is_not_printed_and_bookmarks_lead_to_the_rest(bound):
    path, _entries = bound
    index = text(PdfReader(path).pages[0])
    for told in (
        "王䶮",
        "10份，连封面和目录共11页",
        "答复书　DF-2026-0001-000001（还没有打印）",
        "没有印出",
        "（录像，另附）",
    ):
        assert told in index
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root][:2] == ["1. 期限计算表 QX-2024-0000003", "2. 仪表盘故障灯🚨"]
        assert len(outline.root) == 8


def test_the_file_is_whole_and_photos_are_in_it_once_smaller(bound):
    path, _entries = bound
    with pikepdf.open(path, attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        picture = pdf.pages[2].obj.Resources.XObject.Picture
        assert Image.open(io.BytesIO(picture.read_raw_bytes())).size == (2000, 250)
        assert [page.mediabox[2:] for page in pdf.pages][4] == pdf.pages[2].mediabox[2:]
        assert str(pdf.docinfo.Title) == COVER.name


def test_the_same_parts_give_the_same_bytes(files, bound, tmp_path):
    write_bundle(COVER, parts(files), tmp_path / "again.pdf", samples.MADE_AT)
    assert (tmp_path / "again.pdf").read_bytes() == bound[0].read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.pdf"]
