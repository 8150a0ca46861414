import pytest
from django.core.exceptions import ImproperlyConfigured

from sanbao import mail_server
from sanbao.mail_server import MailServer


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, "", "", starttls=False, tls=False)),
        (
            "smtp+tls://a%40b:p%3Aw@mail.example",
            MailServer("mail.example", 587, "a@b", "p:w", starttls=True, tls=False),
        ),
        ("smtps://u:p@mail.example:4650", MailServer("mail.example", 4650, "u", "p", starttls=False, tls=True)),
    ],
)
def test_one_address_names_the_whole_server(url, server):
    assert mail_server.read(url) == server


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://u:secret@mail.example:port"])
def test_an_address_that_is_none_is_refused_without_repeating_its_password(url):
    with pytest.raises(ImproperlyConfigured) as refused:
        mail_server.read(url)
    assert str(refused.value) == mail_server.UNREADABLE
