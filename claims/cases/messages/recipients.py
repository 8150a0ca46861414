"""Who is told on each side, and by which ways he can be reached."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from claims.cases.codes import Party, State
from claims.cases.messages.words import PRODUCER, REGULATOR, sides_of
from claims.cases.models import Claim
from claims.cases.models.message import Channel
from claims.cases.permissions import ANSWERING_ROLES, CLERK_ROLES, parties_of
from claims.cases.recourse_permissions import PRODUCER_ROLES, producer_of
from claims.cases.services.fulfilling import waiting_of
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import members_of

REMINDED, OVERDUE = "claim.reminded", "claim.overdue"
_OWING: dict[str, tuple[str, ...]] = {
    State.SUBMITTED: (Party.BUSINESS,),
    State.GRANTED: (Party.CONSUMER,),
    State.SETTLED: (Party.CONSUMER, Party.BUSINESS),
    State.DISPUTED: (Party.CLERK,),
    State.IN_CONSULTATION: (Party.CLERK,),
}


def sides_to_tell(claim: Claim, code: str, by: User | None) -> list[str]:
    """Not the side that did it; of a reminder who owes something; of what is late the consumer, too."""
    sides: Iterable[str] = sides_of(code)
    if code == REMINDED:
        sides = owing(claim)
    elif code == OVERDUE:
        sides = dict.fromkeys((*owing(claim), Party.CONSUMER))
    done_by = side_of(claim, by)
    return [side for side in sides if side == Party.CONSUMER or side != done_by]


def owing(claim: Claim) -> tuple[str, ...]:
    if claim.state == State.FULFILLING:
        return (Party.CONSUMER,) if waiting_of(claim) else (Party.BUSINESS,)
    return _OWING.get(claim.state, ())


def side_of(claim: Claim, by: User | None) -> str:
    """On which side somebody acted; empty: the site."""
    if by is None:
        return ""
    if by.pk in (claim.consumer_id, claim.representative_id):
        return Party.CONSUMER
    return Party.CLERK if Party.CLERK in parties_of(by, claim) else Party.BUSINESS


def people_of(claim: Claim, side: str) -> list[User]:
    """The consumer's side: himself and who represents him, also where an account is closed, for he may open it again."""
    if side == Party.CONSUMER:
        return [person for person in (claim.consumer, claim.representative) if person is not None]
    if side == REGULATOR:
        return _people(Organisation.objects.filter(is_market_regulator=True), (Role.CLERK,))
    places = {
        Party.BUSINESS: (claim.respondent, ANSWERING_ROLES),
        Party.CLERK: (claim.body, CLERK_ROLES),
        PRODUCER: (producer_of(claim), PRODUCER_ROLES),
    }
    place, roles = places[side]
    return [] if place is None else _people([place], roles)


def _people(places: Iterable[Organisation], roles: Collection[Role]) -> list[User]:
    """Each once, whatever he is there."""
    found = {one.user_id: one.user for place in places for one in members_of(place).filter(role__in=roles)}
    return list(found.values())


def channels_for(person: User, side: str) -> list[str]:
    """On the site always. A consumer by SMS, or by mail where his number is not known; who works with claims by mail.

    Nobody whose account is closed hears of anything outside the site.
    """
    ways: list[str] = [Channel.IN_APP]
    if not person.is_active:
        return ways
    if side == Party.CONSUMER and person.phone and person.phone_verified:
        return [*ways, Channel.SMS]
    return [*ways, Channel.MAIL] if person.email else ways
