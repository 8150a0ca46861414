"""Public keys and proofs, which let anybody check without this site."""

import json

import pytest

from documents.issuing.checks import UNREADABLE, UNREADABLE_PRIVATE, check_public_keys, check_sealing_key
from documents.verifying.side_file import side_file
from sanbao.ledger.checkpoints import checkpoint
from sanbao.ledger.keys import make_key, public_path
from tests.accounts.browsing import Browser, text_of
from tests.documents.issuing import world
from tests.documents.issuing.world import AT
from tests.documents.verifying.asking import by_code, by_seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_proof_is_downloaded_after_the_next_checkpoint():
    paper = world.printed("deadline")
    assert "要等账本下一次签名" in text_of(by_code(paper.number, paper.check_code))
    checkpoint(at=AT)
    page = text_of(by_code(paper.number, paper.check_code))
    proof = side_file(paper)
    places = [f"第{proof[event]['position'] + 1}条" for event in ("issued", "printed")]
    for words in (*places, f"第{proof['printed']['head']['number']}号", proof["printed"]["head"]["root"]):
        assert words in page
    token = page.partition('name="token" value="')[2].partition('"')[0]
    response = Browser().post("verifying:proof", data={"token": token})
    assert json.loads(response.content)["issued"]["event"]["action"] == "paper.issued"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("token", ["", "x", "Ijki:1:2"])
def test_without_a_check_before_there_is_no_proof(token):
    response = Browser().post("verifying:proof", data={"token": token})
    assert "证明文件没有下载成功" in text_of(response)


def test_keys_are_published_without_their_private_halves():
    paper = world.printed("deadline")
    checkpoint(at=AT)
    keys = Browser().get("verifying:keys").json()
    assert set(keys) == {"papers", "ledger"}
    assert {len(key) for half in keys.values() for key in half.values()} == {64}
    assert paper.file.seal.count(".") == 2


def test_a_site_that_knows_public_keys_alone_checks_papers_and_publishes_the_keys(settings):
    """As in production: the keys that sign are told to the worker."""
    paper = world.printed("deadline")
    checkpoint(at=AT)
    settings.PAPER_PUBLIC_KEYS = public_path(settings.PAPER_KEY)
    settings.LEDGER_PUBLIC_KEYS = public_path(settings.LEDGER_KEY)
    settings.DEBUG, settings.PAPER_KEY, settings.LEDGER_KEY = False, None, None
    keys = Browser().get("verifying:keys").json()
    assert [len(half) for half in keys.values()] == [1, 1]
    assert "现在有效" in text_of(by_seal(paper.file.seal))
    assert by_code(paper.number, paper.check_code).context["result"].places


def test_a_site_that_names_keys_it_cannot_read_is_told_before_it_starts(settings, tmp_path):
    assert check_public_keys() == []
    settings.PAPER_PUBLIC_KEYS = tmp_path / "nothing.pub"
    assert [fault.id for fault in check_public_keys()] == [UNREADABLE]
    assert check_public_keys()[0].msg.startswith("SANBAO_PAPER_PUBLIC_KEYS")


def test_a_worker_that_names_a_sealing_key_it_cannot_use_is_told_before_it_starts(settings, tmp_path):
    settings.DEBUG, settings.PAPER_KEY = False, tmp_path / "paper.key"
    assert [fault.id for fault in check_sealing_key()] == [UNREADABLE_PRIVATE]
    make_key(settings.PAPER_KEY)
    assert check_sealing_key() == []
    settings.PAPER_KEY.chmod(0o640)
    assert check_sealing_key()[0].msg.startswith("SANBAO_PAPER_KEY: others may read")


def test_a_process_that_is_told_no_sealing_key_needs_none(settings):
    settings.DEBUG, settings.PAPER_KEY = False, None
    assert check_sealing_key() == []
