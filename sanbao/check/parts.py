"""Parts of a car for people who are no mechanics: the standard's list, by everyday words, and where there are several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from sanbao.check.everyday import EVERYDAY
from sanbao.law.parts import Edition, Part, edition
from sanbao.law.vocabulary import WEAR_PREFIX

# Of these a car has more than one, so that the place tells them apart.
SEVERAL_GROUPS = ("drive_motor", "suspension_system", "braking_system", "driveline", "axle", "vehicle_body")
ONLY_ONE = ("brake_master_cylinder", "brake_booster", "brake_pedal_and_bracket", "body_skeleton")
SEVERAL_MORE = (
    "steering_tie_rod",
    "steering_knuckle",
    "wear_tyre",
    "wear_brake_lining",
    "wear_bulb",
    "wear_wiper_blade",
)
# What a drive does not have; the engine stays for a range extender.
NOT_IN = {
    "ice": ("traction_battery", "drive_motor"),
    "bev": ("engine",),
    "fcev": ("engine",),
}


def lacks(energy: str | None, group: str) -> bool:
    """Has a car of this drive no such assembly?"""
    return group in NOT_IN.get(energy or "", ())


@cache
def part(code: str) -> Part | None:
    """A group, main component or wear part of either edition, the later one first."""
    for name in ("2021", "2013"):
        table = edition(name)
        for parts in (table.groups, table.main_components, table.wear_parts):
            if code in parts:
                return parts[code]
    return None


def groups_of(table: Edition, energy: str | None) -> list[Part]:
    """The assemblies and systems of the list, and those the later list has beside them (an older car may be judged
    by both orders); what stands in place of another one is left out."""
    absent = NOT_IN.get(energy or "", ())
    known = {**table.groups}
    for code, group in edition("2021").groups.items():
        if code != "driveline" or "axle" not in known:
            known.setdefault(code, group)
    return [group for code, group in known.items() if code not in absent]


def components_of(table: Edition, group: str) -> list[Part]:
    return [component for component in table.main_components.values() if component.group == group]


def group_of(code: str) -> str | None:
    """The assembly or system of a main component, in either edition."""
    found = part(code)
    return found.group if found else None


def is_wear(code: str | None) -> bool:
    return code is not None and code.startswith(WEAR_PREFIX)


def has_several_places(code: str) -> bool:
    if code in ONLY_ONE:
        return False
    return code in SEVERAL_MORE or code in SEVERAL_GROUPS or group_of(code) in SEVERAL_GROUPS


def search(table: Edition, words: str, energy: str | None) -> list[Part]:
    """Parts by name or everyday words, the likeliest first: those that are called so, those whose words hold every word
    asked for, those called by a word within what was written (刹车片异响、发动机漏油)."""
    wanted = unicodedata.normalize("NFKC", words).casefold().split()
    if not wanted:
        return []
    found = [(_likeness(one, wanted), one) for one in _listed(table, energy)]
    best = max(likeness for likeness, _one in found)
    least = min(best, FITS)
    likely = [(likeness, one) for likeness, one in found if likeness >= max(least, 1)]
    return [one for _likeness_of_it, one in sorted(likely, key=lambda row: -row[0])]


FITS, IS_CALLED_SO = 100, 200  # above the length of any word within what was written


def _likeness(one: Part, wanted: Sequence[str]) -> int:
    written, names = "".join(wanted), _names(one.code)
    if written in names:
        return IS_CALLED_SO
    owner = _names(one.group) if one.group else ()
    if all(any(word in name for name in (*names, *owner)) for word in wanted) and _is_meant(wanted, names):
        return FITS
    return max([len(name) for name in names if len(name) > 1 and name in written], default=0)


def _is_meant(wanted: Sequence[str], names: Sequence[str]) -> bool:
    """One word at least is its own: an assembly's name alone does not mean each of its components."""
    return any(word in name for word in wanted for name in names)


def _listed(table: Edition, energy: str | None) -> Iterator[Part]:
    """Every row that this car can have, assemblies and systems first."""
    yield from groups_of(table, energy)
    rows = (*table.main_components.values(), *table.wear_parts.values())
    yield from (row for row in rows if row.group is None or not lacks(energy, row.group))


@cache
def _names(code: str) -> tuple[str, ...]:
    found = part(code)
    own = [*re.split(r"[（）、/]", found.zh), found.en] if found else []
    spoken = [*own, *EVERYDAY.get(code, "").replace("；", "").split()]
    return tuple(dict.fromkeys(name.casefold() for name in spoken if name))


def also_called(code: str) -> str:
    """The commonest everyday names in Chinese that the standard's own name does not hold; "" when there are none."""
    found = part(code)
    spoken = EVERYDAY.get(code, "").partition("；")[0].split()
    names = [word for word in spoken if not word.isascii() and found and word not in found.zh]
    return "、".join(names[:2])


def shown(found: Part, lang: str) -> str:
    """The name as people read it, a component after its assembly or system."""
    own = name(found, lang)
    if found.group is None:
        return own
    owner = part(found.group)
    return f"{name(owner, lang)}{'：' if lang == 'zh' else ': '}{own}" if owner else own


def as_choice(words: str) -> str:
    """As it stands in a list to choose from, begun with a capital letter."""
    return words[:1].upper() + words[1:]


def name(found: Part, lang: str) -> str:
    return found.en if lang == "en" else found.zh.replace("/", "或者")
