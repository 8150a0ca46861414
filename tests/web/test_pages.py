import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import override_settings

from sanbao.web.middleware import POLICY

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "docs/examples/gearbox.json"


def text_of(client: Client, path: str = "/") -> str:
    return client.get(path).content.decode()


def test_the_front_page_answers_with_a_policy_that_allows_nothing_inline(client: Client):
    response = client.get("/")
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_pages_carry_nothing_inline_and_nothing_from_elsewhere(client: Client, path: str):
    page = text_of(client, path)
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|//", page.replace("<!doctype html>", ""))


def test_health_is_plain_and_cheap(client: Client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Content-Type"] == "text/plain"


def test_a_browser_that_looks_for_a_picture_of_the_site_is_led_to_it(client: Client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/web/seal.svg")


def test_pages_are_read_not_written(client: Client):
    assert client.post("/").status_code == 405


def test_an_unknown_address_is_told_so_in_chinese_under_the_same_policy(client: Client):
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()
    assert response.headers["Content-Security-Policy"] == POLICY


def test_the_debug_pages_of_a_developer_keep_their_inline_style(client: Client):
    with override_settings(DEBUG=True):
        assert "Content-Security-Policy" not in client.get("/nowhere").headers
        assert client.get("/").headers["Content-Security-Policy"] == POLICY


def test_every_file_a_page_names_is_there(client: Client):
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', text_of(client))
    assert sorted(named) == [
        "web/sanbao.css",
        "web/sanbao.js",
        "web/seal.svg",
        "web/site.webmanifest",
        "web/work.css",
    ]
    for name in named:
        assert (ROOT / "sanbao/web/static" / name).is_file()


def test_the_front_page_tells_the_facts_of_its_example(client: Client):
    page, case = text_of(client), json.loads(EXAMPLE.read_text())
    days = [
        case["vehicle"]["invoiced_on"],
        *(visit["received_at"][:10] for visit in case["visits"]),
        case["as_of"],
    ]
    assert re.findall(r'<time datetime="([^"]+)">', page) == days
    assert f"{float(case['vehicle']['price_yuan']):,.2f}" in page
    assert f"{case['demand']['mileage_km']:,}" in page


def test_the_front_page_says_what_the_engine_says_of_its_example(client: Client):
    command = [sys.executable, "-m", "sanbao.law", "assess", str(EXAMPLE)]
    answer = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    page = text_of(client).replace("&nbsp;", " ")
    remedies = {remedy: answer["remedies"][remedy]["outcome"] for remedy in ("repair", "vehicle_return")}
    assert remedies == {"repair": "met", "vehicle_return": "not_met"}
    assert f"<b>{answer['counters']['same_problem']['P1']['count']}</b>次" in page
    assert f"<b>{answer['counters']['repair_days']['count']}</b>日" in page
    short_by = next(f["short_by"] for f in answer["findings"] if f["rule"] == "samr-43/24-1-4-count")
    assert f"再修{short_by['same_problem']}次" in page
    reply = next(d["due_on"] for d in answer["deadlines"] if d["duty"] == "reply")
    assert f"销售者最迟应当在{in_words(reply)}答复" in page
    for period in ("repair_warranty", "three_guarantees"):
        last = answer["periods"][period]
        assert f"到{in_words(last['last_day'])}或者{last['km']:,}公里" in page


def test_the_example_of_the_front_page_is_the_one_of_the_manual():
    assert json.loads((ROOT / "sanbao/check/example.json").read_text()) == json.loads(EXAMPLE.read_text())


def test_no_figure_of_law_is_typed_into_the_front_page():
    """What the orders limit is told by the engine: 超过4次, 超过30日, the periods, the articles."""
    source = (ROOT / "sanbao/web/templates/web/home.html").read_text() + (ROOT / "sanbao/web/home.py").read_text()
    assert re.findall(r"超过|begins_at|第[一二三四五六七八九十]+条|到20\d\d年|,000公里", source) == []


@pytest.mark.parametrize(
    ("label", "address"),
    [
        ("刚买的车就坏了", "/questions/new-car/"),
        ("同一个毛病修了又修", "/questions/same-fault/"),
        ("在店里修了很久", "/questions/days-in-shop/"),
        ("提了要求，被拒绝了", "/questions/reply/"),
        ("修车要收费", "/questions/covered/"),
        ("只想算一算", "/check/"),
    ],
)
def test_each_way_in_leads_where_it_says_and_on_into_the_check(client: Client, label, address):
    assert f'<a href="{address}">{label}<small>' in text_of(client)
    page = client.get(address).content.decode()
    assert 'href="/check/' in page or 'action="/check/"' in page


def in_words(day: str) -> str:
    year, month, number = (int(part) for part in day.split("-"))
    return f"{year}年{month}月{number}日"
