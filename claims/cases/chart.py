"""The chart of the life cycle, made from the machine itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import translation
from django_fsm import Transition

from claims.cases.codes import Party, State
from claims.cases.machine import LifeCycle, Rule
from claims.cases.models import Claim

PLACE = "docs/claim-life-cycle.md"
_HEAD = """# 一份请求从提出到结束

由`manage.py claim_chart`从`claims/cases/machine.py`生成，请不要手工改。
(Made from `claims/cases/machine.py` by `manage.py claim_chart`; a test fails when it is stale.)
"""
_COLUMNS = "| 步骤 | 从 | 到 | 谁 | 条件 | 效果 | 文书 | 期限 |\n|---|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Move:
    name: str
    source: str
    target: str
    guard: str
    rule: Rule


def moves() -> Iterator[Move]:
    """In the order of the machine; the sources of a transition in the order of the states."""
    order = [state.value for state in State]
    for name in names():
        transitions = _transitions(name)
        for source in sorted(transitions, key=order.index):
            found = transitions[source]
            guards = " ".join(guard.__name__ for guard in found.conditions)
            yield Move(name, source, str(found.target), guards, found.custom["rule"])


def names() -> list[str]:
    """The transitions, in the order of the machine."""
    return [name for name, value in vars(LifeCycle).items() if hasattr(value, "_django_fsm")]


def _transitions(name: str) -> dict[str, Transition]:
    found: dict[str, Transition] = getattr(Claim, name)._django_fsm.transitions  # noqa: SLF001  the library has no other way
    return found


def chart() -> str:
    with translation.override("zh-hans"):
        rows = list(moves())
        return "\n".join([_HEAD, _diagram(rows), "", _COLUMNS, *(_row(one) for one in rows), ""])


def _diagram(rows: list[Move]) -> str:
    states = [f"    {state.value}: {state.label}" for state in State]
    arrows = [f"    {one.source} --> {one.target}: {one.name}" for one in rows]
    ends = [f"    {state} --> [*]" for state in (State.WITHDRAWN, State.CLOSED)]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {State.DRAFT}", *states, *arrows, *ends, "```"])


def _row(one: Move) -> str:
    who = "、".join(str(Party(party).label) for party in one.rule.who)
    cells = (
        f"`{one.name}`",
        State(one.source).label,
        State(one.target).label,
        who,
        *(f"`{text}`" if text else "" for text in (one.guard, one.rule.effect, one.rule.paper, one.rule.deadline)),
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
