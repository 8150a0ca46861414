from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.evidence import messages
from documents.evidence.media.refusals import Refusal
from documents.evidence.models import Evidence
from documents.evidence.permissions import can_open, evidence_visible_to
from tests.accounts.browsing import Browser, text_of
from tests.documents.evidence import samples

pytestmark = pytest.mark.django_db


def upload(data, name="IMG_0001.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, data, content_type)


def add(world, person, **fields):
    return Browser(person).post("evidence:add", "claim", world.id, data=fields)


def test_several_files_are_added_at_once_and_shown_with_who_and_when(world):
    files = [upload(samples.photo()), upload(samples.pdf(), "结算单.pdf", "text/plain")]
    response = add(world, world.owner, chosen=files, photo=upload(samples.png()))
    assert response.status_code == 302
    page = text_of(Browser(world.shop).get("evidence:list", "claim", world.id))
    assert Evidence.objects.count() == 3
    for words in ("IMG_0001", "结算单", "PDF文件", "照片", "车主"):
        assert words in page
    assert "添加证据" in page
    assert "添加证据" not in text_of(Browser(world.clerk).get("evidence:list", "claim", world.id))


def test_good_files_are_kept_and_bad_ones_are_named_with_what_to_do(world):
    files = [upload(samples.photo()), upload(samples.photo()[:700], "断.jpg"), upload(b"MZ12345", "程序.jpg")]
    page = text_of(add(world, world.owner, chosen=files))
    assert f"断：{messages.why(Refusal.TRUNCATED)}" in page
    assert f"程序：{messages.why(Refusal.UNKNOWN_TYPE)}" in page
    assert "已添加1个证据。" in page
    assert Evidence.objects.count() == 1


def test_nothing_chosen_is_asked_for(world):
    assert str(messages.ASK_FOR_A_FILE) in text_of(add(world, world.owner))


def test_an_empty_photo_is_said_to_be_empty(world):
    assert messages.why(Refusal.EMPTY) in text_of(add(world, world.owner, photo=upload(b"")))


def test_an_upload_beyond_the_limit_is_thrown_away_and_the_next_file_is_kept(world, settings):
    small = dict.fromkeys(("photo", "pdf", "video", "audio"), 100_000)
    settings.EVIDENCE_LIMITS = settings.EVIDENCE_LIMITS | small
    files = [upload(bytes(300_000), "大.jpg"), upload(samples.photo())]
    page = text_of(add(world, world.owner, chosen=files))
    assert messages.too_large() in page
    assert Evidence.objects.count() == 1


def test_without_a_key_the_page_says_that_nothing_can_be_kept(world, settings):
    settings.EVIDENCE_KEY = None
    assert str(messages.NOT_SET_UP) in text_of(add(world, world.owner, chosen=[upload(samples.photo())]))
    assert not Evidence.objects.exists()


def test_the_upload_is_checked_for_forgery(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.owner)
    response = client.post(reverse("evidence:add", args=["claim", world.id]), {"chosen": upload(samples.photo())})
    assert response.status_code == 403
    assert not Evidence.objects.exists()


def test_a_title_is_shown_as_text(world):
    add(world, world.owner, chosen=[upload(samples.photo())], title="<script>alert(1)</script>")
    page = Browser(world.owner).get("evidence:list", "claim", world.id).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_file_goes_out_to_be_saved_and_never_to_be_shown_in_our_name(world):
    item = world.ready(samples.photo(), title="故障灯\r\nX-Evil: 1")
    for address in ("evidence:copy", "evidence:thumbnail"):
        response = Browser(world.shop).get(address, item.public_id)
        assert response.status_code == 200
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Content-Type"] == "image/jpeg"
        assert len(response.getvalue()) == int(response.headers["Content-Length"])
        assert "X-Evil" not in response.headers


def test_parties_are_handed_the_copy_and_not_the_original(world):
    item = world.ready(samples.photo())
    assert samples.PLACE not in Browser(world.shop).get("evidence:copy", item.public_id).getvalue()
    for person in (world.owner, world.shop, world.stranger):
        assert Browser(person).get("evidence:original", item.public_id).status_code == 404
        posted = Browser(person).post("evidence:original", item.public_id, data={"reason": "establish_facts"})
        assert posted.status_code == 404
    assert "evidence.original_opened" not in world.actions()


def test_an_original_opens_for_a_reason(world):
    item = world.ready(samples.photo())
    page = text_of(Browser(world.clerk).post("evidence:original", item.public_id))
    assert "请选择打开原件的原因。" in page
    assert "evidence.original_opened" not in world.actions()
    response = Browser(world.clerk).post("evidence:original", item.public_id, data={"reason": "verify_authenticity"})
    assert response.getvalue() == samples.photo()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert world.actions()[-1] == "evidence.original_opened"


def test_a_page_of_an_item_says_what_is_the_same_and_what_is_alike(world):
    item = world.ready(samples.photo())
    world.add(samples.photo(), by=world.shop, title="一样的")
    smaller = samples.picture(1).rotate(-90, expand=True).resize((120, 160))
    world.add(samples.saved(smaller, "JPEG"), title="像的")
    page = text_of(Browser(world.owner).get("evidence:item", item.public_id))
    for words in ("完全相同的文件", "一样的", "看起来相似的照片", "像的", item.sha256):
        assert words in page


def test_before_the_copy_is_made_the_page_says_so_and_hands_out_nothing(world):
    item = world.add(samples.photo())
    assert "正在制作副本" in text_of(Browser(world.owner).get("evidence:item", item.public_id))
    assert Browser(world.owner).get("evidence:copy", item.public_id).status_code == 404


READERS = ["owner", "shop", "clerk", "expert"]


@pytest.mark.parametrize("who", [*READERS, "stranger"])
def test_every_address_obeys_one_rule(world, who):
    item, person = world.ready(samples.photo()), getattr(world, who)
    permitted = who in READERS
    assert can_open(person, item) == permitted
    assert list(evidence_visible_to(person, world.subject)) == ([item] if permitted else [])
    browser = Browser(person)
    for address in ("item", "copy", "thumbnail"):
        assert browser.get(f"evidence:{address}", item.public_id).status_code == (200 if permitted else 404)
    assert browser.get("evidence:list", "claim", world.id).status_code == (200 if permitted else 404)
    assert browser.get("evidence:original", item.public_id).status_code == (200 if who in {"clerk", "expert"} else 404)
    assert browser.get("evidence:add", "claim", world.id).status_code == (200 if who in {"owner", "shop"} else 404)


def test_a_deactivated_person_sees_nothing(world):
    item = world.ready(samples.photo())
    world.owner.is_active = False
    assert not can_open(world.owner, item)
    assert not evidence_visible_to(world.owner, world.subject)


def test_nobody_may_anything_about_a_subject_that_no_app_has_said_anything_about(world):
    item = world.ready(samples.photo())
    Evidence.objects.update(subject=f"unknown/{world.id}")
    for person in (world.owner, world.clerk):
        assert Browser(person).get("evidence:item", item.public_id).status_code == 404
        assert Browser(person).get("evidence:list", "unknown", world.id).status_code == 404


def test_what_does_not_exist_and_what_is_not_for_me_look_the_same(world):
    assert Browser(world.owner).get("evidence:item", uuid4()).status_code == 404
    assert Browser(world.owner).get("evidence:list", "claim", uuid4()).status_code == 404


def test_a_stranger_is_asked_to_sign_in(world):
    item = world.ready(samples.photo())
    for address, names in (("item", [item.public_id]), ("copy", [item.public_id]), ("add", ["claim", world.id])):
        response = Browser().get(f"evidence:{address}", *names)
        assert response.status_code == 302
        assert reverse("account_login") in response.url


def test_pages_need_few_queries(world, django_assert_max_num_queries):
    for seed in range(6):
        world.ready(samples.photo(seed + 10), title=f"第{seed}张")
    browser = Browser(world.owner)
    with django_assert_max_num_queries(15):
        browser.get("evidence:list", "claim", world.id)
    item = Evidence.objects.first()
    with django_assert_max_num_queries(15):
        browser.get("evidence:item", item.public_id)


def test_neither_way_of_giving_a_file_is_marked_as_optional(world):
    page = text_of(Browser(world.owner).get("evidence:add", "claim", world.id))
    assert page.count("（选填）") == 1  # the title
    assert "两项至少填一项" in page
