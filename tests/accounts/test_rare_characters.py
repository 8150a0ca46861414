"""Names with characters that few fonts and many systems lack, through every form that takes one to every page that shows it."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from sanbao.accounts import services
from sanbao.accounts.models import Membership, Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import current_employments
from sanbao.work.testing import run_all
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import PASSWORD, SITE, credit_code, grant, member, organisation, person, registrar

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

# GB18030: the extensions A, B and F of the Han script, a compatibility character that normalising would replace, and a
# character with a variation selector.
NAMES = ["吉\U00020bb7", "王䶮", "刘㛃", "㼆", "陈𬱖", "\uf9d0氏", "葛\U000e0100城"]


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE = SITE


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_a_person_comes_back_as_it_was_written(name):
    where = organisation()
    user, boss = member(where, Role.CLERK), member(where, Role.ADMINISTRATOR)
    Browser(user).post("accounts:me", data={"name": name})
    assert User.objects.get(pk=user.pk).name == name
    membership = user.memberships.get()
    pages = [
        Browser(user).get("accounts:me"),
        Browser(user).get("accounts:start"),
        Browser(boss).get("accounts:organisation", where.public_id),
        Browser(boss).get("accounts:end_membership", membership.public_id),
        Browser(boss).get("accounts:reset_second_factor", membership.public_id),
        Browser(boss).post("accounts:contact", membership.public_id),
        Browser(boss).post("accounts:end_membership", membership.public_id, follow=True),
        Browser(registrar()).get("admin:accounts_user_changelist"),
    ]
    assert all(name in text_of(page) for page in pages)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_an_organisation_reaches_mail_and_invited_person(name):
    desk = Browser(registrar())
    form = {"name": f"{name}汽车", "credit_code": credit_code(), "region": "330106", "is_seller": "on"}
    desk.post("admin:accounts_organisation_add", data=form)
    where = Organisation.objects.get(name=f"{name}汽车")
    boss = person(name)
    grant(boss, where, Role.ADMINISTRATOR)
    form = {"role": "clerk", "email": "new@test.example", "key": str(uuid4())}
    sent = Browser(boss).post("accounts:invite", where.public_id, data=form, follow=True)
    run_all(timezone.now())
    [message] = mail.outbox
    assert f"{name}汽车" in message.subject
    assert f"{name}邀请您" in message.body
    token = re.search(r"/invitations/(\S+)/", message.body)[1]
    assert all(f"{name}汽车" in text_of(page) for page in (sent, Browser().get("accounts:invitation", token)))
    form = {"name": name, "username": f"用户{name[0]}", "password": PASSWORD, "password_again": PASSWORD}
    Browser().post("accounts:invitation", token, data=form)
    assert Membership.objects.get(role="clerk").user.name == name


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_an_employer_is_found_again_and_shown(name):
    expert = services.expert_enrol(person=person(name), by=registrar(), at=timezone.now())
    where = organisation(name=f"{name}检测")
    data = {"employer_name": name + "检", "started_on": "2020-03-01"}
    offered = text_of(Browser(expert.user).post("accounts:add_employment", data=data))
    assert f"{name}检测" in offered
    Browser(expert.user).post("accounts:add_employment", data=data | {"employer": str(where.public_id)})
    Browser(expert.user).post("accounts:add_employment", data=data | {"employer": "none"})
    page = text_of(Browser(expert.user).get("accounts:me"))
    assert [str(one) for one in current_employments(expert)] == [f"{name}检测", f"{name}检"]
    assert all(f'aria-label="更正{one}"' in page for one in (f"{name}检测", f"{name}检"))
