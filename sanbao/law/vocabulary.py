"""The words a case may use, letter for letter as the contract has them."""

from __future__ import annotations

KINDS = ("passenger_car", "pickup", "other")
ENERGIES = ("ice", "hev", "phev", "erev", "bev", "fcev")
USES = ("household", "commercial", "unknown")
REPAIRERS = ("network", "outside")
EXCLUDED_REASONS = ("special_part_transport", "traction_battery_transport", "rescue_travel", "agreed_suspension")
POSITIONS = ("front", "rear", "left", "right", "front_left", "front_right", "rear_left", "rear_right")
ANSWERS = ("yes", "no", "disputed", "unknown")
RESOLVED = ("yes", "no", "unknown")
EVENTS = ("steering_failure", "braking_failure", "body_cracking", "fuel_leak", "traction_battery_fire")
WORKS = (
    "repair",
    "component_replacement",
    "assembly_replacement",
    "software_update",
    "inspection_only",
    "recall",
    "maintenance",
    "accident",
    "none",
)
WANTS = ("repair", "assembly_replacement", "vehicle_replacement", "vehicle_return")
PAPERS = ("invoice", "voucher")
LOSSES = ("registration", "accessories_net", "services")
GROUNDS_WITH_CAUSATION = ("improper_use", "forbidden_modification", "improper_handling", "force_majeure")
GROUNDS_WITHOUT_CAUSATION = ("disclosed_flaw", "commercial_use", "no_invoice_and_voucher", "wear_part_expired")
GROUNDS = GROUNDS_WITH_CAUSATION + GROUNDS_WITHOUT_CAUSATION
WEAR_PREFIX = "wear_"
