"""The papers of a visit: what the law wants is on the record, twice; what is missing is named and takes no number."""

import io
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from claims.repairs import papers
from claims.repairs.selectors import whole_visits
from claims.repairs.services.finishing import record_complete, visit_hand_back
from claims.repairs.services.later import correction_add
from claims.repairs.services.working import item_save
from claims.repairs.told import told
from documents.issuing.models import Paper
from documents.issuing.permissions import can_issue, can_view_paper
from documents.issuing.register import kind_of
from documents.issuing.services import paper_issue
from documents.papers.checking import ContextError
from sanbao.accounts.roles import Role
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
HOUR = timedelta(hours=1)


@pytest.fixture
def shop():
    return world.shop()


@pytest.fixture
def owner():
    return cars.consumer()


@pytest.fixture
def visit(shop, owner):
    return world.brought(world.sold_car(shop, owner), shop, WHEN, 1200, problem_name="变速器顿挫")


def order(visit, kind, key=None):
    return papers.order_of(told(whole_visits().get(pk=visit.pk)), kind, key=key or uuid4())


def complete(shop, visit, **record):
    item, later = world.only_item(visit), WHEN + 5 * HOUR
    values = {
        "component": "gearbox_bearing", "group": "gearbox", "planned_work": "component_replacement",
        "labour_minutes": 90, "labour_fen": 0, "material_fen": 12_600, "new_part_number": "B-77", "old_part_number": "A-66",
    }  # fmt: skip
    item_save(visit=visit, item=item, values=values, problem=item.problem, by=shop.adviser, at=later)
    world.finished(visit, later, shop.adviser, "component_replacement")
    told_ = {"inspection_result": "轴承磨损", "tow_fen": 30_000, "mobility": "not_due"} | record
    record_complete(visit=visit, values=told_, by=shop.adviser, at=later)
    return visit_hand_back(visit=visit, picked_up_at=later + HOUR, by=shop.adviser, at=later + HOUR)


def printed(asked):
    kind = kind_of(asked.kind)
    content = kind.printed(kind.numbered(asked.context, "XX-2026-0001-000001"), WHEN)
    return [page.extract_text().replace("\n", "") for page in PdfReader(io.BytesIO(content)).pages]


def test_the_record_is_printed_in_two_copies_with_what_the_law_wants(shop, visit):
    complete(shop, visit)
    correction = {"field": "mileage_km", "after": 1300, "reason": "抄错", "key": uuid4()}
    correction_add(visit=visit, item=None, **correction, by=shop.adviser, at=WHEN + 9 * HOUR)
    pages = printed(order(visit, papers.RECORD))
    assert ["消费者保存" in page or "修理者存档" in page for page in pages] == [True, True]
    wanted = (
        "2026年3月20日 09:00", "1,300公里", "车主：周敏", "1,200公里 → 1,300公里（原因：抄错）", "起步时一顿一顿的", "轴承磨损", "更换零部件", "B-77", "¥126.00", "1.5小时",
        "¥0.00", "¥300.00", "没有提供，也不需要提供", "2026年3月20日 15:00", "消费者签字或者盖章",
    )  # fmt: skip
    assert [[text for text in wanted if text not in page] for page in pages] == [[], []]


@pytest.mark.parametrize(
    ("record", "field"),
    [({"inspection_result": ""}, "inspection_result"), ({"tow_fen": None}, "tow"), ({"mobility": ""}, "mobility")],
)
def test_what_is_missing_is_named_with_its_article_and_takes_no_number(shop, visit, record, field):
    complete(shop, visit, **record)
    with pytest.raises(ContextError) as refused:
        paper_issue(order(visit, papers.RECORD), by=shop.adviser, at=WHEN + 7 * HOUR)
    problem = refused.value.problems[0]
    assert (problem.field, problem.citation.article, problem.citation.paragraph) == (field, 17, 2)
    assert not Paper.objects.exists()


def test_a_cost_or_a_part_that_was_not_told_is_missed(shop, visit):
    world.finished(visit, WHEN + HOUR, shop.adviser, "component_replacement")
    record = {"inspection_result": "正常", "tow_fen": 0, "mobility": "not_due"}
    record_complete(visit=visit, values=record, by=shop.adviser, at=WHEN + HOUR)
    visit_hand_back(visit=visit, picked_up_at=WHEN + HOUR, by=shop.adviser, at=WHEN + HOUR)
    with pytest.raises(ContextError) as refused:
        paper_issue(order(visit, papers.RECORD), by=shop.adviser, at=WHEN + 2 * HOUR)
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {f"items.0.{name}" for name in ("material", "labour_time", "labour", "new_part")}


def test_the_drop_off_slip_and_the_agreement_say_what_they_are_for(shop, visit):
    assert "变速器顿挫：修理" in printed(order(visit, papers.DROP_OFF))[0]
    with pytest.raises(ContextError):
        paper_issue(order(visit, papers.LOANER), by=shop.adviser, at=WHEN)
    told_ = {"mobility": "loaner", "mobility_words": "浙A8K201"}
    record_complete(visit=visit, values=told_, by=shop.adviser, at=WHEN)
    assert "浙A8K201" in printed(order(visit, papers.LOANER))[0]


def test_printed_again_it_replaces_the_one_before_and_pressed_twice_it_is_one(shop, visit, owner):
    key = UUID(int=7)
    first = paper_issue(order(visit, papers.DROP_OFF, key), by=shop.adviser, at=WHEN)
    assert paper_issue(order(visit, papers.DROP_OFF, key), by=shop.adviser, at=WHEN) == first
    again = paper_issue(order(visit, papers.DROP_OFF), by=shop.adviser, at=WHEN)
    assert again.replaces == first
    assert can_view_paper(owner, again)


@pytest.mark.parametrize(("role", "may"), [(Role.ADVISER, True), (Role.TECHNICIAN, False), (Role.READER, False)])
def test_only_who_deals_with_owners_issues_papers(shop, role, may):
    person = cars.adviser(shop.place, role)
    assert can_issue(person, shop.place, kind_of(papers.RECORD)) == may


def test_an_unknown_kind_is_nothing(visit):
    with pytest.raises(LookupError):
        order(visit, "letter")
