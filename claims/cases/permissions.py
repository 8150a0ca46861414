"""Who may do what with claims. A person is a party of a claim, or none; each transition says which parties take it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from claims.cases.codes import OPEN_STATES, Party, State
from claims.cases.machine import Rule
from claims.cases.models import CaseFile, Claim, DutyTask, Work
from claims.vehicles.models import Vehicle
from claims.vehicles.permissions import is_owner
from sanbao.accounts.held import Held
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import open_memberships

ANSWERING_ROLES = (Role.OWNER, Role.ADVISER, Role.CLERK)
SEEING_ROLES = (*ANSWERING_ROLES, Role.READER, Role.AUDITOR)
CLERK_ROLES = (Role.OWNER, Role.CLERK)


def claims_visible_to(user: User) -> QuerySet[Claim]:
    """One's own and those one represents; those asked of one's outlet; those before one's dispute body.

    A draft is for whoever writes it.
    """
    if not user.is_active:
        return Claim.objects.none()
    places = open_memberships(user).filter(role__in=SEEING_ROLES).values("organisation")
    theirs = Q(respondent__in=places) | Q(body__in=places)
    own = Q(consumer=user) | Q(representative=user) | Q(entered_by=user, state=State.DRAFT)
    never_asked = Q(state=State.DRAFT) | Q(state=State.WITHDRAWN, submitted_at=None)
    return Claim.objects.filter(own | theirs & ~never_asked)


def can_see_claim(user: User, claim: Claim) -> bool:
    return claims_visible_to(user).filter(pk=claim.pk).exists()


def can_have_case_file(user: User, claim: Claim) -> bool:
    """The whole case as one file, with what this person may see of it: from the submission on."""
    return claim.submitted_at is not None and can_see_claim(user, claim)


def can_download_case_file(user: User, file: CaseFile) -> bool:
    """His own, as long as he may see the claim."""
    return file.state == CaseFile.State.READY and file.reader_id == user.pk and can_see_claim(user, file.claim)


def parties_of(user: User, claim: Claim, held: Iterable[Held] | None = None) -> frozenset[Party]:
    """In which parts the person may act on this claim now. Read once for a claim in hand, as long as its parties stay.

    `held`: the person's roles, where a page has read them.

    The consumer, or who represents him; a clerk of the dispute body for a consumer without an account. Where the
    respondent has no account, whoever acts for the consumer records what it answered.
    """
    if not user.is_active:
        return frozenset()
    names = ("respondent_id", "body_id", "consumer_id", "representative_id", "entered_by_id")
    key = (user.pk, *(getattr(claim, name) for name in names))
    known: dict[tuple[object, ...], frozenset[Party]] = claim.__dict__.setdefault("_parties", {})
    if key not in known:
        known[key] = _parties(user, claim, _roles(user, claim, held))
    return known[key]


def _roles(user: User, claim: Claim, held: Iterable[Held] | None) -> set[tuple[str, int]]:
    if held is not None:
        return {(one.role, one.organisation_id) for one in held}
    rows = open_memberships(user).filter(organisation__in=_places(claim)).values_list("role", "organisation")
    return {(role, organisation) for role, organisation in rows}


def _parties(user: User, claim: Claim, roles: set[tuple[str, int]]) -> frozenset[Party]:
    parties: set[Party] = set()
    if any((role, claim.body_id) in roles for role in CLERK_ROLES):
        parties.add(Party.CLERK)
    if user.pk in (claim.consumer_id, claim.representative_id) or (
        claim.consumer_id is None and claim.representative_id is None and _enters(claim, user, parties)
    ):
        parties.add(Party.CONSUMER)
    if any((role, claim.respondent_id) in roles for role in ANSWERING_ROLES) or (
        claim.respondent_id is None and Party.CONSUMER in parties
    ):
        parties.add(Party.BUSINESS)
    return frozenset(parties)


def _places(claim: Claim) -> list[int]:
    return [place for place in (claim.respondent_id, claim.body_id) if place is not None]


def _enters(claim: Claim, user: User, parties: set[Party]) -> bool:
    return claim.entered_by_id == user.pk or Party.CLERK in parties


def rule_of(claim: Claim, name: str) -> Rule | None:
    """None where no such transition leaves the state the claim is in."""
    transition = getattr(Claim, name)._django_fsm.get_transition(claim.state)  # noqa: SLF001  the library has no other way
    rule: Rule | None = transition.custom["rule"] if transition else None
    return rule


def party_taking(user: User, claim: Claim, name: str) -> Party | None:
    """As which party the person may take this step in the state the claim is in; None: not at all."""
    rule = rule_of(claim, name)
    if rule is None:
        return None
    mine = parties_of(user, claim)
    return next((party for party in rule.who if party in mine), None)


def can_step(user: User, claim: Claim, name: str) -> bool:
    """By who he is and the state; guards come on top (`claims.cases.services.acting`)."""
    return party_taking(user, claim, name) is not None


def can_open_claim(user: User, vehicle: Vehicle) -> bool:
    """The owner for his car; a clerk of a dispute body for somebody who came with his papers."""
    return is_owner(user, vehicle) or bool(bodies_entering(user).exists())


def bodies_entering(user: User) -> QuerySet[Organisation]:
    """The dispute bodies for which the person may enter claims of consumers without an account."""
    places = open_memberships(user).filter(role__in=CLERK_ROLES).values("organisation")
    return Organisation.objects.filter(is_dispute_body=True, pk__in=places)


def can_answer(user: User, claim: Claim) -> bool:
    """As the respondent, or for one without an account. Whether there is anything to answer now, the state says."""
    return claim.state != State.DRAFT and Party.BUSINESS in parties_of(user, claim)


def can_offer(user: User, claim: Claim) -> bool:
    """Either side, as long as an agreement is possible."""
    sides = parties_of(user, claim) & {Party.CONSUMER, Party.BUSINESS}
    return bool(sides) and rule_of(claim, "agree") is not None


def can_ask_information(user: User, claim: Claim) -> bool:
    return claim.state in OPEN_STATES and bool(parties_of(user, claim) & {Party.BUSINESS, Party.CLERK})


def can_give_information(user: User, claim: Claim) -> bool:
    return claim.state in OPEN_STATES and Party.CONSUMER in parties_of(user, claim)


def can_record_delay(user: User, claim: Claim) -> bool:
    return claim.state in OPEN_STATES and Party.BUSINESS in parties_of(user, claim)


def can_sign_settlement(user: User, claim: Claim) -> bool:
    """Either side asks both to sign what was agreed."""
    return claim.state == State.SETTLED and bool(parties_of(user, claim) & {Party.CONSUMER, Party.BUSINESS})


def can_work_on(user: User, task: DutyTask) -> bool:
    """Take it, and see it in the worklist of the house."""
    roles = CLERK_ROLES if task.work == Work.SCREEN else ANSWERING_ROLES
    return open_memberships(user).filter(organisation=task.organisation_id, role__in=roles).exists()


def can_give_back(user: User, task: DutyTask) -> bool:
    """Who has it; the head of the house for anybody."""
    if not can_work_on(user, task):
        return False
    heads = open_memberships(user).filter(organisation=task.organisation_id, role=Role.OWNER)
    return task.owner_id in (None, user.pk) or heads.exists()
