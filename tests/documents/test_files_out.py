"""Whatever leaves these apps as a file is handed over to be saved, never shown in our name."""

import pytest

from tests.web.addresses import POSTED, all_addresses
from tests.web.world import World

OURS = ("evidence:", "papers:", "signatures:", "verifying:")
FOR_MACHINES = {"verifying:keys"}  # public keys, for programs on any site
FILES = {"evidence:copy", "evidence:thumbnail", "papers:download"}


@pytest.mark.parametrize("role", ["anonymous", "consumer", "clerk"])
def test_a_file_is_always_an_attachment(db, role):
    world = World.build()
    seen = set()
    for address in all_addresses():
        if address.name.startswith(OURS) and address.name not in FOR_MACHINES:
            client = world.client(role)
            answers = [address.read(client, world)]
            answers += [address.post(client, world)] if address.name in POSTED else []
            for answer in answers:
                if answer.status_code == 200 and not answer.headers["Content-Type"].startswith("text/html"):
                    seen.add(address.name)
                    assert answer.headers["Content-Disposition"].startswith("attachment"), address.name
                    assert answer.headers["X-Content-Type-Options"] == "nosniff", address.name
    assert seen == (set() if role == "anonymous" else FILES)
