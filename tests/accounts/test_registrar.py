import io
import re

import pytest
from django.core.management import CommandError, call_command

from sanbao.accounts.models import User
from sanbao.accounts.permissions import is_registrar
from sanbao.ledger.models import Event
from tests.accounts.world import PASSWORD
from tests.accounts.world import person as somebody

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def appointed(name="张三", email="zhang@sanbao.example") -> str:
    out = io.StringIO()
    call_command("registrar", name, email, stdout=out)
    return re.search(r"https?://[^/]+(/\S+)", out.getvalue())[1]


def opens(client, link: str, status: str) -> None:
    page = client.get(link, follow=True)
    if status == "works":
        client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    else:
        assert "这个链接已经用过或者已经过期" in page.content.decode()


def test_the_first_registrar_sets_a_password_by_a_link_that_serves_once(client):
    link = appointed()
    registrar = User.objects.get()
    assert is_registrar(registrar)
    assert not registrar.has_password
    opens(client, link, "works")
    registrar.refresh_from_db()
    assert registrar.check_password(PASSWORD)
    opens(client, link, "spent")


def test_the_ledger_knows_that_the_machine_made_the_registrar():
    appointed()
    [event] = Event.objects.all()
    assert (event.action, event.actor) == ("registrar.appointed", "system")
    assert "zhang" not in event.body


def test_a_registrar_who_is_known_gets_another_link_and_nothing_more():
    appointed()
    appointed(email="Zhang@Sanbao.example")
    assert User.objects.count() == Event.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "email"), [("张三", "taken@test.example"), ("张三", ""), ("张三", "nowhere"), ("", "zhang@sanbao.example")]
)
def test_whoever_does_business_already_or_is_not_named_becomes_no_registrar(name, email):
    somebody(email="Taken@test.example")
    with pytest.raises(CommandError):
        appointed(name, email)
    assert not User.objects.filter(is_superuser=True).exists()
