"""People, organisations, and who acts for which organisation in which role."""

from sanbao.accounts.models.expert import Employment, ExpertProfile
from sanbao.accounts.models.invitation import Invitation
from sanbao.accounts.models.membership import Membership
from sanbao.accounts.models.organisation import Organisation
from sanbao.accounts.models.user import User

__all__ = ["Employment", "ExpertProfile", "Invitation", "Membership", "Organisation", "User"]
