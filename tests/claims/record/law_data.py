"""The shipped law with one value changed, for as long as a block lasts."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sanbao.law import regulations, sources, versions


@contextmanager
def changed_law(folder: Path, name: str, old: str, new: str) -> Iterator[None]:
    """Engine, version and entries read the changed copy; afterwards all is as shipped."""
    shutil.copytree(sources.SHIPPED, folder / "data")
    path = folder / "data" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.MonkeyPatch.context() as patch:
        for module in (sources, versions, regulations):
            patch.setattr(module, "SHIPPED", folder / "data")
        _forget()
        try:
            yield
        finally:
            patch.undo()
            _forget()


def _forget() -> None:
    for read in (
        sources.law_data_version,
        versions.law_data_entries,
        regulations.regulation,
        regulations._resolve,  # noqa: SLF001  what it resolved by the law of before is forgotten, too
    ):
        read.cache_clear()
