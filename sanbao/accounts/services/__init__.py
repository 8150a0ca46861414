"""Every change of people and organisations: permitted, locked, made, and recorded in the ledger in one transaction."""

from sanbao.accounts.services.employments import employment_correct, employment_record
from sanbao.accounts.services.experts import expert_enrol
from sanbao.accounts.services.invitations import (
    invitation_accept,
    invitation_accept_as_new_person,
    invitation_create,
    invitation_resend,
    invitation_revoke,
)
from sanbao.accounts.services.memberships import membership_end, membership_grant
from sanbao.accounts.services.organisations import organisation_register, organisation_rename
from sanbao.accounts.services.people import (
    contact_reveal,
    person_rename,
    second_factor_reset,
    user_deactivate,
    user_reactivate,
)
from sanbao.accounts.services.registrars import registrar_appoint

__all__ = [
    "contact_reveal",
    "employment_correct",
    "employment_record",
    "expert_enrol",
    "invitation_accept",
    "invitation_accept_as_new_person",
    "invitation_create",
    "invitation_resend",
    "invitation_revoke",
    "membership_end",
    "membership_grant",
    "organisation_register",
    "organisation_rename",
    "person_rename",
    "registrar_appoint",
    "second_factor_reset",
    "user_deactivate",
    "user_reactivate",
]
