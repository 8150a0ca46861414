import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timezone import localdate

from documents.issuing import register
from documents.issuing.models import Paper, State
from documents.issuing.permissions import (
    can_download_paper,
    can_issue,
    can_view_paper,
    can_withdraw_paper,
    papers_visible_to,
)
from documents.issuing.selectors import issuers_of
from documents.issuing.services import paper_note_failure, paper_withdraw
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.selectors import events_of
from tests.accounts.browsing import Browser, text_of
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_lists_and_objects_obey_the_same_rule():
    papers = [world.issue(), world.issue("deadline"), world.issue("voucher", place=1)]
    for user in User.objects.all():
        assert set(papers_visible_to(user)) == {paper for paper in papers if can_view_paper(user, paper)}


def test_the_issuers_people_and_the_holder_see_a_paper_and_nobody_else():
    paper = world.issue()
    seeing = {user.name for user in User.objects.all() if can_view_paper(user, paper)}
    assert seeing == {"沈舟", "林晓", "王䶮", "何静", "唐锐", "陆竹", "周敏"}


def test_only_the_responsible_withdraw_and_the_advisers_issue():
    paper = world.issue()
    withdrawing = {user.name for user in User.objects.all() if can_withdraw_paper(user, paper)}
    voucher = register.kind_of("voucher")
    issuing = {user.name for user in User.objects.all() if can_issue(user, paper.issuer, voucher)}
    assert withdrawing == {"沈舟", "何静"}
    assert issuing == {"沈舟", "林晓", "何静"}


def test_who_may_issue_where_is_one_query_however_many_kinds_and_organisations(django_assert_num_queries):
    kinds = register.kinds().values()
    for user in (world.adviser(), world.person("luzhu"), world.consumer("周敏")):
        with django_assert_num_queries(1):
            listed = issuers_of(user)
        assert listed == [
            one
            for one in Organisation.objects.order_by("name", "id")
            if any(can_issue(user, one, kind) for kind in kinds)
        ]
    assert issuers_of(world.adviser()) == [world.organisation()]
    User.objects.filter(pk=world.adviser().pk).update(is_active=False)
    assert issuers_of(world.adviser()) == []


def test_who_is_deactivated_sees_nothing_more():
    paper = world.issue()
    world.adviser().memberships.update(left_on="2026-11-22")
    User.objects.filter(name="周敏").update(is_active=False)
    assert not can_view_paper(world.adviser(), paper)
    assert not can_view_paper(world.consumer("周敏"), paper)


def test_what_is_not_printed_is_not_downloaded():
    assert not can_download_paper(world.adviser(), world.issue())


def test_a_paper_is_issued_on_the_page_and_downloaded_once_printed():
    browser = Browser(world.adviser())
    page = text_of(browser.get("papers:issue", world.organisation().public_id))
    key = page.partition('name="key" value="')[2].partition('"')[0]
    data = {"candidate": "deadline-001137", "key": key}
    for _twice in range(2):
        response = browser.post("papers:issue", world.organisation().public_id, data=data)
    paper = Paper.objects.get()
    assert response.url.endswith(f"/papers/{paper.public_id}/")
    world.work(paper.issued_at)
    file = browser.get("papers:download", paper.public_id)
    assert file["Content-Disposition"] == f'attachment; filename="{paper.number}.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file.content.startswith(b"%PDF-")


def test_a_voucher_is_issued_in_both_languages_where_that_is_chosen_and_so_is_the_one_that_replaces_it():
    browser, place = Browser(world.adviser()), world.organisation().public_id
    for again in ({}, {"why": "lost", "replaces": "SB-2026-0001-000001"}):
        page = text_of(browser.get("papers:issue", place))
        key = page.partition('name="key" value="')[2].partition('"')[0]
        data = {"candidate": "voucher-001137", "key": key, "bilingual": "1"}
        asked = text_of(browser.post("papers:issue", place, data=data))
        if again:
            assert re.search(r'name="bilingual" value="(1|True)"', asked)
            browser.post("papers:issue", place, data=data | again)
    told = [json.loads(paper.payload)["content"]["bilingual"] for paper in Paper.objects.order_by("id")]
    assert told == [True, True]


def test_the_holder_finds_and_downloads_his_paper():
    paper = world.printed("deadline")
    browser = Browser(world.consumer("周敏"))
    assert paper.number in text_of(browser.get("papers:papers"))
    assert browser.get("papers:download", paper.public_id).status_code == 200


@pytest.mark.parametrize("name", ["papers:paper", "papers:download", "papers:withdraw"])
def test_for_others_there_is_no_such_page(name):
    paper = world.printed("deadline")
    for stranger in (world.consumer("刘㛃"), world.person("gulan"), world.person("songyi")):
        assert Browser(stranger).get(name, paper.public_id).status_code == 404
    assert Browser().get(name, paper.public_id).status_code == 302


@pytest.mark.parametrize("data", [{}, {"candidate": "voucher-999999", "key": "x"}, {"candidate": "\x00", "key": ""}])
def test_a_wrong_form_is_refused_at_the_field_and_uses_no_number(data):
    response = Browser(world.adviser()).post("papers:issue", world.organisation().public_id, data=data)
    assert response.status_code == 200
    assert "请先改正" in text_of(response)
    assert not Paper.objects.exists()


def test_a_paper_is_withdrawn_on_the_page_for_a_reason():
    paper = world.issue("deadline")
    browser = Browser(world.clerk())
    assert "请选择作废的原因" in text_of(browser.post("papers:withdraw", paper.public_id))
    browser.post("papers:withdraw", paper.public_id, data={"reason": "wrong_content"})
    assert Paper.objects.get().state == State.WITHDRAWN
    assert "内容有错误" in text_of(browser.get("papers:paper", paper.public_id))


def test_a_paper_withdrawn_twice_is_withdrawn_once_and_the_second_press_is_told_so():
    paper = world.issue("deadline")
    browser, data = Browser(world.clerk()), {"reason": "wrong_content"}
    for method in ("post", "post", "get"):
        response = getattr(browser, method)("papers:withdraw", paper.public_id, data=data, follow=True)
        assert response.redirect_chain == [(reverse("papers:paper", args=[paper.public_id]), 302)]
        assert f"编号{paper.number}已经作废。" in text_of(response)
    assert [event.action for event in events_of(paper.ledger_subject)] == ["paper.issued", "paper.withdrawn"]


def test_who_would_withdraw_a_paper_that_was_replaced_is_told_so():
    paper = world.issue()
    world.issue(replaces=paper)
    response = Browser(world.clerk()).get("papers:withdraw", paper.public_id, follow=True)
    assert "已经有新的一份代替它，不用再作废" in text_of(response)
    assert Browser(world.adviser()).get("papers:withdraw", paper.public_id).status_code == 404


def test_the_list_names_the_day_here_not_that_of_utc():
    world.issue(at=datetime(2026, 11, 28, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
    page = text_of(Browser(world.adviser()).get("papers:papers"))
    assert "2026年11月28日" in page
    assert "2026年11月27日" not in page


def sent(browser, **changes):
    """The form of issuing as it came, with a choice."""
    page = text_of(browser.get("papers:issue", world.organisation().public_id))
    key = page.partition('name="key" value="')[2].partition('"')[0]
    return {"candidate": "voucher-001137", "key": key} | changes


def post(browser, data):
    return browser.post("papers:issue", world.organisation().public_id, data=data)


def test_a_valid_paper_is_replaced_only_after_it_was_asked_why():
    old, browser = world.issue(), Browser(world.adviser())
    data = sent(browser)
    assert f"{old.number}将不再有效" in text_of(post(browser, data))
    assert "请选择原因" in text_of(post(browser, data | {"replaces": old.number}))
    assert Paper.objects.get() == old
    asked = data | {"replaces": old.number, "why": "wrong_content"}
    assert post(browser, asked).url == post(browser, asked).url
    new = Paper.objects.get(replaces=old)
    assert Paper.objects.count() == 2
    assert events_of(old.ledger_subject).last().codes["reason"] == "wrong_content"
    assert json.loads(new.payload)["content"]["reissued_on"] is None


def test_the_task_of_issuing_leads_to_the_form_and_stays_among_the_papers():
    browser, address = Browser(world.adviser()), reverse("papers:issue", args=[world.organisation().public_id])
    assert f'href="{address}"' in text_of(browser.get("accounts:start"))
    page = text_of(browser.get("papers:issue", world.organisation().public_id))
    assert set(re.findall(r'<a [^>]*aria-current="page"[^>]*>([^<]*)', page)) == {"我的文书"}


def test_what_was_asked_about_another_paper_is_asked_again():
    old, browser = world.issue(), Browser(world.adviser())
    data = sent(browser, replaces=old.number, why="lost")
    newer = world.issue(replaces=old)
    assert f"{newer.number}将不再有效" in text_of(post(browser, data))
    assert Paper.objects.count() == 2


def test_a_lost_voucher_is_stamped_as_issued_anew():
    old, browser = world.issue(), Browser(world.adviser())
    post(browser, sent(browser, replaces=old.number, why="lost"))
    assert json.loads(Paper.objects.get(replaces=old).payload)["content"]["reissued_on"]


def test_after_withdrawn_ones_nothing_is_called_the_first_and_the_new_one_names_the_last():
    for _twice in range(2):
        old = world.issue()
        paper_withdraw(old, reason="wrong_content", by=world.clerk(), at=AT)
    browser = Browser(world.adviser())
    assert f"重新出具（{old.number}已作废）" in text_of(browser.get("papers:issue", world.organisation().public_id))
    post(browser, sent(browser))
    new = Paper.objects.latest("id")
    assert f"编号{old.number}的凭证已经作废" in json.loads(new.payload)["content"]["other"]
    assert new.replaces is None


def test_a_failed_paper_is_shown_as_failed():
    paper = world.issue("deadline")
    paper_note_failure(paper, "PrinterComplaintError", at=AT)
    page = text_of(Browser(world.adviser()).get("papers:paper", paper.public_id))
    assert "打印没有成功，系统会自动再试，编号不变" in page


def test_the_list_needs_few_queries(django_assert_max_num_queries):
    for place in (0, 1, 0, 1):
        world.issue(place=place)
    browser = Browser(world.adviser())
    browser.get("papers:papers")
    with django_assert_max_num_queries(15):
        browser.get("papers:papers")


def test_the_command_issues_everything_once(capsys):
    call_command("issue_demo_papers")
    first = capsys.readouterr().out
    call_command("issue_demo_papers")
    assert capsys.readouterr().out == first
    assert Paper.objects.count() == 7
    assert {localdate(paper.issued_at) for paper in Paper.objects.all()} == {date(2026, 11, 22)}
    assert {paper.state for paper in Paper.objects.all()} == {State.VALID}


def test_the_command_is_for_development_alone(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError):
        call_command("issue_demo_papers")
