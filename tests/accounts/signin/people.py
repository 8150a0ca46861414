"""A person before a browser: what he types and what he sees."""

import html
import re
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from sanbao.accounts.models import Membership, Organisation, User
from sanbao.work.testing import run_all

MOBILE = "13812345678"
PASSWORD = "一把足够长的钥匙"


def staff(username: str = "li.na", role: str = Membership.Role.ADVISER, **organisation: Any) -> User:
    user = User.objects.create_user(username, f"{username}@example.com", PASSWORD, name="李娜")
    where = Organisation.objects.create(**({"name": "示例", "is_seller": True} | organisation))
    Membership.objects.create(user=user, organisation=where, role=role, joined_on=date(2026, 1, 1))
    return user


def with_totp(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def totp_code(secret: str, at: float, *, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(at) // 30 + step))


def clear_secret(user: User) -> str:
    from sanbao.accounts.signin.adapters import SecondFactorAdapter  # noqa: PLC0415

    stored = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]
    return SecondFactorAdapter().decrypt(stored)


class Person:
    def __init__(self, clock, network) -> None:
        self.browser, self.clock, self.network = Client(), clock, network
        self.path, self.page, self.status = "", "", 0

    def opens(self, name: str, *args: object, **query: str) -> "Person":
        return self._seen(self.browser.get(reverse(name, args=args), query, follow=True))

    def sends(self, name: str, *args: object, **data: str) -> "Person":
        return self._seen(self.browser.post(reverse(name, args=args), data, follow=True))

    def _seen(self, response) -> "Person":
        request = response.request
        self.path, self.status = request["PATH_INFO"], response.status_code
        self.page = html.unescape(response.content.decode()) if "text" in response["Content-Type"] else ""
        return self

    def deliver(self) -> dict:
        return run_all(self.clock())

    def asks_for_code(self, phone: str = MOBILE, **data: str) -> "Person":
        self.sends("signin_phone", phone=phone, **data)
        self.deliver()
        return self

    def last_code(self, phone: str = f"+86{MOBILE}") -> str:
        return self.network.codes_to(phone)[-1]

    def signs_in_by_phone(self, phone: str = MOBILE) -> "Person":
        self.asks_for_code(phone)
        return self.sends("signin_code", code=self.last_code(f"+86{phone}"))

    def fails_by_password(self, username: str = "li.na") -> "Person":
        return self.signs_in_by_password(username, "wrong")

    def signs_in_by_password(self, username: str = "li.na", password: str = PASSWORD) -> "Person":
        return self.sends("account_login", login=username, password=password)

    @property
    def user(self) -> User | None:
        found = self.browser.session.get("_auth_user_id")
        return User.objects.get(pk=found) if found else None

    def is_at(self, name: str, *args: object) -> bool:
        return self.path == reverse(name, args=args)

    def reads(self, words: object) -> bool:
        return str(words) in self.page

    def errors(self) -> list[str]:
        found = re.findall(r'<ul class="errorlist[^>]*>\s*<li>(.*?)</li>', self.page, re.DOTALL)
        return [re.sub(r"<span.*?</span>", "", error) for error in found]
