"""A step asks one thing: its form, what an answer writes into the case, and the answer in words for the summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sanbao.check.case import day_asked, problems_of
from sanbao.check.state import Answers, Case

Data = Mapping[str, Any]
Choices = Sequence[tuple[str, Any]]
FieldKind = TypeVar("FieldKind", bound=forms.Field)

MOST_NAME = 40  # characters of the owner's own words
CHOOSE = gettext_lazy("请选择一项。")
SECTIONS = {
    "car": gettext_lazy("车的基本情况"),
    "trouble": gettext_lazy("现在的毛病"),
    "repairs": gettext_lazy("修过几次"),
    "demand": gettext_lazy("您的要求"),
    "facts": gettext_lazy("几件要弄清的事"),
    "money": gettext_lazy("钱"),
}


class StepForm(forms.Form):
    use_required_attribute = False  # the server says in Chinese what is missing


class Step:
    name: ClassVar[str]
    has_heading = False  # the page has a heading of its own; else its only field is asked by the heading

    def __init__(self, answers: Answers, as_of: date, subject: str = "") -> None:
        self.answers = answers
        self.as_of = as_of
        self.subject = subject

    # -- what a step says and does; a subclass fills these in

    @property
    def section(self) -> str:
        """The part of the tale it belongs to: for a step that comes early or late, where it comes."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def asked(self) -> str:
        """The question as the summary repeats it."""
        return self.title

    @property
    def hint(self) -> str:
        return ""

    @property
    def points(self) -> Sequence[str]:
        """What the question is about, a line each."""
        return ()

    def exists(self) -> bool:
        """Is there, in these answers, what the step asks about?"""
        return not self.subject

    def fields(self) -> dict[str, forms.Field]:
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        return {}

    def suggestion(self) -> dict[str, Any]:
        """What is marked before the first answer."""
        return {}

    def check(self, data: Data) -> dict[str, str]:  # noqa: ARG002  most steps have nothing to compare
        """Faults of answers that are each well formed, by field."""
        return {}

    def apply(self, data: Data) -> Answers:
        raise NotImplementedError

    def told(self) -> str:
        """The answer in words; nothing when there is nothing to say."""
        raise NotImplementedError

    # -- what is the same for all

    @property
    def id(self) -> str:
        return f"{self.name}:{self.subject}" if self.subject else self.name

    @property
    def case(self) -> Case:
        return self.answers.case

    @property
    def today(self) -> date:
        """The day the question is asked."""
        return day_asked(self.answers, self.as_of)

    @property
    def is_answered(self) -> bool:
        return self.id in self.answers.answered

    def save(self, data: Data) -> Answers:
        return self.apply(data).with_answered(self.id)

    def form(self, data: Data | None = None) -> forms.Form:
        fields = self.fields()
        if self.is_one_question(fields):
            _make_question(next(iter(fields.values())), self)
        initial = self.initial() if self.is_answered else self.suggestion()
        form: forms.Form = type("Form", (StepForm,), fields)(data, initial=initial)
        if data is not None:
            form.full_clean()
            for field, says in self.check(dict(form.cleaned_data)).items():
                form.add_error(field, says)
        return form

    def is_one_question(self, fields: Mapping[str, forms.Field]) -> bool:
        return len(fields) == 1 and not self.has_heading

    def name_of(self, problem: str) -> str:
        """The owner's own words for a problem."""
        return self.answers.names.get(problem) or _("没有起名的毛病")

    def problems(self) -> list[str]:
        return problems_of(self.answers)


def _make_question(field: Any, step: Step) -> None:
    """The only field of a page is asked by the heading itself."""
    field.label = step.title
    field.help_text = step.hint
    field.points = step.points
    field.template_name = "check/question.html"


def radio(choices: Choices, label: str = "", hint: str = "", *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=list(choices),
        label=label,
        help_text=hint,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


def opens(label: str, hint: str = "") -> forms.BooleanField:
    """A tick that opens the field after it (the style sheet hides that one while the tick is not set)."""
    return forms.BooleanField(
        label=label, help_text=hint, required=False, widget=forms.CheckboxInput(attrs={"class": "opens"})
    )


def opened(field: FieldKind) -> FieldKind:
    """A field that another answer opens: not required, and not marked as if it could be left out."""
    field.is_opened = True  # type: ignore[attr-defined]  # read by the template
    return field


class OwnWords(forms.CharField):
    """A browser would cut off silently what is longer than a `maxlength`; here the server says so and keeps it."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {key: value for key, value in super().widget_attrs(widget).items() if key != "maxlength"}


def own_words(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return OwnWords(
        label=label,
        help_text=hint,
        required=required,
        max_length=MOST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("请用几个字写下是什么毛病，例如“变速器顿挫”。"),
            "max_length": gettext_lazy("请写短一些：最多%(limit_value)d个字，现在有%(show_value)d个字。"),
        },
    )


def chosen(choices: Choices, value: str | None) -> str:
    """The words of a choice."""
    return next((str(label) for code, label in choices if code == value), "")


class Choice(Step):
    """A step of one list to choose from."""

    def choices(self) -> Choices:
        raise NotImplementedError

    def value(self) -> str | None:
        raise NotImplementedError

    def write(self, case: Case, value: str) -> None:
        raise NotImplementedError

    def fields(self) -> dict[str, forms.Field]:
        return {"answer": radio(self.choices())}

    def initial(self) -> dict[str, Any]:
        return {"answer": self.value()}

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        self.write(case, data["answer"])
        return self.answers.with_case(case)

    def told(self) -> str:
        return chosen(self.choices(), self.value())


YES_NO: Choices = (("yes", pgettext_lazy("回答", "是")), ("no", pgettext_lazy("回答", "不是")))


def flag(value: bool) -> str:  # noqa: FBT001  a value, not a switch
    return "yes" if value else "no"
