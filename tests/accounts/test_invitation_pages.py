import re
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from sanbao.accounts.models import Invitation
from sanbao.accounts.role_words import IN_BUSINESS
from sanbao.accounts.roles import Capacity, Role
from sanbao.accounts.services.invitations import NOT_ONESELF
from sanbao.accounts.services.memberships import DUTIES_NOT_APART
from sanbao.work.testing import run_all
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import SITE, invitation_by, member, organisation
from tests.web.test_budgets import QUERIES, counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE = SITE


def form_of(response) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', response.content.decode()))


def sent_links(address: str) -> list[str]:
    run_all(timezone.now())
    bodies = [message.body for message in mail.outbox if message.to == [address]]
    return [re.search(rf"{SITE}(/invitations/\S+/)", body).group(1) for body in bodies]


def test_an_invitation_is_sent_to_the_invited_alone_and_revoked(shop, boss):
    browser = Browser(boss)
    form = form_of(browser.get("accounts:invite", shop.public_id)) | {"role": "technician", "email": "new@test.example"}
    pages = [text_of(browser.post("accounts:invite", shop.public_id, data=form, follow=True)) for _ in range(2)]
    [link] = sent_links("new@test.example")
    invitation = Invitation.objects.get()
    own_page = text_of(browser.get("accounts:organisation", shop.public_id))
    assert "new@test.example" in pages[0]
    assert "n••••@test.example" in own_page
    assert not any(link.split("/")[2] in page for page in (*pages, own_page))
    browser.post("accounts:revoke_invitation", invitation.public_id)
    assert Browser().client.get(link, follow=True).status_code == 410


def test_an_invitation_is_sent_again_and_the_first_link_falls(shop, boss):
    invitation, _ = invitation_by(boss)
    assert Browser(boss).get("accounts:resend_invitation", invitation.public_id).status_code == 302
    page = text_of(Browser(boss).post("accounts:resend_invitation", invitation.public_id, follow=True))
    assert "邀请已经发到new@test.example" in page
    first, second = sent_links("new@test.example")
    assert not any(link.split("/")[2] in page for link in (first, second))
    assert Browser().client.get(first, follow=True).status_code == 410
    assert Browser().client.get(second).status_code == 200


def test_a_link_leads_to_the_site_whatever_host_the_form_was_sent_to(shop, boss):
    form = {"role": "technician", "email": "new@test.example", "key": str(uuid4())}
    Browser(boss).post("accounts:invite", shop.public_id, data=form, headers={"host": "testserver:8443"})
    run_all(timezone.now())
    assert re.findall(r"https?://[^/]+", mail.outbox[0].body) == [SITE]


def test_inviting_oneself_is_told_at_the_field(shop, boss):
    form = {"role": "clerk", "email": boss.email, "key": str(uuid4())}
    response = Browser(boss).post("accounts:invite", shop.public_id, data=form)
    assert response.context["form"].errors["email"] == [str(NOT_ONESELF)]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "", "email": "a@b.example"}, "role"),
        ({"role": "boss", "email": "a@b.example"}, "role"),
        ({"role": "adviser", "email": ""}, "email"),
        ({"role": "adviser", "email": "张三"}, "email"),
        ({"role": "adviser", "email": "a@b.example", "key": "x"}, "key"),
    ],
)
def test_a_wrong_invitation_is_told_at_its_field_and_not_made(shop, boss, data, field):
    response = Browser(boss).post("accounts:invite", shop.public_id, data={"key": str(uuid4())} | data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_each_role_says_what_it_is_for_and_what_it_excludes(shop, boss):
    page = text_of(Browser(boss).get("accounts:invite", shop.public_id))
    for role in shop.roles:
        assert str(IN_BUSINESS[role]) in page
    assert page.count("在本单位已有别的角色的人不能担任") == 2


def test_at_an_authority_the_roles_say_what_they_are_for_there():
    where = organisation(Capacity.MARKET_REGULATOR)
    page = text_of(Browser(member(where, Role.ADMINISTRATOR)).get("accounts:invite", where.public_id))
    assert "只看不办：现在可以核验文书" in page
    assert "出具文书" not in page.partition("<main")[2].partition("</main")[0]


def test_a_role_that_the_invited_may_not_have_is_told_at_the_role(shop, boss, adviser):
    form = {"role": "auditor", "email": adviser.email, "key": str(uuid4())}
    response = Browser(boss).post("accounts:invite", shop.public_id, data=form)
    assert response.context["form"].errors["role"] == [str(DUTIES_NOT_APART)]


@pytest.mark.parametrize("again", [False, True])
def test_sending_an_invitation_asks_the_database_no_more_than_any_page(shop, boss, again):
    invitation, _ = invitation_by(boss)
    form = {"role": "adviser", "email": invitation.email, "key": str(uuid4())}
    browser = Browser(boss)
    asked = {
        True: lambda: browser.post("accounts:resend_invitation", invitation.public_id),
        False: lambda: browser.post("accounts:invite", shop.public_id, data=form),
    }
    response, queries, _cached = counted(asked[again])
    assert response.status_code == 302
    assert queries <= QUERIES
