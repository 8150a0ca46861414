from concurrent.futures import ThreadPoolExecutor
from datetime import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanbao import environment

PUBLIC = {
    "SANBAO_DEBUG": "0",
    "SANBAO_SECRET_KEY": "k" * 60,
    "SANBAO_HOSTS": "sanbao.example, www.sanbao.example",
}


def test_a_first_start_makes_a_key_only_its_owner_reads_and_the_next_start_keeps_it(tmp_path: Path):
    first = environment.read({}, tmp_path)
    again = environment.read({}, tmp_path)
    assert len(first.secret_key) > 60
    assert again.secret_key == first.secret_key
    assert (tmp_path / ".state/secret_key").stat().st_mode & 0o777 == 0o600


def test_first_starts_at_the_same_moment_agree_on_one_key(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: environment.read({}, tmp_path).secret_key, range(32)))
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / ".state").iterdir()] == ["secret_key"]


def test_a_public_site_gets_its_hosts_and_https(tmp_path: Path):
    public = environment.read(PUBLIC, tmp_path)
    assert (public.debug, public.https, public.behind_proxy) == (False, True, False)
    assert public.hosts == ("sanbao.example", "www.sanbao.example")
    assert not (tmp_path / ".state").exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"SANBAO_SECRET_KEY": ""}, environment.SECRET_KEY_REQUIRED),
        ({"SANBAO_HOSTS": " , "}, environment.HOSTS_REQUIRED),
        ({"SANBAO_DEBUG": "1"}, environment.HOSTS_NOT_LOCAL),
        ({"SANBAO_DEBUG": ""}, environment.HOSTS_NOT_LOCAL),
        ({"SANBAO_HOSTS": "*"}, environment.SITE_FORM),
        ({"SANBAO_SITE": "https://sanbao.example/path"}, environment.SITE_FORM),
        ({"SANBAO_SITE": "javascript:alert(1)"}, environment.SITE_FORM),
        ({"SANBAO_HTTPS": "yes"}, "SANBAO_HTTPS must be 0 or 1, not 'yes'"),
        ({"SANBAO_OUTLET_HOURS": "9-5"}, "SANBAO_OUTLET_HOURS must be like 08:30-17:30, not '9-5'"),
        ({"SANBAO_CLAIM_REMINDERS": "0,1"}, "SANBAO_CLAIM_REMINDERS must be like 3,1, not '0,1'"),
        ({"SANBAO_OUTLET_HOURS": "17:30-08:30"}, "SANBAO_OUTLET_HOURS must be like 08:30-17:30, not '17:30-08:30'"),
        ({"SANBAO_SESSION_HOURS": "0"}, "SANBAO_SESSION_HOURS must be a whole number above 0, not '0'"),
        (
            {"SANBAO_SESSION_IDLE_MINUTES": "１０"},
            "SANBAO_SESSION_IDLE_MINUTES must be a whole number above 0, not '１０'",
        ),
    ],
)
def test_an_unsafe_environment_is_refused(changed: dict[str, str], message: str, tmp_path: Path):
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.read(PUBLIC | changed, tmp_path)
    assert str(refused.value) == message


def test_links_lead_to_one_address_of_a_public_site(tmp_path: Path):
    chosen = [
        ({}, "https://sanbao.example"),
        ({"SANBAO_HTTPS": "0"}, "http://sanbao.example"),
        ({"SANBAO_HOSTS": ".sanbao.example"}, "https://sanbao.example"),
        ({"SANBAO_SITE": "https://www.sanbao.example:8443/"}, "https://www.sanbao.example:8443"),
    ]
    assert [environment.read(PUBLIC | one, tmp_path).site for one, _ in chosen] == [url for _, url in chosen]
    assert environment.read({}, tmp_path).site == environment.LOCAL_SITE


def test_old_keys_stay_good_for_what_they_signed(tmp_path: Path):
    assert environment.read(PUBLIC, tmp_path).old_secret_keys == ()
    chosen = {"SANBAO_OLD_SECRET_KEYS": "older, oldest"}
    assert environment.read(PUBLIC | chosen, tmp_path).old_secret_keys == ("older", "oldest")


def test_flags_and_the_state_folder_are_read(tmp_path: Path):
    chosen = {"SANBAO_HTTPS": "0", "SANBAO_BEHIND_PROXY": "1", "SANBAO_STATE": str(tmp_path / "elsewhere")}
    result = environment.read(PUBLIC | chosen, tmp_path)
    assert (result.https, result.behind_proxy, result.state) == (False, True, tmp_path / "elsewhere")


def test_codes_go_to_the_console_in_development_and_nowhere_on_a_public_site_that_names_no_gateway(tmp_path: Path):
    assert environment.read({}, tmp_path).sms_gateway == environment.CONSOLE_SMS
    assert environment.read(PUBLIC, tmp_path).sms_gateway == ""
    named = environment.read(PUBLIC | {"SANBAO_SMS_GATEWAY": "operator.sms.Gateway"}, tmp_path)
    assert named.sms_gateway == "operator.sms.Gateway"


def test_the_lifetime_of_sessions_is_read(tmp_path: Path):
    read = environment.read({"SANBAO_SESSION_IDLE_MINUTES": "15", "SANBAO_SESSION_HOURS": "8"}, tmp_path)
    assert (read.session_idle_minutes, read.session_hours) == (15, 8)


def test_the_ledger_lies_in_the_state_folder_until_an_operator_says_otherwise(tmp_path: Path):
    default = environment.read({}, tmp_path)
    assert default.ledger_key == tmp_path / ".state/ledger.key"
    assert (default.ledger_heads, default.ledger_mail) == (tmp_path / ".state/ledger-heads", ())
    assert (environment.read(PUBLIC, tmp_path).ledger_key, default.ledger_public_keys) == (None, None)
    named = {"SANBAO_LEDGER_KEY": "/etc/k", "SANBAO_LEDGER_HEADS": "/mnt/h", "SANBAO_LEDGER_MAIL": "a@b.cn, c@d.cn,"}
    chosen = environment.read(PUBLIC | named, tmp_path)
    assert (chosen.ledger_key, chosen.ledger_heads) == (Path("/etc/k"), Path("/mnt/h"))
    assert chosen.ledger_mail == ("a@b.cn", "c@d.cn")


@pytest.mark.parametrize("hours", ["0", "-1", "1.5", "x", "²"])
def test_a_number_of_hours_is_a_whole_number_above_zero(hours: str, tmp_path: Path):
    assert environment.read({"SANBAO_IDEMPOTENCY_HOURS": "5"}, tmp_path).idempotency_hours == 5
    with pytest.raises(ImproperlyConfigured):
        environment.read({"SANBAO_IDEMPOTENCY_HOURS": hours}, tmp_path)


def test_a_site_in_production_is_told_public_keys_without_the_keys_that_sign(tmp_path: Path):
    named = {"SANBAO_LEDGER_PUBLIC_KEYS": "/etc/ledger.pub", "SANBAO_PAPER_PUBLIC_KEYS": "/etc/paper.pub"}
    site = environment.read(PUBLIC | named, tmp_path)
    assert (site.ledger_public_keys, site.paper_public_keys) == (Path("/etc/ledger.pub"), Path("/etc/paper.pub"))
    assert (site.ledger_key, site.paper_key) == (None, None)


@pytest.mark.parametrize("written", ["8-17", "17:30-08:30", "08:30-24:00", "08:30—17:30", "08:30-08:30"])
def test_hours_of_outlets_are_two_times_in_order(written: str, tmp_path: Path):
    kept = environment.read({"SANBAO_OUTLET_HOURS": "09:00-21:30"}, tmp_path).outlet_hours
    assert kept == (time(9), time(21, 30))
    with pytest.raises(ImproperlyConfigured):
        environment.read({"SANBAO_OUTLET_HOURS": written}, tmp_path)
