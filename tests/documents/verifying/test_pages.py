import io
import json
import zlib

import pikepdf
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from documents.issuing.checks import UNREADABLE, UNREADABLE_PRIVATE, check_public_keys, check_sealing_key
from documents.issuing.models import Paper, Reason
from documents.issuing.services import paper_withdraw
from documents.verifying.forms import LARGEST_UPLOAD
from documents.verifying.side_file import side_file
from sanbao.accounts.signin.limits import RATES
from sanbao.ledger.checkpoints import checkpoint
from sanbao.ledger.keys import make_key, public_path
from tests.accounts.browsing import Browser, text_of
from tests.documents.evidence.samples import zip_archive
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
NOT_FOUND = "没有查到"


@pytest.fixture(autouse=True)
def _no_tries_before():
    cache.clear()


def by_code(number, check_code):
    return Browser().post("verifying:code", data={"number": number, "check_code": check_code})


def by_seal(seal):
    return Browser().post("verifying:seal", data={"seal": seal})


def by_file(content, name="paper.pdf"):
    upload = io.BytesIO(content)
    upload.name = name
    return Browser().post("verifying:file", data={"file": upload})


@pytest.mark.parametrize("kind", ["voucher", "entitlement", "deadline"])
def test_number_and_check_code_show_the_fields_and_the_state(kind):
    paper = world.printed(kind)
    page = text_of(by_code(paper.number.lower(), paper.check_code.replace("-", " ")))
    assert "这份文书是登记在册的，现在有效" in page
    for value in (paper.number, "澄岳汽车杭州西湖4S店", paper.essentials.vin_last6, paper.essentials.outcome):
        assert value in page


def test_a_stranger_is_told_no_more_than_the_essential_fields():
    paper = world.printed("voucher")
    page = text_of(by_code(paper.number, paper.check_code))
    for hidden in ("LDEMCY7B8TA001137", "周敏", "演示路88号", str(paper.public_id), paper.payload_salt, "CY7150H"):
        assert hidden not in page


def test_unknown_number_and_wrong_code_are_answered_alike():
    paper = world.printed("deadline")
    wrong = by_code(paper.number, "0000-0001")
    unknown = by_code("QX-2026-0001-999999", "0000-0001")
    assert NOT_FOUND in text_of(wrong)
    assert wrong.status_code == unknown.status_code
    assert _without_input(wrong) == _without_input(unknown)


def _without_input(response):
    lines = text_of(response).splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line and 'name="number"' not in line]


def test_of_an_unknown_number_no_code_opens_anything():
    assert NOT_FOUND in text_of(by_code("QX-2026-0001-999999", "0000-0000"))


def test_tries_at_one_number_are_limited(settings):
    settings.ACCOUNT_RATE_LIMITS = RATES | {"paper_check": "100/m/ip,2/h/key"}
    paper = world.printed("deadline")
    for _try in range(2):
        assert NOT_FOUND in text_of(by_code(paper.number, "0000-0001"))
    page = text_of(by_code(paper.number, paper.check_code))
    assert "核验得太频繁了" in page
    assert "现在有效" not in page


@pytest.mark.parametrize(("name", "sent"), [
    ("seal", lambda: {"seal": "x"}), ("file", lambda: {"file": io.BytesIO(b"%PDF-1.7\nnothing")}),
], ids=["seal", "file"])  # fmt: skip
def test_who_uses_up_the_limit_of_scans_closes_them_for_his_own_address_alone(name, sent, settings):
    settings.ACCOUNT_RATE_LIMITS = RATES | {"paper_scan": "2/m/ip"}

    def is_refused(address):
        answer = Client(REMOTE_ADDR=address).post(reverse(f"verifying:{name}"), sent())
        return "核验得太频繁了" in answer.content.decode()

    assert [is_refused("203.0.113.5") for _try in range(3)] == [False, False, True]
    assert not is_refused("203.0.113.6")


def test_no_rate_of_scans_is_counted_for_all_together():
    assert {rate.rpartition("/")[2] for rate in RATES["paper_scan"].split(",")} == {"ip"}


@pytest.mark.parametrize("data", [{}, {"number": "SB"}, {"number": "\x00", "check_code": "\x00"},
                                  {"number": "9" * 500, "check_code": "9" * 500}])  # fmt: skip
def test_what_is_not_filled_in_is_said_at_the_field(data):
    response = Browser().post("verifying:code", data=data)
    assert response.status_code == 200
    assert "errorlist" in text_of(response) or "error" in text_of(response)


def test_the_qr_code_shows_the_same():
    paper = world.printed("entitlement")
    page = text_of(by_seal(f"https://sanbao.example/verify/#{paper.file.seal}"))
    assert paper.number in page
    assert "122,362.00元" in page
    assert "现在有效" in page


@pytest.mark.parametrize("seal", ["x", "https://elsewhere.example/", "1.AAAA.AAAA"])
def test_another_qr_code_is_told_apart(seal):
    assert "这不是本系统文书的二维码" in text_of(by_seal(seal))


def test_a_qr_code_changed_in_one_sign_is_refused():
    seal = world.printed("deadline").file.seal
    changed = seal[:9] + ("A" if seal[9] != "A" else "B") + seal[10:]
    page = text_of(by_seal(changed))
    assert "现在有效" not in page
    assert "请不要相信它" in page or "这不是本系统文书的二维码" in page


def test_a_seal_whose_paper_is_not_in_the_register_is_not_called_valid():
    paper = world.printed("deadline")
    seal = paper.file.seal
    Paper.objects.filter(pk=paper.pk).update(number="QX-2026-0001-000099")
    assert "这里没有登记" in text_of(by_seal(seal))


def test_a_withdrawn_paper_says_so_with_its_reason():
    paper = world.printed("deadline")
    paper_withdraw(paper, reason=Reason.WRONG_CONTENT, by=world.clerk(), at=AT)
    page = text_of(by_code(paper.number, paper.check_code))
    assert "已作废" in page
    assert "内容有错误" in page
    assert "现在有效" not in page


def test_a_replaced_paper_names_the_new_one():
    old = world.printed("deadline")
    new = world.printed("deadline", replaces=old)
    page = text_of(by_code(old.number, old.check_code))
    assert "已被新的一份代替" in page
    assert new.number in page
    assert "现在有效" in text_of(by_code(new.number, new.check_code))


def test_a_paper_that_is_not_printed_yet_is_not_called_valid():
    paper = world.issue("deadline")
    page = text_of(by_code(paper.number, paper.check_code))
    assert "还没有打印" in page
    assert "现在有效" not in page


def test_the_file_itself_is_recognised_and_its_data_are_shown():
    paper = world.printed("voucher")
    page = text_of(by_file(bytes(paper.file.content)))
    assert "现在有效" in page
    assert "LDEMCY7B8TA001137" in page  # whoever holds the file has read it


def test_a_file_saved_anew_is_called_changed():
    paper = world.printed("deadline")
    anew = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(paper.file.content))) as pdf:
        pdf.save(anew)
    page = text_of(by_file(anew.getvalue()))
    assert "文件被改动过" in page
    assert paper.number in page
    assert "现在有效" not in page


def hostile():
    bomb = b"stream\n" + zlib.compress(b"\0" * (1 << 26), 9) + b"endstream"
    return [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"stream\n" * 5000,
        b"%PDF-1.7\n" + bomb * 20,
        b"%PDF-1.7\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
        b"%PDF-1.7\n" + b"[" * 100_000,
        b"%PDF-1.7\nstream\nx\x9c" + b"\xff" * 1000,
    ]


@pytest.mark.parametrize("content", hostile())
def test_a_hostile_file_is_answered_as_any_other_stranger(content):
    assert "这个文件不是从本系统下载的原文件" in text_of(by_file(content))


@pytest.mark.parametrize(("content", "says"), [
    (b"", "这个文件是空的"), (b"GIF89a", "这不是PDF文件"), (b"%PDF-" + b"0" * LARGEST_UPLOAD, "文件太大了"),
])  # fmt: skip
def test_what_is_no_paper_is_refused_at_the_field(content, says):
    assert says in text_of(by_file(content))


def forged(payload: bytes) -> bytes:
    """Another text and a script, with the data of a true paper attached."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.attachments["payload.json"] = pikepdf.AttachedFileSpec(pdf, payload)
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("forge", [
    lambda whole, payload: forged(payload), lambda whole, payload: whole + zip_archive(),
    lambda whole, payload: whole[:-200], lambda whole, payload: whole[: len(whole) // 2],
], ids=["another text and a script", "an archive behind it", "cut short", "half"])  # fmt: skip
def test_a_file_that_is_not_the_issued_one_is_never_called_valid(forge):
    paper = world.printed("deadline")
    page = text_of(by_file(forge(bytes(paper.file.content), paper.payload.encode())))
    assert "现在有效" not in page
    assert "文件被改动过" in page or "这个文件不是从本系统下载的原文件" in page


def test_of_a_forged_file_the_fields_of_the_register_are_shown():
    paper = world.printed("deadline")
    page = text_of(by_file(forged(paper.payload.encode())))
    assert "文件被改动过" in page
    assert paper.number in page
    assert "app.alert" not in page


def test_a_file_is_checked_for_forgery_of_the_request():
    response = Client(enforce_csrf_checks=True).post(reverse("verifying:file"), {"file": io.BytesIO(b"%PDF-")})
    assert response.status_code == 403


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


def test_who_has_lost_a_sheet_is_told_where_to_fetch_it():
    assert f'href="{reverse("sheets:sheet")}"' in text_of(Browser().get("verifying:verify"))


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


def test_pages_are_kept_by_no_cache_and_name_no_referrer():
    response = Browser().get("verifying:verify")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
