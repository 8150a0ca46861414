"""The worked example of docs/ledger.md: what a stranger computes with standard tools is what the system writes."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanbao.ledger.checkpoints import checkpoint
from sanbao.ledger.models import Head
from tests.ledger.conftest import NOON

PAGE = (Path(__file__).resolve().parents[2] / "docs/ledger.md").read_text()
SCRIPT = re.findall(r"```sh\n(event1=.+?)```", PAGE, re.DOTALL)[0]
RESULT = re.findall(r"```text\n(.+?)```", PAGE, re.DOTALL)[0]


def test_standard_tools_give_the_results_shown(tmp_path: Path):
    done = subprocess.run(["/bin/bash", "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == RESULT
    assert f'"root":"{RESULT.splitlines()[2]}"' in SCRIPT


@pytest.mark.django_db
def test_the_system_writes_the_events_and_the_head_of_the_example(add, outside: Path):
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    (outside / "ledger.key").touch(mode=0o600)
    (outside / "ledger.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))  # fmt: skip
    first = add(organisation=None, codes={"remedy": "vehicle_return"})
    second = add(action="demand.answered", codes={"granted": True}, at=NOON + timedelta(hours=1))
    checkpoint(at=NOON + timedelta(hours=2))
    head = Head.objects.get()
    for name, text in (("event1", first.body), ("event2", second.body), ("head", head.body)):
        assert f"{name}='{text}'\n" in SCRIPT
    assert f"signature={head.signature}\n" in SCRIPT
    assert RESULT.splitlines()[:2] == [first.hash, second.hash]
