"""What is wanted, whether it was refused and why, and the money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, Step, chosen, flag, radio
from sanbao.check.steps.car import day_field, parsed_day, written
from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION, LOSSES, PAPERS
from sanbao.web.forms import Hinted, KilometresField, YuanField
from sanbao.web.says import km, yuan

MOST_GROUNDS = 6
ASKING = "asking"
MOST_COEFFICIENT = Decimal(10)


class DemandStep(Step):
    section = "demand"

    @property
    def demand(self) -> Case:
        return self.case.get("demand") or {}

    def with_demand(self, **changes: Any) -> Answers:
        case = self.answers.draft()
        case["demand"] = {**(case.get("demand") or {}), **changes}
        return self.answers.with_case(case)


class Wants(DemandStep, Choice):
    name = "wants"

    @property
    def title(self) -> str:
        return _("您已经向对方提出要求了吗？")

    @property
    def hint(self) -> str:
        return _("从提出换车、退车要求那天起，对方要在期限内答复。您能要求什么，和这里选什么无关。")

    def choices(self) -> Choices:
        return (
            (ASKING, _("还没有，先问问能要求什么")),
            ("repair", _("要求免费修理")),
            ("assembly_replacement", _("要求换总成")),
            ("vehicle_replacement", _("要求换车")),
            ("vehicle_return", _("要求退车")),
        )

    def value(self) -> str | None:
        return self.demand.get("wants") or ASKING

    def apply(self, data: Data) -> Answers:
        if data["answer"] == ASKING:
            return self.with_demand(wants=None, made_on=None)
        return self.with_demand(wants=data["answer"])


class MadeOn(DemandStep):
    name = "made_on"

    @property
    def title(self) -> str:
        return _("哪天提出的要求？")

    @property
    def hint(self) -> str:
        return _("提过几次的，填提出现在这个要求的那一天。今天才提的，填今天。")

    def fields(self) -> dict[str, forms.Field]:
        return {"day": day_field(self)}

    def initial(self) -> dict[str, Any]:
        return {"day": parsed_day(self.demand.get("made_on"))}

    def apply(self, data: Data) -> Answers:
        return self.with_demand(made_on=data["day"].isoformat())

    def told(self) -> str:
        return written(self.demand.get("made_on"))


class Km(DemandStep):
    name = "km"

    @property
    def title(self) -> str:
        return _("车现在开了多少公里？") if not self.demand.get("wants") else _("提出要求的时候，车开了多少公里？")

    @property
    def hint(self) -> str:
        return _("看仪表盘上的总里程。")

    def fields(self) -> dict[str, forms.Field]:
        return {"mileage": KilometresField()}

    def initial(self) -> dict[str, Any]:
        return {"mileage": self.demand.get("mileage_km")}

    def apply(self, data: Data) -> Answers:
        return self.with_demand(mileage_km=data["mileage"])

    def told(self) -> str:
        found = self.demand.get("mileage_km")
        return km(found) if found is not None else ""


# -- refusal


class Refused(Choice):
    name = "refused"
    section = "facts"

    @property
    def title(self) -> str:
        return _("对方有没有说，这是您的原因，或者不归三包管？")

    @property
    def hint(self) -> str:
        return _("例如说您保养不当、改装过、自己拆过。只说“修修看”“是正常现象”，不算。")

    def choices(self) -> Choices:
        return (("no", _("没有")), ("yes", _("说过")))

    def value(self) -> str | None:
        return flag(bool(self.case.get("exemptions")))

    def apply(self, data: Data) -> Answers:
        if data["answer"] == "yes":
            return self.answers if self.value() == "yes" else add_ground(self.answers)
        case = self.answers.draft()
        case["exemptions"] = []
        return self.answers.with_case(case).without("grounds")


def add_ground(answers: Answers) -> Answers:
    case = answers.draft()
    case.setdefault("exemptions", []).append({"ground": None, "problems": []})
    return answers.with_case(case)


GROUNDS: Choices = (
    ("improper_use", Hinted(gettext_lazy("使用、保养不当"), gettext_lazy("没有照说明书使用或者保养"))),
    (
        "forbidden_modification",
        Hinted(gettext_lazy("改装、调整、拆卸"), gettext_lazy("加装车灯、记录仪，动过线路，说明书又明说不可以的")),
    ),
    ("improper_handling", Hinted(gettext_lazy("出了毛病以后处置不当"), gettext_lazy("例如带故障继续开，自己拆开处理"))),
    ("force_majeure", Hinted(gettext_lazy("不可抗力"), gettext_lazy("地震、洪水、台风等"))),
    ("disclosed_flaw", Hinted(gettext_lazy("卖车时说明过这个毛病"), gettext_lazy("写在合同或者凭证里的"))),
    ("commercial_use", gettext_lazy("车用来营运")),
    ("no_invoice_and_voucher", gettext_lazy("没有发票和三包凭证")),
    ("wear_part_expired", gettext_lazy("易损耗零部件过了质量保证期")),
)


class GroundStep(Step):
    section = "facts"

    @property
    def row(self) -> Case:
        rows = self.case.get("exemptions") or []
        return next((row for number, row in enumerate(rows) if str(number) == self.subject), {})

    def exists(self) -> bool:
        return bool(self.row)

    def with_row(self, **changes: Any) -> Answers:
        case = self.answers.draft()
        case["exemptions"][int(self.subject)] = {**self.row, **changes}
        return self.answers.with_case(case)


class Ground(GroundStep):
    name = "ground"

    @property
    def title(self) -> str:
        return _("对方说的是什么理由？")

    @property
    def hint(self) -> str:
        return _("说了几个理由的，一个一个填。")

    def fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {"ground": radio(GROUNDS, _("理由"))}
        problems = self.problems()
        if len(problems) > 1:
            found["problems"] = forms.MultipleChoiceField(
                choices=[(problem, self.name_of(problem)) for problem in problems],
                label=_("说的是哪些毛病"),
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("请勾选说的是哪些毛病。")},
            )
        return found

    def initial(self) -> dict[str, Any]:
        return {"ground": self.row.get("ground"), "problems": self.row.get("problems")}

    def apply(self, data: Data) -> Answers:
        named = data.get("problems") or self.problems()
        if data["ground"] == self.row.get("ground"):
            return self.with_row(problems=list(named))
        answers = self.with_row(ground=data["ground"], problems=list(named), caused_damage=None, established=None)
        return answers.without(f"held:{self.subject}")

    def told(self) -> str:
        names = _("、").join(self.name_of(problem) for problem in self.row.get("problems", []))
        return _("%(ground)s（%(names)s）") % {"ground": chosen(GROUNDS, self.row.get("ground")), "names": names}


class Held(GroundStep, Choice):
    """Did it cause the damage, or is it so?"""

    name = "held"

    @property
    def key(self) -> str:
        return "caused_damage" if self.row.get("ground") in GROUNDS_WITH_CAUSATION else "established"

    @property
    def title(self) -> str:
        words = {"ground": chosen(GROUNDS, self.row.get("ground"))}
        if self.key == "caused_damage":
            return _("“%(ground)s”：毛病真是这样造成的吗？") % words
        return _("“%(ground)s”：这个说法对吗？") % words

    @property
    def hint(self) -> str:
        if self.key == "caused_damage":
            return _("光有这件事不够，还要是它造成了毛病。")
        return ""

    def choices(self) -> Choices:
        return (
            ("no", _("不是")),
            ("yes", _("是，我也同意")),
            ("disputed", _("有争议，对方说是，我说不是")),
            ("unknown", _("不清楚")),
        )

    def value(self) -> str | None:
        return self.row.get(self.key)

    def apply(self, data: Data) -> Answers:
        return self.with_row(**{self.key: data["answer"]})


class Grounds(Step):
    name = "grounds"
    section = "facts"
    has_heading = True

    @property
    def title(self) -> str:
        return _("对方说过的理由")

    def listed(self) -> list[tuple[str, str, str]]:
        rows = self.case.get("exemptions") or []
        return [
            (Ground(self.answers, self.as_of, str(number)).told(), f"ground:{number}", f"ground/{number}")
            for number in range(len(rows))
        ]

    def fields(self) -> dict[str, forms.Field]:
        return {"answer": radio((("no", _("没有了")), ("yes", _("还有一个"))), _("对方还说过别的理由吗？"))}

    def initial(self) -> dict[str, Any]:
        return {"answer": "no"}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") == "yes" and len(self.case.get("exemptions") or []) >= MOST_GROUNDS:
            return {"answer": _("最多填%(number)d个理由。") % {"number": MOST_GROUNDS}}
        return {}

    def save(self, data: Data) -> Answers:
        if data["answer"] == "yes":
            return add_ground(self.answers).without(self.id)
        return self.answers.with_answered(self.id)

    @property
    def asked(self) -> str:
        return _("对方还说过别的理由吗？")

    def told(self) -> str:
        return _("没有了")


class Papers(DemandStep):
    name = "papers"
    section = "facts"

    @property
    def title(self) -> str:
        return _("手里有哪些凭据？")

    @property
    def hint(self) -> str:
        return _("有一样就够。都没有的，不用勾。")

    def choices(self) -> Choices:
        return (("invoice", _("购车发票")), ("voucher", _("三包凭证")))

    def fields(self) -> dict[str, forms.Field]:
        return {
            "papers": forms.MultipleChoiceField(
                choices=list(self.choices()), required=False, widget=forms.CheckboxSelectMultiple
            )
        }

    def initial(self) -> dict[str, Any]:
        return {"papers": self.demand.get("papers")}

    def apply(self, data: Data) -> Answers:
        return self.with_demand(papers=[paper for paper in PAPERS if paper in data["papers"]])

    def told(self) -> str:
        words = dict(self.choices())
        return _("、").join(words[paper] for paper in self.demand.get("papers") or []) or _("都没有")


# -- money


class OtherCar(DemandStep, Choice):
    section = "money"
    key: str
    _VALUES = {"yes": True, "no": False, "unknown": None}  # noqa: RUF012  a table of this class alone

    def choices(self) -> Choices:
        return (("yes", _("有")), ("no", _("没有")), ("unknown", _("不清楚")))

    def value(self) -> str | None:
        return {True: "yes", False: "no", None: "unknown"}[self.demand.get(self.key)]

    def apply(self, data: Data) -> Answers:
        return self.with_demand(**{self.key: self._VALUES[data["answer"]]})


class SameModel(OtherCar):
    name = "same_model"
    key = "same_model_available"

    @property
    def title(self) -> str:
        return _("销售者那里，还有同品牌、同型号的车可以换吗？")


class EqualOrBetter(OtherCar):
    name = "equal_or_better"
    key = "equal_or_better_available"

    @property
    def title(self) -> str:
        return _("销售者那里，有配置不低于您这辆车的车可以换吗？")


class Price(Step):
    name = "price"
    section = "money"

    @property
    def title(self) -> str:
        return _("发票上的车价是多少？")

    @property
    def hint(self) -> str:
        return _("价税合计的金额。不记得的可以留空，就不算金额。")

    def fields(self) -> dict[str, forms.Field]:
        return {"price": YuanField(required=False)}

    def initial(self) -> dict[str, Any]:
        return {"price": self.case.get("vehicle", {}).get("price_yuan")}

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        case.setdefault("vehicle", {})["price_yuan"] = str(data["price"]) if data["price"] is not None else None
        return self.answers.with_case(case)

    def told(self) -> str:
        found = self.case.get("vehicle", {}).get("price_yuan")
        return yuan(Decimal(found)) if found else _("不记得")


class Coefficient(Step):
    name = "coefficient"
    section = "money"

    @property
    def title(self) -> str:
        return _("三包凭证上的使用补偿系数是多少？")

    @property
    def hint(self) -> str:
        return _("凭证上写作n，例如0.5%，也可以写0.005。凭证上没有写，或者找不到凭证，就留空。")

    def fields(self) -> dict[str, forms.Field]:
        return {"coefficient": CoefficientField(required=False)}

    def initial(self) -> dict[str, Any]:
        return {"coefficient": self.case.get("voucher", {}).get("use_compensation_coefficient")}

    def apply(self, data: Data) -> Answers:
        case, given = self.answers.draft(), data["coefficient"]
        case.setdefault("voucher", {})["use_compensation_coefficient"] = None if given is None else f"{given:f}"
        return self.answers.with_case(case)

    def told(self) -> str:
        return self.case.get("voucher", {}).get("use_compensation_coefficient") or _("没有写，或者不清楚")


class CoefficientField(forms.CharField):
    """0.5%, 0.005 or 千分之五 in figures (5‰)."""

    _SIGNS = (("%", 2), ("％", 2), ("‰", 3))

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "w8"})
        super().__init__(max_length=20, widget=widget, error_messages={"max_length": self._fault()}, **kwargs)

    @staticmethod
    def _fault() -> str:
        return _("请写成0.5%或者0.005这样的数。")

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).strip()
        if not text:
            return None
        shift = 0
        for sign, places in self._SIGNS:
            if text.endswith(sign):
                text, shift = text[:-1].strip(), places
        if not text.replace(".", "", 1).isascii() or not text.replace(".", "", 1).isdigit():
            raise forms.ValidationError(self._fault())
        number = Decimal(text).scaleb(-shift)
        if number > MOST_COEFFICIENT:
            raise forms.ValidationError(_("这个系数太大，请核对。"))
        return number


class Returned(DemandStep):
    name = "returned"
    section = "money"

    @property
    def title(self) -> str:
        return _("车已经交还了吗？")

    def choices(self) -> Choices:
        return (("no", _("没有，还在我这里")), ("yes", _("已经交还")))

    def fields(self) -> dict[str, forms.Field]:
        return {
            "answer": radio(self.choices(), _("交还了没有")),
            "mileage": KilometresField(label=_("交还时的里程"), help_text=_("没有交还的，不用填。"), required=False),
        }

    def initial(self) -> dict[str, Any]:
        returned = self.demand.get("returned_mileage_km")
        return {"answer": flag(returned is not None), "mileage": returned}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") == "yes" and "mileage" in data and data["mileage"] is None:
            return {"mileage": _("请填写交还时的里程。")}
        return {}

    def apply(self, data: Data) -> Answers:
        return self.with_demand(returned_mileage_km=data["mileage"] if data["answer"] == "yes" else None)

    def told(self) -> str:
        returned = self.demand.get("returned_mileage_km")
        return _("没有，还在我这里") if returned is None else _("已经交还，%(km)s") % {"km": km(returned)}


class Losses(DemandStep):
    name = "losses"
    section = "money"

    @property
    def title(self) -> str:
        return _("除了车价，还花了这些钱吗？")

    @property
    def hint(self) -> str:
        return _("退车时销售者应当一并赔偿。没有花的、不清楚的留空。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            "registration": YuanField(label=_("上牌登记的费用"), required=False),
            "accessories_net": YuanField(
                label=_("加装、装饰的费用"), help_text=_("扣掉用旧的部分以后还值多少。"), required=False
            ),
            "services": YuanField(
                label=_("销售者另收的服务费"), help_text=_("例如金融服务费、代办费。"), required=False
            ),
        }

    def initial(self) -> dict[str, Any]:
        return dict(self.demand.get("losses_yuan") or {})

    def apply(self, data: Data) -> Answers:
        return self.with_demand(losses_yuan={key: str(data[key]) for key in LOSSES if data.get(key) is not None})

    def told(self) -> str:
        stated = self.demand.get("losses_yuan") or {}
        fields = self.fields()
        return _("，").join(f"{fields[key].label}{yuan(Decimal(stated[key]))}" for key in LOSSES if key in stated) or _(
            "没有"
        )


STEPS = (
    Wants,
    MadeOn,
    Km,
    Refused,
    Ground,
    Held,
    Grounds,
    Papers,
    SameModel,
    EqualOrBetter,
    Price,
    Coefficient,
    Returned,
    Losses,
)
