import html

from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory
from django.urls import reverse

from sanbao.accounts.models import User


class Browser:
    """Of somebody who has signed in with both factors, or of a stranger."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client()
        if user is not None:
            self.client.force_login(user)
            request = RequestFactory().get("/")
            request.session = self.client.session
            record_authentication(request, user, method="mfa")
            request.session.save()

    def get(self, name, *args, **kwargs):
        return self.client.get(reverse(name, args=args), **kwargs)

    def post(self, name, *args, data=None, **kwargs):
        return self.client.post(reverse(name, args=args), data or {}, **kwargs)


def text_of(response) -> str:
    return html.unescape(response.content.decode())
