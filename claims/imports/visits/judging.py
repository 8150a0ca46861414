"""What becomes of each visit of a chunk: new, known already, or wrong. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from claims.filings.models import ModelLine
from claims.imports.columns import Line
from claims.imports.reading.faults import CellError
from claims.imports.visits.cars import Car, Cars, Network
from claims.imports.visits.groups import Group
from claims.imports.visits.known import KnownVisits, differing, words_for
from claims.imports.visits.parts import Finder, finder_of
from claims.repairs.models import OddityCode, State, Work
from claims.vehicles.models import Sale
from claims.vehicles.services.registering import WRONG_CHECK_DIGIT
from claims.vehicles.vin import has_right_check_digit
from sanbao.accounts.models import Organisation

CHANGED = _("这次送修已经登记过，这里写的不一样：{columns}。登记过的不会改动；要更正的，请打开那次送修办理。")
STILL_OPEN = _("这次送修已经登记过，还没有修好。修好和交车，请打开那次送修办理。")
TWICE_IN_FILE = _("文件前面已经有这次送修，内容不一样。")
UNKNOWN_CAR = _("系统里还没有这辆车。要登记它，请填写品牌、型号、动力。")
NOT_AN_ASSEMBLY = _("更换总成的，零部件一列请写是哪个总成。")

Fate = Literal["new", "known", "wrong"]


@dataclass
class Seen:
    """Visits of the same file that came before: what is looked at without being written is not in the database."""

    contents: dict[int, int] = field(default_factory=dict)
    vins: set[str] = field(default_factory=set)

    def known(self, group: Group) -> bool | None:
        """None: not seen yet. False: seen with another content."""
        before = self.contents.get(hash(group.key))
        return None if before is None else before == group.content

    def add(self, group: Group) -> None:
        self.contents[hash(group.key)] = group.content


@dataclass(slots=True)
class Judged:
    """The rest is of a new visit alone. `line_of`: the model line of a car that is not registered yet; `is_reading`: its
    odometer is not known yet, `is_lower`: and does not fit what was read before."""

    group: Group
    fate: Fate
    car: Car | None = None
    odd: tuple[str, ...] = ()
    line_of: ModelLine | None = None
    is_reading: bool = False
    is_lower: bool = False


class Judge:
    """One visit after the other, each in view of those before it."""

    def __init__(
        self, groups: Sequence[Group], outlet: Organisation, network: Network, seen: Seen, *, locked: bool
    ) -> None:
        self._network, self._seen = network, seen
        vins = [group.first.values["vin"] for group in groups if "vin" in group.first.values]
        self._cars = Cars(vins, outlet, locked=locked)
        self._known = KnownVisits(groups, outlet, [car.id for car in self._cars.by_vin.values()])
        self._finders: dict[int, Finder] = {}

    def judge(self, group: Group) -> Judged:
        if not group.is_wrong:
            self._find_parts(group)
        if group.is_wrong:
            return self._wrong(group)
        before = self._seen.known(group)
        if before:
            return Judged(group, "known")
        if before is False:
            group.first.refuse("order_number", TWICE_IN_FILE)
            return self._wrong(group)
        visit = self._known.of(group.first)
        if visit is not None:
            return self._compared(group, visit)
        return self._new(group)

    def _compared(self, group: Group, visit: Any) -> Judged:
        for line in group.lines:
            keys = differing(visit, line)
            if keys and visit.state == State.OPEN and "finished_at" in line.values:
                line.refuse("finished_at", STILL_OPEN)
            elif keys:
                line.refuse(keys[0], CHANGED, columns=words_for(keys))
        return self._wrong(group) if group.is_wrong else Judged(group, "known")

    def _new(self, group: Group) -> Judged:
        line = group.first
        car = self._cars.by_vin.get(line.values["vin"])
        found = None
        if car is None:
            car, found = self._unknown(line)
            if car is None:
                return self._wrong(group)
        odd = tuple(self._oddities(car, line))
        for code in odd:
            line.warn(_COLUMN_OF[code], OddityCode(code).label)
        km, read_at = line.values["mileage_km"], line.values["received_at"]
        is_reading, is_lower = not car.is_read(km, read_at), car.contradicts(km, read_at)
        if is_reading:
            car.read(km, read_at, has_reason=is_lower)
        car.visited(line.values.get("finished_at"))
        self._seen.add(group)
        return Judged(group, "new", car, odd, found, is_reading, is_lower)

    def _unknown(self, line: Line) -> tuple[Car | None, ModelLine | None]:
        values = line.values
        named = "brand" in values and "model" in values
        found = self._network.line_of(values["brand"], values["model"]) if named else None
        if not (named and (found or "energy" in values)) and values["vin"] not in self._seen.vins:
            line.refuse("vin", UNKNOWN_CAR)
            return None, None
        if not has_right_check_digit(values["vin"]):
            line.warn("vin", WRONG_CHECK_DIGIT)
        energy = found.energy if found else values.get("energy", "ice")
        car = Car(0, uuid4(), values["vin"], energy, found.producer_id if found else None, is_new=True)
        self._cars.by_vin[car.vin] = car
        self._seen.vins.add(car.vin)
        return car, found

    def _oddities(self, car: Car, line: Line) -> list[str]:
        values = line.values
        began_at = min(values["received_at"], values.get("diagnosis_began_at", values["received_at"]))
        found = {
            OddityCode.OVERLAP: car.overlaps(began_at),
            OddityCode.LOWER_ODOMETER: car.contradicts(values["mileage_km"], began_at),
            OddityCode.UNKNOWN_SALE: not car.is_sold,
            OddityCode.OTHER_MAKE: not self._network.has(car.producer_id, began_at),
        }
        return [code.value for code, is_so in found.items() if is_so]

    def _find_parts(self, group: Group) -> None:
        for line in group.lines:
            values = line.values
            if "component" in values:
                try:
                    values["part"] = self._finder(values).find(values["component"])
                except CellError as error:
                    line.refuse("component", error.says, **error.values)
            if values["work"] == Work.ASSEMBLY_REPLACEMENT and getattr(values.get("part"), "kind", "") != "group":
                line.refuse("component", NOT_AN_ASSEMBLY)

    def _finder(self, values: dict[str, Any]) -> Finder:
        car = self._cars.by_vin.get(values["vin"])
        if car is None:
            return finder_of(values.get("energy", "ice"), None)
        if not car.has_terms:
            return finder_of(car.energy, car.invoiced_on)
        if car.id not in self._finders:
            terms = Sale.objects.get(vehicle=car.id).terms
            self._finders[car.id] = finder_of(car.energy, car.invoiced_on, terms.extra_main_components if terms else ())
        return self._finders[car.id]

    def _wrong(self, group: Group) -> Judged:
        group.refuse_together()
        return Judged(group, "wrong")


_COLUMN_OF = {
    OddityCode.OVERLAP.value: "received_at",
    OddityCode.LOWER_ODOMETER.value: "mileage_km",
    OddityCode.UNKNOWN_SALE.value: "vin",
    OddityCode.OTHER_MAKE.value: "vin",
}
