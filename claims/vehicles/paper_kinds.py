"""Codes of the papers this app adds to the register."""

HANDOVER, RESALE = "handover", "resale"
