"""The register of cars as issuing asks it: under which subject papers of a car stand, and whether it may get a voucher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from claims.vehicles.models import Sale, Vehicle
from claims.vehicles.services.vouchers import voucher_link
from documents.issuing.cars import KnownCar, set_car_register
from documents.issuing.models import Paper
from documents.papers.voucher import VoucherContext
from sanbao.accounts.models import Organisation, User


def add() -> None:
    set_car_register(RegisteredCars())


class RegisteredCars:
    def known(self, vouchers: Sequence[VoucherContext], issuer: Organisation) -> Mapping[str, KnownCar]:
        by_vin = {one.vin: one for one in vouchers}
        cars = Vehicle.objects.filter(vin__in=by_vin).select_related("sale")
        return {car.vin: KnownCar(car.ledger_subject, _refusal(car, by_vin[car.vin], issuer)) for car in cars}

    def lock(self, vins: Sequence[str]) -> None:
        """As a handover does: the car, then its sale."""
        cars = Vehicle.objects.filter(vin__in=vins).select_for_update(of=("self",), no_key=True).order_by("id")
        keys = list(cars.values_list("pk", flat=True))
        list(Sale.objects.filter(vehicle__in=keys).select_for_update(of=("self",)).order_by("id").values_list("pk"))

    def voucher_given(self, vin: str, paper: Paper, *, by: User, at: datetime) -> None:
        sale = Sale.objects.select_related("vehicle", "seller").filter(vehicle__vin=vin).first()
        if sale is not None:
            voucher_link(sale, paper, by=by, at=at)


def _refusal(car: Vehicle, voucher: VoucherContext, issuer: Organisation) -> str:
    """Of a car without a valid voucher. One that only a workshop knows may get any."""
    sale: Sale | None = getattr(car, "sale", None)
    if sale is None:
        return ""
    if sale.seller_id != issuer.pk:
        return _("这辆车登记的销售者不是您的单位。")
    if sale.handed_over_at is None:
        return _("这辆车已经登记销售，还没有办完交车；请在“卖车交车”里办完，凭证会一起出具。")
    if (sale.invoiced_on, sale.handover_on) != (voucher.invoiced_on, voucher.handover_on):
        return _("开票日期或者交车日期和登记的不同，请核对。")
    return ""
