"""The private font folder: where it is, what lies in it, and whether it is complete.

`manage.py make_fonts` fills it from Debian's fonts-noto-cjk. fontconfig sees this folder alone, so a paper looks the
same on every machine that made its fonts from the same package.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from os import environ
from pathlib import Path

EVERYDAY, WIDE, RARE = "", "Wide", "Rare"
PARTS = (EVERYDAY, WIDE, RARE)
COVERAGE = "coverage.txt"
CONFIGURATION = "fonts.conf"
STAMP = "made-of.txt"


@dataclass(frozen=True)
class Face:
    """One font of the package, and the three we make of it."""

    collection: str  # file name in the package
    source_family: str
    family: str
    style: str

    def file(self, part: str) -> str:
        return f"{self.family.replace(' ', '')}{part}-{self.style}.otf"

    def family_of(self, part: str) -> str:
        return f"{self.family} {part}".strip()


FACES = tuple(
    Face(f"Noto{kind}CJK-{style}.ttc", f"Noto {kind} CJK SC", f"Sanbao {kind}", style)
    for kind in ("Sans", "Serif")
    for style in ("Regular", "Bold")
)

_FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class FontFolder:
    path: Path

    def files(self) -> list[Path]:
        return [self.path / face.file(part) for face in FACES for part in PARTS]

    @property
    def is_complete(self) -> bool:
        others = [self.path / name for name in (COVERAGE, CONFIGURATION, STAMP)]
        return all(file.is_file() for file in [*self.files(), *others])

    def write_configuration(self) -> None:
        """Left alone where it says so already: others may be reading it."""
        path, written = self.path / CONFIGURATION, _FONTS_CONF.format(folder=self.path)
        if not path.exists() or path.read_text(encoding="utf-8") != written:
            path.write_text(written, encoding="utf-8")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """fontconfig reads this folder while a configuration is loaded; processes started later do not inherit it."""
        before = environ.get("FONTCONFIG_FILE")
        environ["FONTCONFIG_FILE"] = str(self.path / CONFIGURATION)
        try:
            yield
        finally:
            if before is None:
                del environ["FONTCONFIG_FILE"]
            else:
                environ["FONTCONFIG_FILE"] = before

    @cached_property
    def coverage(self) -> frozenset[int]:
        """The code points that every face of ours can print."""
        return read_coverage((self.path / COVERAGE).read_text(encoding="ascii"))


def write_coverage(codes: frozenset[int]) -> str:
    """Ranges, one a line: `4e00-9fff`."""
    lines: list[str] = []
    for first, last in _ranges(sorted(codes)):
        lines.append(f"{first:x}-{last:x}")
    return "\n".join(lines) + "\n"


def read_coverage(text: str) -> frozenset[int]:
    codes: set[int] = set()
    for line in text.split():
        first, last = line.split("-")
        codes.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(codes)


def _ranges(codes: list[int]) -> Iterator[tuple[int, int]]:
    start = previous = codes[0]
    for code in codes[1:]:
        if code != previous + 1:
            yield start, previous
            start = code
        previous = code
    yield start, previous
