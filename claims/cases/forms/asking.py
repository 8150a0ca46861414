"""What is asked before a claim is sent, one form a page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.cases.codes import Channel, VehicleOffered
from claims.repairs.models import Answer, Event, QualityProblem
from claims.vehicles.models import Vehicle
from claims.workshop.forms.fields import NEW_PROBLEM, words
from sanbao.accounts.models import Organisation
from sanbao.accounts.names import check_name
from sanbao.web.forms import ChineseDateField, Hinted, KilometresField, YuanField

CHOOSE = _("请选择一项。")
NOT_TOLD = "unknown"
Choices = Iterable[tuple[str, Any]]


def choice(label: str | Promise, choices: Choices, **more: Any) -> forms.ChoiceField:
    says = {"required": CHOOSE, "invalid_choice": CHOOSE}
    return forms.ChoiceField(
        **{"label": label, "choices": list(choices), "widget": forms.RadioSelect, "error_messages": says, **more}
    )


class PageForm(forms.Form):
    use_required_attribute = False  # the server says in Chinese what is missing

    def give(self, **fields: forms.Field) -> None:
        self.fields.update(fields)


class NextForm(PageForm):
    """Nothing is asked: the page is read."""


class ProblemForm(PageForm):
    """A problem of before, or a new one, which is then named."""

    def __init__(self, known: Sequence[tuple[QualityProblem, str]], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.known = {str(problem.number): problem for problem, _hint in known}
        if known:
            again = [(str(problem.number), Hinted(str(problem), hint)) for problem, hint in known]
            self.give(problem=choice(_("是以前修过的哪个毛病？"), [*again, (NEW_PROBLEM, _("新的毛病"))]))
        self.give(
            name=words(
                _("用几个字说，是什么毛病"),
                required=False,
                max_length=60,
                help_text=_("例如变速器顿挫。会写进车辆的记录，以后的车主也看得到。"),
                validators=[check_name],
            ),
            symptom=words(
                _("现在是什么样子"), 3, required=False, help_text=_("例如什么时候、多少次、仪表上显示什么。")
            ),
        )

    @property
    def chosen(self) -> QualityProblem | None:
        return self.known.get(self.cleaned_data.get("problem", NEW_PROBLEM))


class PlaceForm(PageForm):
    def __init__(self, label: str | Promise, choices: Choices, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.give(place=choice(label, choices))


class DangerForm(PageForm):
    serious_safety = choice(
        _("会不会危及人身、财产安全，让车没法安全地用？"),
        [
            (Answer.YES, pgettext_lazy("回答", "会")),
            (Answer.NO, pgettext_lazy("回答", "不会")),
            (Answer.UNKNOWN, _("不清楚")),
        ],
        help_text=_("行驶中突然熄火、失去动力、刹不住、转不动方向盘，往往会；异响、顿挫、漏水，单独看往往不会。"),
    )
    event = choice(
        _("有没有这样的情形？"),
        [
            ("none", _("都没有")),
            (Event.STEERING_FAILURE, Hinted(_("转向失效"), _("转不动方向盘，转了车不跟着转，或者严重失灵"))),
            (Event.BRAKING_FAILURE, Hinted(_("制动失效"), _("踩了刹车停不下来，或者制动力严重下降"))),
            (Event.BODY_CRACKING, Hinted(_("车身开裂"), _("车身的骨架、大梁、门框裂开，不是漆面裂纹"))),
            (Event.FUEL_LEAK, Hinted(_("燃油泄漏"), _("汽油、柴油漏出来，不是机油、冷却液"))),
            (Event.TRACTION_BATTERY_FIRE, Hinted(_("动力蓄电池起火"), _("冒烟没有起火的，选“都没有”"))),
        ],
    )
    needs_replacement = choice(
        _("店里检查过，说要换总成或者主要零件吗？"),
        [
            (Answer.YES, _("说要换")),
            (Answer.NO, _("说不用换，或者没有说")),
            (Answer.UNKNOWN, _("还没有检查，或者说法不一")),
        ],
    )


class MileageForm(PageForm):
    mileage_km = KilometresField(label=_("仪表上的里程"), help_text=_("照仪表上的数字写。"))


class PapersForm(PageForm):
    has_invoice = forms.BooleanField(label=_("购车发票"), required=False)
    has_voucher = forms.BooleanField(label=_("三包凭证"), required=False)


class KindForm(PageForm):
    def __init__(self, choices: Choices, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.give(kind=choice(_("要求什么"), choices))


class LossesForm(PageForm):
    registration = YuanField(label=_("车辆登记费用"), required=False, help_text=_("上牌、登记时付的，凭收据。"))
    accessories_net = YuanField(
        label=_("加装、装饰费用（折旧后）"), required=False, help_text=_("由销售者收取的，减去用旧的部分。")
    )
    services = YuanField(
        label=_("向销售者付的服务费"), required=False, help_text=_("例如代办上牌、金融服务费，由销售者收取的。")
    )


class AmountForm(PageForm):
    amount = YuanField(label=_("要求的金额"), required=False, help_text=_("还不知道的，可以不填，由双方商量。"))


class RespondentForm(PageForm):
    def __init__(self, choices: Choices, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.give(
            to=choice(_("经营者"), choices),
            is_gone=forms.BooleanField(
                label=_("它已经不存在了"),
                required=False,
                help_text=_("例如已经注销、搬走，找不到人。会告诉生产者，答复的期限从提出的那一天算起。"),
            ),
        )


class NamedForm(PageForm):
    """Of a respondent that has no account."""

    respondent_name = words(
        _("名称"),
        validators=[check_name],
        help_text=_("照发票、结算单上的写。"),
        error_messages={"required": _("请写明经营者的名称。")},
    )
    respondent_address = words(_("地址"), required=False, help_text=_("寄要求书用。"))
    respondent_phone = words(_("电话"), required=False, max_length=40)


class OwnWordsForm(PageForm):
    words = words(_("车主的话"), 5, required=False, max_length=1000, help_text=_("例如以前怎样谈的，希望什么时候办。"))


class ReceivedForm(PageForm):
    """Of a demand on paper or by telephone, which a clerk writes down."""

    made_on = ChineseDateField(label=_("哪一天提出的"))
    received_on = ChineseDateField(
        label=_("经营者哪一天收到的"), required=False, help_text=_("还没有送到，或者不知道的，不填。")
    )
    receipt_words = words(_("怎样知道收到了"), required=False, help_text=_("例如快递签收、对方签字的回执。"))


class SendForm(PageForm):
    """Key and lock alone: sent twice it is one claim."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    lock = forms.IntegerField(widget=forms.HiddenInput)


class StartForm(PageForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def fen_of(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


class CarForm(StartForm):
    """Which car, by its place in the list."""

    def __init__(self, cars: Sequence[Vehicle], data: Any = None) -> None:
        super().__init__(data)
        self.cars = {str(car.public_id): car for car in cars}
        choices = [(key, Hinted(car.name, car.plate or f"…{car.vin_last6}")) for key, car in self.cars.items()]
        self.give(car=choice(_("哪一辆车"), choices, initial=choices[0][0] if len(choices) == 1 else None))

    @property
    def car(self) -> Vehicle:
        return self.cars[self.cleaned_data["car"]]


class EnterForm(StartForm):
    """Of somebody who came with his papers or called: how, and which car."""

    channel = choice(
        _("怎样提出的"),
        [(Channel.PAPER, _("书面")), (Channel.TELEPHONE, _("电话"))],
    )
    vin = words(
        _("车辆识别代号"),
        max_length=40,
        error_messages={"required": _("请填写车辆识别代号。")},
        help_text=_("完整的17位。"),
    )

    def __init__(self, bodies: Sequence[Organisation], data: Any = None) -> None:
        super().__init__(data)
        self.bodies = {str(body.public_id): body for body in bodies}
        if len(bodies) > 1:
            self.give(body=choice(_("哪个机构"), [(key, body.name) for key, body in self.bodies.items()]))

    @property
    def body(self) -> Organisation:
        key = self.cleaned_data.get("body") or next(iter(self.bodies))
        return self.bodies[key]


class PhoneForm(PageForm):
    phone = words(_("代理人的手机号码"), max_length=20, help_text=_("他要用这个手机号码登录过本网站。"))
    is_agreed = forms.BooleanField(
        label=_("我委托他代我提出、接受和撤回这份请求"),
        error_messages={"required": _("委托别人的，请确认。")},
    )


class OfferForm(PageForm):
    vin = words(_("车辆识别代号"), max_length=40, error_messages={"required": _("请填写车辆识别代号。")})
    words = words(_("您是谁，为什么代他提出"), 2, error_messages={"required": _("请写明您是谁。")})


class ReceiptForm(SendForm):
    received_on = ChineseDateField(label=_("对方哪一天收到的"))
    words = words(
        _("怎样知道收到了"),
        help_text=_("例如快递签收、对方签字的回执。请把凭证拍照，添加到证据里。"),
        error_messages={"required": _("请写明怎样知道收到了。")},
    )


class AnsweredForm(SendForm):
    """What a respondent without an account has answered, written down by the consumer or a clerk."""

    replied_on = ChineseDateField(label=_("对方哪一天答复的"))
    answer = choice(_("对方怎样答复"), [("grant", _("同意")), ("refuse", _("拒绝"))])
    fulfil_on = ChineseDateField(label=_("同意的：哪一天办"), required=False)
    reason = words(
        _("拒绝的：理由，照对方的话写"),
        3,
        required=False,
        max_length=500,
        help_text=_("没有说理由的，写“没有说理由”。"),
    )
    words = words(_("还说了什么"), 2, required=False, max_length=1000)

    def __init__(self, rules: Choices, data: Any = None, *, initial: Any = None, offers_car: bool = False) -> None:
        super().__init__(data, initial=initial)
        listed = list(rules)
        if listed:
            field = forms.ChoiceField(
                label=_("拒绝的：对方依据哪一条"),
                choices=listed,
                required=False,
                help_text=_("对方没有说依据的，选您的要求所根据的那一条。"),
            )
            self.give(rule=field)
        if offers_car:
            choices = [("", _("请选择")), *VehicleOffered.choices]
            self.give(
                vehicle_offered=forms.ChoiceField(label=_("同意换车的：提供哪辆车"), choices=choices, required=False)
            )
