"""Pages of what is done, its papers, and the seller's recourse to the producer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.cases.codes import Kind, State
from claims.cases.handlers import issue_recourse
from claims.cases.messages.telling import TELL, tell
from claims.cases.models import Claim, Message, RecourseCost, RecourseRequest
from claims.cases.papers.steps import RECOURSE_TOPIC
from claims.cases.services import fulfilling
from claims.cases.services.recourse import Answered, Asked, recourse_answer, recourse_send
from sanbao.accounts.roles import Role
from sanbao.work import MessageInfo
from sanbao.work.models import Job
from tests.accounts import world as people
from tests.claims.cases import world
from tests.claims.cases.test_fulfilment import exchanged, file, taken
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

DAY = timedelta(days=1)


@pytest.fixture
def returned(case) -> Claim:
    """Five repairs of one problem before, so that the law gives the return; it is to be done."""
    file(case)
    for number in range(5):
        repairs.repaired(case.vehicle, case.shop, repairs.MARCH + 20 * number * DAY, 1_000 * (number + 1))
    return taken(case, Kind.VEHICLE_RETURN)


def page_for(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tell_all() -> None:
    """The messages alone: no paper is printed for them."""
    for job in Job.objects.filter(topic=TELL, state=Job.State.WAITING):
        tell(job.payload, MessageInfo(key=job.key, attempt=1, at=world.AT))


def of_day(name: str, day) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("year", "month", "day")}


def test_the_seller_says_it_on_a_page_and_the_owner_contests_and_confirms_on_his(case, returned):
    seller, owner, today = page_for(case.seller), page_for(case.owner), timezone.localdate()
    fulfil, confirm = (reverse(f"cases:{name}", args=[returned.public_id]) for name in ("fulfil", "confirm"))
    assert owner.get(fulfil).status_code == 404
    assert seller.get(confirm).status_code == 404
    empty = seller.post(fulfil, {"key": uuid4(), "lock": returned.lock}).content.decode()
    for words in ("请填写日期", "请填写里程", "请填写金额"):
        assert words in empty
    told = {"key": uuid4(), "lock": Claim.objects.get(pk=returned.pk).lock, "returned_mileage_km": "12,500"}
    told |= {"paid_yuan": "17.5万", **of_day("returned_on", today), **of_day("paid_on", today)}
    told |= {"words": "款已经打到卡上。", **of_day("fulfilled_on", today)}
    for _twice in range(2):
        assert seller.post(fulfil, told).status_code == 302
    assert seller.get(fulfil).status_code == 302  # it waits for the owner
    page = owner.get(confirm).content.decode()
    # ¥186,800 − ¥11,675 = ¥175,125; ¥125 more than was paid.
    for words in ("¥175,000.00", "¥11,675.00", "¥175,125.00", "比应当付的少¥125.00", "款已经打到卡上"):
        assert words in page
    assert "请写明哪里没有办好" in owner.post(confirm, {"contest": "1", "key": uuid4(), "lock": ""}).content.decode()
    lock = Claim.objects.get(pk=returned.pk).lock
    contest = {"contest": "1", "key": uuid4(), "lock": lock, "words": "少了钱。"}
    for _twice in range(2):
        assert owner.post(confirm, contest).status_code == 302
    for client in (seller, owner):
        page = client.get(returned.get_absolute_url()).content.decode()
        assert "少了钱。" in page
        assert "说没有办好" in page
    lock = Claim.objects.get(pk=returned.pk).lock
    assert seller.post(fulfil, told | {"key": uuid4(), "lock": lock, "paid_yuan": "175,125"}).status_code == 302
    lock = Claim.objects.get(pk=returned.pk).lock
    assert owner.post(confirm, {"key": uuid4(), "lock": lock}).status_code == 302
    assert Claim.objects.get(pk=returned.pk).state == State.CLOSED


def test_a_certificate_of_a_replacement_names_the_new_car_its_voucher_and_its_periods(case):
    file(case)
    claim = taken(case, Kind.VEHICLE_REPLACEMENT)
    doing = world.doing(case.seller, world.AT + 8 * DAY)
    row = fulfilling.fulfilment_say(claim=claim, done=exchanged(case), doing=doing)
    assert row.certificate.kind == "replacement_certificate"
    for words in (cars.OTHER_VIN, "2029年11月10日", "2028年11月10日", row.new_sale.voucher.number):
        assert words in row.certificate.payload


def test_the_producer_is_asked_for_what_the_seller_has_borne_and_answers_once(case, returned):
    clerk = people.member(case.shop.producer, Role.CLERK, name="方岚")
    ask = reverse("cases:recourse", args=[returned.public_id])
    seller = page_for(case.seller)
    assert seller.get(ask).status_code == 404  # nothing is done yet
    done = exchanged(case, given=None, paid_fen=17_512_500, paid_on=world.TODAY + 8 * DAY)
    fulfilling.fulfilment_say(claim=returned, done=done, doing=world.doing(case.seller, world.AT + 8 * DAY))
    page = seller.get(ask).content.decode()
    assert "175125.00" in page
    assert case.owner.name not in page
    told = {"key": uuid4(), "words": "变速器的质量问题。", "refund": "175125", "other": "300", "other_words": "拖车"}
    for _twice in range(2):
        assert seller.post(ask, told).status_code == 302
    request = RecourseRequest.objects.get()
    assert (request.total_fen, request.costs.count(), request.producer) == (17_542_500, 2, case.shop.producer)
    job = Job.objects.get(topic=RECOURSE_TOPIC)
    for attempt in (1, 2):
        issue_recourse(job.payload, MessageInfo(key=job.key, attempt=attempt, at=world.AT))
    own = reverse("cases:recourse_request", args=[request.public_id])
    assert page_for(case.owner).get(own).status_code == 404
    assert "向生产者追偿的材料" in seller.get(own).content.decode()
    assert returned.number in seller.get(reverse("cases:recourses")).content.decode()
    tell_all()
    told = Message.objects.filter(code="claim.recourse_sent", channel=Message.Channel.IN_APP)
    assert [one.recipient for one in told] == [clerk]
    part = Answered(answer="partly", amount_fen=17_512_500, words="拖车费不承担。")
    with pytest.raises(PermissionDenied):
        recourse_answer(request=request, answered=part, doing=world.doing(case.seller))
    for _twice in range(2):
        request = recourse_answer(request=request, answered=part, doing=world.doing(clerk))
    assert (request.answer, request.answer_fen) == ("partly", 17_512_500)
    assert "拖车费不承担" in seller.get(own).content.decode()
    cost = RecourseCost(what=RecourseCost.What.OTHER, amount_fen=30_000)
    again = recourse_send(claim=returned, asked=Asked(words="再问", costs=[cost]), doing=world.doing(case.seller))
    assert again != request


def test_messages_are_listed_until_they_are_read_and_lead_to_where_one_acts(case, returned):
    tell_all()
    owner = page_for(case.owner)
    page = owner.get(reverse("cases:messages")).content.decode()
    assert "经营者同意了" in page
    assert "没有读" in page
    row = Message.objects.get(recipient=case.owner, channel="in_app")
    opened = reverse("cases:open_message", args=[row.public_id])
    assert page_for(case.seller).post(opened).status_code == 404
    assert owner.post(opened).url == returned.get_absolute_url()
    assert "没有读" not in owner.get(reverse("cases:messages")).content.decode()
    assert "三包请求有了新的情况" in owner.get(reverse("accounts:start")).content.decode()
