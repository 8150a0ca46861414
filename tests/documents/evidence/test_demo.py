"""What `make run` shows of evidence: photos, a bill and a recording about a made-up case."""

from datetime import timedelta

import pytest
from django.urls import reverse

from documents.evidence import demo, demo_case
from documents.evidence.models import Evidence, State
from sanbao.work import testing
from tests.accounts.browsing import Browser, text_of
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

pytestmark = pytest.mark.django_db


def test_the_strip_shows_every_kind_what_is_the_same_and_what_is_alike():
    world.build()
    demo.furnish(AT)
    testing.run_all(AT + timedelta(hours=1))
    demo.furnish(AT)
    assert Evidence.objects.count() == len(demo.FILES) == 6
    assert set(Evidence.objects.values_list("state", flat=True)) == {State.READY}
    assert all(len(content()) < 100_000 for _who, _title, content in demo.FILES)
    page = text_of(Browser(world.consumer("周敏")).get("evidence:list", demo_case.NAME, demo_case.CASE))
    assert page.count("有相似的照片") == page.count("有相同的文件") == 2
    assert page.count("/thumbnail/") == 5
    for words in ("照片", "PDF文件", "录音", "周敏", "林晓", "添加证据"):
        assert words in page


def test_its_people_find_a_door_to_it_after_signing_in_and_others_none():
    world.build()
    door = reverse("evidence:list", args=[demo_case.NAME, demo_case.CASE])
    for person in (world.consumer("周敏"), world.person("linxiao")):
        assert door in text_of(Browser(person).get("accounts:start"))
    assert door not in text_of(Browser(world.consumer("刘㛃")).get("accounts:start"))


def test_others_do_not_see_the_made_up_case():
    world.build()
    other = world.consumer("刘㛃")
    assert Browser(other).get("evidence:list", demo_case.NAME, demo_case.CASE).status_code == 404
    assert Browser(world.person("xuwen")).get("evidence:add", demo_case.NAME, demo_case.CASE).status_code == 404
