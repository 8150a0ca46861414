import json

import pytest

from sanbao.accounts.models import Membership, User
from sanbao.ledger.models import Event
from tests.accounts.signin.people import MOBILE, PASSWORD, staff, totp_code, with_totp

pytestmark = pytest.mark.postgres


def events(user: User) -> list[tuple[str, dict]]:
    rows = Event.objects.filter(subject=f"user/{user.public_id}").order_by("sequence")
    bodies = [json.loads(row.body) for row in rows]
    assert all(body["actor"] == str(user.public_id) for body in bodies)
    return [(body["action"], body["codes"]) for body in bodies]


@pytest.fixture
def clerk(db) -> User:
    return staff(role=Membership.Role.CLERK)


def test_a_first_sign_in_by_phone_and_leaving_are_recorded(person):
    person.signs_in_by_phone()
    user = person.user
    person.sends("account_logout")
    assert events(user) == [
        ("account.opened", {"method": "phone_code"}),
        ("session.opened", {"method": "phone_code"}),
        ("session.closed", {}),
    ]


def test_password_and_second_factor_are_recorded(person, clerk, clock):
    secret = with_totp(clerk)
    person.signs_in_by_password()
    assert events(clerk) == []
    person.sends("mfa_authenticate", code="000000")
    person.sends("mfa_authenticate", code=totp_code(secret, clock().timestamp()))
    assert events(clerk) == [
        ("session.second_factor_failed", {}),
        ("session.opened", {"method": "password.mfa"}),
    ]


def test_setting_up_is_recorded(person, clerk, clock, django_capture_on_commit_callbacks):
    person.signs_in_by_password()
    code = totp_code(person.browser.session["mfa.totp.secret"], clock().timestamp())
    with django_capture_on_commit_callbacks(execute=True):
        person.sends("mfa_activate_totp", code=code)
    added = [codes for action, codes in events(clerk) if action == "second_factor.added"]
    assert added == [{"type": "totp"}, {"type": "recovery_codes"}]


def test_a_lock_is_recorded_once_however_long_somebody_hammers(person, clerk):
    for _ in range(9):
        person.fails_by_password()
    assert events(clerk) == [("session.locked_out", {"method": "password"})]


def test_a_lock_of_the_second_factor_is_recorded_once(person, clerk):
    with_totp(clerk)
    person.signs_in_by_password()
    for _ in range(8):
        person.sends("mfa_authenticate", code="000000")
    assert [action for action, _ in events(clerk)] == ["session.second_factor_failed"] * 5 + ["session.locked_out"]


def test_hammering_a_name_nobody_has_leaves_no_event(person, db):
    for _ in range(6):
        person.signs_in_by_password("nobody", "wrong")
    assert not Event.objects.exists()


def test_a_session_ended_elsewhere_is_recorded(person, another, db):
    adviser = staff()
    another.signs_in_by_password()
    person.signs_in_by_password().sends("usersessions_list")
    assert events(adviser)[-1] == ("session.ended", {"reason": "by_owner"})


@pytest.mark.parametrize(("hours", "reason"), [(2, "idle"), (12, "over")])
def test_a_session_that_ran_out_is_recorded_once_and_not_as_leaving(person, db, clock, hours, reason):
    adviser = staff()
    person.signs_in_by_password()
    clock.pass_(hours=hours)
    person.opens("home").opens("home")
    assert events(adviser) == [("session.opened", {"method": "password"}), ("session.ended", {"reason": reason})]


def test_a_changed_password_is_recorded(person, db):
    adviser = staff()
    new = "另外一把也足够长的钥匙"
    person.signs_in_by_password()
    person.sends("account_change_password", oldpassword=PASSWORD, password1=new, password2=new)
    assert events(adviser)[-1] == ("password.changed", {})


def test_the_ledger_holds_no_number_and_no_name(person):
    person.signs_in_by_phone()
    bodies = " ".join(
        bytes(row.body).decode() if isinstance(row.body, bytes | memoryview) else row.body
        for row in Event.objects.all()
    )
    assert MOBILE not in bodies
    assert person.user.username not in bodies
