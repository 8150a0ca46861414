"""What a supposition changes, line by line: before and after, of what the assessment says, nothing promised beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbao.check.results import what_if
from sanbao.check.results.matter import Matter
from sanbao.check.results.meters import meters
from sanbao.check.results.open_questions import MOST_OF_MANY, MOST_QUESTIONS, open_questions
from sanbao.check.results.period_rows import THREE_GUARANTEES, periods_ended, three_guarantees_over
from sanbao.check.results.remedies import ORDER, named, tag
from sanbao.check.results.writing import kilometres, yuan
from sanbao.law.facts import CaseFacts
from sanbao.law.outcomes import NOT_MET

MOST_DAYS, MOST_KM = 365, 500_000
MOST_PROBLEMS = 3


class SuppositionError(ValueError):
    """What was supposed cannot be read; the text says what to do, `field` where."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True)
class Choice:
    """A button: what it sends, and what it says."""

    value: str
    label: str


@dataclass(frozen=True)
class QuestionChoices:
    question: str
    yes: Choice
    no: Choice


@dataclass(frozen=True)
class Choices:
    """What may be supposed of a case."""

    visits: tuple[Choice, ...]
    days: bool
    in_shop: bool
    km: bool
    questions: tuple[QuestionChoices, ...]

    def __bool__(self) -> bool:
        return bool(self.visits or self.days or self.km or self.questions)


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Supposed:
    """One supposition told: what was supposed, on which assumptions, and every line that differs."""

    says: str
    changes: tuple[Change, ...]
    assumes: str = ""


def choices_of(matter: Matter, *, is_long: bool = False) -> Choices:
    """On a long page the first of each alone."""
    in_scope = matter.judgement is not None
    problems = _repaired_or_reported(matter) if in_scope else []
    return Choices(
        visits=tuple(
            Choice(f"visit:{key}", _("{problem}再修一次").format(problem=matter.quoted(key)))
            for key in problems[: MOST_OF_MANY if is_long else MOST_PROBLEMS]
        ),
        days=bool(problems),
        in_shop=any(visit.finished_at is None for visit in matter.facts.visits),
        km=in_scope and matter.facts.demand is not None,
        questions=tuple(
            QuestionChoices(
                one.short, Choice(f"yes:{one.fact}", _("假设答“是”")), Choice(f"no:{one.fact}", _("假设答“不是”"))
            )
            for one in open_questions(matter)[: MOST_OF_MANY if is_long else MOST_QUESTIONS]
        ),
    )


def _repaired_or_reported(matter: Matter) -> list[str]:
    """The problems repaired most often, then those reported now."""
    counters = matter.assessment.counters
    counted = sorted(counters.same_problem.items(), key=lambda row: -row[1].count) if counters else []
    reported = [item.problem for item in matter.facts.demand.items] if matter.facts.demand else []
    return list(dict.fromkeys([key for key, _count in counted] + reported))


def supposed(matter: Matter, sent: Mapping[str, str]) -> Supposed:
    """What was asked, answered. Raises SuppositionError for what cannot be read."""
    kind, _colon, value = sent.get("change", "").partition(":")
    says, assumes, facts = _supposition(matter, kind, value, sent)
    after = Matter.of(facts, matter.names, matter.lang, matter.today, only_asking=matter.only_asking)
    ended = periods_ended(matter, after, _km_then(facts) if kind == "km" else 0)
    changes = (*_changes(matter, after), *(Change(was.name, was.state, now.state) for was, now in ended))
    why = three_guarantees_over(after) if kind in ("visit", "days") and not changes else ""
    if any(was.code == THREE_GUARANTEES for was, _now in ended):
        why = _("那时三包有效期已经过了，到那时再送修，不再计入次数和天数。")
    return Supposed(says, changes, matter.run_on(why, assumes))


def _km_then(facts: CaseFacts) -> int:
    """How far the car has gone when it is handed back."""
    return (facts.demand and facts.demand.returned_mileage_km) or 0


def _supposition(matter: Matter, kind: str, value: str, sent: Mapping[str, str]) -> tuple[str, str, CaseFacts]:
    """In words, on which assumptions, and the facts."""
    facts = matter.facts
    if kind == "visit" and value in matter.problems:
        says = _("假设{problem}再修一次：").format(problem=matter.quoted(value))
        return says, _assumed_visit(), what_if.one_more_visit(facts, value)
    if kind == "days" and matter.problems:
        days = _number(sent, "days", MOST_DAYS)
        return _days_say(matter, days), _assumed_days(matter), what_if.more_days(facts, days)
    if kind == "km":
        km = _number(sent, "km", MOST_KM)
        return _("假设再开{km}：").format(km=kilometres(km)), _assumed_km(), what_if.more_km(facts, km)
    if kind in ("yes", "no"):
        return _answered(matter, kind, value)
    raise SuppositionError("change", _("请选一种假设。"))


def _answered(matter: Matter, answer: str, fact: str) -> tuple[str, str, CaseFacts]:
    asked = next((one for one in open_questions(matter) if fact in one.facts), None)
    if asked is None:
        raise SuppositionError("change", _("请选一种假设。"))
    said = _("是") if answer == "yes" else _("不是")
    says = _("假设“{question}”的答案是“{answer}”：").format(question=asked.short, answer=said)
    return says, "", what_if.all_answered(matter.facts, asked.facts, yes=answer == "yes")


def _number(sent: Mapping[str, str], field: str, most: int) -> int:
    text = sent.get(field, "").strip().replace(",", "").replace("，", "")
    number = int(text) if text.isdecimal() and len(text) <= len(str(most)) else 0
    if not 1 <= number <= most:
        raise SuppositionError(field, _("请填1到{most}之间的整数。").format(most=f"{most:,}"))
    return number


def _assumed_visit() -> str:
    return _("这里假设下一日在约定的网点送修，当日修好，里程不变；是不是质量问题，和您上次填的一样。")


def _assumed_km() -> str:
    return _("这里假设毛病在现在的里程已经报过，一直没有修好；再开的里程只算进交还时的里程。")


def _days_say(matter: Matter, days: int) -> str:
    number = matter.words.days(days)
    if any(visit.finished_at is None for visit in matter.facts.visits):
        return _("假设车在店里再修{days}：").format(days=number)
    return _("假设{problem}再修{days}：").format(
        problem=matter.quoted(what_if.latest_problem(matter.facts)), days=number
    )


def _assumed_days(matter: Matter) -> str:
    if any(visit.finished_at is None for visit in matter.facts.visits):
        return _("这里假设一直没有修好，也没有不计入的时间。")
    return _("这里假设从下一日起在约定的网点修理，里程不变，没有不计入的时间；这也算多修了一次。")


def _changes(before: Matter, after: Matter) -> Iterator[Change]:
    """Every line that differs."""
    yield from _changed_remedies(before, after)
    was, now = _lines(before), _lines(after)
    for label in dict.fromkeys([*was, *now]):
        if was.get(label) != now.get(label):
            yield Change(label, was.get(label, _("没有")), now.get(label, _("没有")))


def _changed_remedies(before: Matter, after: Matter) -> Iterator[Change]:
    for code in ORDER:
        was, now = (getattr(matter.assessment.remedies, code).outcome for matter in (before, after))
        if was != now:
            told = after if was == NOT_MET else before
            label = named(told, code, told.assessment.remedies)
            yield Change(label[:1].upper() + label[1:], tag(was), tag(now))


def _lines(matter: Matter) -> dict[str, str]:
    """Counters and money, by what they are called."""
    lines = {_label(one.meter.label, one.meter.detail): f"{one.count}{one.meter.unit}" for one in meters(matter)}
    money = matter.assessment.money
    if money.use_compensation.yuan is not None:
        lines[_("使用补偿费")] = yuan(money.use_compensation.yuan)
    if money.refund_yuan is not None:
        lines[_("应当退给您的钱")] = yuan(money.refund_yuan)
    days = sum(matter.assessment.remedies.loaner_days.values())
    if days:
        lines[_("备用车或者交通补偿")] = matter.words.days(days)
    return lines


def _label(label: str, detail: str) -> str:
    return _("{label}（{detail}）").format(label=label, detail=detail) if detail else label
