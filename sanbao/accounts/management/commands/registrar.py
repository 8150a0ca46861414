from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from sanbao.accounts.models import User
from sanbao.accounts.services import registrar_appoint

SAYS = "用户名：{username}\n设置密码的链接（只能用一次，请不要转给别人）：\n{link}\n"


class Command(BaseCommand):
    help = "登记一位登记员，显示设置密码的链接 / make a registrar and print a link that sets the password"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="姓名 / name")
        parser.add_argument("email", help="电子邮箱 / e-mail")

    def handle(self, *_args: Any, name: str, email: str, **_options: Any) -> None:
        try:
            registrar = registrar_appoint(name=name, email=email, at=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(SAYS.format(username=registrar.username, link=_link(registrar)))


def _link(registrar: User) -> str:
    secret = {"uidb36": user_pk_to_url_str(registrar), "key": default_token_generator.make_token(registrar)}
    return f"{settings.SITE}{reverse('account_reset_password_from_key', kwargs=secret)}"
