"""Personal data is shown masked; who needs it in full asks for it, and that is recorded."""

import unicodedata

MASK = "••••"
_MAINLAND = "+86"
_SHOWN_BEFORE, _SHOWN_AFTER = 3, 4


def masked_phone(phone: str | None) -> str:
    """138••••1441; of a number from elsewhere no more than the last two digits."""
    if not phone:
        return ""
    national = phone.removeprefix(_MAINLAND)
    if national == phone or len(national) <= _SHOWN_BEFORE + _SHOWN_AFTER:
        return MASK + phone[-2:]
    return national[:_SHOWN_BEFORE] + MASK + national[-_SHOWN_AFTER:]


def masked_name(name: str | None) -> str:
    """周•: the first character, with the marks that belong to it; the mask does not tell how many follow."""
    if not name:
        return ""
    end = 1
    while end < len(name) and unicodedata.category(name[end]) in {"Mn", "Mc", "Me"}:
        end += 1
    return name[:end] + "•"


def masked_email(email: str | None) -> str:
    """z••••@example.cn"""
    user, at, host = (email or "").rpartition("@")
    return f"{user[:1]}{MASK}{at}{host}" if at else ""
