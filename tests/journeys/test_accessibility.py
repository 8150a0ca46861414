"""Every page for every eye and hand: axe, both widths, dark, large type, 320 px, double type, keyboard, stillness."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.visiting import ON_THE_WAY_IN, ROLES, Stop, opened, rounds, signed_in
from tests.web.world import World

ROUNDS = (*ROLES, ON_THE_WAY_IN)
NARROW = {"width": 320, "height": 640}
MODES: dict[str, dict[str, Any]] = {
    "light-390": {"viewport": PHONE},
    "light-1280": {"viewport": DESK},
    "dark-1280": {"viewport": DESK, "color_scheme": "dark"},
    "chosen-dark-large-390": {"viewport": PHONE, "look": "dark.large"},
}
KEPT = ("light-390", "light-1280", "dark-1280")  # as pictures, too
# Both widths, light and dark, are met in two of them, with all else that is asked; `make journeys` runs the others.
ON_A_PHONE, AT_A_DESK = "light-390", "dark-1280"
FURTHER = [pytest.param(mode, marks=pytest.mark.thorough) for mode in MODES if mode not in (ON_A_PHONE, AT_A_DESK)]
Judge = Callable[[Page, str], list[str]]

SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => resolve(sum), 50));
})"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
DOUBLE_TYPE = "() => { document.documentElement.style.fontSize = '200%'; }"
# What the keyboard must reach, in this order; of a group of radio buttons, one.
REACHABLE = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const seen = all.filter((one) => one.checkVisibility() && !one.disabled && one.type !== "hidden" && one.tabIndex >= 0);
  const grouped = (one) => one.type === "radio" && one.name;
  const stands = (one) => {
    const group = seen.filter((other) => other.type === "radio" && other.name === one.name && other.form === one.form);
    return one === (group.find((other) => other.checked) ?? group[0]);
  };
  const order = seen.filter((one) => !grouped(one) || stands(one));
  order.forEach((one, index) => (one.dataset.order = index));
  document.body.tabIndex = -1;
  document.body.focus();
  return order.length;
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  const marked = (element) => element && getComputedStyle(element).outlineStyle !== "none";
  return [one.dataset.order ?? one.outerHTML.slice(0, 80), Boolean(marked(one) || marked(one.closest(".option")))];
}"""


@pytest.fixture
def world(transactional_db) -> World:
    return World.build()


def faults(browser: Browser, url: str, world: World, role: str, judge: Judge, **options: Any) -> dict[str, list[str]]:
    found = {}
    for client, round_trip in rounds(world, role):
        assert round_trip, f"no page for {role}"
        with opened(browser, url, client, **options) as context:
            page = context.new_page()
            for stop in round_trip:
                stop.visit(page)
                if wrong := judge(page, stop.name):
                    found[stop.name] = wrong
    return found


@pytest.mark.parametrize("role", ROUNDS)
def test_on_a_phone_axe_finds_nothing_nothing_moves_and_all_reflows(
    browser: Browser, live_server, world: World, role: str, keep
):
    def judge(page: Page, name: str) -> list[str]:
        return on_a_phone(page, lambda: picture(keep, page, ON_A_PHONE, f"{role}-{name}"))

    assert faults(browser, live_server.url, world, role, judge, **MODES[ON_A_PHONE]) == {}


@pytest.mark.parametrize("role", ROUNDS)
def test_at_a_desk_axe_finds_nothing_and_the_keyboard_reaches_every_control(
    browser: Browser, live_server, world: World, role: str, keep
):
    def judge(page: Page, name: str) -> list[str]:
        return at_a_desk(page, lambda: picture(keep, page, AT_A_DESK, f"{role}-{name}"))

    assert faults(browser, live_server.url, world, role, judge, **MODES[AT_A_DESK]) == {}


@pytest.mark.parametrize("mode", FURTHER)
@pytest.mark.parametrize("role", ROUNDS)
def test_axe_finds_nothing_in_any_look(browser: Browser, live_server, world: World, role: str, mode: str, keep):
    def judge(page: Page, name: str) -> list[str]:
        found = judged_by_axe(page)
        picture(keep, page, mode, f"{role}-{name}")
        return found

    assert faults(browser, live_server.url, world, role, judge, **MODES[mode]) == {}


def on_a_phone(page: Page, take_picture: Callable[[], None]) -> list[str]:
    """As it came, then in a narrow window, then with double type."""
    found = judged_by_axe(page)
    take_picture()
    page.set_viewport_size(NARROW)
    found += [f"at 320: {wrong}" for wrong in too_wide(page)]
    page.set_viewport_size(PHONE)
    page.evaluate(DOUBLE_TYPE)
    return found + [f"with double type: {wrong}" for wrong in too_wide(page)]


def at_a_desk(page: Page, take_picture: Callable[[], None]) -> list[str]:
    found = judged_by_axe(page)
    take_picture()
    return found + unreached(page)


def picture(keep: Callable[[Page, str], object], page: Page, mode: str, name: str) -> None:
    """After the rest was judged: a picture of the whole page stretches the window, which moves things."""
    if mode in KEPT:
        keep(page, f"{name.replace(':', '-')}{'-dark' if 'dark' in mode else ''}")


def judged_by_axe(page: Page) -> list[str]:
    shift = page.evaluate(SHIFT)
    found = Axe().run(page).response["violations"]
    told = [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
    return told + [f"layout shift {shift}"] * (shift != 0)


def too_wide(page: Page) -> list[str]:
    over = page.evaluate(TOO_WIDE)
    return [f"{over} pixels too wide"] * (over > 0)


def unreached(page: Page) -> list[str]:
    """What the keyboard does not reach in the order of the page, or what does not show that it is there."""
    wrong = []
    for index in range(page.evaluate(REACHABLE)):
        page.keyboard.press("Tab")
        where, is_marked = page.evaluate(FOCUSED)
        if where != str(index):
            return [*wrong, f"stop {index} is {where}"]
        wrong += [f"stop {index} is not marked"] * (not is_marked)
    return wrong


def test_a_page_at_fault_is_found(browser: Browser, live_server, world: World):
    with signed_in(browser, live_server.url, world, "anonymous", viewport=NARROW) as context:
        page = context.new_page()
        Stop("home", reverse("home")).visit(page)
        page.evaluate("""() => {
          const wide = document.createElement("p");
          wide.innerHTML = '<img src="/nothing.png"><a href="/" tabindex="0">x</a>';
          wide.style.width = "900px";
          wide.style.color = "#eee";
          document.querySelector("main").prepend(wide);
        }""")
        assert too_wide(page)
        assert any(told.startswith("image-alt") for told in judged_by_axe(page))
