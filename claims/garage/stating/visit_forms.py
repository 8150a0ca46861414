"""What an owner reads from the slip of a repair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.garage.stating.car_forms import choose, text
from claims.repairs.models import Answer, InNetwork, Item, QualityProblem
from claims.repairs.moments import day_of, told_as
from claims.repairs.parts_list import ListedPart
from claims.repairs.services.opening import NO_COMPLAINT, name_of
from claims.workshop.forms.item import grouped
from sanbao.accounts.models import Organisation
from sanbao.accounts.names import check_name
from sanbao.check.steps.base import MOST_NAME
from sanbao.check.steps.slips import works_of
from sanbao.web.forms import DayOrMomentField, Hinted, KilometresField

NONE_OF_THEM, NEW, MORE, END = "none", "new", "more", "end"


class PlaceForm(forms.Form):
    place = text(
        gettext_lazy("在哪家店修的？"),
        200,
        gettext_lazy("照单子上的名称写。"),
        validators=[check_name],
        error_messages={"required": gettext_lazy("请填写修理店的名称。")},
    )
    in_network = choose(
        gettext_lazy("这家店是生产者或者销售者约定的吗？"),
        (
            (InNetwork.YES, Hinted(gettext_lazy("是"), gettext_lazy("4S店、品牌授权的服务店"))),
            (InNetwork.NO, Hinted(gettext_lazy("不是"), gettext_lazy("不计入次数和天数"))),
            (InNetwork.UNKNOWN, Hinted(gettext_lazy("不清楚"), gettext_lazy("查清以前不计入"))),
        ),
    )
    order_number = text(gettext_lazy("单号"), 40, gettext_lazy("维修单、结算单上的号码，没有的不填。"), required=False)


class OutletForm(forms.Form):
    """Workshops of the system that are called so."""

    def __init__(self, outlets: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(one.public_id), one.name) for one in outlets]
        self.fields["outlet"] = choose(_("是不是下面这家？"), [*found, (NONE_OF_THEM, _("都不是，或者不清楚"))])


class WhenForm(forms.Form):
    received_at = DayOrMomentField(label=gettext_lazy("什么时候送到店里"))
    finished_at = DayOrMomentField(
        label=gettext_lazy("什么时候修好"),
        required=False,
        help_text=gettext_lazy("店里通知您取车的时间。还没有修好的，不填这一项，勾选下面一项。"),
    )
    is_still_there = forms.BooleanField(label=gettext_lazy("还在店里，没有修好"), required=False)
    mileage_km = KilometresField(
        label=gettext_lazy("送修时的里程"), help_text=gettext_lazy("维修单、结算单上写着。不记得的，估一个接近的数。")
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        received, finished = told.get("received_at"), told.get("finished_at")
        for name, moment in (("received_at", received), ("finished_at", finished)):
            if moment is not None and day_of(told_as(moment)[0]) > timezone.localdate():
                self.add_error(name, _("时间不能晚于现在。"))
        if "finished_at" in told and finished is None and not told.get("is_still_there"):
            self.add_error("finished_at", _("请填写修好的时间；还在店里的，请勾选下面一项。"))
        if finished is not None and told.get("is_still_there"):
            self.add_error("is_still_there", _("填了修好的时间，就不能再选“还在店里”，请去掉一项。"))
        if received and finished and day_of(told_as(finished)[0]) < day_of(told_as(received)[0]):
            self.add_error("finished_at", _("修好的时间早于送修的时间，请核对。"))
        return told


class ItemForm(forms.Form):
    """One thing that was wrong or done. `problems`: those of before; `is_last`: no other one can follow."""

    def __init__(
        self,
        problems: Iterable[QualityProblem],
        parts: Sequence[ListedPart],
        energy: str,
        *args: Any,
        is_last: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {part.code: part for part in parts}
        known = [(str(one.number), str(one)) for one in problems]
        if known:
            hint = _("同一个毛病要选同一项，次数才数得对。")
            self.fields["problem"] = choose(_("修的是哪个毛病"), [*known, (NEW, _("另一个毛病"))], hint)
        hint = _("选了“另一个毛病”才填。") if known else _("用您自己的话，几个字就行，例如“变速器顿挫”。")
        self.fields["name"] = text(_("是什么毛病"), MOST_NAME, hint, required=False, validators=[check_name])
        self.fields["name"].is_opened = True  # type: ignore[attr-defined]  # wanted where no other one is chosen
        hint = _("照维修单上写的选。又修又换的，选换了的那一项：换零件、换总成，次数各数各的。")
        self.fields["work"] = choose(_("店里做了什么"), works_of(energy), hint)
        self.fields["part"] = forms.ChoiceField(
            label=_("修了、换了哪个零部件"),
            required=False,
            choices=[("", _("不清楚，或者表上没有")), *grouped(self.parts.values())],
            help_text=_("换了总成的，选是哪个总成；换了零件的，能选到就选，次数按零部件数。"),
        )
        self.fields["part_name"] = text(_("表上没有的零部件"), 60, required=False, validators=[check_name])
        self.fields["serious_safety"] = choose(
            _("是不是危及人身、财产安全，没法安全使用？"),
            ((Answer.NO, _("不是")), (Answer.YES, _("是")), (Answer.UNKNOWN, _("不清楚"))),
        )
        self.fields["resolved"] = choose(_("修好没有"), Item.Resolved.choices)
        following = [(END, _("这一次就修了这些"))]
        if not is_last:
            following.append((MORE, _("这一次还修了别的毛病，接着填")))
        self.fields["more"] = choose(_("还有吗？"), following)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told.setdefault("problem", NEW)
        if told["problem"] == NEW and not told.get("name") and told.get("work") in NO_COMPLAINT:
            told["name"] = name_of(told["work"])
        if told["problem"] == NEW and "name" in told and not told["name"].strip():
            self.add_error("name", _("请用几个字写下是什么毛病，例如“变速器顿挫”。"))
        part = self.parts.get(told.get("part", ""))
        if told.get("work") == Item.Work.ASSEMBLY_REPLACEMENT and (part is None or part.kind != "group"):
            self.add_error("part", ValidationError(_("更换总成的，请选择是哪个总成。")))
        return told
