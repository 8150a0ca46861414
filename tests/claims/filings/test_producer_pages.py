"""The producer's own pages and the outlets' list: each sees his own, others are told there is no such page."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from claims.filings.models import Appointment, FilingVersion
from sanbao.accounts.roles import Capacity, Role
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import member, organisation
from tests.claims.filings import pages
from tests.claims.filings.world import appoint, clerk, filing, producer, submit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(timezone.now())


def test_the_producer_sees_filings_with_what_the_check_found():
    where = producer()
    submit(where, filing(coefficient=Decimal("0.006")))
    for role in (Role.CLERK, Role.OWNER, Role.READER, Role.AUDITOR):
        shown = text_of(Browser(member(where, role)).get("filings:producer", where.public_id))
        assert "CY7150H" in shown
        assert "检查发现1项" in shown
        assert ("备案新车型" in shown) is (role in (Role.CLERK, Role.OWNER))


def test_who_belongs_to_one_producer_is_there_at_once_and_others_have_no_such_page():
    where = producer()
    assert Browser(clerk(where)).get("filings:mine").headers["Location"] == pages.url("producer", where.public_id)
    assert Browser(member(organisation())).get("filings:mine").status_code == 404
    assert Browser(clerk(producer())).get("filings:producer", where.public_id).status_code == 404


def test_a_version_to_come_is_withdrawn_by_its_page():
    where = producer()
    coming = submit(where, filing(TODAY + timedelta(days=9)))
    browser = Browser(clerk(where))
    assert "撤回第1版吗" in text_of(browser.get("filings:withdraw", coming.public_id))
    assert Browser(clerk(producer())).post("filings:withdraw", coming.public_id).status_code == 404
    browser.post("filings:withdraw", coming.public_id)
    assert FilingVersion.objects.get().withdrawn_at is not None


def test_a_version_in_force_is_not_withdrawn_by_its_page():
    where = producer()
    version = submit(where, filing(TODAY))
    browser = Browser(clerk(where))
    assert browser.get("filings:withdraw", version.public_id).status_code == 404
    browser.post("filings:withdraw", version.public_id)
    assert FilingVersion.objects.get().withdrawn_at is None


def test_an_outlet_is_appointed_by_its_code_and_ended_by_its_page():
    where, shop = producer(), organisation(name="示例4S店")
    browser = Browser(clerk(where))
    told = {"code": shop.credit_code.lower(), "sells": "on", "repairs": "on", "valid_from": "2026-01-01"}
    for _ in range(2):  # sent twice it is one
        assert browser.post("filings:appoint", where.public_id, data=told).status_code == 302
    made = Appointment.objects.get()
    assert (made.outlet, made.sells, made.repairs, made.valid_until) == (shop, True, True, None)
    assert "示例4S店" in text_of(browser.get("filings:appointments_of", where.public_id))
    past = {"valid_until": str(TODAY - timedelta(days=1))}
    assert "不能早于今天" in text_of(browser.post("filings:end_appointment", made.public_id, data=past))
    browser.post("filings:end_appointment", made.public_id, data={"valid_until": str(TODAY)})
    assert Appointment.objects.get().valid_until == TODAY


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": "91330106MT0000000X"}, "没有登记这个代码"),
        ({"sells": "", "repairs": ""}, "请至少选择一项"),
        ({"valid_until": "2025-12-31"}, "结束日期不能早于开始日期"),
        ({"postcode": "12"}, "邮政编码是6位数字"),
        ({"valid_from": ""}, "请填写日期"),
    ],
)
def test_a_fault_in_an_appointment_is_said_at_its_field(changes, says):
    where, shop = producer(), organisation()
    told = {"code": shop.credit_code, "sells": "on", "repairs": "on", "valid_from": "2026-01-01"} | changes
    assert says in text_of(Browser(clerk(where)).post("filings:appoint", where.public_id, data=told))
    assert not Appointment.objects.exists()


def test_an_overlap_and_a_missing_capacity_come_back_to_the_form():
    where, shop, seller = producer(), organisation(name="示例4S店"), organisation(Capacity.SELLER)
    appoint(where, shop, valid_from=date(2026, 1, 1))
    browser = Browser(clerk(where))
    told = {"code": shop.credit_code, "repairs": "on", "valid_from": "2026-02-01"}
    assert "已经有长期的约定" in text_of(browser.post("filings:appoint", where.public_id, data=told))
    told["code"] = seller.credit_code
    assert "没有登记为修理者" in text_of(browser.post("filings:appoint", where.public_id, data=told))


def test_an_outlet_sees_its_own_appointments_and_cannot_end_them():
    where, shop, other = producer(), organisation(name="示例一店"), organisation(name="示例二店")
    made = appoint(where, shop)
    appoint(where, other)
    browser = Browser(member(shop, Role.ADVISER))
    shown = text_of(browser.get("filings:appointments"))
    assert "示例一店" in shown
    assert "示例二店" not in shown
    assert browser.get("filings:end_appointment", made.public_id).status_code == 404
    assert browser.post("filings:end_appointment", made.public_id, data={"valid_until": str(TODAY)}).status_code == 404


def test_the_navigation_leads_each_to_his_own():
    where, outlet = producer(), organisation()
    assert "我的备案" in text_of(Browser(clerk(where)).get("filings:index"))
    assert "网点约定" in text_of(Browser(member(outlet)).get("filings:index"))
    visitor = text_of(Browser().get("filings:index"))
    assert "我的备案" not in visitor
    assert "网点约定" not in visitor
