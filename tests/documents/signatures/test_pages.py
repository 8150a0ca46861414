from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.evidence.models import Evidence
from documents.signatures import codes, messages, services
from documents.signatures.component import signature_list
from documents.signatures.links import token_for
from documents.signatures.models import Method, Signature, State, Via
from documents.signatures.services import Signer
from tests.accounts.browsing import Browser, text_of
from tests.documents.signatures.world import PATH, PHONE

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world):
    return world.ask(at=timezone.now())


def send(browser, signature, act, address="signatures:sign", **fields):
    name = token_for(signature) if address == "signatures:link" else signature.public_id
    fields = {"shown": services.signable_of(signature.signable).content_hash} | fields
    return browser.post(address, name, data={"act": act} | {f"{act}-{key}": value for key, value in fields.items()})


def after(signature):
    return Signature.objects.get(pk=signature.pk)


def test_the_adviser_asks_and_hands_over_the_tablet(world):
    browser = Browser(world.adviser)
    data = {"role": "owner", "name": "周敏", "phone": "138 0000 1441"}
    response = browser.post("signatures:request", "visit", world.id, data=data)
    signature = Signature.objects.get()
    assert (signature.name, signature.phone) == ("周敏", PHONE)
    page = text_of(browser.client.get(response.url))
    for words in ("变速器顿挫", "请把屏幕交给签字人本人", "138••••1441", "手写签名", "不同意，不签字", "纸上签字"):
        assert words in page
    assert PHONE[3:] not in page
    send(browser, signature, "draw", path=PATH)
    assert (after(signature).state, after(signature).via) == (State.SIGNED, Via.TABLET)
    assert PATH in text_of(browser.get("signatures:sign", signature.public_id))


def test_who_asks_and_signs_himself_finds_the_way_back(world, asked):
    browser = Browser(world.adviser)
    Signature.objects.update(user=world.adviser)
    assert 'class="crumb"' in text_of(browser.get("signatures:sign", asked.public_id))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"name": "周敏"}, messages.UNKNOWN_ROLE),
        ({"role": "mayor", "name": "周敏"}, messages.UNKNOWN_ROLE),
        ({"role": "owner"}, "请填写签字人的姓名。"),
        ({"role": "owner", "name": "周敏", "phone": "12345678"}, "请填写11位手机号码"),
    ],
)
def test_a_faulty_request_is_told_at_the_field(world, data, why):
    page = text_of(Browser(world.adviser).post("signatures:request", "visit", world.id, data=data))
    assert str(why) in page
    assert not Signature.objects.exists()


def test_an_owner_without_an_account_signs_by_the_link(world, asked):
    stranger = Browser()
    page = stranger.get("signatures:link", token_for(asked))
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "变速器顿挫" in text_of(page)
    assert "纸上签字" not in text_of(page)
    send(stranger, asked, "draw", "signatures:link", path=PATH)
    assert (after(asked).state, after(asked).via, after(asked).settled_by) == (State.SIGNED, Via.LINK, None)
    assert "已签字" in text_of(stranger.get("signatures:link", token_for(asked)))


def test_by_code_step_by_step(world, asked):
    browser = Browser()
    page = text_of(browser.get("signatures:link", token_for(asked)))
    assert "发送验证码到138••••1441" in page
    assert "短信里的6位验证码" not in page
    send(browser, asked, "send", "signatures:link")
    page = text_of(browser.get("signatures:link", token_for(asked)))
    assert "短信里的6位验证码" in page
    assert codes.code_of(after(asked)) not in page
    wrong = f"{(int(codes.code_of(after(asked))) + 1) % 10**6:06d}"
    assert str(messages.CODE_WRONG) in text_of(send(browser, asked, "code", "signatures:link", code=wrong))
    send(browser, asked, "code", "signatures:link", code=codes.code_of(after(asked)))
    assert after(asked).method == Method.CODE


def test_a_refusal_without_words_is_asked_for_them_and_kept_open(world, asked):
    browser = Browser()
    page = text_of(send(browser, asked, "refuse", "signatures:link", reason="facts", words=""))
    assert str(messages.SAY_WHY) in page
    assert "<details" in page
    assert " open>" in page
    send(browser, asked, "refuse", "signatures:link", reason="facts", words="<b>只修了两日</b>")
    page = browser.get("signatures:link", token_for(asked)).content.decode()
    assert "&lt;b&gt;只修了两日" in page


def test_a_signed_paper_is_chosen_from_the_evidence_of_the_thing(world, asked):
    scan = Evidence.objects.create(
        subject=str(world.subject),
        kind="pdf",
        format="pdf",
        title="签好的修理记录",
        sha256="a" * 64,
        size=1,
        added_by=world.adviser,
        added_at=timezone.now(),
    )
    browser = Browser(world.adviser)
    assert "签好的修理记录" in text_of(browser.get("signatures:sign", asked.public_id))
    assert str(messages.NOT_ITS_PAPER) in text_of(send(browser, asked, "paper", paper=uuid4()))
    send(browser, asked, "paper", paper=scan.public_id)
    assert (after(asked).method, after(asked).evidence) == (Method.PAPER, scan)


def test_what_was_signed_and_then_changed_is_shown_as_no_longer_valid(world, asked):
    send(Browser(world.adviser), asked, "draw", path=PATH)
    assert "内容已改动，签字失效" not in str(signature_list(world.signable, world.adviser))
    world.content["days"] = 30
    assert "内容已改动，签字失效" in str(signature_list(world.signable, world.adviser))
    page = text_of(Browser(world.reader).get("signatures:request", "visit", world.id))
    assert "内容已改动，签字失效" in page


def test_a_page_that_is_out_of_date_is_not_signed(world, asked):
    page = text_of(send(Browser(world.adviser), asked, "draw", path=PATH, shown="0" * 64))
    assert str(messages.CONTENT_CHANGED) in page
    assert after(asked).state == State.OPEN


@pytest.mark.parametrize("path", ["", "M1 1", 'M1 1"/><script>', "M100 100L300 100"])
def test_what_is_no_signature_is_refused_on_the_page(world, asked, path):
    assert str(messages.NOT_A_SIGNATURE) in text_of(send(Browser(world.adviser), asked, "draw", path=path))
    assert after(asked).state == State.OPEN


def test_an_act_that_is_not_offered_is_not_done(world, asked):
    send(Browser(), asked, "paper", "signatures:link", paper=uuid4())
    send(Browser(), asked, "unknown", "signatures:link")
    send(Browser(), asked, "code", "signatures:link", code="000000")
    assert (after(asked).state, after(asked).code_tries) == (State.OPEN, 0)


def test_a_link_that_is_made_up_over_or_withdrawn_opens_nothing(world, asked):
    token = token_for(asked)
    assert Browser().get("signatures:link", token + "x").status_code == 404
    Browser(world.adviser).post("signatures:withdraw", asked.public_id)
    page = Browser().get("signatures:link", token)
    assert page.status_code == 404
    assert "这个链接不能用" in text_of(page)


def test_what_was_drawn_by_a_link_is_said_to_prove_nobody_and_what_was_drawn_here_is_not(world, asked):
    says = "没有核对是谁签的"
    warned = "手写签名不能证明是本人签的"
    assert warned in text_of(Browser(world.adviser).get("signatures:sign", asked.public_id))
    send(Browser(), asked, "draw", "signatures:link", path=PATH)
    assert after(asked).via == "link"
    assert says in text_of(Browser(world.adviser).get("signatures:request", "visit", world.id))
    Signature.objects.update(via="tablet")
    assert says not in text_of(Browser(world.adviser).get("signatures:request", "visit", world.id))


def test_a_request_withdrawn_twice_is_withdrawn_once_and_the_second_press_is_told_so(world, asked):
    for _twice in range(2):
        response = Browser(world.adviser).post("signatures:withdraw", asked.public_id, follow=True)
        assert response.redirect_chain[0] == (reverse("signatures:request", args=["visit", world.id]), 302)
        assert "不再请这个人签字" in text_of(response)
    assert world.actions() == ["signature.requested", "signature.withdrawn"]


def test_what_was_signed_meanwhile_is_not_withdrawn_and_that_is_said(world, asked):
    world.draw(asked)
    response = Browser(world.adviser).post("signatures:withdraw", asked.public_id, follow=True)
    assert str(messages.ALREADY_SETTLED) in text_of(response)
    assert after(asked).state == State.SIGNED


def test_who_is_neither_signer_nor_asks_meets_no_page(world, asked):
    for person in (world.stranger, world.reader, world.owner):
        assert Browser(person).get("signatures:sign", asked.public_id).status_code == 404
        assert send(Browser(person), asked, "draw", path=PATH).status_code == 404
        assert Browser(person).post("signatures:withdraw", asked.public_id).status_code == 404
    for person in (world.stranger, world.owner):
        assert Browser(person).get("signatures:request", "visit", world.id).status_code == 404
    assert Browser(world.reader).get("signatures:request", "visit", world.id).status_code == 200
    Browser(world.reader).post("signatures:request", "visit", world.id, data={"role": "technician", "name": "甲"})
    assert Signature.objects.count() == 1
    assert after(asked).state == State.OPEN
    assert Browser().get("signatures:sign", asked.public_id).url.startswith(reverse("account_login"))


def test_a_signer_with_an_account_signs_after_signing_in(world):
    signature = world.ask(signer=Signer("车主", user=world.owner), at=timezone.now())
    browser = Browser(world.owner)
    page = text_of(browser.get("signatures:sign", signature.public_id))
    assert "请把屏幕交给签字人本人" not in page
    assert token_for(signature) not in page
    send(browser, signature, "draw", path=PATH)
    assert (after(signature).via, after(signature).settled_by) == (Via.ACCOUNT, world.owner)


def test_on_a_paper_the_component_has_no_links(world, asked):
    assert "<a " not in str(signature_list(world.signable, None))
    assert "<a " in str(signature_list(world.signable, world.adviser))


def test_pages_need_few_queries(world, asked, django_assert_max_num_queries):
    browser = Browser(world.adviser)
    with django_assert_max_num_queries(15):
        browser.get("signatures:sign", asked.public_id)
    with django_assert_max_num_queries(15):
        browser.get("signatures:request", "visit", world.id)
