"""Every Chinese sentence has its English one, one only, and none is left over from a sentence that is gone."""

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = [ROOT / name for name in ("sanbao", "documents", "claims", "experts")]
CATALOGUES = sorted(path for package in PACKAGES for path in package.rglob("locale/en/LC_MESSAGES/django.po"))
APPS = sorted(path.parents[3] for path in CATALOGUES)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def said(po: Path, *options: str) -> set[tuple[str, str]]:
    """Context and sentence of the entries that `msgattrib` leaves, in one spelling."""
    found = {(part(lines, "msgctxt"), part(lines, "msgid")) for lines in entries(po, *options)}
    return {entry for entry in found if entry[1]}


def entries(po: Path, *options: str) -> list[list[str]]:
    command = ["msgattrib", "--no-wrap", "--no-location", *options, str(po)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [entry.splitlines() for entry in text.split("\n\n")]


def part(lines: list[str], name: str) -> str:
    """The words after `msgid`, over as many lines as they take."""
    words, inside = [], False
    for line in lines:
        if line.startswith(f"{name} "):
            words, inside = [line[len(name) + 2 : -1]], True
        elif inside and line.startswith('"'):
            words.append(line[1:-1])
        else:
            inside = False
    return "".join(words)


def test_every_app_with_sentences_has_a_catalogue():
    with_sentences = {path.parent for package in PACKAGES for path in package.rglob("apps.py") if speaks(path.parent)}
    assert with_sentences - set(APPS) == set()


def speaks(app: Path) -> bool:
    templates = app.rglob("templates/**/*.html")
    sources = [path for path in app.rglob("*.py") if "migrations" not in path.parts]
    in_templates = any(
        "{% translate" in path.read_text() or "{% blocktranslate" in path.read_text() for path in templates
    )
    return in_templates or any("import gettext" in path.read_text() for path in sources)


@pytest.mark.parametrize("po", CATALOGUES, ids=relative)
def test_nothing_is_untranslated_or_uncertain(po: Path):
    assert said(po, "--untranslated") == set()
    assert said(po, "--only-fuzzy") == set()


@pytest.mark.parametrize("po", CATALOGUES, ids=relative)
def test_nothing_is_left_over(po: Path):
    assert [line for line in po.read_text().splitlines() if line.startswith("#~")] == []


def test_no_sentence_has_two_english_ones():
    """Django merges the catalogues: of two wordings one would win everywhere. Two meanings need a context."""
    found: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for po in CATALOGUES:
        for lines in entries(po):
            key = (part(lines, "msgctxt"), part(lines, "msgid"))
            found[key][wording(lines)].append(relative(po))
    assert {key: dict(wordings) for key, wordings in found.items() if key[1] and len(wordings) > 1} == {}


def wording(lines: list[str]) -> tuple[str, ...]:
    """All forms of the English sentence; a plural of its own in the source is another sentence to gettext."""
    return tuple(part(lines, name) for name in ("msgid_plural", "msgstr", "msgstr[0]", "msgstr[1]"))


def test_the_catalogues_are_in_step_with_the_sources(tmp_path: Path):
    """One run over a copy of the tree: each sentence lands in the catalogue of the folder that it stands in."""
    for package in PACKAGES:
        copy_sources(package, tmp_path / package.name)
    for app in APPS:
        (tmp_path / app.relative_to(ROOT) / "locale/en/LC_MESSAGES").mkdir(parents=True)
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "--no-wrap"]
    # Safe path: the folder itself is not searched, for the copies in it are not what runs.
    python = {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "DJANGO_SETTINGS_MODULE": "sanbao.settings"}
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **python}, check=True, capture_output=True)
    catalogues = {po: tmp_path / po.relative_to(ROOT) for po in CATALOGUES}
    assert {relative(po): said(fresh) ^ said(po) for po, fresh in catalogues.items() if said(fresh) != said(po)} == {}


def copy_sources(package: Path, copied: Path) -> None:
    """What `makemessages` reads; the copy stands alone, so that the tree stays as it is."""
    for path in package.rglob("*"):
        if path.suffix in (".py", ".html", ".txt", ".js"):
            target = copied / path.relative_to(package)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
