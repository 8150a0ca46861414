"""Faults in words: one line a fault, where it is, what is wrong and what is allowed, in Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sanbao.law.errors import Fault

LANGUAGES = ("zh", "en")

_DOCUMENT = {"zh": "（整份材料）", "en": "(document)"}
_NONE_ALLOWED = {"zh": "（没有）", "en": "(none)"}
_LIST_SEPARATOR = {"zh": "、", "en": ", "}

_ZH = {
    # the text and its shape
    "too_long": "材料太长，最多允许{allowed}字节",
    "too_deep": "嵌套的层数太多，应当按约定的结构填写",
    "not_json": "不是正确的JSON（{value}），应当是一份UTF-8编码的JSON材料",
    "not_utf8": "不是UTF-8编码，应当另存为UTF-8再试",
    "not_an_object": "写的是{value}，应当是用花括号括起来的一组键和值",
    "not_a_list": "写的是{value}，应当是用方括号括起来的列表",
    "missing": "缺少这一项，这一项必须填写",
    "unknown_key": "没有{value}这个键，允许的键有：{allowed}",
    "too_few": "个数不够，至少要有{allowed}个",
    "too_many": "有{value}个，太多，最多允许{allowed}个",
    # single values
    "not_one_of": "写的是{value}，只允许：{allowed}",
    "not_a_text": "写的是{value}，应当是不为空的文字",
    "not_a_whole_number": "写的是{value}，应当是整数，允许的范围是{allowed}",
    "not_a_decimal": "写的是{value}，应当是写成文字的十进制数，不为负，例如{allowed}",
    "not_a_day": "写的是{value}，应当是日期，例如{allowed}",
    "not_a_moment": "写的是{value}，应当是写到时和分的时刻，例如{allowed}",
    "no_such_day": "写的是{value}，没有这一天或者这个时刻，应当是真实存在的，例如{allowed}",
    "out_of_range": "写的是{value}，不在已经整理成数据的年份里，允许的范围是{allowed}",
    "key_of_the_other_kind": ("写的是{value}，这种免责情形不用这个键，应当删去或者写null，改用{allowed}"),
    # several values together
    "not_unique": "{value}这个编号已经用过，每次修理的编号应当各不相同",
    "holds_a_slash": "写的是{value}，编号里不允许有斜线“/”",
    "received_twice": "另一次修理也在{value}收车，每次修理的收车时刻应当各不相同",
    "after_as_of": "写的是{value}，晚于提出问题的时间，不得晚于{allowed}",
    "finished_before_received": "写的是{value}，早于收车的时刻，不得早于{allowed}",
    "ends_before_it_begins": "写的是{value}，早于开始的时刻，不得早于{allowed}",
    "part_not_listed": ("写的是{value}，允许的是{allowed}列出的主要零部件、易损耗零部件的代号，以及三包凭证写明的代号"),
    "not_the_group_of_the_component": "写的是{value}，与零部件所属的总成或者系统不符，只允许：{allowed}",
    "names_no_item": "写的是{value}，没有哪一项修理或者请求是这个质量问题，允许的有：{allowed}",
    # files
    "no_such_file": "没有这个文件，应当是一个可以读取的文件，或者写“-”从标准输入读取",
    "is_a_folder": "这是一个文件夹，应当是一个可以读取的文件，或者写“-”从标准输入读取",
    "cannot_be_read": "读不了（{value}），应当是一个可以读取的文件，或者写“-”从标准输入读取",
    "cannot_be_written": "写不出去（{value}），应当是一个可以写入的输出",
}

_EN = {
    # the text and its shape
    "too_long": "the case is too long; at most {allowed} bytes are allowed",
    "too_deep": "nested too deeply; the contract's structure is allowed",
    "not_json": "not valid JSON ({value}); one JSON document in UTF-8 is allowed",
    "not_utf8": "not UTF-8; a document saved as UTF-8 is allowed",
    "not_an_object": "found {value}; an object in braces is allowed",
    "not_a_list": "found {value}; a list in brackets is allowed",
    "missing": "missing; this key is required",
    "unknown_key": "unknown key {value}; allowed keys: {allowed}",
    "too_few": "too few; at least {allowed} required",
    "too_many": "{value} are too many; at most {allowed} are allowed",
    # single values
    "not_one_of": "found {value}; allowed: {allowed}",
    "not_a_text": "found {value}; a text that is not empty is allowed",
    "not_a_whole_number": "found {value}; a whole number in the range {allowed} is allowed",
    "not_a_decimal": "found {value}; a decimal number, not negative, written as a text such as {allowed} is allowed",
    "not_a_day": "found {value}; a date such as {allowed} is allowed",
    "not_a_moment": "found {value}; a moment with hours and minutes such as {allowed} is allowed",
    "no_such_day": "found {value}, which does not exist; a real day or moment such as {allowed} is allowed",
    "out_of_range": "found {value}, outside the years that the law has been formalised for; allowed: {allowed}",
    "key_of_the_other_kind": (
        "found {value}, but this ground does not have this key; leave it out or null and use {allowed}"
    ),
    # several values together
    "not_unique": "{value} is used already; every visit needs an id of its own",
    "holds_a_slash": 'found {value}; an id may not hold "/"',
    "received_twice": "another visit was received at {value} too; every visit needs a moment of its own",
    "after_as_of": "found {value}, after the question is asked; at the latest {allowed} is allowed",
    "finished_before_received": "found {value}, before the car was received; at the earliest {allowed} is allowed",
    "ends_before_it_begins": "found {value}, before the interval begins; at the earliest {allowed} is allowed",
    "part_not_listed": (
        "found {value}; codes of main components and wear parts of {allowed}, and codes on the voucher, are allowed"
    ),
    "not_the_group_of_the_component": "found {value}, not the group of the component; allowed: {allowed}",
    "names_no_item": "found {value}, a problem that no item names; allowed: {allowed}",
    # files
    "no_such_file": 'no such file; a readable file is allowed, or "-" for standard input',
    "is_a_folder": 'this is a folder; a readable file is allowed, or "-" for standard input',
    "cannot_be_read": 'cannot be read ({value}); a readable file is allowed, or "-" for standard input',
    "cannot_be_written": "cannot be written ({value}); a writable output is allowed",
}

MESSAGES: Mapping[str, Mapping[str, str]] = {"zh": _ZH, "en": _EN}

# How a parsed value that is no text is shown, and how JSON writes it.
_AS_JSON = {"True": "true", "False": "false", "None": "null"}
_KINDS = {
    "zh": {"dict": "一个对象", "list": "一个列表"},
    "en": {"dict": "an object", "list": "a list"},
}
_JSON_POSITION = re.compile(r".*\(line ([0-9]+), column ([0-9]+)\)")
_QUOTES = ("'", '"')


def fault_line(fault: Fault, lang: str = "zh") -> str:
    """One printable line, `PATH: what is wrong, what is allowed`; a path of "" is the whole document."""
    message = MESSAGES[lang][fault.code].format(value=_value(fault.value, lang), allowed=_allowed(fault.allowed, lang))
    return printable(f"{fault.path or _DOCUMENT[lang]}: {message}")


def printable(text: str) -> str:
    """The text on one line: what cannot be printed stands as its escape."""
    if text.isprintable():
        return text
    return "".join([sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text])


def _value(value: str, lang: str) -> str:
    if lang == "zh" and (position := _JSON_POSITION.fullmatch(value)):
        return "第{}行第{}列写得不对".format(*position.groups())
    if value.startswith(_QUOTES):
        return _quoted(value, lang)
    return _AS_JSON.get(value) or _KINDS[lang].get(value) or value


def _quoted(value: str, lang: str) -> str:
    """A text in quotation marks of the language; a long one has been cut and has no closing mark."""
    inner = value[1:-1] if value.endswith(value[0]) else value[1:]
    return f"“{inner}”" if lang == "zh" else f'"{inner}"'


def _allowed(allowed: str, lang: str) -> str:
    words = [_value(word, lang) for word in allowed.split(", ") if word]
    return _LIST_SEPARATOR[lang].join(words) or _NONE_ALLOWED[lang]
