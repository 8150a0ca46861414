"""One-time codes by SMS for consumers.

The code is computed from the number and a nonce kept in the session, so it is stored nowhere and a second message
carries the same code: a person whose first message comes late is not left with two that contradict each other.
Known and unknown numbers go the same way until the code is proven; only then is an account looked up or made.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from sanbao.accounts.models import User
from sanbao.accounts.signin import messages
from sanbao.accounts.signin.limits import CODE_LIFETIME, CODE_PAUSE
from sanbao.accounts.signin.recording import record_of
from sanbao.sms.services import send_message

SESSION_KEY = "phone_code"
DIGITS = 6


class CodeRefused(Exception):  # noqa: N818  # not an error of ours: the person is told why
    """`final`: a new code must be asked for."""

    def __init__(self, message: object, *, final: bool) -> None:
        super().__init__(message)
        self.final = final


@dataclass
class Pending:
    """A code that is out: to which number, since when, sent how often, and where to go afterwards."""

    phone: str
    nonce: str
    begun: float
    sent: float
    times: int = 1
    onward: str = ""

    @property
    def ends_at(self) -> datetime:
        return datetime.fromtimestamp(self.begun, UTC) + CODE_LIFETIME

    def may_resend(self, at: datetime) -> bool:
        return at.timestamp() - self.sent >= CODE_PAUSE.total_seconds() and at < self.ends_at


def pending(request: HttpRequest) -> Pending | None:
    kept = request.session.get(SESSION_KEY)
    return Pending(**kept) if kept else None


def begin(request: HttpRequest, phone: str, *, onward: str, at: datetime) -> None:
    """Send a code. The same number within the pause (a form sent twice, a second tab) keeps the code that is out."""
    before = pending(request)
    if before and before.phone == phone and not before.may_resend(at) and at < before.ends_at:
        return
    _count(request, phone)
    now = at.timestamp()
    _send(request, Pending(phone, secrets.token_hex(16), begun=now, sent=now, onward=onward), at)


def resend(request: HttpRequest, out: Pending, at: datetime) -> None:
    if not out.may_resend(at):
        raise CodeRefused(messages.CODE_TOO_OFTEN, final=False)
    _count(request, out.phone)
    out.sent, out.times = at.timestamp(), out.times + 1
    _send(request, out, at)


def prove(request: HttpRequest, out: Pending, entered: str, at: datetime) -> User:
    """The account of the number, made on the first sign-in; the code is spent. A wrong code raises CodeRefused."""
    if at >= out.ends_at:
        raise _refused(request, messages.CODE_EXPIRED)
    # Counted in the cache, not in the session: of a hundred tries sent at once each would read the same old count.
    if not ratelimit.consume(request, action="phone_code_tried", key=out.nonce):
        raise _refused(request, messages.CODE_SPENT)
    if not constant_time_compare(entered, code_of(out)):
        raise CodeRefused(messages.CODE_WRONG, final=False)
    forget(request)
    return _account(out.phone, at)


def forget(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def code_of(out: Pending) -> str:
    digest = salted_hmac("sanbao.signin.phone_code", f"{out.phone}/{out.nonce}", algorithm="sha256").digest()
    return str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)


def _count(request: HttpRequest, phone: str) -> None:
    if not ratelimit.consume(request, action="phone_code", key=phone):
        raise CodeRefused(messages.CODE_TOO_OFTEN, final=False)


def _send(request: HttpRequest, out: Pending, at: datetime) -> None:
    request.session[SESSION_KEY] = asdict(out)
    text = _("验证码{code}，{minutes}分钟内有效，只用来登录家用汽车三包。请不要告诉别人。").format(
        code=code_of(out), minutes=CODE_LIFETIME.seconds // 60
    )
    key = f"signin.code/{out.nonce}/{out.times}"
    with transaction.atomic():
        send_message(phone=out.phone, text=text, key=key, useful_until=out.ends_at, at=at)


def _refused(request: HttpRequest, message: object) -> CodeRefused:
    forget(request)
    return CodeRefused(message, final=True)


@transaction.atomic
def _account(phone: str, at: datetime) -> User:
    # The name says nothing about the person; get_or_create lets one of two first sign-ins at once win.
    new = {"username": f"phone-{secrets.token_hex(8)}", "phone_verified": True, "password": "!"}
    user, made = User.objects.get_or_create(phone=phone, defaults=new)
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record_of(user, "account.opened", at, method="phone_code")
    elif not user.phone_verified:
        user.phone_verified = True
        user.save(update_fields=["phone_verified"])
    return user
