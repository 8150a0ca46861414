"""Mobile numbers of mainland China as people write them, and as they are stored (E.164)."""

import re
import unicodedata

import phonenumbers
from django.utils.translation import gettext_lazy as _

NOT_A_NUMBER = _("请填写11位手机号码，例如13812345678。")
NOT_MAINLAND = _("验证码只能发到中国内地的手机号码，请换一个号码。")
NOT_MOBILE = _("这是固定电话或者服务号码，收不到验证码，请填写手机号码。")
WRITTEN = re.compile(r"\+?[\d\s().-]{7,30}")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


class NumberError(ValueError):
    """Says in the reader's language what is wrong with a number."""


def mobile_number(written: str) -> str:
    """`+8613812345678` out of “138 1234-5678”, “＋８６ 138…”, “0086 138…”; anything else raises NumberError."""
    number = _parsed(_plain(written))
    if number.country_code != phonenumbers.country_code_for_region("CN"):
        raise NumberError(NOT_MAINLAND)
    if not phonenumbers.is_valid_number(number):
        raise NumberError(NOT_A_NUMBER)
    if phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.MOBILE:
        raise NumberError(NOT_MOBILE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _plain(written: str) -> str:
    # Numbers copied out of contact lists carry invisible marks of direction (category Cf).
    visible = "".join(sign for sign in written if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", visible).translate(DASHES).strip()


def _parsed(plain: str) -> phonenumbers.PhoneNumber:
    # The library would read letters as keys of a telephone, "138-CALL-NOW".
    if not WRITTEN.fullmatch(plain):
        raise NumberError(NOT_A_NUMBER)
    try:
        return phonenumbers.parse(plain, "CN")
    except phonenumbers.NumberParseException:
        raise NumberError(NOT_A_NUMBER) from None
