"""Every step by name; `step_of("done:R1/0", …)` is the step with its subject, None when there is no such thing."""

from __future__ import annotations

from datetime import date

from sanbao.check.state import Answers
from sanbao.check.steps import (
    car,
    demand,
    findings,
    grounds,
    item_facts,
    money,
    papers,
    part_of_problem,
    places,
    problems,
    rare,
    repairs,
    slips,
    terms,
    waits,
)
from sanbao.check.steps.base import SECTIONS, Step

MODULES = (
    car,
    problems,
    part_of_problem,
    repairs,
    slips,
    demand,
    rare,
    waits,
    grounds,
    papers,
    money,
    findings,
    item_facts,
    places,
    terms,
)
STEPS: dict[str, type[Step]] = {kind.name: kind for module in MODULES for kind in module.STEPS}


def step_of(step_id: str, answers: Answers, as_of: date) -> Step | None:
    name, _, subject = step_id.partition(":")
    kind = STEPS.get(name)
    step = kind(answers, as_of, subject) if kind else None
    return step if step is not None and step.exists() else None


__all__ = ["SECTIONS", "STEPS", "Step", "step_of"]
