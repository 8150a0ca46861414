"""An assessment written as JSON and read back is the same assessment."""

import json

from hypothesis import given

from sanbao.law.writing import assessment_from_json, assessment_to_json
from tests.law import building as b
from tests.law.building import assessed, case, demand, visit
from tests.law.strategies import cases
from tests.law.test_properties import holds_for


def there_and_back(assessment):
    return assessment_from_json(json.loads(json.dumps(assessment_to_json(assessment), ensure_ascii=False)))


@holds_for
@given(cases())
def test_an_assessment_read_back_from_json_is_equal(raw):
    assessment = assessed(raw)
    assert there_and_back(assessment) == assessment


def test_out_of_scope_and_across_the_line_too():
    for raw in (
        case(invoiced_on="2013-09-30"),
        case(kind="other"),
        case(visit("2019-04-01", days=9), order="aqsiq-150", kind="pickup", as_of="2022-01-01"),
        case(order="aqsiq-150", demand=demand(b.day("aqsiq-150", 9)), as_of="2022-01-01T08:00+08:00"),
    ):
        assessment = assessed(raw)
        assert there_and_back(assessment) == assessment
