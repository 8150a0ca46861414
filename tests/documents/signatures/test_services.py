from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from documents.evidence.models import Evidence
from documents.signatures import codes, messages, services
from documents.signatures.component import signature_list, state_of
from documents.signatures.links import signature_by, token_for
from documents.signatures.models import Method, RefusalReason, Signature, State, Via
from documents.signatures.permissions import Hand, hand_by_link
from documents.signatures.selectors import holds, is_signed_by
from documents.signatures.services import Signer
from sanbao.ledger.canonical import commit
from sanbao.ledger.selectors import events_of
from sanbao.work.testing import run_all
from tests.accounts.world import AT
from tests.documents.signatures.world import PATH, PHONE

pytestmark = pytest.mark.django_db
LINK = Hand(Via.LINK)


def refused(act, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        act(*args, **kwargs)
    return error.value.messages


def paper(world, subject=None, kind="photo", sha256="a" * 64):
    return Evidence.objects.create(
        subject=str(subject or world.subject),
        kind=kind,
        format="jpeg",
        title="签好的纸",
        sha256=sha256,
        size=1,
        added_by=world.adviser,
        added_at=AT,
    )


def test_a_drawn_signature_keeps_who_how_when_and_what_was_shown(world):
    signature = world.draw(world.ask())
    assert (signature.state, signature.method, signature.via) == (State.SIGNED, Method.DRAWN, Via.TABLET)
    assert (signature.settled_at, signature.settled_by) == (AT, world.adviser)
    assert signature.content_hash == world.shown
    assert state_of(signature, None).path == PATH
    assert world.actions() == ["signature.requested", "signature.signed"]


def test_a_change_of_the_content_shows_and_a_change_back_shows_too(world):
    signature = world.draw(world.ask())
    assert holds(signature)
    assert is_signed_by(world.signable, "owner")
    world.content["days"] = 4
    assert not holds(signature)
    assert not is_signed_by(world.signable, "owner")
    assert state_of(signature, None).says == "内容已改动，签字失效"
    world.content["days"] = 3
    assert holds(signature)


def test_a_content_that_changed_while_it_was_read_is_not_signed(world):
    signature, shown = world.ask(), world.shown
    world.content["days"] = 30
    assert refused(world.draw, signature, shown=shown) == [str(messages.CONTENT_CHANGED)]
    assert refused(services.code_send, **world.common(signature, shown=shown)) == [str(messages.CONTENT_CHANGED)]
    assert world.actions() == ["signature.requested"]


def test_the_ledger_learns_codes_and_a_salted_commitment_and_no_names(world):
    signature = world.draw(world.ask())
    event = events_of(str(world.signable)).last()
    assert commit(bytes(signature.salt), world.shown) in event.body
    for private in ("周敏", PHONE, PHONE[3:], world.shown):
        assert private not in event.body
    assert str(world.adviser.public_id) in event.body


def test_who_signs_by_a_link_is_named_by_the_request(world):
    signature = world.ask()
    world.draw(signature, hand=LINK)
    assert f'"actor":"{signature.public_id}"' in events_of(str(world.signable)).last().body


def test_a_request_is_settled_once(world):
    signature = world.draw(world.ask())
    assert refused(world.draw, signature) == [str(messages.ALREADY_SETTLED)]
    again = {"signature": signature, "reason": RefusalReason.FACTS, "words": "x", "hand": world.tablet, "at": AT}
    assert refused(services.signature_refuse, **again) == [str(messages.ALREADY_SETTLED)]
    assert world.actions() == ["signature.requested", "signature.signed"]


def test_the_same_request_twice_is_one_and_another_one_for_the_role_is_refused(world):
    assert world.ask() == world.ask()
    assert refused(world.ask, signer=Signer("别人")) == [str(messages.ASKED_ALREADY)]
    assert world.ask("technician", Signer("技师甲")).role == "technician"
    assert refused(world.ask, "mayor") == [str(messages.UNKNOWN_ROLE)]


def test_after_a_change_the_same_role_is_asked_anew(world):
    first = world.draw(world.ask())
    world.content["days"] = 4
    second = world.draw(world.ask())
    assert first != second
    assert [holds(first), holds(second)] == [False, True]
    assert is_signed_by(world.signable, "owner")


@pytest.mark.parametrize("name", ["", "  ", "长" * 101])
def test_a_request_needs_a_name(world, name):
    assert refused(world.ask, signer=Signer(name))
    assert not Signature.objects.exists()


def test_a_code_comes_to_the_phone_and_signs(world, network):
    signature = services.code_send(**world.common(world.ask(), hand=LINK))
    run_all(AT)
    (code,) = network.codes_to(PHONE)
    assert "修理记录" in network.texts_to(PHONE)[0]
    signed = services.code_confirm(entered=code, **world.common(signature, hand=LINK))
    assert (signed.state, signed.method, signed.via) == (State.SIGNED, Method.CODE, Via.LINK)


def test_a_person_with_an_account_gets_the_code_at_the_number_of_the_account(world, network):
    signature = world.ask_owner()
    services.code_send(**world.common(signature, hand=Hand(Via.ACCOUNT, world.owner)))
    run_all(AT)
    assert network.codes_to(world.owner.phone)


def test_a_wrong_code_signs_nothing_and_after_five_no_code_does(world):
    signature = services.code_send(**world.common(world.ask()))
    wrong = f"{(int(codes.code_of(signature)) + 1) % 10**6:06d}"
    for _try in range(codes.MOST_TRIES):
        assert refused(services.code_confirm, entered=wrong, **world.common(signature)) == [str(messages.CODE_WRONG)]
    right = codes.code_of(signature)
    assert refused(services.code_confirm, entered=right, **world.common(signature)) == [str(messages.CODE_EXPIRED)]
    signature.refresh_from_db()
    assert (signature.state, signature.code_tries) == (State.OPEN, codes.MOST_TRIES)


def test_a_code_lasts_ten_minutes(world):
    signature = services.code_send(**world.common(world.ask()))
    code, late = codes.code_of(signature), AT + codes.LIFETIME
    assert refused(services.code_confirm, entered=code, **world.common(signature, at=late)) == [
        str(messages.CODE_EXPIRED)
    ]
    services.code_confirm(entered=code, **world.common(signature, at=late - timedelta(seconds=1)))


def test_a_code_sent_for_one_content_signs_no_other(world):
    signature = services.code_send(**world.common(world.ask()))
    code = codes.code_of(signature)
    world.content["days"] = 30
    assert refused(services.code_confirm, entered=code, **world.common(signature)) == [str(messages.CODE_EXPIRED)]


def test_codes_are_not_sent_too_often_to_one_number(world):
    signature = services.code_send(**world.common(world.ask()))
    often = [str(messages.TOO_OFTEN)]
    assert refused(services.code_send, **world.common(signature)) == often
    for minute in range(1, codes.MOST_A_PHONE_AND_HOUR):
        services.code_send(**world.common(signature, at=AT + timedelta(minutes=minute)))
    assert refused(services.code_send, **world.common(signature, at=AT + timedelta(minutes=9))) == often
    other = world.ask("technician", Signer("技师甲", PHONE))
    assert refused(services.code_send, **world.common(other, at=AT + timedelta(minutes=9))) == often
    services.code_send(**world.common(other, at=AT + timedelta(minutes=65)))


def test_without_a_number_or_a_gateway_no_code_is_sent(world, settings):
    assert refused(services.code_send, **world.common(world.ask(signer=Signer("周敏")))) == [str(messages.NO_PHONE)]
    settings.SANBAO_SMS_GATEWAY = ""
    other = world.ask("technician", Signer("技师甲", PHONE))
    assert refused(services.code_send, **world.common(other)) == [str(messages.NO_SMS)]


def test_an_unproven_number_of_an_account_gets_no_code(world):
    world.owner.phone_verified = False
    world.owner.save()
    assert codes.phone_of(world.ask_owner()) == ""


def test_signed_paper_is_evidence_about_the_very_thing(world):
    signature, scan = world.ask(), paper(world)
    signed = services.signature_file_paper(paper=scan, **world.common(signature))
    assert (signed.method, signed.evidence) == (Method.PAPER, scan)


def test_paper_about_something_else_or_a_film_of_it_is_refused(world):
    signature = world.ask()
    elsewhere = paper(world, subject=f"visit/{world.adviser.public_id}")
    film = paper(world, kind="video", sha256="b" * 64)
    for wrong in (elsewhere, film):
        found = refused(services.signature_file_paper, paper=wrong, **world.common(signature))
        assert found == [str(messages.NOT_ITS_PAPER)]


def test_the_signer_files_no_paper_himself(world):
    signature, scan = world.ask(), paper(world)
    with pytest.raises(PermissionDenied):
        services.signature_file_paper(paper=scan, **world.common(signature, hand=LINK))


def test_a_refusal_keeps_its_reason_and_words(world):
    signature = world.ask()
    act = {"signature": signature, "hand": LINK, "at": AT}
    assert refused(services.signature_refuse, reason=RefusalReason.FACTS, words=" ", **act) == [str(messages.SAY_WHY)]
    settled = services.signature_refuse(reason=RefusalReason.FACTS, words="只修了两日", **act)
    assert (settled.state, settled.refusal_reason, settled.refusal_words) == (State.REFUSED, "facts", "只修了两日")
    shown = state_of(settled, None)
    assert (shown.reason, shown.words, shown.says) == ("内容与事实不符", "只修了两日", "拒绝签字")
    assert not is_signed_by(world.signable, "owner")
    assert "只修了两日" not in events_of(str(world.signable)).last().body


def test_who_will_not_say_why_need_not(world):
    act = {"signature": world.ask(), "hand": LINK, "at": AT}
    assert services.signature_refuse(reason=RefusalReason.NO_REASON, words="", **act).state == State.REFUSED


def test_a_withdrawn_request_is_signed_by_nobody_and_not_shown(world):
    signature = world.ask()
    services.signature_withdraw(signature=signature, by=world.adviser, at=AT)
    assert refused(world.draw, signature) == [str(messages.ALREADY_SETTLED)]
    assert signature_list(world.signable, world.adviser).states == ()
    assert world.actions() == ["signature.requested", "signature.withdrawn"]


ACTS = ["draw", "code_send", "code_confirm", "refuse"]


def attempt(world, signature, act, hand):
    common = world.common(signature, hand=hand)
    if act == "draw":
        return services.signature_draw(path=PATH, **common)
    if act == "code_send":
        return services.code_send(**common)
    if act == "code_confirm":
        return services.code_confirm(entered="000000", **common)
    del common["shown"]
    return services.signature_refuse(reason=RefusalReason.NO_REASON, words="", **common)


@pytest.mark.parametrize("act", ACTS)
def test_only_the_signer_and_who_may_ask_can_act(world, act):
    signature = world.ask_owner()
    hands = [
        Hand(Via.ACCOUNT, world.stranger),
        Hand(Via.TABLET, world.stranger),
        Hand(Via.TABLET, world.reader),
        Hand(Via.TABLET, world.owner),  # his own account is not somebody's tablet
        Hand(Via.ACCOUNT, world.adviser),  # nor is the adviser the signer
    ]
    for hand in hands:
        with pytest.raises(PermissionDenied):
            attempt(world, signature, act, hand)
    assert world.actions() == ["signature.requested"]


def test_only_who_may_ask_asks_and_withdraws(world):
    signature = world.ask()
    for person in (world.reader, world.owner, world.stranger):
        with pytest.raises(PermissionDenied):
            world.ask("technician", by=person)
        with pytest.raises(PermissionDenied):
            services.signature_withdraw(signature=signature, by=person, at=AT)


def test_a_link_opens_its_request_alone_for_seven_days(world):
    signature = world.ask()
    token = token_for(signature)
    assert signature_by(token) == signature
    for made_up in ("", "x", token[:-1], token.replace(token[0], "0" if token[0] != "0" else "1", 1)):
        assert signature_by(made_up) is None
    assert hand_by_link(signature, AT + timedelta(days=7, seconds=-1)) == LINK
    late = AT + timedelta(days=7)
    assert hand_by_link(signature, late) is None
    with pytest.raises(PermissionDenied):
        world.draw(signature, hand=LINK, at=late)
