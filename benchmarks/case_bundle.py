"""A case of 300 pages as one bundle beside a plain concatenation of the same files: peak memory and time, a process each.

120 pages of papers, 120 photos as a phone takes them (12 megapixels), 60 pages of other people's PDFs.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.settings")

import django

django.setup()

import pikepdf  # noqa: E402  the settings come first
from PIL import Image  # noqa: E402

from benchmarks.measuring import machine, processor_seconds  # noqa: E402
from documents.bundles.parts import IMAGE, PAPER, PDF, Cover, Form, Part  # noqa: E402
from documents.bundles.writing import write_bundle  # noqa: E402
from documents.papers.printing import voucher_pdf  # noqa: E402
from tests.documents import samples  # noqa: E402

PAPERS, PHOTOS, PDFS, PAGES_A_PDF, PAGES = 60, 120, 20, 3, 300
TARGET_MB, MB = 300, 1024
BUNDLE, PLAIN = "bundle", "pikepdf alone"


def make_files(folder: Path) -> None:
    (folder / "paper").write_bytes(voucher_pdf(samples.voucher(), samples.MADE_AT))
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    noise.save(folder / "photo", "JPEG", quality=90)
    with pikepdf.open(folder / "paper") as paper, pikepdf.new() as given:
        for _page in range(PAGES_A_PDF):
            given.pages.append(paper.pages[0])
        given.save(folder / "given")


@contextmanager
def lent(path: Path) -> Iterator[Path]:
    yield path


def parts(folder: Path) -> Iterator[Part]:
    """`folder` has the three files; each is lent again and again, as if it were another one."""
    kinds: tuple[tuple[str, Form, int], ...] = (
        ("paper", PAPER, PAPERS),
        ("photo", IMAGE, PHOTOS),
        ("given", PDF, PDFS),
    )
    for name, form, number in kinds:
        for place in range(number):
            caption = ("周敏，2026年3月2日上传", f"SHA-256 {'ab12' * 16}") if form == IMAGE else ()
            yield Part(title=f"{name} {place}", form=form, caption=caption, lent=partial(lent, folder / name))


def bundle(folder: Path) -> None:
    cover = Cover(title="家用汽车三包争议案卷", name="案卷 QQ-2026-000123", rows=(("车辆", "星河 XH7000BEV"),))
    write_bundle(cover, parts(folder), folder / "out.pdf", samples.MADE_AT)


def plain(folder: Path) -> None:
    """Every page as it comes, photos as they are, no index, no numbers."""
    with pikepdf.new() as target:
        for part in parts(folder):
            assert part.lent is not None  # noqa: S101  all of them have a file
            with part.lent() as path:
                _add(target, path, part.form)
        target.save(folder / "out.pdf")


def _add(target: pikepdf.Pdf, path: Path, form: str) -> None:
    if form != IMAGE:
        with pikepdf.open(path) as source:
            target.pages.extend(source.pages)
        return
    with Image.open(path) as image:
        size = image.size
    picture = target.make_stream(path.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                                 Width=size[0], Height=size[1], ColorSpace=pikepdf.Name.DeviceRGB,
                                 BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
    page = target.add_blank_page(page_size=(595, 842))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture))
    page.obj.Contents = target.make_stream(b"q 595 0 0 446 0 200 cm /Picture Do Q")


WAYS: dict[str, Callable[[Path], None]] = {BUNDLE: bundle, PLAIN: plain}


def peak_mb() -> float:
    """Of this program since it was started; what getrusage tells of a child begins with the size of who started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / MB


def measure_one(way: str, folder: Path) -> None:
    """In a process of its own: prints what it took."""
    started, used = time.perf_counter(), processor_seconds()
    WAYS[way](folder)
    took = {"seconds": time.perf_counter() - started, "processor": processor_seconds() - used, "peak": peak_mb()}
    print(json.dumps(took))


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_files(folder)
        for way in WAYS:
            words = [sys.executable, "-m", "benchmarks.case_bundle", way, place]
            told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
            with pikepdf.open(folder / "out.pdf") as written:
                pages = len(written.pages)
            size = (folder / "out.pdf").stat().st_size / MB / MB
            target = f"   target {TARGET_MB} MB" if way == BUNDLE else ""
            print(f"{way:<14} {pages} pages, {size:.0f} MB: peak {told['peak']:.0f} MB, "
                  f"{told['processor']:.1f} s of processor time, {told['seconds']:.1f} s{target}")  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure_one(sys.argv[1], Path(sys.argv[2]))
    else:
        print(machine())
        main()
