"""Names of people and organisations are kept as written: no Unicode normalisation, which would change rare characters."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NAME_NOT_WRITABLE = _("名称中有看不见的控制字符，请删去后重新填写。")
# Joiners belong to the writing of some peoples of China; whatever else is invisible can only deceive the reader.
_JOINERS = frozenset("\u200c\u200d")


def check_name(name: str) -> None:
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and sign not in _JOINERS for sign in name):
        raise ValidationError(NAME_NOT_WRITABLE, code="control_character")
