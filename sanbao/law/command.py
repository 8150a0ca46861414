"""The engine on the command line: facts as JSON in; an assessment, an explanation or a verdict on a calendar out.

Exit status: 0; 2 when the input is faulty, with one line a fault on standard error; and as with any filter 130 after
Ctrl-C and 141 when the reader of the output has gone away.
"""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, Final, NoReturn, TextIO

from sanbao.law.data_check import check_data
from sanbao.law.engine import assess
from sanbao.law.errors import DataError, FactsError, Fault
from sanbao.law.facts import CONTRACT, CaseFacts
from sanbao.law.fault_texts import LANGUAGES, fault_line, printable
from sanbao.law.json_lines import assess_lines
from sanbao.law.parsing import MAX_BYTES, facts_from_text
from sanbao.law.sources import calendar_files, law_data_version
from sanbao.law.workdays import load_calendar, load_year
from sanbao.law.writing import assessment_to_json

FAULTY: Final = 2
INTERRUPTED: Final = 130
READER_GONE: Final = 141
STANDARD_INPUT: Final = "-"
STANDARD_OUTPUT: Final = "(stdout)"


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit status; nothing it is given ends in a traceback."""
    _speak_utf8()
    given = _parser().parse_args(arguments)
    try:
        status: int = given.run(given)
        _output().flush()
    except BrokenPipeError:
        return _give_up_output(READER_GONE)
    except KeyboardInterrupt:
        return _give_up_output(INTERRUPTED)
    except FactsError as error:
        return _refuse(*[fault_line(fault, given.lang) for fault in error.faults])
    except DataError as error:
        return _refuse(printable(str(error)))
    except OSError as error:
        _give_up_output(FAULTY)
        return _refuse(fault_line(_file_fault(error.filename, error), given.lang))
    return status


def _assess(given: argparse.Namespace) -> int:
    if given.jsonl:
        return _assess_lines(given)
    assessment = assess(_facts(given), texts=not given.without_texts)
    _output().write(json.dumps(assessment_to_json(assessment), ensure_ascii=False, indent=2) + "\n")
    return 0


def _assess_lines(given: argparse.Namespace) -> int:
    with _opened(given.case) as source:
        all_sound = assess_lines(
            source,
            _output().buffer,
            texts=not given.without_texts,
            bounded=not given.unbounded,
            lang=given.lang,
        )
    return 0 if all_sound else FAULTY


def _explain(given: argparse.Namespace) -> int:
    facts = _facts(given)
    from sanbao.law.explain import explain  # noqa: PLC0415  only this command pays for its sentences

    _output().write(explain(facts, assess(facts), given.lang).rstrip("\n") + "\n")
    return 0


def _check_calendar(given: argparse.Namespace) -> int:
    """Is the file sound, and does it leave no gap and no overlap with the calendar in use?"""
    path = Path(given.file)
    year = load_year(path)
    in_use = calendar_files()
    load_calendar(in_use if any(path.samefile(other) for other in in_use) else [*in_use, path])
    counts = len(year.holidays), len(year.makeup_workdays), len(year.working_days())
    _output().write(_FIT_FOR_USE[given.lang].format(printable(given.file), year.year, *counts))
    return 0


_FIT_FOR_USE = {
    "zh": "{}：{}年，放假{}日，调休上班{}日，全年工作日{}日，可以使用。\n",
    "en": "{}: {}, {} days of holidays, {} make-up workdays, {} working days in the year; fit for use.\n",
}


def _check_data(given: argparse.Namespace) -> int:
    """Is every law-data file in use sound, the operator's included?"""
    summary = check_data()
    _output().write(_DATA_READ[given.lang].format(**asdict(summary)))
    return 0


_DATA_READ = {
    "zh": (
        "参数{parameters}项，读法{readings}条，条文登记{articles}条，工作日历{first_year}至{last_year}年，"
        "全部可以使用；数据版本{version}。\n"
    ),
    "en": (
        "{parameters} parameters, {readings} readings, {articles} articles registered, working days of {first_year}"
        " to {last_year}, all fit for use; data version {version}.\n"
    ),
}


def _version(_given: argparse.Namespace) -> int:
    _output().write(f"contract {CONTRACT}\nlaw-data {law_data_version()}\n")
    return 0


def _facts(given: argparse.Namespace) -> CaseFacts:
    bounded = not given.unbounded
    with _opened(given.case) as source:
        try:
            text = source.read(MAX_BYTES + 1 if bounded else -1)
        except OSError as error:
            raise FactsError([_file_fault(given.case, error)]) from error
    return facts_from_text(text, bounded=bounded)


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    """The file of this name, or standard input, which stays open."""
    try:
        return nullcontext(_open(sys.stdin).buffer) if name == STANDARD_INPUT else Path(name).open("rb")
    except OSError as error:
        raise FactsError([_file_fault(name, error)]) from error


def _output() -> TextIO:
    return _open(sys.stdout)


def _open(stream: TextIO | None) -> TextIO:
    """A standard stream; one that the caller of the command has closed does not exist."""
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return stream


def _file_fault(name: str | None, error: OSError) -> Fault:
    """The fault of an input file; an error that names no file is the output's."""
    if name is None:
        return Fault(STANDARD_OUTPUT, "cannot_be_written", error.strerror or str(error))
    if isinstance(error, FileNotFoundError):
        return Fault(name, "no_such_file")
    if isinstance(error, IsADirectoryError):
        return Fault(name, "is_a_folder")
    return Fault(name, "cannot_be_read", error.strerror or str(error))


def _refuse(*lines: str) -> int:
    with suppress(OSError):
        _open(sys.stderr).write("".join([f"{line}\n" for line in lines]))
        sys.stderr.flush()
    return FAULTY


def _give_up_output(status: int) -> int:
    """What is still buffered goes nowhere, so that the interpreter does not fail on it when it ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), _output().fileno())
    return status


def _speak_utf8() -> None:
    """JSON is UTF-8 and so is our Chinese, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


class _Parser(argparse.ArgumentParser):
    """Says on one line what is wrong with the words of the command itself."""

    def error(self, message: str) -> NoReturn:
        self.exit(FAULTY, printable(f"{self.prog}: {message}") + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m sanbao.law", description="按事实算出家用汽车三包的权利 / the law, computed")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    on_case = _options()
    on_case.add_argument("case", metavar="CASE", help="JSON 文件，“-”为标准输入 / a JSON file, - for standard input")
    on_case.add_argument("--unbounded", action="store_true", help="不限长度和次数 / lift the bounds on size and visits")

    command = commands.add_parser("assess", parents=[on_case], help="输出评估结果（JSON） / the assessment as JSON")
    command.add_argument("--jsonl", action="store_true", help="一行一份材料，一行一份结果 / one case a line")
    command.add_argument("--without-texts", action="store_true", help="不写说明句 / leave the sentences out")
    command.set_defaults(run=_assess)

    command = commands.add_parser("explain", parents=[on_case], help="用白话解释 / the same in plain words")
    command.set_defaults(run=_explain)

    calendar = commands.add_parser("calendar", help="工作日历 / the working-day calendar")
    acts = calendar.add_subparsers(required=True, metavar="ACT")
    command = acts.add_parser("check", parents=[_options()], help="检查一年的数据 / check the file of a year")
    command.add_argument("file", metavar="FILE")
    command.set_defaults(run=_check_calendar)

    data = commands.add_parser("data", help="法律数据 / the law data")
    acts = data.add_subparsers(required=True, metavar="ACT")
    command = acts.add_parser("check", parents=[_options()], help="检查全部数据 / check all of it")
    command.set_defaults(run=_check_data)

    command = commands.add_parser("version", parents=[_options()], help="约定和数据的版本 / contract and law data")
    command.set_defaults(run=_version)
    return parser


def _options() -> _Parser:
    options = _Parser(add_help=False)
    options.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="中文或英文 / Chinese or English")
    return options
