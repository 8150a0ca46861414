"""The respondent's page: the legal answer beside the form, what an answer contradicts shown before it is sent and after."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from claims.cases.codes import State
from claims.cases.models import Claim, DemandItem, Reply
from claims.cases.services.submitting import claim_submit
from tests.claims.cases import world
from tests.claims.repairs import world as repairs

COUNT = "samr-43/24-1-4-count"
DAY = timedelta(days=1)


@pytest.fixture
def claim(case):
    """Five repairs of one problem, and it is there again: by Order 43 a return is due (more than four)."""
    for number in range(5):
        repairs.repaired(case.vehicle, case.shop, repairs.MARCH + number * 20 * DAY, 1_000 * (number + 1))
    problem = case.vehicle.problems.get()
    item = DemandItem(problem=problem, symptom="又一顿一顿")
    return claim_submit(
        claim=world.draft(case, items=[item], has_voucher=False), doing=world.doing(case.owner, world.AT)
    )


def sent(claim, **fields):
    told = {
        "key": uuid4(),
        "lock": claim.lock,
        "fact_1": "",
        "fact_words_1": "没有修满五次",
        "rule_1": COUNT,
        "no_evidence_because_1": "以修理记录为准",
        "act": "check",
    }
    return told | fields


def url_of(claim, how="refuse"):
    return f"{reverse('cases:answer', args=[claim.public_id])}?how={how}"


def test_the_answer_stands_beside_what_the_law_says_and_contradictions_are_confirmed_before_it_goes(
    case, claim, client, django_assert_max_num_queries
):
    client.force_login(case.seller)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("cases:answer", args=[claim.public_id])).content.decode()
    for words in ("按现在的记录，规定怎样说", "符合", "历次送修", "缺一份文书本身不是拒绝的理由"):
        assert words in page
    form = client.get(url_of(claim)).content.decode()
    assert "第二十四条第一款第四项：同一质量问题修理次数" in form
    told = sent(claim)
    summary = client.post(url_of(claim), told).content.decode()
    assert "您的理由说没有达到" in summary
    unconfirmed = client.post(url_of(claim), told | {"act": "send", "shown": "finding_met"}).content.decode()
    assert "仍然这样答复" in unconfirmed
    assert Claim.objects.get(pk=claim.pk).state == State.SUBMITTED
    confirmed = told | {"act": "send", "shown": "finding_met", "confirmed": "yes"}
    for _time in range(2):
        assert client.post(url_of(claim), confirmed).status_code == 302
    reply = Reply.objects.get(claim=claim)
    assert (reply.contradicts, Claim.objects.get(pk=claim.pk).state) == ("finding_met", State.REFUSED)
    client.force_login(case.owner)
    assert "理由说没有达到的条件，按答复时的记录已经达到" in client.get(claim.get_absolute_url()).content.decode()
    assert client.get(reverse("cases:answer", args=[claim.public_id])).status_code == 404
