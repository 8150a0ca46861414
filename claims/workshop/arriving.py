"""What an adviser sees of a car before he opens a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from claims.record.facts import Network
from claims.record.history import History, history_shown
from claims.record.standing import Standing, standing_of
from claims.repairs.models import OddityCode, QualityProblem, State
from claims.repairs.told import ToldVisit
from claims.vehicles.models import Ownership, Vehicle
from claims.vehicles.selectors import current_ownership
from sanbao.accounts.models import Organisation, User


@dataclass(frozen=True)
class Arriving:
    vehicle: Vehicle
    owner: Ownership | None
    standing: Standing
    odd: tuple[str, ...]
    open_visits: tuple[ToldVisit, ...]
    seen: History

    @classmethod
    def of(cls, vehicle: Vehicle, outlet: Organisation, by: User, now: datetime) -> Arriving:
        network = Network.of(vehicle)
        history = history_shown(vehicle, outlet, network, by=by, at=now)
        still = tuple(one for one in history.shown if one.row.state == State.OPEN)
        odd = _known_oddities(vehicle, bool(still), is_appointed=history.is_appointed)
        return cls(
            vehicle=vehicle,
            owner=current_ownership(vehicle),
            standing=standing_of(vehicle, now, visits=history.shown, network=network),
            odd=tuple(str(code.label) for code in odd),
            open_visits=still,
            seen=history,
        )

    @property
    def problems(self) -> Sequence[QualityProblem]:
        """Each once, the latest repaired first."""
        rows = [item.row.problem for visit in reversed(self.standing.visits) for item in visit.items]
        return list(dict.fromkeys(rows))

    @property
    def last_km(self) -> int | None:
        return max((visit.mileage_km for visit in self.standing.visits), default=None)

    @property
    def headline(self) -> str:
        """The one thing to know first; empty where nothing is near."""
        if self.standing.granted:
            return _("这辆车已经符合换车或者退车的条件，请告诉车主。")
        if self.standing.close:
            return _("这次再修，就可能符合换车或者退车的条件。")
        return ""


def _known_oddities(vehicle: Vehicle, overlaps: bool, *, is_appointed: bool) -> list[OddityCode]:  # noqa: FBT001
    """What does not fit before anything was typed; the odometer is compared when it is."""
    found = {
        OddityCode.OVERLAP: overlaps,
        OddityCode.UNKNOWN_SALE: getattr(vehicle, "sale", None) is None,
        OddityCode.OTHER_MAKE: not is_appointed,
    }
    return [code for code, is_so in found.items() if is_so]
