"""The pages of a dispute: both versions, the screening, the other routes; who sees and does what there."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from claims.cases.codes import State
from claims.cases.models import OutsideRoute, Side, Statement
from claims.cases.services.questioning import questions_refresh
from documents.evidence.models import Evidence
from tests.accounts.browsing import Browser
from tests.claims.cases import world
from tests.claims.cases.disputing import LATER, UPDATE

MOST_QUERIES = 15


@pytest.fixture
def pages(dispute):
    return Pages(dispute)


def evidence_of(dispute):
    """Added to the claim by the seller."""
    return Evidence.objects.create(
        subject=dispute.claim.ledger_subject, kind="photo", format="jpeg", title="工单的照片", sha256="0" * 64, size=1,
        added_by=dispute.seller, added_at=LATER,
    )  # fmt: skip


class Pages:
    def __init__(self, dispute):
        self.dispute = dispute

    def enter(self, person):
        self.client = Browser(person).client
        return self.client

    def url(self, name, **query):
        address = reverse(f"cases:{name}", args=[self.dispute.claim.public_id])
        return f"{address}?{urlencode(query)}" if query else address

    def read(self, name, **query):
        response = self.client.get(self.url(name, **query))
        assert response.status_code == 200, (name, response.status_code)
        return response.content.decode()

    def send(self, name, fields, **query):
        return self.client.post(self.url(name, **query), {"key": uuid4(), **fields})


def test_a_side_states_and_the_other_agrees(pages, dispute):
    pages.enter(dispute.seller)
    assert "第3次送修" in pages.read("state")  # which fact?
    assert "实际做了什么" in pages.read("state", of="visits/R3")
    page = pages.read("state", fact=UPDATE)
    assert "升级软件" in page
    assert "有争议" not in page
    empty = pages.send("state", {"value": "inspection_only", "words": " "}, fact=UPDATE)
    assert "请写明为什么" in empty.content.decode()
    told = {"value": "inspection_only", "words": "只看了一下。", "evidence": [evidence_of(dispute).public_id]}
    assert pages.send("state", told, fact=UPDATE).status_code == 302
    assert "工单的照片" in pages.read("versions")
    client = pages.enter(dispute.owner)
    assert "只做检查" in pages.read("agree", fact=UPDATE)
    value = Statement.objects.get(fact=UPDATE).value
    dispute.state(value="maintenance", words="那天是保养。")
    late = pages.send("agree", {"value": value}, fact=UPDATE)
    assert "刚刚有人处理过" in late.content.decode()
    assert pages.send("agree", {"value": '"maintenance"'}, fact=UPDATE).status_code == 302
    assert client.get(pages.url("agree", fact=UPDATE)).status_code == 302
    assert "看双方的说法" in client.get(dispute.claim.get_absolute_url()).content.decode()


def test_each_kind_of_fact_has_its_field_and_is_told_apart_by_what_turns_on_it(
    pages, dispute, django_assert_max_num_queries
):
    pages.enter(dispute.seller)
    for fact, fields in (
        ("visits/R2/mileage_km", {"value": "2,100"}),
        ("visits/R2/finished_at", {"value": "2026-04-10 17:00"}),
        ("visits/R2/items/0/component", {"value": "gearbox_bearing"}),
        ("visits/R4/items/0/problem", {"value": "other-visits-R4-items-0"}),
        ("visits/R5", {"value": "none"}),
        ("visits/R1/excluded", {
            "reason": "agreed_suspension", "begins_at": "2026-03-20 10:00", "ends_at": "2026-03-20 12:00",
        }),
        ("vehicle/price_yuan", {"value": "180000"}),
    ):  # fmt: skip
        answer = pages.send("state", {"words": "工单上是这样写的。", **fields}, fact=fact)
        assert answer.status_code == 302, answer.content.decode()
    assert Statement.objects.filter(side=Side.BUSINESS).count() == 7
    pages.enter(dispute.owner)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = pages.read("versions")
    for words in (
        "影响结果的事实",
        "不影响结果的事实",
        "只影响金额的事实",
        "¥180,000.00",
        "没有这次送修",
        "另外一个问题",
        "按经营者的说法",
        "双方约定",
    ):
        assert words in page, words


def test_a_clerk_screens_and_a_stranger_sees_nothing(pages, dispute, django_assert_max_num_queries):
    dispute.state()
    for person in (dispute.owner, dispute.seller):
        client = pages.enter(person)
        assert client.get(pages.url("screen")).status_code == 404
        assert client.get(reverse("cases:disputes")).status_code == 404
    client = pages.enter(dispute.clerk)
    assert dispute.claim.number in client.get(reverse("cases:disputes")).content.decode()
    with django_assert_max_num_queries(MOST_QUERIES + 2):
        page = pages.read("screen")
    assert "有1项事实影响结果" in page
    stale = pages.send("screen", {"decision": "take", "words": "", "lock": 0})
    assert "刚刚有人处理过" in stale.content.decode()
    why = pages.send("screen", {"decision": "turn_away", "words": "", "lock": dispute.fresh().lock}).content.decode()
    assert "请选择不受理的原因" in why
    told = {"decision": "take", "words": "材料齐全。", "lock": dispute.fresh().lock, "key": uuid4()}
    for _time in range(2):
        assert pages.send("screen", told).status_code == 302
    assert client.get(pages.url("screen")).status_code == 302
    page = client.get(dispute.claim.get_absolute_url()).content.decode()
    for words in ("争议已经受理", "材料齐全。", "1项影响结果"):
        assert words in page, words
    client = pages.enter(world.cars.consumer("王五", "+8613800001499"))
    for name in ("versions", "state", "agree", "screen", "routes", "route_begin"):
        assert client.get(pages.url(name)).status_code == 404


def test_routes_say_what_each_needs_and_follow_the_one_that_was_taken(pages, dispute, django_assert_max_num_queries):
    pages.enter(dispute.owner)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = pages.read("routes")
    for words in ("市场监督管理部门", "12315", "诉讼时效", "费用", "登记：走了这条途径"):
        assert words in page, words
    fields = {"route": "market_regulator", "body_name": "示例区市场监督管理局", "begun_on": "2026-11-04"}
    assert pages.send("route_begin", fields).status_code == 302
    row = OutsideRoute.objects.get()
    # Seven working days after Wednesday, 4 November 2026, by the calendar.
    assert "最晚2026年11月13日" in pages.read("routes")
    follow = reverse("cases:route", args=[row.public_id])
    assert pages.enter(dispute.seller).get(follow).status_code == 404
    client = pages.enter(dispute.owner)
    sent = {"accepted_on": "2026-11-06", "key": uuid4()}
    assert client.post(follow, sent).status_code == 302
    assert "从2026年11月6日算，最晚2027年1月5日" in pages.read("routes")  # sixty days
    wrong = client.post(follow, sent | {"ended_on": "2026-11-20"})
    assert "请写明结果" in wrong.content.decode()


def test_a_record_that_is_no_possible_case_is_said_to_be_none(pages, dispute):
    """And nothing breaks: neither the pages nor the questions."""
    claim = dispute.claim
    claim.vehicle.sale.handover_on = claim.vehicle.sale.invoiced_on - timedelta(days=400)
    type(claim.vehicle.sale).objects.update(invoiced_on=LATER.date() + timedelta(days=400))
    pages.enter(dispute.owner)
    pages.read("versions")
    questions_refresh(dispute.fresh(), LATER)
    assert dispute.fresh().state == State.DISPUTED
