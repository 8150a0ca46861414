import io

import pytest
from django.test import Client
from django.urls import reverse

from documents.issuing.models import Paper, Reason
from documents.issuing.services import paper_withdraw
from sanbao.accounts.signin.limits import RATES
from tests.accounts.browsing import Browser, text_of
from tests.documents.issuing import world
from tests.documents.issuing.world import AT
from tests.documents.verifying.asking import NOT_FOUND, by_code, by_seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


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


def test_who_has_lost_a_sheet_is_told_where_to_fetch_it():
    assert f'href="{reverse("sheets:sheet")}"' in text_of(Browser().get("verifying:verify"))


def test_pages_are_kept_by_no_cache_and_name_no_referrer():
    response = Browser().get("verifying:verify")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
