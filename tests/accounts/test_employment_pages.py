import re

import pytest
from django.urls import reverse
from django.utils import timezone

from sanbao.accounts import services
from sanbao.accounts.models import Employment
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import current_employments
from sanbao.accounts.services.employments import ALREADY_CORRECTED, ENDS_IN_FUTURE
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import member, organisation, person, registrar

pytestmark = pytest.mark.django_db

NAME = "演示汽车检测研究所"


@pytest.fixture
def expert():
    return services.expert_enrol(person=person("陈𬱖"), by=registrar(), at=timezone.now())


@pytest.fixture
def desk(expert):
    return Browser(expert.user)


def written(**fields):
    return {"employer_name": NAME, "started_on": "２０２０年３月１日"} | fields


def add(desk, **fields):
    return desk.post("accounts:add_employment", data=written(**fields), follow=True)


def test_an_expert_registers_where_he_works_and_sees_it(desk, expert):
    page = text_of(add(desk))
    assert re.search(rf"{NAME}.*2020年3月1日起", page, re.DOTALL)
    assert "工作单位已保存" in page
    assert text_of(add(desk)).count(f"更正{NAME}") == 1  # sent twice
    assert current_employments(expert).count() == 1


def test_a_registered_organisation_is_offered_and_chosen(desk, expert):
    where = organisation(name="演示汽车检测研究所有限公司")
    asked = add(desk)
    assert "错误：" not in text_of(asked)
    assert f'value="{where.public_id}"' in text_of(asked)
    assert not Employment.objects.exists()
    add(desk, employer=str(where.public_id))
    assert current_employments(expert).get().employer == where


def test_none_of_those_offered_keeps_the_name_as_it_was_written(desk, expert):
    organisation(name="演示汽车检测研究所有限公司")
    add(desk, employer="none")
    employment = current_employments(expert).get()
    assert (employment.employer, employment.employer_name) == (None, NAME)


def test_an_organisation_that_was_not_offered_cannot_be_chosen(desk):
    organisation(name=f"{NAME}有限公司")
    other = organisation(name="别的单位")
    response = add(desk, employer=str(other.public_id))
    assert list(response.context["form"].errors) == ["employer"]
    assert not Employment.objects.exists()


def test_what_is_wrong_stands_at_its_field_and_nothing_written_is_lost(desk):
    for fields, field in [
        ({"employer_name": ""}, "employer_name"),
        ({"employer_name": "隐\u202e藏"}, "employer_name"),
        ({"started_on": ""}, "started_on"),
        ({"started_on": "2020年13月1日"}, "started_on"),
        ({"started_on": "1900-01-01"}, "started_on"),
        ({"ended_on": "2019-01-01"}, "ended_on"),
        ({"ended_on": "2199-01-01"}, "ended_on"),
    ]:
        response = add(desk, **fields)
        assert list(response.context["form"].errors) == [field]
        assert all(f'value="{value}"' in text_of(response) for value in written(**fields).values() if value)
    assert not Employment.objects.exists()


def test_an_expert_corrects_what_he_wrote_with_what_stood_there_before_his_eyes(desk, expert):
    add(desk)
    known = current_employments(expert).get()
    assert f'value="{NAME}"' in text_of(desk.get("accounts:correct_employment", known.public_id))
    data = written(employer_name="某大学䶮学院")
    for _ in range(2):
        page = text_of(desk.post("accounts:correct_employment", known.public_id, data=data, follow=True))
        assert "某大学䶮学院" in page
        assert NAME not in page
    again = desk.get("accounts:correct_employment", known.public_id, follow=True)
    assert str(ALREADY_CORRECTED) in text_of(again)


def test_the_registered_organisation_is_ticked_when_only_a_date_is_corrected(desk, expert):
    where = organisation(name="演示汽车检测研究所有限公司")
    add(desk, employer=str(where.public_id))
    known = current_employments(expert).get()
    page = text_of(desk.get("accounts:correct_employment", known.public_id))
    assert re.search(rf'value="{where.public_id}"[^>]* checked', page)


def test_an_expert_says_that_he_has_left(desk, expert):
    add(desk)
    known = current_employments(expert).get()
    late = desk.post("accounts:leave_employment", known.public_id, data={"ended_on": "2199-01-01"})
    assert late.context["form"].errors["ended_on"] == [str(ENDS_IN_FUTURE)]
    response = desk.post("accounts:leave_employment", known.public_id, data={"ended_on": "2024-12-31"}, follow=True)
    assert "2020年3月1日至2024年12月31日" in text_of(response)
    assert f"登记离开{NAME}" not in text_of(response)


def test_to_others_there_are_no_such_pages(desk, expert):
    add(desk)
    known = current_employments(expert).get()
    for other in (person(), member(organisation(), Role.ADMINISTRATOR)):
        assert Browser(other).get("accounts:add_employment").status_code == 404
        for name in ("accounts:correct_employment", "accounts:leave_employment"):
            assert Browser(other).get(name, known.public_id).status_code == 404
            assert Browser(other).post(name, known.public_id, data=written()).status_code == 404
        assert reverse("accounts:add_employment") not in text_of(Browser(other).get("accounts:me"))
