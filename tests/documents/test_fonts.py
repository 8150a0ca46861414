"""The private font folder: complete, of GBK and wider, one character a glyph."""

import ctypes.util
import unicodedata
from io import BytesIO

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from documents.checks import NO_FONTS, NO_LIBRARY, missing_fonts, missing_library
from documents.fonts.charset import everyday, gbk, one_a_glyph, wide
from documents.fonts.cutting import compacted, subset_library
from documents.fonts.folder import FACES, PARTS, RARE, FontFolder, read_coverage, write_coverage
from documents.fonts.making import NoFontPackageError, make_fonts

RARE_NAMES = "王䶮㛃𬱖𠮷壿墫"


def test_every_face_has_its_three_fonts(fonts):
    assert fonts.is_complete
    assert len(fonts.files()) == len(FACES) * len(PARTS) == 12


def test_gbk_is_covered_but_for_characters_that_share_a_glyph(fonts):
    left_out = gbk() - fonts.coverage
    assert len(left_out) < len(gbk()) / 500
    assert not any(unicodedata.name(chr(code), "").startswith("CJK UNIFIED") for code in left_out)
    assert {ord(character) for character in RARE_NAMES} <= fonts.coverage


def test_no_character_is_in_two_fonts_of_a_face_and_no_glyph_has_two(fonts):
    for face in FACES:
        maps = [TTFont(fonts.path / face.file(part)).getBestCmap() for part in PARTS]
        codes = [code for cmap in maps for code in cmap]
        assert len(codes) == len(set(codes))
        for cmap in maps:
            assert len(cmap) == len(set(cmap.values()))


def test_the_first_font_is_small_and_the_last_holds_the_rarest(fonts):
    face = FACES[0]
    assert set(TTFont(fonts.path / face.file(PARTS[0])).getBestCmap()) <= everyday()
    assert set(TTFont(fonts.path / face.file(PARTS[1])).getBestCmap()) <= wide()
    assert ord("𬱖") in TTFont(fonts.path / face.file(RARE)).getBestCmap()


def test_a_glyph_is_named_by_its_place(fonts):
    """A viewer may look a glyph up by place or by name; both must find the same one."""
    font = TTFont(fonts.path / FACES[0].file(PARTS[0]))
    charset = font["CFF "].cff.topDictIndex[0].charset
    assert charset == [".notdef", *(f"cid{place:05d}" for place in range(1, len(charset)))]


def test_of_two_names_of_a_glyph_the_usual_one_stays():
    cmap = {0x2F00: "a", 0x4E00: "a", 0xA0: "b", 0x20: "b", 0x2012: "c", 0x2013: "c", 0x2215: "d", 0xFF0F: "d"}
    assert set(one_a_glyph(cmap)) == {0x4E00, 0x20, 0x2013, 0xFF0F}


def test_controls_formats_and_private_characters_are_never_printed(fonts):
    for code in (0x0A, 0xAD, 0x200B, 0x202E, 0x2066, 0xE000, 0xFEFF, 0xD800):
        assert code not in fonts.coverage


def test_the_coverage_survives_its_file():
    codes = frozenset({0x20, 0x21, 0x22, 0x4E00, 0x2CC56})
    assert read_coverage(write_coverage(codes)) == codes


def test_fonts_up_to_date_are_left_alone(fonts):
    before = [file.stat().st_mtime_ns for file in fonts.files()]
    assert make_fonts(fonts) is False
    assert [file.stat().st_mtime_ns for file in fonts.files()] == before


def test_without_the_package_it_says_what_to_install(tmp_path):
    with pytest.raises(NoFontPackageError, match="fonts-noto-cjk"):
        make_fonts(FontFolder(tmp_path / "fonts"), package=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_system_check_names_missing_fonts(tmp_path, fonts):
    assert [message.id for message in missing_fonts(FontFolder(tmp_path))] == [NO_FONTS]
    assert missing_fonts(fonts) == []


def test_the_system_check_names_the_missing_library(monkeypatch):
    assert missing_library() == []
    subset_library.cache_clear()
    monkeypatch.setattr("documents.fonts.cutting.find_library", lambda name: None)
    try:
        (message,) = missing_library()
        assert message.id == NO_LIBRARY
        assert "libharfbuzz-subset0" in message.msg
    finally:
        subset_library.cache_clear()
    assert ctypes.util.find_library("harfbuzz-subset")


def test_a_compacted_font_keeps_the_numbers_of_its_glyphs(fonts):
    content = (fonts.path / FACES[0].file(PARTS[0])).read_bytes()
    outlines = CFFFontSet()
    outlines.decompile(BytesIO(compacted(content, [7, 500, 3000])), None)
    assert outlines.topDictIndex[0].charset == [".notdef", "cid00007", "cid00500", "cid03000"]
