"""Cars, their sales and handovers, whose they are, what their odometers showed, and which outlets know them."""

from claims.vehicles.models.binding import BindingCode, BindingRequest
from claims.vehicles.models.correction import SaleCorrection
from claims.vehicles.models.draft import SaleDraft
from claims.vehicles.models.handover import HandoverDuty
from claims.vehicles.models.odometer import OdometerReading
from claims.vehicles.models.ownership import Ownership
from claims.vehicles.models.reissue import ReissueRequest
from claims.vehicles.models.resale import Resale
from claims.vehicles.models.sale import Sale
from claims.vehicles.models.statement import CarStatement
from claims.vehicles.models.vehicle import KnownVehicle, Vehicle

__all__ = [
    "BindingCode",
    "BindingRequest",
    "CarStatement",
    "HandoverDuty",
    "KnownVehicle",
    "OdometerReading",
    "Ownership",
    "ReissueRequest",
    "Resale",
    "Sale",
    "SaleCorrection",
    "SaleDraft",
    "Vehicle",
]
