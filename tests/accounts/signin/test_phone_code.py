import re

import pytest

from sanbao.accounts.models import User
from sanbao.accounts.signin import messages
from sanbao.sms.mobile_numbers import NOT_A_NUMBER, NOT_MAINLAND
from sanbao.work.models import Job
from tests.accounts.signin.people import MOBILE, staff

E164 = f"+86{MOBILE}"

pytestmark = pytest.mark.postgres


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_first_sign_in_makes_an_account_without_a_password(person):
    person.signs_in_by_phone()
    assert (person.user.phone, person.user.phone_verified) == (E164, True)
    assert not person.user.has_usable_password()
    assert MOBILE not in person.user.username
    assert person.is_at("accounts:start")


def test_the_next_sign_in_opens_the_same_account(person, another, clock):
    person.signs_in_by_phone()
    clock.pass_(minutes=2)
    another.signs_in_by_phone()
    assert another.user == person.user
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "written",
    [
        "138 1234 5678",
        "138-1234-5678",
        "+86 138 1234 5678",
        "0086 13812345678",
        "１３８１２３４５６７８",
        "＋８６　１３８　１２３４　５６７８",
        "\u00a0138\u20091234\u20095678\u202f",
    ],
)
def test_a_number_is_taken_as_people_write_it(person, written):
    person.asks_for_code(written)
    assert person.is_at("signin_code")
    assert person.network.codes_to(E164)


@pytest.mark.parametrize(("written", "why"), [("12345", NOT_A_NUMBER), ("+852 9123 4567", NOT_MAINLAND)])
def test_a_wrong_number_is_told_at_the_field_and_sends_nothing(person, written, why):
    person.asks_for_code(written)
    assert person.errors() == [str(why)]
    assert written in person.page
    assert not Job.objects.exists()


def test_an_empty_number_is_told_at_the_field(person):
    assert person.asks_for_code("").errors() == ["请填写手机号码。"]


def test_known_and_unknown_numbers_answer_alike(person, another, clock):
    known, unknown = MOBILE, "13912345678"
    User.objects.create(username="known", phone=f"+86{known}", phone_verified=True)
    pages = [one.asks_for_code(number) for one, number in ((person, known), (another, unknown))]
    said = [re.sub(r'value="[^"]+"|13[89]•+', "", one.page) for one in pages]
    assert said[0] == said[1]
    assert [len(person.network.codes_to(f"+86{number}")) for number in (known, unknown)] == [1, 1]
    assert User.objects.count() == 1


def test_a_code_may_be_typed_in_full_width_and_with_spaces(person):
    code = person.asks_for_code().last_code()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert person.sends("signin_code", code=f" {wide[:3]} {wide[3:]}").user


def test_a_wrong_code_is_told_and_the_right_one_still_opens(person):
    code = person.asks_for_code().last_code()
    assert person.sends("signin_code", code=wrong(code)).errors() == [str(messages.CODE_WRONG)]
    assert person.user is None
    assert person.sends("signin_code", code=code).user


def test_after_five_wrong_tries_the_code_is_spent_also_the_right_one(person):
    code = person.asks_for_code().last_code()
    for _ in range(5):
        person.sends("signin_code", code=wrong(code))
    person.sends("signin_code", code=code)
    assert person.user is None
    assert person.is_at("account_login")
    assert person.reads(messages.CODE_SPENT)


def test_tries_are_counted_outside_the_session_so_that_old_cookies_do_not_help(person):
    code = person.asks_for_code().last_code()
    kept = dict(person.browser.session.items())
    for _ in range(5):
        person.sends("signin_code", code=wrong(code))
    session = person.browser.session
    session.update(kept)
    session.save()
    person.sends("signin_code", code=code)
    assert person.user is None


def test_a_code_is_over_after_ten_minutes(person, clock):
    code = person.asks_for_code().last_code()
    clock.pass_(minutes=10)
    person.sends("signin_code", code=code)
    assert person.user is None
    assert person.reads(messages.CODE_EXPIRED)


def test_a_used_code_opens_nothing_again(person):
    code = person.asks_for_code().last_code()
    person.sends("signin_code", code=code).sends("account_logout")
    person.sends("signin_code", code=code)
    assert person.user is None
    assert person.reads(messages.CODE_NONE)


def test_a_code_opens_nothing_in_another_browser(person, another, clock):
    code = person.asks_for_code().last_code()
    another.sends("signin_code", code=code)
    assert another.user is None


def test_the_code_sent_twice_by_an_impatient_finger_is_no_error(person):
    code = person.asks_for_code().last_code()
    person.sends("signin_code", code=code)
    assert person.sends("signin_code", code=code).is_at("accounts:start")
    assert person.user


def test_the_number_sent_twice_sends_one_message(person):
    person.asks_for_code()
    assert person.asks_for_code().is_at("signin_code")
    assert len(person.network.codes_to(E164)) == 1


def test_a_code_is_sent_again_after_a_minute_and_is_the_same(person, clock):
    person.asks_for_code()
    assert person.sends("signin_code_again").reads(messages.CODE_TOO_OFTEN)
    clock.pass_(seconds=61)
    assert person.sends("signin_code_again").reads(messages.CODE_SENT_AGAIN)
    person.deliver()
    first, second = person.network.codes_to(E164)
    assert first == second
    assert person.sends("signin_code", code=second).user


def test_sending_again_does_not_lengthen_the_life_of_a_code(person, clock):
    code = person.asks_for_code().last_code()
    clock.pass_(minutes=9)
    person.sends("signin_code_again")
    clock.pass_(minutes=1)
    assert person.sends("signin_code", code=code).user is None


def test_another_browser_waits_for_the_pause_of_the_number_too(person, another):
    person.asks_for_code()
    another.asks_for_code()
    assert another.errors() == [str(messages.CODE_TOO_OFTEN)]


def test_a_number_gets_five_codes_an_hour(person, another, clock):
    for _ in range(5):
        person.sends("account_logout").browser.cookies.clear()
        person.asks_for_code()
        clock.pass_(seconds=61)
    assert len(person.network.codes_to(E164)) == 5
    another.asks_for_code()
    assert another.errors() == [str(messages.CODE_TOO_OFTEN)]


def test_of_two_tabs_the_later_number_counts_and_the_page_says_which(person, clock):
    first = person.asks_for_code("13812345678").last_code("+8613812345678")
    person.asks_for_code("13912345678")
    person.sends("signin_code", code=first)
    assert person.user is None
    assert person.reads("139••••5678")
    assert person.sends("signin_code", code=person.last_code("+8613912345678")).user.phone == "+8613912345678"


def test_the_second_tab_of_someone_signed_in_leads_home(person):
    person.signs_in_by_phone()
    assert person.opens("signin_code").is_at("accounts:start")
    assert person.opens("account_login").is_at("accounts:start")


def test_staff_are_told_to_use_their_password_once_the_number_is_proven(person):
    user = staff()
    user.phone, user.phone_verified = E164, True
    user.save()
    person.signs_in_by_phone()
    assert person.user is None
    assert person.reads(messages.STAFF_BY_PASSWORD)


def test_an_account_that_is_closed_stays_closed(person):
    User.objects.create(username="closed", phone=E164, phone_verified=True, is_active=False)
    person.signs_in_by_phone()
    assert person.user is None
    assert person.is_at("account_inactive")


def test_a_sign_in_leads_on_to_where_the_person_wanted_to_go(person):
    person.sends("signin_phone", phone=MOBILE, next="/security/sessions/").deliver()
    assert person.sends("signin_code", code=person.last_code()).is_at("usersessions_list")


def test_a_slip_on_the_way_does_not_forget_where_the_person_wanted_to_go(person):
    person.opens("account_login", next="/security/sessions/")
    assert person.page.count('name="next" value="/security/sessions/"') == 2
    person.sends("signin_phone", phone="12345", next="/security/sessions/")
    assert person.page.count('name="next" value="/security/sessions/"') == 2
    person.sends("account_login", login="nobody", password="", next="/security/sessions/")
    assert person.page.count('name="next" value="/security/sessions/"') == 2


def test_it_leads_to_no_foreign_site(person):
    person.sends("signin_phone", phone=MOBILE, next="https://evil.example/").deliver()
    assert person.sends("signin_code", code=person.last_code()).is_at("accounts:start")


def test_a_site_without_sms_says_so(person, settings):
    settings.SANBAO_SMS_GATEWAY = ""
    person.asks_for_code()
    assert person.errors() == [str(messages.SMS_NOT_SET)]
    assert not Job.objects.exists()


@pytest.mark.parametrize("code", ["", " ", "abc", "1" * 41, "\x00", "٣" * 6, "-1"])
def test_anything_typed_as_a_code_gets_words_and_no_crash(person, code):
    person.asks_for_code()
    person.sends("signin_code", code=code)
    assert person.status == 200
    assert person.errors()
    assert person.user is None


def test_the_session_holds_neither_the_code_nor_a_hash_of_it(person):
    code = person.asks_for_code().last_code()
    assert code not in str(dict(person.browser.session.items()))


def test_the_session_key_changes_when_the_person_signs_in(person):
    person.asks_for_code()
    before = person.browser.session.session_key
    person.sends("signin_code", code=person.last_code())
    assert person.browser.session.session_key != before
