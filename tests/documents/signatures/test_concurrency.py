"""Two at the same moment, as only PostgreSQL lets them."""

import pytest

from documents.signatures import codes, services
from documents.signatures.models import RefusalReason, Signature, State
from tests.accounts.test_concurrent_grants import at_once
from tests.accounts.world import AT

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("attempt", range(3))
def test_of_signing_and_refusing_at_once_one_settles(world, attempt):
    signature = world.ask()
    refusal = {"reason": RefusalReason.NO_REASON, "words": "", "hand": world.tablet, "at": AT}
    results = at_once(lambda: world.draw(signature), lambda: services.signature_refuse(signature=signature, **refusal))
    assert sorted(type(result).__name__ for result in results) == ["Signature", "ValidationError"]
    assert len(world.actions()) == 2


@pytest.mark.parametrize("attempt", range(3))
def test_the_same_request_twice_at_once_is_one(world, attempt):
    first, second = at_once(world.ask, world.ask)
    assert first == second
    assert Signature.objects.get().state == State.OPEN
    assert world.actions() == ["signature.requested"]


def test_of_many_wrong_codes_at_once_each_is_counted(world):
    signature = services.code_send(**world.common(world.ask()))
    wrong = f"{(int(codes.code_of(signature)) + 1) % 10**6:06d}"
    at_once(*[lambda: services.code_confirm(entered=wrong, **world.common(signature))] * 8)
    signature.refresh_from_db()
    assert signature.code_tries == codes.MOST_TRIES
