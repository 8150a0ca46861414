"""What people come with, each as a way in. A way leads to a page that exists, or it is not shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbao.web.components import Meter


@dataclass(frozen=True)
class Way:
    label: str | Promise
    hint: str | Promise
    url_name: str
    args: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True)
class Entrance:
    label: str
    hint: str
    url: str


WAYS = (
    Way(_("刚买的车就坏了"), _("开票、交车才几天或者几十天"), "check:start", topic="new_car"),
    Way(_("同一个毛病修了又修"), _("修过几次，又犯了"), "check:start", topic="same_problem"),
    Way(_("在店里修了很久"), _("等配件、等排期，车一直没有车用"), "check:start", topic="long_repair"),
    Way(_("提了要求，被拒绝了"), _("对方说不算质量问题，或者说是您自己弄坏的"), "check:start", topic="refused"),
    Way(_("修车要收费，该不该付"), _("工时费、材料费、易损耗零部件"), "check:start", topic="charged"),
    Way(_("只想算一算"), _("两个期限到哪一日、退车要付多少、最迟哪一日答复"), "check:start"),
)


def example() -> dict[str, Meter]:
    """The counters of docs/examples/gearbox.json as the engine gives them (a test compares)."""
    return {
        "same_problem": Meter(
            label=str(_("同一质量问题修理")),
            count=4,
            begins_at=5,
            unit=str(_("次")),
            says=str(_("已修4次，超过4次就可以要求换车或者退车。")),
        ),
        "repair_days": Meter(
            label=str(_("累计修理时间")),
            count=11,
            begins_at=31,
            unit=str(_("日")),
            says=str(_("已修11日，超过30日就可以要求换车或者退车。")),
        ),
    }


def ways() -> list[Entrance]:
    return [entrance for way in WAYS if (entrance := _entrance(way))]


def _entrance(way: Way) -> Entrance | None:
    try:
        url = reverse(way.url_name, args=way.args)
    except NoReverseMatch:
        return None
    return Entrance(str(way.label), str(way.hint), f"{url}?topic={way.topic}" if way.topic else url)
