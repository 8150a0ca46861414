"""The unified social credit code (统一社会信用代码): 18 digits and capital letters, the last one a check character."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength
from stdnum.exceptions import ValidationError as NotANumber

WRONG_LENGTH = _("统一社会信用代码应当有18位，请对照营业执照重新填写。")
WRONG_CHARACTER = _("统一社会信用代码只有数字和大写字母，没有字母I、O、S、V、Z，前8位是数字，请对照营业执照重新填写。")
WRONG_CHECK = _("统一社会信用代码的校验位不对，多半是抄错了一位，请对照营业执照逐位核对。")


def normalised(code: str) -> str:
    """Full-width and lower-case input is meant as the code, so are spaces and hyphens within it."""
    return uscc.compact(unicodedata.normalize("NFKC", code))


def check_credit_code(code: str) -> None:
    try:
        uscc.validate(code)
    except InvalidLength:
        raise ValidationError(WRONG_LENGTH, code="length") from None
    except InvalidChecksum:
        raise ValidationError(WRONG_CHECK, code="check") from None
    except NotANumber:
        raise ValidationError(WRONG_CHARACTER, code="character") from None
