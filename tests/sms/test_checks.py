from sanbao.environment import CONSOLE_SMS
from sanbao.sms.checks import check_gateway


def ids(settings, path: str, *, debug: bool) -> list[str | None]:
    settings.SANBAO_SMS_GATEWAY, settings.DEBUG = path, debug
    return [error.id for error in check_gateway()]


def test_a_path_that_leads_nowhere_is_found_before_the_first_message(settings):
    assert ids(settings, "nowhere.Gateway", debug=False) == ["sms.E001"]


def test_the_console_is_refused_on_a_public_site_because_its_output_is_kept(settings):
    assert ids(settings, CONSOLE_SMS, debug=False) == ["sms.E002"]
    assert ids(settings, CONSOLE_SMS, debug=True) == []


def test_a_site_without_sms_is_allowed(settings):
    assert ids(settings, "", debug=False) == []
