"""Every fault that the engine can find has a line of words in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from sanbao.law.errors import Fault
from sanbao.law.fault_texts import LANGUAGES, MESSAGES, fault_line

SOURCES = sorted((Path(__file__).resolve().parents[2] / "sanbao" / "law").glob("*.py"))
CODE_PLACE = {
    "Fault": 1,
    "fault": 1,
    "_fault": 1,
}  # Fault(path, code, …), reader.fault(path, code, …), _fault(key, code)
HALF_WIDTH = set(",;:!?()")


def calls_with_codes(source: Path) -> Iterator[ast.expr]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CODE_PLACE and len(node.args) > CODE_PLACE[name]:
                yield node.args[CODE_PLACE[name]]


def codes_raised() -> set[str]:
    arguments = [argument for source in SOURCES for argument in calls_with_codes(source)]
    return {str(argument.value) for argument in arguments if isinstance(argument, ast.Constant)}


CODES = sorted(codes_raised() | set(MESSAGES["zh"]))


def test_the_search_finds_the_codes_of_all_three_ways_to_name_a_fault():
    assert {"too_long", "missing", "not_a_day", "not_unique", "no_such_file"} <= codes_raised()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_raised_has_a_message_and_no_message_is_left_over(lang):
    assert set(MESSAGES[lang]) == codes_raised()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_message_uses_the_value_and_the_allowed_words_alone(code, lang):
    fields = {field for _, field, _, _ in Formatter().parse(MESSAGES[lang][code]) if field is not None}
    assert fields <= {"value", "allowed"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_fault_is_one_printable_line_without_leftovers(code, lang):
    line = fault_line(Fault("visits/0/x", code, "'a'", "b, c"), lang)
    assert line.startswith("visits/0/x: ")
    assert line.isprintable()
    assert not set("{}") & set(line)


@pytest.mark.parametrize("code", CODES)
def test_a_chinese_message_has_full_width_punctuation_and_no_closing_stop(code):
    message = MESSAGES["zh"][code]
    assert not HALF_WIDTH & set(message)
    assert not message.endswith("。")


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("'taxi'", "“taxi”", '"taxi"'),
        ("'" + "a" * 59 + "…", "“" + "a" * 59 + "…”", '"' + "a" * 59 + '…"'),
        ("True", "true", "true"),
        ("None", "null", "null"),
        ("dict", "一个对象", "an object"),
        ("list", "一个列表", "a list"),
        ("-3", "-3", "-3"),
    ],
)
def test_a_value_is_shown_as_the_case_writes_it(value, chinese, english):
    fault = Fault("vehicle/use", "not_one_of", value, "household, commercial")
    assert fault_line(fault) == f"vehicle/use: 写的是{chinese}，只允许：household、commercial"
    assert fault_line(fault, "en") == f"vehicle/use: found {english}; allowed: household, commercial"


def test_a_fault_of_the_whole_document_says_so():
    assert fault_line(Fault("", "too_deep")).startswith("（整份材料）: ")
    assert fault_line(Fault("", "too_deep"), "en").startswith("(document): ")


def test_nothing_allowed_is_said_in_words():
    assert fault_line(Fault("exemptions/0/problems/0", "names_no_item", "'P9'")).endswith("允许的有：（没有）")
    assert fault_line(Fault("exemptions/0/problems/0", "names_no_item", "'P9'"), "en").endswith("allowed: (none)")


def test_a_place_in_json_is_named_in_chinese():
    fault = Fault("", "not_json", "Expecting value (line 3, column 14)")
    assert "第3行第14列" in fault_line(fault)
    assert "Expecting value (line 3, column 14)" in fault_line(fault, "en")


@pytest.mark.parametrize("path", ["voucher/wear_parts/a\nb", "x\u2028y", "\ud800", "a\tb\x00\x1b[31m"])
def test_a_path_that_would_break_the_line_is_escaped(path):
    line = fault_line(Fault(path, "missing"))
    assert line.isprintable()
    assert line.encode("utf-8")
