"""Entitlement sheets that people take from the check themselves: asked for, fetched by the printed code, erased in time."""
