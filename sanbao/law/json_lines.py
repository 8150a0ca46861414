"""JSON lines: a case a line in; an assessment, or the faults of that line, a line out.

Memory grows neither with the number of lines nor with the length of one: what is over the bound is skipped unread.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sanbao.law.engine import assess
from sanbao.law.errors import FactsError
from sanbao.law.fault_texts import fault_line
from sanbao.law.parsing import MAX_BYTES, facts_from_text
from sanbao.law.writing import assessment_to_json

_LONGEST = MAX_BYTES + len(b"\r\n")
_RARELY = 50_000  # an assessment leaves no cycles behind, so looking for them after every few lines is wasted
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def assess_lines(
    source: BinaryIO, target: BinaryIO, *, texts: bool = True, bounded: bool = True, lang: str = "zh"
) -> bool:
    """Assesses each line of the source; True when none was faulty. Blank lines are counted and give nothing."""
    all_sound = True
    gc.set_threshold(_RARELY)
    for number, line in _numbered_lines(source, _LONGEST if bounded else -1):
        answer = _answer(line, texts=texts, bounded=bounded, lang=lang)
        if "faults" in answer:
            answer = {"line": number, **answer}
            all_sound = False
        target.write((_encode(answer) + "\n").encode("utf-8", "backslashreplace"))
        target.flush()
    return all_sound


def _answer(line: bytes, *, texts: bool, bounded: bool, lang: str) -> dict[str, Any]:
    """The assessment of a line, or its faults."""
    try:
        facts = facts_from_text(line, bounded=bounded)
    except FactsError as error:
        return {"faults": [fault_line(fault, lang) for fault in error.faults]}
    return assessment_to_json(assess(facts, texts=texts))


def _numbered_lines(source: BinaryIO, longest: int) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, without their ends; of a line over the bound its beginning, too long still."""
    number = 0
    while line := source.readline(longest):
        number += 1
        is_cut = len(line) == longest and not line.endswith(b"\n")
        if is_cut:
            _skip_line(source, longest)
        if is_cut or not line.isspace():
            yield number, line.rstrip(b"\r\n")


def _skip_line(source: BinaryIO, chunk: int) -> None:
    while (rest := source.readline(chunk)) and not rest.endswith(b"\n"):
        pass
