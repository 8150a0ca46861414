"""What is kept about records: who looked at them."""

from claims.record.models.look import Look

__all__ = ["Look"]
