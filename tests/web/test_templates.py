"""What holds for every template and every Chinese sentence of the site."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("sanbao", "documents", "claims", "experts")
TEMPLATES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("templates/**/*.html"))
CHINESE = r"[\u3400-\u9fff\uff00-\uffef\u3001-\u3015]"
# An ASCII mark between Chinese characters; a figure or a Latin word may stand on one side of a decimal point or bracket.
WRONG_MARK = re.compile(rf"{CHINESE}\s?[,:;?!()]\s?{CHINESE}|{CHINESE}[,;?!]$")
INLINE = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_has_no_style_script_or_handler_inside(path: Path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_chinese_in_a_template_has_full_width_punctuation(path: Path):
    words = re.sub(r"{%\s*(?!translate|blocktranslate)\w[^%]*%}|{{[^}]*}}|<[^>]*>", "\n", path.read_text())
    assert wrong_marks(words) == []


def test_chinese_in_the_sources_has_full_width_punctuation():
    faults = {relative(path): found for path in sources() if (found := wrong_marks(path.read_text()))}
    assert faults == {}


def sources() -> list[Path]:
    """Python with sentences for people; the law reads dates and words of papers, and has golden texts of its own."""
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [path for path in paths if "migrations" not in path.parts and "law" not in path.parts]


def wrong_marks(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if WRONG_MARK.search(line)]


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("已修3次,超过4次", True),
        ("您的车怎么了?", True),
        ("期限(工作日)到期", True),
        ("已修3次，超过4次", False),
        ("时间9:30到", False),
        ("金额186,800.00元", False),
        ("您的车怎么了？", False),
    ],
)
def test_the_search_for_wrong_marks_finds_them(text: str, is_wrong: bool):
    assert bool(wrong_marks(text)) == is_wrong
