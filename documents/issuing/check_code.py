"""The code printed on a paper and typed to check it: random, so that a number alone opens nothing."""

from __future__ import annotations

import secrets

from sanbao.web.forms.text import plain

# Without I, L, O and U, which are taken for 1, 0 and V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HALF = 4
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", "—": "", "–": ""})


def new_check_code() -> str:
    """7K3M-9Q2P: 40 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(_HALF)) for _ in range(2))


def read_check_code(typed: str) -> str:
    """As printed, from what a person typed; what is no code stays something that fits none."""
    signs = plain(typed).upper().translate(_READ_AS)
    return f"{signs[:_HALF]}-{signs[_HALF:]}"


def read_number(typed: str) -> str:
    return plain(typed).upper().replace("—", "-").replace("–", "-")
