"""The printer reads nothing but what it is given, and prints the same bytes for the same input."""

import ctypes
import gc
import json
import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import pytest

from documents.render import (
    Attachment,
    Imprint,
    PrinterComplaintError,
    RefusedRequestError,
    Sheet,
    pdf_identifier,
    print_sheets,
    printer,
    render,
)
from tests.documents.samples import MADE_AT

IMPRINT = Imprint("test/1", MADE_AT)
ROOT = Path(__file__).resolve().parents[2]


def page(body: str) -> Sheet:
    return Sheet(f'<!doctype html><html lang="zh-hans"><title>试</title><body>{body}</body></html>', {})


@pytest.fixture
def canary(tmp_path):
    path = tmp_path / "canary.png"
    path.write_text("secret")
    return path


@pytest.mark.parametrize(
    "asking",
    [
        '<img src="file://{canary}">',
        '<img src="FILE://{canary}">',
        '<link rel="attachment" href="file://{canary}">',
        '<link rel="stylesheet" href="file://{canary}">',
        '<object data="file://{canary}"></object>',
        '<embed src="file://{canary}">',
        '<p style="background: url(file://{canary})">字</p>',
        "<style>@import url(file://{canary});</style>",
        "<style>@font-face {{ font-family: a; src: url(file://{canary}) }}</style>",
        '<img src="http://127.0.0.1:9/a.png">',
        '<img src="https://sanbao.example/a.png">',
        '<img src="ftp://127.0.0.1:9/a.png">',
        '<img src="data:image/png;base64,iVBORw0KGgo=">',
        '<img src="paper:unknown.png">',
        '<img src="paper:../paper.css">',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{canary}" width="1" height="1"/></svg>',
    ],
)
def test_a_template_that_asks_for_anything_else_is_refused(asking, canary):
    with pytest.raises((RefusedRequestError, PrinterComplaintError)):
        print_sheets([page(asking.format(canary=canary))], IMPRINT)


@pytest.mark.parametrize("asking", ['<img src="a.png">', '<img src="/etc/passwd">', '<a href="paper.css">字</a>'])
def test_a_relative_address_is_refused_or_reads_nothing(asking):
    try:
        printed = print_sheets([page(asking)], IMPRINT)
    except (RefusedRequestError, PrinterComplaintError):
        return
    assert b"root:" not in printed


def test_the_printer_works_on_after_a_refusal():
    with pytest.raises(RefusedRequestError):
        print_sheets([page('<img src="paper:no.png">')], IMPRINT)
    assert print_sheets([page("<p>字</p>")], IMPRINT).startswith(b"%PDF-1.7")


AUDITED = """
    import os, sys
    os.environ["DJANGO_SETTINGS_MODULE"] = "sanbao.settings"
    import django; django.setup()
    from documents.papers.printing import voucher_pdf
    from documents.render import PaperError, print_sheets
    from tests.documents.samples import MADE_AT, voucher
    from tests.documents.test_render import IMPRINT, page
    voucher_pdf(voucher(), MADE_AT)  # modules and templates are loaded
    seen = []
    sys.addaudithook(lambda event, args: seen.append((event, str(args[0]) if args else "")))
    voucher_pdf(voucher(), MADE_AT)
    try:
        print_sheets([page('<img src="file:///etc/hostname">')], IMPRINT)
    except PaperError:
        pass
    else:
        sys.exit("not refused")
    opened = {args for event, args in seen if event == "open"}
    reached = {event for event, _ in seen if event.startswith(("socket.", "subprocess.", "os.system", "urllib."))}
    assert not reached, reached
    assert not opened, opened
"""


def test_while_it_prints_no_file_is_opened_and_no_connection_made():
    subprocess.run([sys.executable, "-c", textwrap.dedent(AUDITED)], cwd=ROOT, check=True, env=environment())


def environment(**changes):
    return {**os.environ, "PYTHONPATH": str(ROOT), **changes}


PRINTED = """
    import os, sys
    os.environ["DJANGO_SETTINGS_MODULE"] = "sanbao.settings"
    import django; django.setup()
    from hashlib import sha256
    from documents.papers.printing import deadline_pdf, entitlement_pdf, voucher_pdf
    from tests.documents import samples
    for pdf, context in (
        (voucher_pdf, samples.voucher()), (voucher_pdf, samples.voucher(bilingual=True)),
        (entitlement_pdf, samples.entitlement()), (deadline_pdf, samples.deadline()),
        (voucher_pdf, samples.voucher()),
    ):
        print(sha256(pdf(context, samples.MADE_AT)).hexdigest())
"""


def test_the_same_payload_gives_the_same_bytes_in_another_process_at_another_time():
    def digests(**changes) -> list[str]:
        command = [sys.executable, "-c", textwrap.dedent(PRINTED)]
        run = subprocess.run(command, cwd=ROOT, env=environment(**changes), check=True, capture_output=True, text=True)
        return run.stdout.split()

    first = digests(PYTHONHASHSEED="1", TZ="Asia/Shanghai")
    assert first == digests(PYTHONHASHSEED="2", TZ="America/New_York")
    assert len(set(first)) == 4
    assert first[0] == first[-1]  # the first paper of a process as the later ones


def test_the_identifier_tells_papers_apart(opened):
    one, other = (print_sheets([page("<p>字</p>")], Imprint(name, MADE_AT)) for name in ("a/1", "a/2"))
    assert bytes(opened(one).trailer.ID[0]) == pdf_identifier("a/1") == sha256(b"a/1").digest()[:16]
    assert bytes(opened(other).trailer.ID[0]) == pdf_identifier("a/2")


def test_markup_and_template_code_in_a_name_are_printed_as_written(text_of, tmp_path, settings):
    (tmp_path / "name.html").write_text('<html lang="zh-hans"><title>t</title><p>{{ name }}</p></html>')
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    name = "<img src=file:///etc/hostname><b>王</b>{{ 7|add:7 }}{% now 'Y' %}&lt;"
    printed = render("name.html", {"name": name}, IMPRINT, language="zh-hans")
    assert text_of(printed).split("\n")[0] == name


@pytest.mark.parametrize(
    "body",
    ["<p>\U0001f600</p>", '<p style="flex-flow: nonsense">字</p>', '<p><a href="#nowhere">字</a></p>'],
    ids=["a missing glyph", "an unknown value", "a dead link"],
)
def test_what_the_printer_would_only_warn_of_stops_the_paper(body):
    with pytest.raises(PrinterComplaintError):
        print_sheets([page(body)], IMPRINT)


def test_an_attachment_comes_out_as_it_went_in(opened):
    content = json.dumps({"名": "王䶮"}).encode()
    imprint = Imprint("a/1", MADE_AT, (Attachment("payload.json", content, "数据"),))
    pdf = opened(print_sheets([page("<p>字</p>")], imprint))
    assert pdf.attachments["payload.json"].get_file().read_bytes() == content
    (file,) = pdf.Root.AF
    assert file.AFRelationship == "/Data"


def test_threads_take_turns_and_one_thread_s_fault_is_not_the_other_s():
    def attempt(number: int) -> bytes | None:
        body = "<p>\U0001f600</p>" if number % 2 else "<p>字</p>"
        try:
            return print_sheets([page(body)], IMPRINT)
        except PrinterComplaintError:
            return None

    with ThreadPoolExecutor(4) as threads:
        printed = list(threads.map(attempt, range(8)))
    assert printed[1::2] == [None] * 4
    assert len(set(printed[::2])) == 1


class Allocated(ctypes.Structure):
    """What glibc's `mallinfo2` tells."""

    _fields_: ClassVar = [
        (name, ctypes.c_size_t)
        for name in ["arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "used", "free", "keepcost"]
    ]


def in_use() -> int:
    library = ctypes.CDLL(None)
    library.mallinfo2.restype = Allocated
    gc.collect()
    return int(library.mallinfo2().used)


def test_a_text_that_was_laid_out_leaves_nothing_behind():
    """Of the printer's lists of font features each once stayed for ever: two hundred bytes and more a field."""
    fields = "".join(f'<p><span class="car number">SB-{number}</span></p>' for number in range(40))
    documents, most_a_document = 10, 2_000

    def lay_out() -> None:
        with printer().at_work():
            printer().lay_out(page(fields))

    for _warm in range(3):
        lay_out()
    before = in_use()
    for _again in range(documents):
        lay_out()
    assert (in_use() - before) / documents < most_a_document


def test_the_fonts_of_children_are_not_ours():
    printer()
    assert "FONTCONFIG_FILE" not in os.environ
