"""The page of a claim: what each party sees and may do; steps sent from it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from claims.cases.codes import State
from claims.cases.models import Claim
from tests.claims.cases import world
from tests.claims.vehicles import world as cars


@pytest.fixture
def refused(case):
    return world.refused(case)


def test_each_party_sees_its_next_steps_and_a_stranger_no_page(case, refused, client):
    url = refused.get_absolute_url()
    client.force_login(case.owner)
    page = client.get(url).content.decode()
    for words in ("答复：拒绝", "累计修理时间没有超过30日", "提出争议", "接受拒绝", "2026年11月30日", "第二十四条"):
        assert words in page
    client.force_login(case.seller)
    page = client.get(url).content.decode()
    assert "答复：拒绝" in page
    assert ">提出争议<" not in page
    client.force_login(cars.consumer("王五", "+8613800001499"))
    assert client.get(url).status_code == 404


def test_a_step_is_confirmed_once_and_a_repeated_press_changes_nothing(case, refused, client):
    client.force_login(case.owner)
    url = reverse("cases:step", args=[refused.public_id, "dispute"])
    assert "请哪个机构处理" in client.get(url).content.decode()
    sent = {"key": uuid4(), "lock": refused.lock, "body": case.body.public_id}
    for _time in range(2):
        assert client.post(url, sent).status_code == 302
    claim = Claim.objects.get(pk=refused.pk)
    assert (claim.state, claim.steps.filter(name="dispute").count()) == (State.DISPUTED, 1)
    assert client.get(url).status_code == 302  # no longer a step to take
    stale = client.post(
        reverse("cases:step", args=[refused.public_id, "withdraw"]), {"key": uuid4(), "lock": refused.lock}
    )
    assert "刚刚有人处理过" in stale.content.decode()
    client.force_login(case.seller)
    other = reverse("cases:step", args=[refused.public_id, "withdraw"])
    assert client.post(other, {"key": uuid4(), "lock": claim.lock}).status_code == 403
