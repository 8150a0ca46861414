"""Which entry of the law's data has changed: by what it says, not by how it is written."""

import shutil

import pytest

from sanbao.law import versions
from sanbao.law.sources import SHIPPED
from sanbao.law.versions import changed_entries, law_code_version, law_data_entries


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of the shipped data that may be changed."""
    folder = tmp_path / "data"
    shutil.copytree(SHIPPED, folder)
    monkeypatch.setattr(versions, "SHIPPED", folder)
    law_data_entries.cache_clear()
    yield folder
    law_data_entries.cache_clear()


def changed(folder, name, old, new):
    before = law_data_entries()
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))
    law_data_entries.cache_clear()
    return changed_entries(before, law_data_entries())


def test_a_changed_value_is_named_by_file_and_entry(data):
    name = "samr_43/repair_time.yaml"
    assert changed(data, name, "{2022-01-01: 24}", "{2022-01-01: 12}") == [f"{name}#hours_per_repair_day"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# How repair time", "# How the time of repair"),
        ("label_zh: 一个修理日的小时数", "label_zh: 一个修理日有几小时"),
        ("read_in: public_copy\n  checked_on: null", "read_in: report\n  checked_on: null"),
    ],
)
def test_comments_words_and_who_has_checked_an_entry_change_no_answer(data, old, new):
    assert changed(data, "samr_43/repair_time.yaml", old, new) == []


def test_an_entry_that_is_new_or_gone_is_a_change():
    assert changed_entries({"a#1": "x", "b#1": "y"}, {"a#1": "x", "c#1": "y"}) == ["b#1", "c#1"]


def test_the_version_of_the_engine_is_of_a_fixed_form():
    assert len(law_code_version()) == versions.DIGITS
    assert set(law_code_version()) <= set("0123456789abcdef")
