"""The law of the three guarantees: facts in, assessment out (contract version 1).

The contract is docs/assessment-contract.md; "reading 5" in a comment is reading 5 of that document.
"""

from sanbao.law.assessment import Assessment
from sanbao.law.deadlines import due_date
from sanbao.law.engine import assess
from sanbao.law.facts import CaseFacts

__all__ = ["Assessment", "CaseFacts", "assess", "due_date"]
