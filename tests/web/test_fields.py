from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms

from sanbao.web.forms import ChineseDateField, ChineseDateTimeField, DayOrMomentField, KilometresField, YuanField

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Visit(forms.Form):
    on = ChineseDateField(label="日期", earliest=date(2013, 10, 1), latest=date(2026, 11, 22))
    at = ChineseDateTimeField(label="送到", required=False)
    km = KilometresField(label="里程", required=False)
    paid = YuanField(label="付款", required=False)


def of_date(*parts: str) -> Visit:
    return Visit({"on_year": parts[0], "on_month": parts[1], "on_day": parts[2]})


def of(name: str, written: str) -> Visit:
    return Visit({"on": "2024-03-01", name: written})


@pytest.mark.parametrize(
    "parts",
    [
        ("2024", "3", "1"),
        ("２０２４", "０３", "０１"),
        (" 2024年", "3月", "1日"),
        ("2024", "3", "1号"),
        ("2024-03-01", "", ""),
        ("2024/3/1", "", ""),
        ("2024.3.1", "", ""),
        ("2024年3月1日", "", ""),
        ("２０２４年３月１日", "", ""),
        ("20240301", "", ""),
    ],
)
def test_a_date_is_taken_as_people_write_it(parts):
    form = of_date(*parts)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("parts", "says", "wrong"),
    [
        (("", "", ""), "请填写日期。", {0, 1, 2}),
        (("", "3", "1"), "请填写年份。", {0}),
        (("2024", "", "1"), "请填写月份。", {1}),
        (("2024", "3", ""), "请填写几日。", {2}),
        (("24", "3", "1"), "年份请写四位数，例如2024。", {0}),
        (("0024", "3", "1"), "请核对年份。", {0}),
        (("113", "3", "1"), "这里不用民国纪年。请写公历年份，例如2024。", {0}),
        (("民国113年3月1日", "", ""), "这里不用民国纪年。请写公历年份，例如2024。", {0}),
        (("去年", "3", "1"), "年份只能填数字，例如2024。", {0}),
        (("2024", "三", "1"), "月份只能填数字，例如3。", {1}),
        (("2024", "13", "1"), "月份应当在1到12之间。", {1}),
        (("2024", "0", "1"), "月份应当在1到12之间。", {1}),
        (("2024", "2", "30"), "2024年2月没有30日。", {2}),
        (("2023", "2", "29"), "2023年2月没有29日。", {2}),
        (("2024", "3", "-1"), "日期只能填数字，例如15。", {2}),
        (("2013", "9", "30"), "日期不能早于2013年10月1日。", {0, 1, 2}),
        (("2026", "11", "23"), "日期不能晚于2026年11月22日。", {0, 1, 2}),
    ],
)
def test_a_wrong_date_is_refused_with_a_word_that_helps_and_at_its_box(parts, says, wrong):
    form = of_date(*parts)
    assert form.errors["on"] == [says]
    boxes = str(form["on"]).split("<input")[1:]
    assert {index for index, box in enumerate(boxes) if "aria-invalid" in box} == wrong


def test_what_was_typed_is_kept_when_it_is_wrong():
    html = str(of_date("2024", "13", "1"))
    assert 'value="2024"' in html
    assert 'value="13"' in html


def test_a_date_known_before_fills_its_boxes():
    html = str(Visit(initial={"on": date(2024, 3, 1)})["on"])
    assert [f'value="{value}"' in html for value in ("2024", "3", "1")] == [True] * 3


@pytest.mark.parametrize(
    ("clock", "hour", "minute"),
    [
        ("9:30", 9, 30),
        ("０９：３０", 9, 30),
        ("0930", 9, 30),
        ("9点", 9, 0),
        ("9点整", 9, 0),
        ("9点半", 9, 30),
        ("9点30分", 9, 30),
        ("上午9点半", 9, 30),
        ("下午3点05分", 15, 5),
        ("下午 3:05", 15, 5),
        ("23:59", 23, 59),
        ("上午九点", 9, 0),
        ("九点半", 9, 30),
        ("下午两点一刻", 14, 15),
        ("下午三点零五分", 15, 5),
        ("十点二十分", 10, 20),
        ("二十三点五十九分", 23, 59),
        ("９：００", 9, 0),
        ("９点半", 9, 30),
        ("9点5分", 9, 5),
        ("9点钟", 9, 0),
        ("3:05 PM", 15, 5),
        ("12:30 am", 0, 30),
        ("中午12点", 12, 0),
        ("中午一点", 13, 0),
        ("凌晨十二点", 0, 0),
    ],
)
def test_a_time_of_day_is_taken_as_people_say_it(clock, hour, minute):
    form = Visit({"on": "2024-03-01", "at_year": "2024", "at_month": "3", "at_day": "1", "at_time": clock})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2024, 3, 1, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("clock", "says"),
    [
        ("", "请填写几点几分，例如9:30。"),
        ("早上", "时间请写成几点几分，例如9:30或者上午九点半。"),
        ("9", "时间请写成几点几分，例如9:30或者上午九点半。"),
        ("24:00", "没有这个时间。请写0:00到23:59之间的时间。"),
        ("十十点", "时间请写成几点几分，例如9:30或者上午九点半。"),
        ("晚上十二点", "晚上十二点请写成23:59，或者第二天的0:00。"),
        ("二十五点", "没有这个时间。请写0:00到23:59之间的时间。"),
        ("9:75", "没有这个时间。请写0:00到23:59之间的时间。"),
    ],
)
def test_a_wrong_time_of_day_is_refused(clock, says):
    form = Visit({"on": "2024-03-01", "at_year": "2024", "at_month": "3", "at_day": "1", "at_time": clock})
    assert form.errors["at"] == [says]


def test_a_moment_in_one_piece_is_taken():
    form = Visit({"on": "2024-03-01", "at": "2024-03-01T09:30"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2024, 3, 1, 9, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("written", "km"),
    [
        ("12345", 12345),
        ("１２３４５", 12345),
        ("12,345", 12345),
        ("12，345", 12345),
        ("12 345 公里", 12345),
        ("12345km", 12345),
        ("1.2万", 12000),
        ("1.2345万公里", 12345),
        ("0", 0),
        ("123.0", 123),
        ("", None),
    ],
)
def test_kilometres_are_taken_as_people_write_them(written, km):
    form = of("km", written)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["km"] == km


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("12,34", "请用数字填写里程，例如12,345或者1.2万。"),
        ("一万二", "请用数字填写里程，例如12,345或者1.2万。"),
        ("-5", "请用数字填写里程，例如12,345或者1.2万。"),
        ("1e5", "请用数字填写里程，例如12,345或者1.2万。"),
        ("9" * 5000, "请用数字填写里程，例如12,345或者1.2万。"),
        ("123.5", "请填写整公里数，不要小数。"),
        ("1.23456万", "请填写整公里数，不要小数。"),
        ("99999999", "里程不能超过9,999,999公里，请核对。"),
    ],
)
def test_wrong_kilometres_are_refused(written, says):
    assert of("km", written).errors["km"] == [says]


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("186800", "186800.00"),
        ("186,800.00", "186800.00"),
        ("¥186,800.5", "186800.50"),
        ("￥１８６，８００．００", "186800.00"),
        ("18.68万元", "186800.00"),
        ("人民币186800元", "186800.00"),
        ("0", "0.00"),
    ],
)
def test_money_is_taken_as_people_write_it(written, yuan):
    form = of("paid", written)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["paid"] == Decimal(yuan)
    assert form.cleaned_data["paid"].as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("十八万", "请用数字填写金额，例如186,800.00或者18.68万。"),
        ("1,86800", "请用数字填写金额，例如186,800.00或者18.68万。"),
        ("NaN", "请用数字填写金额，例如186,800.00或者18.68万。"),
        ("0.005", "金额最多写到分，也就是两位小数。"),
        ("100000000", "金额不能超过99,999,999.99元，请核对。"),
    ],
)
def test_wrong_money_is_refused(written, says):
    assert of("paid", written).errors["paid"] == [says]


class Arrival(forms.Form):
    at = DayOrMomentField(label="送修")


@pytest.mark.parametrize(
    ("clock", "told"),
    [("", date(2024, 3, 1)), (" ", date(2024, 3, 1)), ("9:30", datetime(2024, 3, 1, 9, 30, tzinfo=SHANGHAI))],
)
def test_a_time_that_is_not_known_is_left_empty(clock, told):
    form = Arrival({"at_year": "2024", "at_month": "3", "at_day": "1", "at_time": clock})
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["at"], type(form.cleaned_data["at"])) == (told, type(told))


@pytest.mark.parametrize(("parts", "wrong"), [(("2024", "", "", ""), 1), (("2024", "3", "1", "25点"), 3)])
def test_of_a_day_or_a_moment_the_box_at_fault_is_marked(parts, wrong):
    form = Arrival(dict(zip(("at_year", "at_month", "at_day", "at_time"), parts, strict=True)))
    assert not form.is_valid()
    boxes = str(form["at"]).split("<input")[1:]
    assert [index for index, box in enumerate(boxes) if 'aria-invalid="true"' in box] == [wrong]
