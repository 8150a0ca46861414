"""Asking page by page: answers are kept, the law's answer is shown before, sent once, led where one belongs."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.cases.asking.draft import Draft
from claims.cases.asking.route import MAIN_NAMES
from claims.cases.codes import Kind
from claims.cases.models import AskingProgress, Claim, DemandItem, RepresentationOffer, Statement
from claims.cases.papers.codes import AUTHORISATION
from claims.cases.papers.issuing import papers_of
from claims.cases.services.drafting import claim_send
from claims.cases.services.opening import Respondent, respondent_put
from claims.cases.services.stating import fact_state
from claims.cases.signals import claim_noted
from documents.evidence.subjects import subject_of
from sanbao.check.state import Answers, sealed
from sanbao.ledger.models import Event
from tests.accounts.signin.people import with_totp
from tests.claims.cases import world
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

AT = world.AT
SUBMIT = 25  # queries
DOOR = 6  # those of every page: session, person, second factor, the claim, whether he may see it


@pytest.fixture
def now(monkeypatch):
    """The clock of the server, read by the views alone."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return AT


def returning_within_seven_days(when=AT):
    """Handed over on 28 October; on 2 November the gearbox fails, day five of seven."""
    bought = date(2026, 10, 28)
    return world.case(invoiced_on=bought, handover_on=bought)


class Walk:
    """Somebody who presses what the pages show."""

    def __init__(self, client, person):
        self.client = client
        client.force_login(person)
        self.page = None

    def get(self, url):
        self.page = self.client.get(url, follow=True)
        return self.text

    def send(self, **fields):
        hidden = dict(re.findall(r'<input type="hidden" name="(key|lock)" value="([^"]*)"', self.text))
        self.page = self.client.post(self.url, hidden | fields, follow=True)
        assert self.page.status_code == 200
        return self.text

    @property
    def url(self):
        return self.page.request["PATH_INFO"]

    @property
    def step(self):
        return self.url.split("/ask/")[1].rstrip("/") if "/ask/" in self.url else self.url

    @property
    def text(self):
        return self.page.content.decode()


def with_second_factor(client, person):
    """As whoever works at a dispute body has to sign in."""
    with_totp(person)
    session = client.session
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session["account_authentication_methods"] = [{"method": "mfa", "at": AT.timestamp(), "type": "totp", "id": 1}]
    session.save()


def asked_for_a_return(walk, vehicle):
    """Through all pages to the summary."""
    walk.get(reverse("cases:ask", args=[vehicle.public_id]))
    walk.send()
    assert walk.step == "problem/1"
    walk.send(name="变速器不换挡", symptom="挂挡没有反应")
    assert walk.step == "place/1"
    walk.send(place="gearbox")
    assert walk.step == "part/1"
    walk.send(place="unknown")
    walk.send(serious_safety="unknown", event="none", needs_replacement="yes")
    assert walk.step == "problems/0"
    walk.send()
    walk.send(mileage_km="312")
    walk.send()  # the record holds nothing
    walk.send(has_invoice="on")
    assert walk.step == "kind/0"
    assert "您可以要求销售者换车或退车" in walk.text.replace("或者", "或")
    walk.send(kind="vehicle_return")
    assert walk.step == "losses/0"
    walk.send(registration="300", accessories_net="", services="1200.50")
    walk.send(to=re.search(r'name="to" value="([^"]+)"', walk.text)[1])
    walk.send(words="请退车。")
    walk.send()
    assert walk.step == "summary/0"


def test_a_return_is_asked_for_page_by_page_and_sent_once(db, client, now):
    case = returning_within_seven_days()
    walk = Walk(client, case.owner)
    asked_for_a_return(walk, case.vehicle)
    for words in (
        "变速器不换挡",
        "312公里",
        "购车发票",
        "¥1,500.50",
        case.shop.place.name,
        "2026年11月16日",
        "2026年11月30日",
    ):
        assert words in walk.text
    summary, draft = walk.url, Claim.objects.get()
    with CaptureQueriesContext(connection) as queries:
        sent = client.post(summary, {"key": uuid4(), "lock": draft.lock})
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= DOOR + SUBMIT, asked
    claim = Claim.objects.get()
    assert sent.url == reverse("cases:sent", args=[claim.public_id])
    walk.get(sent.url)
    assert claim.number in walk.text
    assert (claim.state, claim.kind, claim.respondent) == ("submitted", "vehicle_return", case.shop.place)
    demand, item = claim.demand, claim.demand.items.get()
    assert (demand.made_on, demand.received_on, demand.mileage_km) == (AT.date(), AT.date(), 312)
    assert (demand.registration_fen, demand.services_fen, demand.words) == (30_000, 120_050, "请退车。")
    assert (item.group, item.component, item.needs_replacement, item.problem.name) == (
        "gearbox",
        "",
        "yes",
        "变速器不换挡",
    )
    assert item.main_component == "unknown"  # not to know which part is not to say that it is no main component
    # Back, and pressed again: one claim, led to it.
    again = client.post(summary, {"key": claim.steps.get().request_key, "lock": 0}, follow=True)
    assert again.status_code == 200
    assert "已经提出，不能再改" in client.get(summary, follow=True).content.decode()
    assert Claim.objects.count() == 1
    # A second one of this kind is led to the first; somebody else's link is no page.
    walk.get(reverse("cases:ask", args=[case.vehicle.public_id]))
    assert claim.number in walk.text
    client.force_login(cars.consumer("王五", "+8613800001499"))
    assert client.get(claim.get_absolute_url()).status_code == 404
    assert client.get(summary).status_code == 404
    assert client.get(reverse("cases:ask", args=[case.vehicle.public_id])).status_code == 404


def test_what_the_record_says_is_disputed_beside_it_and_counts_in_his_version(db, client, now):
    case = world.case(invoiced_on=date(2026, 1, 5), handover_on=date(2026, 1, 5))
    visit = repairs.repaired(case.vehicle, case.shop, AT - timedelta(days=40), 5_000)
    claim = world.draft(case, items=[DemandItem(problem=visit.items.get().problem, group="gearbox")])
    walk = Walk(client, case.owner)
    walk.get(reverse("cases:asking", args=[claim.public_id, "record", 0]))
    assert "第1次，示例汽车4S店" in walk.text
    walk.get(reverse("cases:asking", args=[claim.public_id, "entry", 1]))
    walk.send(words="")
    assert "请写明为什么" in walk.text
    walk.send(mileage_km="5001", items_0_work="inspection_only", words="只试了车，没有修。")
    assert walk.step == "record/0"
    assert "只做检查，没有发现问题" in walk.text
    assert {one.fact: one.value for one in Statement.objects.all()} == {
        "visits/R1/mileage_km": "5001",
        "visits/R1/items/0/work": '"inspection_only"',
    }
    draft = Draft(claim, case.owner, AT)
    assert [one.visits[0].items[0].work for one in (draft.record, draft.version)] == ["repair", "inspection_only"]
    assert visit.items.get().planned_work == "repair"
    for fact, value, field in (
        ("visits/R9/mileage_km", 1, "fact"),
        ("visits/R1/mileage_km", "many", "value"),
        ("visits/R1/mileage_km", 4, "words"),
    ):
        words = "" if field == "words" else "x"
        with pytest.raises(ValidationError) as caught:
            fact_state(claim=claim, side="consumer", fact=fact, value=value, words=words, doing=world.doing(case.owner))
        assert set(caught.value.message_dict) == {field}
    with pytest.raises(PermissionDenied):
        fact_state(
            claim=claim, side="business", fact="visits/R1/mileage_km", value=1, words="x", doing=world.doing(case.owner)
        )
    sent = claim_send(claim=claim, doing=world.doing(case.owner))
    told = [one.body for one in Event.objects.filter(subject=sent.ledger_subject).order_by("sequence")]
    assert ["claim.submit" in told[-1], '"fact":"visits/r1/items/0/work"' in "".join(told)] == [True, True]


def test_rights_nobody_asked_for_are_one_press_away(db, client, now):
    """The car itself, on day five of seven; and whatever is owed beside it, once."""
    case = returning_within_seven_days()
    visit = repairs.repaired(case.vehicle, case.shop, AT - timedelta(days=4), 90)
    claim = world.draft(
        case,
        Kind.FREE_REPAIR,
        items=[DemandItem(problem=visit.items.get().problem, group="gearbox", needs_replacement="yes")],
    )
    walk = Walk(client, case.owner)
    walk.get(reverse("cases:asking", args=[claim.public_id, "kind", 0]))
    walk.send(kind="free_repair")
    assert walk.step == "also/0"
    assert "改为要求退车" in walk.text
    add = reverse("cases:add", args=[claim.public_id])
    walk.page = client.post(add, {"kind": "vehicle_return", "how": "instead"}, follow=True)
    assert Claim.objects.get(pk=claim.pk).kind == "vehicle_return"
    for _time in range(2):  # pressed twice, added once
        client.post(add, {"kind": "loaner_or_transport"})
    further = Claim.objects.get(kind="loaner_or_transport")
    assert (further.demand.items.get().problem, further.asking.beside) == (visit.items.get().problem, claim)
    assert client.post(add, {"kind": "x"}).status_code == 404


def test_a_seller_without_an_account_gets_a_letter_and_one_that_is_gone_is_counted_from_the_demand(db, client, now):
    case = returning_within_seven_days()
    heard = []
    claim_noted.connect(lambda note, **_rest: heard.append(note), weak=False, dispatch_uid="heard")
    claim = world.draft(case)
    respondent_put(claim=claim, respondent=Respondent(name="外地汽车销售有限公司"), by=case.owner)
    claim = claim_send(claim=claim, doing=world.doing(case.owner))
    walk = Walk(client, case.owner)
    walk.get(claim.get_absolute_url())
    assert "登记收到的日期" in walk.text
    walk.get(reverse("cases:receipt", args=[claim.public_id]))
    walk.send(received_on_year="2026", received_on_month="11", received_on_day="2", words="快递签收")
    assert claim.deadlines.get(duty="reply").due_on == date(2026, 11, 16)
    walk.get(reverse("cases:answered", args=[claim.public_id]))
    day = {"replied_on_year": "2026", "replied_on_month": "11", "replied_on_day": "2"}
    walk.send(answer="refuse", **day)
    assert "请写明是哪一项事实" in walk.text
    walk.send(answer="refuse", reason="没有说理由", rule="samr-43/22", **day)
    claim.refresh_from_db()
    assert claim.state == "refused"
    assert claim.replies.get().reasons.get().no_evidence_because == "对方没有使用本网站，由消费者登记"
    gone = world.draft(case, Kind.VEHICLE_REPLACEMENT)
    respondent_put(claim=gone, respondent=Respondent(name="停业汽车销售有限公司", is_gone=True), by=case.owner)
    gone = claim_send(claim=gone, doing=world.doing(case.owner))
    claim_noted.disconnect(dispatch_uid="heard")
    assert (gone.demand.received_on, heard) == (AT.date(), [*["claim.receipt_recorded"] * 2, "claim.respondent_gone"])
    assert gone.deadlines.get(duty="reply").due_on == date(2026, 11, 16)


def test_somebody_acts_for_the_owner_only_with_his_word(db, client, now):
    case = returning_within_seven_days()
    friend = cars.consumer("王五", "+8613800001499")
    walk = Walk(client, friend)
    for vin in (case.vehicle.vin, cars.OTHER_VIN):  # known here or not: the same words
        walk.get(reverse("cases:offer_to_represent"))
        walk.send(vin=vin, words="同事")
        assert "已经告诉车主" in walk.text
    offer = RepresentationOffer.objects.get()
    assert client.get(reverse("cases:ask", args=[case.vehicle.public_id])).status_code == 404
    assert client.post(reverse("cases:answer_offer", args=[offer.public_id]), {"answer": "yes"}).status_code == 404
    walk = Walk(client, case.owner)
    assert "王五想代您就" in walk.get(reverse("cases:mine"))
    client.post(reverse("cases:answer_offer", args=[offer.public_id]), {"answer": "yes"})
    claim = Claim.objects.get()
    assert (claim.consumer, claim.representative) == (case.owner, friend)
    walk = Walk(client, friend)
    walk.get(reverse("cases:asking", args=[claim.public_id, "problem", 1]))
    walk.send(name="变速器不换挡")
    walk = Walk(client, case.owner)
    url = reverse("cases:representative", args=[claim.public_id])
    assert "王五代为办理" in walk.get(url)
    client.post(url, {"revoke": "1"})
    client.force_login(friend)
    assert client.get(reverse("cases:asking", args=[claim.public_id, "problem", 1])).status_code == 404
    client.force_login(case.owner)
    assert "没有找到" in client.post(url, {"phone": "13800009999", "is_agreed": "on"}).content.decode()
    client.post(url, {"phone": "13800001499", "is_agreed": "on"})
    claim.refresh_from_db()
    assert claim.representative == friend
    assert not papers_of(claim).exists()  # it has no number yet
    respondent_put(claim=claim, respondent=Respondent(organisation=case.shop.place), by=friend)
    sent = claim_send(claim=claim, doing=world.doing(friend))
    client.post(url, {"phone": "13800001499", "is_agreed": "on"})
    assert [one.kind for one in papers_of(sent)] == [AUTHORISATION]


def test_a_clerk_writes_down_what_came_on_paper(db, client, now):
    case = world.case(invoiced_on=date(2026, 10, 28), handover_on=date(2026, 10, 28))
    type(case.vehicle).objects.get().ownerships.update(consumer=None, bound_at=None)
    walk = Walk(client, case.clerk)
    with_second_factor(client, case.clerk)
    walk.get(reverse("cases:enter"))
    walk.send(channel="paper", vin=cars.OTHER_VIN)
    assert "没有登记过这辆车" in walk.text
    walk.send(channel="paper", vin=case.vehicle.vin)
    assert walk.step == "received/0"
    days = {f"{name}_{part}": value for name in ("made_on", "received_on") for part, value in
            (("year", "2026"), ("month", "10"), ("day", "30"))}  # fmt: skip
    walk.send(receipt_words="回执", **days)
    assert walk.step == "problem/1"
    claim = Claim.objects.get()
    assert (claim.consumer, claim.body, claim.channel) == (None, case.body, "paper")
    respondent_put(claim=claim, respondent=Respondent(organisation=case.shop.place), by=case.clerk)
    sent = claim_send(claim=claim, doing=world.doing(case.clerk))
    assert (sent.demand.made_on, sent.demand.received_on) == (date(2026, 10, 30), date(2026, 10, 30))
    # For a repair no order sets a time limit: ten days by the setting of the site, from the receipt on paper.
    assert sent.deadlines.get(duty="reply").due_on == date(2026, 11, 9)
    client.force_login(case.owner)
    assert client.get(reverse("cases:enter")).status_code == 403


def test_what_the_check_has_asked_goes_into_the_draft(db, client, now):
    case = returning_within_seven_days()
    demand = {
        "wants": "vehicle_return",
        "mileage_km": 300,
        "papers": ["invoice"],
        "losses_yuan": {"registration": "125.50"},
        "items": [{"problem": "p1", "group": "gearbox", "needs_replacement": "yes"}],
    }
    state = sealed(Answers({"demand": demand}, {"p1": "挂不上挡"}))
    page = client.post(reverse("cases:from_check"), {"state": state})
    assert page.status_code == 302
    assert reverse("account_login") in page.url
    session = dict(client.session)
    walk = Walk(client, case.owner)
    kept = client.session
    kept.update({"claim_from_check": session["claim_from_check"]})
    kept.save()
    walk.get(reverse("cases:choose"))
    walk.send(car=str(case.vehicle.public_id))
    claim = Claim.objects.get()
    assert (claim.kind, claim.demand.mileage_km, claim.demand.has_invoice, claim.demand.registration_fen) == (
        "vehicle_return", 300, True, 12_550,
    )  # fmt: skip
    assert claim.demand.items.get().problem.name == "挂不上挡"
    assert subject_of(f"claim/{claim.public_id}").kind.may_add(case.owner, claim.public_id)
    # Sold on meanwhile: the draft can be read, and not be sent.
    type(claim.ownership).objects.filter(pk=claim.ownership_id).update(until=AT.date())
    AskingProgress.objects.create(claim=claim, answered=",".join(MAIN_NAMES))
    summary = reverse("cases:asking", args=[claim.public_id, "summary", 0])
    assert "这辆车已经换了车主" in walk.get(summary)
    respondent_put(claim=claim, respondent=Respondent(organisation=case.shop.place), by=case.owner)
    claim.refresh_from_db()
    page = client.post(summary, {"key": uuid4(), "lock": claim.lock}).content.decode()
    assert "并且车现在是您的" in page
    assert Claim.objects.get().state == "draft"
