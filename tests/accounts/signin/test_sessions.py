import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse

from sanbao.accounts.signin import messages, sessions
from sanbao.accounts.signin.clearing import clear_sessions
from sanbao.accounts.signin.device import device_name
from sanbao.work import MessageInfo
from tests.accounts.signin.people import staff

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"

pytestmark = pytest.mark.postgres


@pytest.fixture
def adviser(db):
    return staff()


def session_of(person) -> UserSession:
    return UserSession.objects.get(session_key=person.browser.session.session_key)


def name_of(person) -> str:
    return sessions.name_of(person.browser.session.session_key)


def test_own_sessions_are_listed_with_device_and_time(person, another, adviser, clock):
    another.browser.defaults["HTTP_USER_AGENT"] = PHONE
    another.signs_in_by_password()
    clock.pass_(minutes=3)
    person.signs_in_by_password().opens("usersessions_list")
    assert person.reads("iPhone · Safari")
    assert person.page.count("当前设备") == 1
    assert person.page.count(reverse("signin_end_session", args=[name_of(another)])) == 1


def test_one_session_is_ended_from_elsewhere(person, another, adviser):
    another.signs_in_by_password()
    person.signs_in_by_password().sends("signin_end_session", name_of(another))
    assert person.reads(messages.SESSION_ENDED)
    assert another.opens("usersessions_list").is_at("account_login")
    assert person.user == adviser


def test_a_form_sent_from_a_session_ended_elsewhere_writes_nothing(person, another, adviser):
    another.signs_in_by_password()
    person.signs_in_by_password().sends("signin_end_session", name_of(another))
    assert another.sends("usersessions_list").is_at("account_login")
    assert person.user == adviser


def test_all_other_sessions_are_ended(person, another, adviser):
    another.signs_in_by_password()
    person.signs_in_by_password().sends("usersessions_list")
    assert UserSession.objects.get() == session_of(person)
    assert another.opens("usersessions_list").is_at("account_login")


def test_a_session_of_somebody_else_is_not_there_and_the_log_tells(person, another, adviser, caplog):
    staff("wang.wei", credit_code=None)
    another.signs_in_by_password("wang.wei")
    person.signs_in_by_password().sends("signin_end_session", name_of(another))
    assert person.status == 404
    assert another.user
    [refused] = [record for record in caplog.records if record.name == "sanbao.security"]
    assert (refused.event, refused.user) == ("page_refused", str(adviser.public_id))
    assert another.browser.session.session_key not in str(vars(refused))


def test_the_name_of_a_session_is_neither_its_number_nor_its_key(person, adviser):
    person.signs_in_by_password()
    own = session_of(person)
    assert name_of(person) not in {str(own.pk), own.session_key}
    assert person.sends("signin_end_session", str(own.pk)).status == 404
    assert person.sends("signin_end_session", own.session_key).status == 404


def planted(person) -> str:
    """The key of a session that was open before anybody signed in, as an attacker could have put it there."""
    person.asks_for_code()
    return person.browser.session.session_key


def test_a_session_planted_before_the_password_is_not_the_one_afterwards(person, adviser):
    before = planted(person)
    person.signs_in_by_password()
    assert person.user == adviser
    assert person.browser.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_planted_before_the_phone_code_is_not_the_one_afterwards(person):
    before = planted(person)
    person.sends("signin_code", code=person.last_code())
    assert person.user
    assert person.browser.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_ending_the_same_session_twice_is_not_found_and_harmless(person, another, adviser):
    another.signs_in_by_password()
    gone = name_of(another)
    person.signs_in_by_password().sends("signin_end_session", gone)
    assert person.sends("signin_end_session", gone).status == 404


def test_ending_the_own_session_is_leaving(person, adviser):
    person.signs_in_by_password()
    person.sends("signin_end_session", name_of(person))
    assert person.user is None


def test_a_session_ends_after_two_hours_without_a_request(person, adviser, clock):
    person.signs_in_by_password()
    clock.pass_(minutes=119)
    person.opens("home")
    clock.pass_(minutes=119)
    assert person.opens("usersessions_list").is_at("usersessions_list")
    clock.pass_(minutes=120)
    assert person.opens("usersessions_list").is_at("account_login")
    assert person.reads(messages.SESSION_IDLE)
    assert not UserSession.objects.exists()


def test_a_session_ends_after_twelve_hours_in_any_case(person, adviser, clock):
    person.signs_in_by_password()
    for _ in range(11):
        clock.pass_(hours=1)
        assert person.opens("home").user
    clock.pass_(hours=1)
    assert person.opens("usersessions_list").is_at("account_login")


def test_reading_pages_writes_at_most_once_a_minute(person, adviser, clock, django_assert_max_num_queries):
    person.signs_in_by_password().opens("home")
    clock.pass_(seconds=30)
    with django_assert_max_num_queries(10) as soon:
        person.opens("home")
    clock.pass_(seconds=31)
    with django_assert_max_num_queries(15) as later:
        person.opens("home")
    assert [writes(queries) for queries in (soon, later)] == [False, True]


def writes(queries) -> bool:
    return any(query["sql"].startswith(("UPDATE", "INSERT", "DELETE")) for query in queries.captured_queries)


def test_what_is_over_is_cleared_away_and_what_is_open_stays(person, another, adviser, clock):
    another.signs_in_by_password()
    clock.pass_(hours=37)
    person.signs_in_by_password()
    clear_sessions({}, MessageInfo("signin.clear_sessions/1", 1, clock()))
    assert UserSession.objects.get() == session_of(person)
    assert Session.objects.count() == 1


def test_a_page_for_everyone_looks_up_nothing_for_a_stranger(person, django_assert_num_queries):
    with django_assert_num_queries(0):
        person.opens("home")
    assert settings.SESSION_COOKIE_NAME not in person.browser.cookies


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (PHONE, "iPhone · Safari"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Windows · Edge"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0", "Android · 微信"),
        ("", "没有说明的设备"),
        ("curl/8", "没有说明的设备"),
    ],
)
def test_a_device_is_named_so_that_its_owner_knows_it(user_agent, name):
    assert device_name(user_agent) == name
