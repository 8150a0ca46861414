"""What `make run` shows of signing: a made-up check at the handover."""

import pytest
from django.urls import reverse

from documents.evidence.demo_case import CASE, NAME
from documents.signatures.models import Signature
from tests.accounts.browsing import Browser, text_of
from tests.documents.issuing import world

pytestmark = pytest.mark.django_db


def test_the_adviser_finds_it_after_signing_in_and_asks_the_owner_to_sign():
    world.build()
    adviser = Browser(world.adviser())
    assert reverse("signatures:request", args=[NAME, CASE]) in text_of(adviser.get("accounts:start"))
    adviser.post("signatures:request", NAME, CASE, data={"role": "owner", "name": "周敏"})
    page = text_of(adviser.get("signatures:sign", Signature.objects.get().public_id))
    assert "变速器已经换新" in page


def test_others_find_neither_door_nor_page():
    world.build()
    other = Browser(world.consumer("刘㛃"))
    assert reverse("signatures:request", args=[NAME, CASE]) not in text_of(other.get("accounts:start"))
    assert other.get("signatures:request", NAME, CASE).status_code == 404
