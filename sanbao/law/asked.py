"""The form in which the word tables hold a question: about one thing or several, and the answers in words."""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """A question about `one` thing or `several`, and its answers.

    `brief_yes` and `brief_no` answer it where nothing else is asked, `yes` and `no` beside other questions, `any_yes`
    and `any_no` for one of several things. `direct` is asked by itself, where `one` with a question mark is no question.
    """

    one: str
    several: str
    brief_yes: str
    brief_no: str
    yes: str
    no: str
    any_yes: str
    any_no: str
    direct: str = ""
