from __future__ import annotations

from datetime import date

from django import forms

from sanbao.web.forms import (
    ChineseDateField,
    ChineseDateTimeField,
    Hinted,
    KilometresField,
    PhotoInput,
    YuanField,
)

ENERGIES = [
    ("ice", Hinted("燃油", "只加汽油或者柴油")),
    ("phev", Hinted("插电混动", "能充电，也能加油")),
    ("bev", "纯电"),
]


class Sample(forms.Form):
    name = forms.CharField(label="怎么称呼这个毛病", help_text="用您自己的话，例如“变速器顿挫”。", max_length=20)
    energy = forms.ChoiceField(label="这辆车用什么能源？", choices=ENERGIES, widget=forms.RadioSelect)
    papers = forms.MultipleChoiceField(
        label="手里有哪些单据？",
        choices=[("invoice", "购车发票"), ("voucher", "三包凭证"), ("records", "修理记录")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    invoiced_on = ChineseDateField(label="发票上的日期", help_text="例如2024年3月1日", latest=date(2026, 11, 22))
    received_at = ChineseDateTimeField(label="哪一日、几点送到", required=False)
    mileage_km = KilometresField(label="现在的里程", help_text="仪表盘上的总里程。")
    price_yuan = YuanField(label="车价", help_text="发票上的价税合计。", required=False)
    region = forms.ChoiceField(label="所在地", choices=[("", "请选择"), ("31", "上海"), ("11", "北京")], required=False)
    words = forms.CharField(label="经过", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    photo = forms.FileField(label="单据照片", widget=PhotoInput, required=False)
    agreed = forms.BooleanField(label="我核对过，以上内容属实")


def wrong() -> Sample:
    return Sample(
        {
            "name": "",
            "invoiced_on_year": "2024",
            "invoiced_on_month": "13",
            "invoiced_on_day": "1",
            "received_at_year": "2024",
            "received_at_month": "3",
            "received_at_day": "1",
            "received_at_time": "早上",
            "mileage_km": "一万二",
            "price_yuan": "186,800.005",
            "papers": ["invoice"],
        },
        auto_id="wrong_%s",
    )
