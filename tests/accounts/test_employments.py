from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from sanbao.accounts import services
from sanbao.accounts.models import Employment
from sanbao.accounts.models import expert as rules
from sanbao.accounts.roles import Capacity
from sanbao.accounts.selectors import current_employments, organisations_like
from sanbao.accounts.services import employments
from sanbao.accounts.services.employments import AGREED_AHEAD, Employed
from sanbao.ledger.models import Event
from tests.accounts.world import AT, TODAY, actions, organisation, person, registrar

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

BEGAN = date(2020, 3, 1)
LEFT = date(2022, 8, 31)


@pytest.fixture
def expert():
    return services.expert_enrol(person=person("陈𬱖"), by=registrar(), at=AT)


def employed(**fields):
    return Employed(**{"started_on": BEGAN, "employer_name": "某检测所"} | fields)


def employ(expert, by=None, **fields):
    return services.employment_record(expert=expert, employed=employed(**fields), by=by or expert.user, at=AT)


def correct(employment, by=None, **fields):
    asked = employed(**fields)
    return services.employment_correct(employment=employment, employed=asked, by=by or employment.expert.user, at=AT)


def test_an_expert_says_where_he_works_and_later_when_it_ended(expert):
    known = employ(expert)
    assert employ(expert) == known
    ended = employ(expert, ended_on=TODAY)
    assert (ended.pk, ended.ended_on) == (known.pk, TODAY)
    assert actions().count("employment.recorded") == 2
    assert Employment.objects.count() == 1


def test_an_employer_may_be_a_registered_organisation(expert):
    where = organisation()
    employ(expert, employer=where, employer_name="")
    assert Event.objects.last().organisation == str(where.public_id)
    assert str(Employment.objects.get()) == where.name


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"employer_name": ""}, rules.ONE_EMPLOYER),
        ({"ended_on": BEGAN - timedelta(days=1)}, rules.ENDS_BEFORE_IT_BEGAN),
        ({"started_on": date(1949, 12, 31)}, employments.STARTS_TOO_EARLY),
        ({"started_on": TODAY + AGREED_AHEAD + timedelta(days=1)}, employments.STARTS_TOO_LATE),
        ({"ended_on": TODAY + timedelta(days=1)}, employments.ENDS_IN_FUTURE),
    ],
)
def test_an_employment_that_cannot_be_is_refused_in_words(expert, fields, says):
    with pytest.raises(ValidationError) as refused:
        employ(expert, **fields)
    assert refused.value.messages == [says]
    assert "employment.recorded" not in actions()


def test_a_post_that_is_agreed_on_is_registered_before_it_begins(expert):
    assert employ(expert, started_on=TODAY + AGREED_AHEAD).started_on > TODAY


def test_an_employment_has_one_employer(expert):
    with pytest.raises(ValidationError) as refused:
        employ(expert, employer=organisation())
    assert refused.value.messages == [rules.ONE_EMPLOYER]


def test_two_posts_at_a_time_are_no_fault(expert):
    employ(expert)
    employ(expert, employer_name="某大学")
    assert current_employments(expert).count() == 2


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ((BEGAN, LEFT), (LEFT, None), True),
        ((BEGAN, LEFT), (LEFT + timedelta(days=1), None), False),
        ((BEGAN, LEFT), (BEGAN - timedelta(days=9), BEGAN), True),
        ((BEGAN, LEFT), (BEGAN - timedelta(days=9), BEGAN - timedelta(days=1)), False),
        ((BEGAN, None), (LEFT, None), True),
        ((BEGAN, None), (date(2010, 1, 1), BEGAN - timedelta(days=1)), False),
    ],
)
def test_the_same_employer_twice_at_a_time_is_refused_and_back_again_later_is_not(expert, first, second, overlap):
    employ(expert, started_on=first[0], ended_on=first[1])
    if not overlap:
        employ(expert, started_on=second[0], ended_on=second[1])
        return
    with pytest.raises(ValidationError) as refused:
        employ(expert, started_on=second[0], ended_on=second[1])
    assert list(refused.value.message_dict) == ["started_on"]
    assert "某检测所从2020年3月1日起的一段已经登记" in refused.value.messages[0]


def test_ending_one_does_not_reach_into_the_next(expert):
    employ(expert, started_on=BEGAN, ended_on=LEFT)
    employ(expert, started_on=LEFT + timedelta(days=1))
    with pytest.raises(ValidationError):
        employ(expert, started_on=BEGAN, ended_on=TODAY)
    assert [one.ended_on for one in current_employments(expert)] == [None, LEFT]


def test_what_is_corrected_is_kept_and_no_longer_listed(expert):
    wrong = employ(expert)
    right = correct(wrong, employer_name="某检测研究院")
    wrong.refresh_from_db()
    assert list(current_employments(expert)) == [right]
    assert (wrong.employer_name, wrong.replaced_by) == ("某检测所", right)
    event = Event.objects.last()
    assert event.action == "employment.corrected"
    assert str(wrong.public_id) in event.body
    assert "检测" not in event.body


def test_correcting_twice_is_correcting_once_and_two_corrections_are_one_too_many(expert):
    wrong = employ(expert)
    assert correct(wrong, employer_name="某研究院") == correct(wrong, employer_name="某研究院")
    assert actions().count("employment.corrected") == 1
    with pytest.raises(ValidationError) as refused:
        correct(wrong, employer_name="某大学")
    assert refused.value.messages == [employments.ALREADY_CORRECTED]


def test_the_last_day_alone_is_corrected_where_it_stands(expert):
    known = employ(expert, ended_on=LEFT)
    for day in (LEFT, TODAY, None):
        assert correct(known, ended_on=day).pk == known.pk
    known.refresh_from_db()
    assert (known.ended_on, known.replaced_by) == (None, None)
    assert actions().count("employment.recorded") == 3


def test_a_correction_may_go_back_to_what_stood_first(expert):
    first = employ(expert)
    second = correct(first, employer_name="某研究院")
    third = correct(second)
    assert list(current_employments(expert)) == [third]
    assert Employment.objects.count() == 3


def test_a_correction_does_not_join_another_of_the_same_employer(expert):
    employ(expert)
    wrong = employ(expert, employer_name="某研究院")
    with pytest.raises(ValidationError):
        correct(wrong, started_on=LEFT)
    wrong.refresh_from_db()
    assert wrong.replaced_by is None


def test_nobody_else_says_where_an_expert_works(expert):
    known = employ(expert)
    for act in (lambda by: employ(expert, by=by), lambda by: correct(known, by=by, employer_name="别处")):
        with pytest.raises(PermissionDenied):
            act(person())
    assert correct(known, by=registrar(), employer_name="别处").expert == expert


@pytest.mark.parametrize("fields", [{"employer_name": ""}, {"ended_on": date(2000, 1, 1)}, {}])
def test_the_database_itself_refuses_an_employment_that_cannot_be(expert, fields):
    employ(expert)
    with pytest.raises(IntegrityError), transaction.atomic():
        Employment.objects.create(**{"expert": expert, "employer_name": "某检测所", "started_on": BEGAN} | fields)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("澄岳", ["澄岳汽车有限公司", "澄岳汽车杭州西湖4S店"]),
        ("西湖", ["澄岳汽车杭州西湖4S店"]),
        ("澄岳汽车有限公司总装车间", ["澄岳汽车有限公司"]),
        (" 栖原 ", ["栖原_新能源%汽车"]),
        ("车", []),
        ("%%", []),
        ("_新", ["栖原_新能源%汽车"]),
        ("某检测所", []),
        ("", []),
    ],
)
def test_organisations_are_found_by_what_was_written(written, found):
    maker = organisation(Capacity.PRODUCER, name="澄岳汽车有限公司")
    organisation(name="澄岳汽车杭州西湖4S店", parent=maker)
    organisation(name="栖原_新能源%汽车")
    assert sorted(one.name for one in organisations_like(written)) == sorted(found)


def test_an_organisation_is_found_by_its_credit_code_however_it_is_written():
    where = organisation()
    assert list(organisations_like(f" {where.credit_code[:8].lower()} {where.credit_code[8:]}")) == [where]
