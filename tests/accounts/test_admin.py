import re
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from sanbao.accounts.admin_forms import NOT_TO_ONESELF
from sanbao.accounts.admin_site import ServiceAdmin
from sanbao.accounts.models import Invitation, Membership, Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.services import memberships
from sanbao.accounts.services.invitations import NOT_ONESELF, invitation_for
from sanbao.ledger.models import Event
from sanbao.work.testing import run_all
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import actions, credit_code, member, organisation, person, registrar

pytestmark = pytest.mark.django_db

REGISTERED = sorted(admin.site._registry.items(), key=lambda entry: entry[0].__name__)  # noqa: SLF001  has no public name


@pytest.fixture
def desk():
    return Browser(registrar())


def test_the_admin_holds_accounts_alone():
    assert {model for model, _ in REGISTERED} == {User, Organisation, Membership, Invitation}


@pytest.mark.parametrize(("model", "registered"), REGISTERED)
def test_whatever_is_registered_saves_through_a_service_and_deletes_nothing(model, registered, rf):
    request = rf.get("/admin/")
    request.user = registrar()
    assert isinstance(registered, ServiceAdmin)
    assert not registered.has_delete_permission(request)
    assert "delete_selected" not in registered.get_actions(request)
    assert not registered.list_editable
    assert not registered.get_inline_instances(request)
    if registered.has_add_permission(request) or registered.has_change_permission(request):
        saves = type(registered).save_model
        assert saves is not ServiceAdmin.save_model
        assert "services" in saves.__code__.co_names
        assert "save" not in saves.__code__.co_names


def test_what_has_no_service_behind_it_cannot_be_saved(rf):
    with pytest.raises(NotImplementedError):
        ServiceAdmin(User, admin.site).save_model(rf.post("/"), User(), None, change=False)


def test_tables_of_other_packages_stay_outside():
    from django.contrib.auth.models import Group  # noqa: PLC0415

    admin.site.register(Group)
    admin.site.register(Group, admin.ModelAdmin)
    admin.site.unregister(Group)
    assert not admin.site.is_registered(Group)


@pytest.mark.parametrize("fields", [{}, {"is_staff": True}, {"is_superuser": True}])
@pytest.mark.parametrize("address", ["/admin/", "/admin/accounts/user/", "/admin/login/?next=/admin/"])
def test_whoever_is_no_registrar_finds_nothing_and_the_log_tells(fields, address, caplog):
    user = person(**fields)
    response = Browser(user).client.get(address, follow=True)
    assert response.status_code == 404
    assert len(response.redirect_chain) <= 1
    [refused] = [record for record in caplog.records if record.name == "sanbao.security"]
    assert (refused.event, refused.user) == ("page_refused", str(user.public_id))


def test_a_stranger_is_led_to_the_one_door_and_the_registrar_past_it(desk):
    assert Browser().client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
    assert desk.client.get("/admin/login/").url == "/admin/"


def test_without_the_second_factor_nobody_comes_in(desk):
    browser = Browser(registrar())
    session = browser.client.session
    del session["account_authentication_methods"]
    session.save()
    assert desk.client.get("/admin/").status_code == 200
    assert browser.client.get("/admin/").status_code == 302


def pages_of(desk):
    for model, _ in REGISTERED:
        name = f"admin:accounts_{model.__name__.lower()}"
        yield reverse(f"{name}_changelist")
        for found in model.objects.all()[:1]:
            yield reverse(f"{name}_change", args=[found.pk])
            yield reverse(f"{name}_history", args=[found.pk])
        if model is not User:
            yield reverse(f"{name}_add")


def test_every_page_opens_masks_numbers_and_offers_no_deletion(desk):
    member(organisation(), phone="+8619900001441", email="zhang@secret.example")
    pages = [text_of(desk.client.get(address)) for address in pages_of(desk)]
    assert len(pages) > 8
    for page in pages:
        assert "19900001441" not in page
        assert "zhang@secret" not in page
        assert "delete_selected" not in page
        assert "deletelink" not in page
        assert "pbkdf2" not in page


def test_no_page_carries_anything_inline(desk):
    member(organisation())
    for address in pages_of(desk):
        assert not re.search(r"<script>|<style|\sstyle=|\son\w+=|javascript:", text_of(desk.client.get(address)))


def organisation_form(**fields):
    return {
        "name": "杭州示例汽车有限公司",
        "credit_code": credit_code(),
        "region": "330106",
        "is_seller": "on",
    } | fields


def test_an_organisation_is_registered_by_the_service(desk):
    code = credit_code()
    written = code.lower()[:9] + " " + code.lower()[9:]
    response = desk.post("admin:accounts_organisation_add", data=organisation_form(credit_code=written))
    assert response.status_code == 302
    assert Organisation.objects.get().credit_code == code
    assert actions() == ["organisation.registered"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"credit_code": "91330106MADEM01014"}, "校验位不对"),
        ({"credit_code": ""}, "不能空着"),
        ({"is_seller": ""}, "至少选择一种身份"),
        ({"is_market_regulator": "on"}, "不能同时是"),
        ({"region": "杭州"}, "行政区划代码是6位数字"),
        ({"parent": "99999"}, "parent"),
    ],
)
def test_a_wrong_organisation_is_told_and_not_registered(desk, fields, says):
    response = desk.post("admin:accounts_organisation_add", data=organisation_form(**fields))
    assert response.status_code == 200
    assert says in text_of(response)
    assert not Organisation.objects.exists()
    assert actions() == []


def test_afterwards_only_the_name_changes(desk):
    where = organisation()
    address = reverse("admin:accounts_organisation_change", args=[where.pk])
    desk.client.post(address, organisation_form(name="新名称", is_producer="on"))
    where.refresh_from_db()
    assert (where.name, where.is_producer, where.is_repairer) == ("新名称", False, True)
    assert actions() == ["organisation.registered", "organisation.renamed"]


def test_a_membership_is_granted_by_the_service_and_ended_by_an_action(desk):
    where, user = organisation(), person()
    form = {"user": user.pk, "organisation": where.pk, "role": "administrator"}
    assert desk.post("admin:accounts_membership_add", data=form).status_code == 302
    membership = Membership.objects.get()
    assert membership.role == Role.ADMINISTRATOR
    act(desk, "membership", "end", membership)
    membership.refresh_from_db()
    assert membership.left_on == timezone.localdate()
    assert actions()[1:] == ["membership.granted", "membership.ended"]


def act(desk, model, action, *rows):
    form = {"action": action, "_selected_action": [row.pk for row in rows]}
    return desk.post(f"admin:accounts_{model}_changelist", data=form, follow=True)


def test_duties_that_may_not_meet_are_told_at_the_role(desk):
    where = organisation()
    user = member(where, Role.AUDITOR)
    form = {"user": user.pk, "organisation": where.pk, "role": "administrator"}
    assert str(memberships.DUTIES_NOT_APART) in text_of(desk.post("admin:accounts_membership_add", data=form))
    assert user.memberships.count() == 1


def test_what_only_the_service_notices_is_told_too(desk, monkeypatch):
    where = organisation()
    user = member(where, Role.AUDITOR)
    monkeypatch.setattr("sanbao.accounts.admin_forms.check_grant", lambda **kwargs: None)
    form = {"user": user.pk, "organisation": where.pk, "role": "administrator"}
    response = desk.post("admin:accounts_membership_add", data=form, follow=True)
    assert str(memberships.DUTIES_NOT_APART) in text_of(response)
    assert user.memberships.count() == 1


def test_the_registrar_gives_the_one_role_to_others_alone(desk):
    where = organisation()
    form = {"user": registrar().pk, "organisation": where.pk, "role": "administrator"}
    assert str(NOT_TO_ONESELF) in text_of(desk.post("admin:accounts_membership_add", data=form))
    form = {"user": person().pk, "organisation": where.pk, "role": "clerk"}
    assert desk.post("admin:accounts_membership_add", data=form).status_code == 200
    form = {"organisation": where.pk, "role": "administrator", "email": registrar().email, "key": str(uuid4())}
    assert str(NOT_ONESELF) in text_of(desk.post("admin:accounts_invitation_add", data=form))
    assert not Membership.objects.exists()
    assert not Invitation.objects.exists()


def test_an_invitation_is_sent_to_the_invited_and_its_link_is_shown_nowhere(desk):
    where = organisation()
    page = desk.get("admin:accounts_invitation_add").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    form = {"organisation": where.pk, "role": "administrator", "email": "first@test.example", "key": key}
    answer = desk.post("admin:accounts_invitation_add", data=form)
    cookies = str(desk.client.cookies)
    shown = text_of(desk.client.get(answer.url))
    assert "邀请链接已发到f••••@test.example" in shown
    run_all(timezone.now())
    token = re.search(r"/invitations/(\S+)/", mail.outbox[0].body).group(1)
    assert mail.outbox[0].to == ["first@test.example"]
    assert invitation_for(token, timezone.now()) == Invitation.objects.get()
    assert not any(token in said for said in (cookies, shown))
    act(desk, "invitation", "resend", Invitation.objects.get())
    act(desk, "invitation", "revoke", Invitation.objects.get(revoked_at=None))
    expected = ["invitation.created", "invitation.created", "invitation.revoked"]
    assert actions()[1:] == expected


def test_people_are_deactivated_and_enrolled_by_actions_and_oneself_is_not(desk):
    user, expert = member(organisation()), person()
    said = text_of(act(desk, "user", "deactivate", user, registrar()))
    assert "不允许这样做" in said
    act(desk, "user", "enrol", expert)
    user.refresh_from_db()
    assert not user.is_active
    assert registrar().is_active
    assert actions()[-3:] == ["membership.ended", "user.deactivated", "expert.enrolled"]
    assert hasattr(User.objects.get(pk=expert.pk), "expert_profile")


def test_nobody_is_added_or_changed_by_hand(desk):
    user = person()
    assert desk.client.get(reverse("admin:accounts_user_change", args=[user.pk])).status_code == 200
    for address in ("/admin/accounts/user/add/", reverse("admin:accounts_user_change", args=[user.pk])):
        assert desk.client.post(address, {"name": "x", "is_superuser": "on"}).status_code == 403
    assert Event.objects.count() == 0


def test_the_way_out_and_the_password_are_those_of_the_site(desk):
    assert desk.get("admin:password_change").url == reverse("account_change_password")
    assert desk.post("admin:logout").status_code == 302
    assert desk.client.get("/admin/").status_code == 302
    assert actions()[-1] == "session.closed"


def test_the_admin_speaks_like_the_site(desk):
    member(organisation())
    where = Organisation.objects.get()
    said = text_of(desk.client.get("/admin/"))
    assert "退出登录" in said
    assert not any(word in said for word in ("注销", "Model name", "Add link", "Change or view"))
    assert "选择要修改的单位" in text_of(desk.get("admin:accounts_organisation_changelist"))
    assert "增加任职" in text_of(desk.get("admin:accounts_membership_add"))
    assert "修改单位" in text_of(desk.get("admin:accounts_organisation_change", where.pk))
    assert "反选" not in text_of(desk.get("admin:accounts_user_change", registrar().pk))
