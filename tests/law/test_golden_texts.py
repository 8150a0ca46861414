"""The product says what the golden files say; `python -m tests.law.golden` writes them anew."""

import pytest

from tests.law.golden.files import FOLDER, golden_files

FILES = dict(golden_files())


@pytest.mark.parametrize("name", FILES)
def test_the_words_are_those_of_the_golden_file(name: str) -> None:
    assert FILES[name] == (FOLDER / name).read_text("utf-8")


def test_no_golden_file_is_left_over() -> None:
    kept = {path.name for path in FOLDER.iterdir() if path.suffix in {".yaml", ".txt"}}
    assert kept == set(FILES)
