"""A voucher by itself beside a bare call of the printer on the same HTML; its size; the memory of a worker.

`python benchmarks/paper_voucher.py` prints the ratio; `… memory` prints 500 vouchers and watches the process.
"""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.settings")

import django

django.setup()

from django.template.loader import render_to_string  # noqa: E402  the settings come first

from documents.fonts.provided import provided_fonts  # noqa: E402

with provided_fonts().in_use():
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

from benchmarks.measuring import machine, measure, print_ratios  # noqa: E402
from documents.papers.printing import pictures, voucher_pdf  # noqa: E402
from documents.papers.voucher_page import voucher_values  # noqa: E402
from documents.render import ASSETS, STYLESHEET, Fetcher, utc  # noqa: E402
from tests.documents.samples import MADE_AT, voucher  # noqa: E402

ROUNDS, DOCUMENTS, LARGEST_KB, MOST_MB = 15, 500, 150, 150
PROFILE = Path(weasyprint.__file__).parent / "pdf/sRGB2014.icc"
BARE, OURS = "bare call, tuned (laid out and written)", "voucher, checked, with QR code and payload"


def bare_call() -> Callable[[], bytes]:
    """Nothing but the printer, as its guide has it tuned: one stylesheet, one font configuration, no collections."""
    context = voucher()
    values = {**voucher_values(context), "language": "zh-hans", "made_at": utc(MADE_AT)}
    html = render_to_string("documents/papers/voucher.html", values)
    fetcher = Fetcher({"srgb.icc": PROFILE.read_bytes(), **pictures(context.proof)})
    with provided_fonts().in_use():
        fonts = FontConfiguration()
    style = weasyprint.CSS(
        string=(ASSETS / STYLESHEET).read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher
    )

    def call() -> bytes:
        gc.disable()
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        written: bytes = document.write_pdf(
            font_config=fonts, stylesheets=[style], pdf_variant="pdf/a-3b", pdf_tags=True
        )
        gc.enable()
        return written

    return call


def ratio_to_a_bare_call() -> None:
    """The same HTML, fonts and kind of PDF; ours adds check, template, QR code and attachment, and packs the fonts."""
    bare, ours = bare_call(), lambda: voucher_pdf(voucher(), MADE_AT)
    bare()
    ours()
    print_ratios(measure({BARE: bare, OURS: ours}, rounds=ROUNDS), BARE, {OURS: 1.2})
    print(f"size, bare: {len(bare()) / 1024:.0f} KB")
    for bilingual in (False, True):
        size = len(voucher_pdf(voucher(bilingual=bilingual), MADE_AT)) / 1024
        print(f"size, bilingual {bilingual}: {size:.0f} KB   target {LARGEST_KB}")


def memory() -> None:
    for number in range(DOCUMENTS + 1):
        voucher_pdf(voucher(number=f"SB-{number}", other=f"第{number}份。"), MADE_AT)
        if number in (1, 10, 50) or number % 100 == 0:
            print(f"after {number} documents: {resident_mb():.0f} MB   target {MOST_MB}")


def resident_mb() -> float:
    """What the process holds now, by Linux's account."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print(machine())
    memory() if sys.argv[1:] == ["memory"] else ratio_to_a_bare_call()
