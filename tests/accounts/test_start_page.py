import re

import pytest
from django.urls import reverse
from django.utils import timezone

from sanbao.accounts import services
from sanbao.accounts.models import User
from sanbao.accounts.role_words import IN_BUSINESS
from sanbao.accounts.roles import Capacity, Role
from sanbao.accounts.services.employments import Employed
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import TODAY, grant, member, organisation, person, registrar

pytestmark = pytest.mark.django_db


def start(user) -> str:
    page = text_of(Browser(user).get("accounts:start"))
    return page.partition("<main")[2].partition("</main>")[0]


def tasks(user) -> list[str]:
    return [
        re.sub(r"\s*<span.*", "", label) for label in re.findall(r'<li><a href="[^"]+"><span>(.*?)</span>', start(user))
    ]


def test_a_stranger_is_led_to_sign_in():
    assert Browser().get("accounts:start").url.startswith(reverse("account_login"))


def test_a_consumer_is_led_to_the_check_and_asked_for_a_name():
    consumer = User.objects.create(username="c", phone="+8613812345678")
    assert tasks(consumer) == ["填写姓名", "查一查", "常见问题", "核验文书", "我的文书", "我的账号"]
    assert "先查清现在能要求什么" in start(consumer)
    User.objects.update(name="刘㛃")
    consumer.refresh_from_db()
    assert "刘㛃，您好" in start(consumer)
    assert "填写姓名" not in tasks(consumer)


DESK = ["查一查", "修理", "要办的请求", "卖车交车"]


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.OWNER, DESK),
        (Role.ADVISER, DESK),
        (Role.CLERK, DESK),
        (Role.TECHNICIAN, ["查一查", "修理"]),
        (Role.AUDITOR, ["查一查", "修理"]),
        (Role.READER, ["查一查", "修理"]),
        (Role.ADMINISTRATOR, ["管理成员：示例单位", "查一查"]),
    ],
)
def test_who_works_somewhere_reads_what_the_role_is_for_and_what_to_do_first(role, first):
    """Papers come after the work that gives rise to them."""
    user = member(organisation(), role)
    assert f"<b>{role.label}</b> · 示例单位" in start(user)
    assert str(IN_BUSINESS[role]) in start(user)
    assert tasks(user)[: len(first)] == first


def test_at_an_authority_there_are_no_papers_to_issue():
    user = member(organisation(Capacity.MARKET_REGULATOR), Role.CLERK)
    assert "出具文书" not in tasks(user)
    assert "现在可以核验文书、查厂家的备案" in start(user)
    assert "网点" not in start(user)


@pytest.mark.parametrize("name", ["accounts:start", "accounts:me"])
def test_whoever_is_signed_in_can_sign_out_where_the_site_led_him(name):
    page = text_of(Browser(member(organisation(), Role.ADVISER)).get(name)).partition("<main")[2]
    assert f'action="{reverse("account_logout")}"' in page


def test_an_expert_who_has_not_said_where_he_works_is_asked_first():
    expert = services.expert_enrol(person=person(), by=registrar(), at=timezone.now())
    assert tasks(expert.user)[0] == "登记工作单位"
    employed = Employed(started_on=TODAY, employer_name="某检测所")
    services.employment_record(expert=expert, employed=employed, by=expert.user, at=timezone.now())
    assert tasks(expert.user)[0] == "我的工作单位"


def test_the_registrar_is_led_to_the_register():
    assert tasks(registrar())[0] == "单位和人员登记"
    assert f'href="{reverse("admin:index")}"' in start(registrar())


def test_who_manages_many_organisations_finds_them_on_a_page_of_their_own():
    user = person()
    for name in ("甲", "乙", "丙", "丁", "戊"):
        grant(user, organisation(name=name), Role.ADMINISTRATOR)
    assert "我的单位" in tasks(user)
    assert not any("管理成员" in task for task in tasks(user))


def test_a_deactivated_or_ended_role_is_not_shown():
    user = member(organisation())
    user.memberships.update(left_on=TODAY)
    assert "您的角色" not in start(user)


def test_it_speaks_english_to_whoever_wants_it(settings):
    user = member(organisation(name="Example"), Role.ADMINISTRATOR, name="Li")
    browser = Browser(user)
    browser.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text_of(browser.get("accounts:start"))
    assert not re.search(r"[\u4e00-\u9fff]", page.partition("<main")[2].partition("</main>")[0])
