from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from sanbao.sms.console import ConsoleGateway
from sanbao.sms.gateways import is_set

NOT_FOUND = "SANBAO_SMS_GATEWAY names nothing that can be imported: {path}"
NOT_IN_PUBLIC = "SANBAO_SMS_GATEWAY is the console: on a public site it would write codes into the logs"


@register
def check_gateway(**_kwargs: Any) -> list[Error]:
    path = settings.SANBAO_SMS_GATEWAY
    if not is_set():
        return []  # a site without SMS: the sign-in page says so
    try:
        found = import_string(path)
    except ImportError:
        return [Error(NOT_FOUND.format(path=path), id="sms.E001")]
    if found is ConsoleGateway and not settings.DEBUG:
        return [Error(NOT_IN_PUBLIC, id="sms.E002")]
    return []
