"""One turn of the conversation: the answers that came with the page, and the page that follows. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanbao.check import dropping
from sanbao.check.faults import AnswerFault, faults_of
from sanbao.check.route import FREE_TO_OPEN, Route
from sanbao.check.state import Answers, StateError, opened, sealed
from sanbao.check.steps import SECTIONS, Step, step_of
from sanbao.check.steps.car import AsOf
from sanbao.check.steps.part_of_problem import Group
from sanbao.check.warnings import warnings_of
from sanbao.law.errors import FactsError

TOPICS = (
    "engine",
    "gearbox",
    "traction_battery",
    "drive_motor",
    "steering_system",
    "braking_system",
    "suspension_system",
    "vehicle_body",
)
RESUME = "resume"  # from a link that carries the answers
STEP, SUMMARY, RESULT, AGAIN = "check/step.html", "check/summary.html", "result", "check/again.html"
Post = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """A page: its template, what it shows, and the answers it carries on."""

    template: str
    answers: Answers = field(default_factory=Answers)
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """What a button says that leads here again."""
        step = self.context.get("step")
        return f"step:{step.id}" if step else ""


def begun(topic: str) -> Answers:
    """New answers; a topic that is none of ours is forgotten."""
    return Answers(topic=topic if topic in TOPICS else "")


def turn(post: Post, as_of: date) -> Shown:
    """What a posted page leads to."""
    go = str(post.get("go", ""))
    if go == "start":
        return _onward(begun(str(post.get("topic", ""))), as_of)
    try:
        answers = opened(str(post.get("state", "")))
    except StateError:
        return Shown(AGAIN)
    verb, _colon, rest = go.partition(":")
    if verb == "step":
        return _opened_step(rest, answers, as_of)
    if verb == "drop":
        return _onward(dropping.drop(rest, answers), as_of)
    if verb in ("back", "next", "find"):
        return _from_step(verb, post, answers, as_of)
    leads_to = {"result": _finished, RESUME: _finished, "summary": _reviewed}.get(verb, _onward)
    return leads_to(answers, as_of)


def _from_step(verb: str, post: Post, answers: Answers, as_of: date) -> Shown:
    step = step_of(str(post.get("step", "")), answers, as_of)
    if step is None:
        return _onward(answers, as_of)
    if verb == "back":
        return _back(step, answers, as_of)
    if isinstance(step, Group):
        step.words = str(post.get("find", ""))
    if verb == "find":
        return _page(step)
    return _saved(step, post, as_of)


def _saved(step: Step, post: Post, as_of: date) -> Shown:
    form = step.form(post)
    if not form.is_valid():
        return _page(step, form)
    answers = step.save(form.cleaned_data)
    for fault in faults_of(answers, as_of):
        if fault.step == step.id:
            form.add_error(fault.field if fault.field in form.fields else None, fault.says)
    if isinstance(step, AsOf) and faults_of(answers, as_of):
        form.add_error("day", _("有的送修或者要求晚于这一天。请换一天，或者先改送修和要求。"))
    if form.errors:
        return _page(step, form)
    try:
        sealed(answers)
    except StateError:
        form.add_error(None, _("填的内容太多了，放不下。请减少几次送修，或者把名字写短一些。"))
        return _page(step, form)
    return _onward(answers, as_of)


def _back(step: Step, answers: Answers, as_of: date) -> Shown:
    try:
        earlier = Route(answers, as_of).before(step.id)
    except FactsError:
        return _mending(answers, as_of)
    return _page(earlier) if earlier else Shown("check/start.html", answers)


def _opened_step(step_id: str, answers: Answers, as_of: date) -> Shown:
    step = step_of(step_id, answers, as_of)
    known = step_id in answers.answered or step_id in FREE_TO_OPEN
    return _page(step) if step is not None and known else _onward(answers, as_of)


def _onward(answers: Answers, as_of: date) -> Shown:
    """The next step, or the summary when nothing more can change the result."""
    if any(fault.step in answers.answered for fault in faults_of(answers, as_of)):
        return _mending(answers, as_of)
    try:
        route = Route(answers, as_of)
        step = route.next()
    except FactsError:
        return _mending(answers, as_of)
    if step is not None:
        return _page(step)
    if route.is_outside:
        return _finished(answers, as_of)
    faults = faults_of(answers, as_of)
    return _mending(answers, as_of) if faults else _summary(answers, as_of, ())


def _reviewed(answers: Answers, as_of: date) -> Shown:
    """The answers to look at and change; where no order covers the car, too, which else leads to the result at once."""
    shown = _onward(answers, as_of)
    return _summary(answers, as_of, ()) if shown.template == RESULT else shown


def _finished(answers: Answers, as_of: date) -> Shown:
    """The result, when there is nothing more to ask and nothing to put right."""
    try:
        route = Route(answers, as_of)
        step = route.next()
    except FactsError:
        return _mending(answers, as_of)
    if step is not None:
        return _page(step)
    return _mending(answers, as_of) if faults_of(answers, as_of) else Shown(RESULT, answers)


def _mending(answers: Answers, as_of: date) -> Shown:
    """The step at fault with what to do; faults that no step writes stand on the summary."""
    faults = faults_of(answers, as_of)
    for fault in sorted(faults, key=lambda fault: fault.step not in answers.answered):
        step = step_of(fault.step, answers, as_of)
        if step is not None:
            return _page(step, _with_error(step, fault))
    return _summary(answers, as_of, tuple(fault.says for fault in faults))


def _with_error(step: Step, fault: AnswerFault) -> Any:
    """The step's form, filled with what was answered, with the fault at its field."""
    form = step.form(step.initial())
    form.is_valid()
    if fault.field not in form.errors:
        form.add_error(fault.field if fault.field in form.fields else None, fault.says)
    return form


def _page(step: Step, form: Any = None) -> Shown:
    form = form if form is not None else step.form()
    sections = list(SECTIONS)
    progress = _("第%(number)d部分，共%(all)d部分：%(section)s") % {
        "number": sections.index(step.section) + 1,
        "all": len(sections),
        "section": SECTIONS[step.section],
    }
    return Shown(
        STEP,
        step.answers,
        {
            "step": step,
            "form": form,
            "progress": progress,
            "is_one": step.is_one_question(form.fields),
            "searches": isinstance(step, Group),
        },
    )


@dataclass(frozen=True)
class Row:
    asked: str
    told: str
    step: str


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...]


def _summary(answers: Answers, as_of: date, faults: tuple[str, ...]) -> Shown:
    sections = sections_of(answers, as_of)
    return Shown(SUMMARY, answers, {"sections": sections, "faults": faults, "warnings": warnings_of(answers)})


def answers_to_print(answers: Answers, as_of: date) -> list[Section]:
    """What the result does not tell itself: its table of visits holds the repairs."""
    return [section for section in sections_of(answers, as_of) if section.title != str(SECTIONS["repairs"])]


def sections_of(answers: Answers, as_of: date) -> list[Section]:
    """Every answer in words, as the summary tells it."""
    try:
        steps = Route(answers, as_of).answered()
    except FactsError:
        steps = [step for at in answers.answered if (step := step_of(at, answers, as_of))]
    seen = {step.id for step in steps}
    steps += [step for at in FREE_TO_OPEN if at not in seen and (step := step_of(at, answers, as_of))]
    sections = []
    for name, title in SECTIONS.items():
        rows = tuple(Row(step.asked, step.told(), step.id) for step in steps if step.section == name and step.told())
        if rows:
            sections.append(Section(str(title), rows))
    return sections
