"""The chart of the flows, made from their nodes and from the table of duties."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation

from claims.cases import chart as life_cycle
from claims.cases.chart import Move
from claims.cases.codes import Duty as Limit
from claims.cases.codes import Party, State
from claims.cases.flows.base import DutyFlow
from claims.cases.flows.duties import DUTIES, OPEN_IN, Duty
from claims.cases.flows.following import FLOWS
from claims.cases.time_limits import DUTIES_IN

PLACE = "docs/claim-flows.md"
_HEAD = """# 谁现在该办什么

由`manage.py claim_chart`从`claims/cases/flows/`生成，请不要手工改。
(Made from `claims/cases/flows/` by `manage.py claim_chart`; a test fails when it is stale.)

一件请求的状态只由[状态机](claim-life-cycle.md)决定；下面的流程跟着状态走，只记谁该办、谁接了、到哪天。
(The state of a claim is the machine's alone; these flows follow it: who has to act, who has taken it, until when.)

| 状态 | 该办的 |
|---|---|
"""


def chart() -> str:
    with translation.override("zh-hans"):
        rows = [f"| {state.label} | {_works(state)} |\n" for state in State]
        return "".join([_HEAD, *rows, *(_section(DUTIES[work], flow) for work, flow in FLOWS.items())])


def _works(state: State) -> str:
    return "、".join(str(work.label) for work in OPEN_IN.get(state, ())) or "—"


def _section(duty: Duty, flow: type[DutyFlow]) -> str:
    moves = list(life_cycle.moves())
    opened = [one for one in moves if _is_open(duty, one.target) and not _is_open(duty, one.source)]
    ended = [one for one in moves if _is_open(duty, one.source) and not _is_open(duty, one.target)]
    lines = (
        f"- 谁办：{Party(duty.party).label}",
        f"- 由哪些步骤开始：{_names(opened)}",
        f"- 由哪些步骤办完：{_names(one for one in ended if one.name in duty.done_by)}",
        f"- 由哪些步骤取消：{_names(one for one in ended if one.name not in duty.done_by)}",
        f"- 看哪个期限：{_limits(duty)}",
    )
    return "\n".join(["", f"## {duty.work.label}（`{flow.__name__}`）", "", _diagram(flow), "", *lines, ""])


def _is_open(duty: Duty, state: str) -> bool:
    return duty.work in OPEN_IN.get(state, ())


def _names(moves: Iterable[Move]) -> str:
    return "、".join(dict.fromkeys(f"`{one.name}`" for one in moves)) or "—"


def _limits(duty: Duty) -> str:
    states = [state for state, works in OPEN_IN.items() if duty.work in works]
    limits = dict.fromkeys(limit for state in states for limit in DUTIES_IN.get(state, ()))
    return "、".join(str(Limit(limit).label) for limit in limits)


def _diagram(flow: type[DutyFlow]) -> str:
    """Round where a flow begins and ends, square where a person acts."""
    nodes = sorted(flow.instance.nodes(), key=lambda node: (node.task_type != "START", node.task_type == "END"))
    edges = [edge for node in nodes for edge in node._outgoing()]  # noqa: SLF001  the library has no other way
    shapes = [f"    {node.name}[{node.name}]" if node.task_type == "HUMAN" else f"    {node.name}(({node.name}))" for node in nodes]  # fmt: skip
    arrows = [f"    {edge.src.name} --> {edge.dst.name}" for edge in edges]
    return "\n".join(["```mermaid", "flowchart LR", *shapes, *arrows, "```"])
