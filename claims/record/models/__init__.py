"""What is kept about records: assessments that acts rest on, and who looked at the record of a car."""

from claims.record.models.assessment import LawData, Reliance, StoredAssessment
from claims.record.models.look import Look

__all__ = ["LawData", "Look", "Reliance", "StoredAssessment"]
