import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.test import Client, RequestFactory
from django.urls import reverse

from sanbao.web.components import Action, DeadlineSheet, DecisionCard, Meter, Pagination, SheetDay
from sanbao.web.components.meter import MOST_FIELDS

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("count", "current", "looks"),
    [
        (0, 0, ["", "", "right"]),
        (2, 0, ["on", "on", "right"]),
        (1, 1, ["on", "now", "right"]),
        (2, 1, ["on", "on", "now right"]),
        (3, 0, ["on", "on", "on right"]),
        (4, 0, ["on", "on", "on right", "on right"]),
    ],
)
def test_a_meter_has_a_field_for_each_count_and_marks_where_the_right_begins(count, current, looks):
    assert Meter("修理", count, 3, "次", "……", current=current).fields == looks


def test_a_meter_with_many_units_is_a_bar_whose_tick_is_where_the_right_begins():
    meter = Meter("累计修理时间", 22, 31, "日", "……", current=5)
    assert meter.is_bar
    assert (meter.count_width, meter.current_width, meter.tick) == (220, 50, 300)
    assert meter.scale > meter.tick


@pytest.mark.parametrize("count", [0, 5, 30, 31, 400])
def test_what_is_counted_never_leaves_the_bar(count):
    meter = Meter("累计修理时间", count, 31, "日", "……", current=7)
    assert meter.count_width + meter.current_width <= meter.scale


def test_more_counts_than_fields_become_a_bar():
    assert Meter("修理", MOST_FIELDS + 1, 5, "次", "……").is_bar
    assert not Meter("修理", MOST_FIELDS, 5, "次", "……").is_bar


def test_a_meter_says_in_words_what_it_draws():
    html = str(Meter("修理", 4, 5, "次", "已修4次，超过4次就可以。"))
    assert "已修4次，超过4次就可以。" in html
    assert 'class="track" aria-hidden="true"' in html


def sheet(*days: SheetDay, due_on: date | None = date(2024, 10, 10)) -> str:
    return str(DeadlineSheet("期限", "9月20日收到", due_on, "最迟10月10日。", (days,) if days else ()))


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (SheetDay(date(2024, 9, 20), "start"), "起算"),
        (SheetDay(date(2024, 9, 21), "rest"), "休"),
        (SheetDay(date(2024, 9, 29), "makeup", 6), "调休"),
        (SheetDay(date(2024, 10, 8), "paused"), "暂停"),
        (SheetDay(date(2024, 10, 10), "due", 10), "到期"),
        (SheetDay(date(2024, 9, 23), "working", 1, is_today=True), "今天"),
        (SheetDay(date(2024, 9, 20), "start", note="收到"), "收到"),
    ],
)
def test_each_look_of_a_day_is_a_word_as_well(day, word):
    assert f"<small>{word}</small>" in sheet(day)


def test_the_days_that_ran_are_marked_up_to_today():
    first, today, due = (
        SheetDay(date(2024, 9, 23), "working", 1),
        SheetDay(date(2024, 9, 24), "working", 2, is_today=True),
        SheetDay(date(2024, 9, 25), "due", 3),
    )
    html = sheet(first, today, due)
    assert 'class="working done"' in html
    assert 'class="working today"' in html
    assert 'class="due"' in html


def test_a_sheet_without_a_calendar_says_so():
    assert "还不能确定" in sheet(due_on=None)


def test_a_decision_is_escaped_and_its_post_button_carries_the_token():
    card = DecisionCard(
        "退车", "met", "可以", "<b>您</b>", actions=(Action("撤回", "/x/", post=True, fields=(("a", "1"),)),)
    )
    html = card.render(RequestFactory().get("/"))
    assert "&lt;b&gt;您&lt;/b&gt;" in html
    assert "csrfmiddlewaretoken" in html
    assert '<input type="hidden" name="a" value="1">' in html


def test_pages_of_a_list_keep_the_filter_of_the_address():
    request = RequestFactory().get("/", {"q": "变速器", "page": "5"})
    shown = Pagination.of(Paginator(range(240), 20).get_page(5), request)
    assert [link.number for link in shown.links] == [1, 0, 4, 5, 6, 0, 12]
    assert shown.previous == "?q=%E5%8F%98%E9%80%9F%E5%99%A8&page=4"
    assert 'aria-current="page">5<' in str(shown)


def test_a_list_of_one_page_has_no_links():
    request = RequestFactory().get("/")
    assert str(Pagination.of(Paginator(range(3), 20).get_page(1), request)).strip() == ""


def test_the_component_page_is_not_part_of_a_public_site(tmp_path):
    environment = {"SANBAO_DEBUG": "0", "SANBAO_HOSTS": "sanbao.example", "SANBAO_SECRET_KEY": "k" * 64}
    command = (
        "import django; django.setup(); from django.urls import reverse; print(reverse('home')); reverse('components')"
    )
    told = subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "sanbao.settings", "SANBAO_STATE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout == "/\n"
    assert "NoReverseMatch: Reverse for 'components' not found" in told.stderr


@pytest.mark.parametrize(
    "query", [{}, {"theme": "dark", "type": "large", "width": "320"}, {"theme": "pink", "page": "x"}]
)
def test_the_component_page_shows_every_component(client: Client, query):
    page = client.get(reverse("components"), query).content.decode()
    for shown in (
        "结论卡",
        "距离表",
        "期限表",
        "在修计时",
        "待定事实",
        "证据",
        "待办",
        "没有内容",
        "分页",
        "请先改正以下内容",
    ):
        assert shown in page
    assert ("dark large" in page) == (query.get("theme") == "dark")
