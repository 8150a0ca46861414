"""The coefficient of use compensation, as it is printed on a voucher. No database."""

from decimal import Decimal

import pytest
from django.utils import timezone

from sanbao.check.state import Answers
from sanbao.check.steps.money import Coefficient


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0.5%", "0.005"),
        ("0.5％", "0.005"),
        ("5‰", "0.005"),
        ("0.008", "0.008"),
        ("0.5", "0.005"),
        ("0.3", "0.003"),
        ("0.05", "0.0005"),
        ("1", "0.01"),
        ("2%", "0.02"),
        ("", None),
    ],
)
def test_the_coefficient_is_taken_as_it_is_printed(written, kept):
    step = Coefficient(Answers(), timezone.localdate())
    form = step.form({"coefficient": written})
    assert form.is_valid()
    assert step.save(form.cleaned_data).case["voucher"]["use_compensation_coefficient"] == kept


@pytest.mark.parametrize("written", ["0.009", "0.01", "0.049", "1.1", "3", "5"])
def test_a_coefficient_that_may_be_per_cent_or_per_thousand_is_asked_back(written):
    (fault,) = Coefficient(Answers(), timezone.localdate()).form({"coefficient": written}).errors["coefficient"]
    assert "连符号一起写" in fault


@pytest.mark.parametrize("stated", ["0.003", "0.005", "0.0003", "0.02", "0.1"])
def test_the_box_takes_its_own_coefficient_again(stated):
    answers = Answers({"voucher": {"use_compensation_coefficient": stated}}, {}, ("coefficient",))
    step = Coefficient(answers, timezone.localdate())
    form = step.form(step.initial())
    assert form.is_valid()
    kept = step.save(form.cleaned_data).case["voucher"]["use_compensation_coefficient"]
    assert Decimal(kept) == Decimal(stated)


def test_the_coefficient_is_told_with_its_unit():
    answers = Answers({"voucher": {"use_compensation_coefficient": "0.003"}}, {}, ("coefficient",))
    step = Coefficient(answers, timezone.localdate())
    assert step.told() == "0.3%"
    assert '<span class="unit">%</span>' in str(step.form())


@pytest.mark.parametrize("written", ["五", "-1", "1e5", "0.5%%", "99", "½", ".", "1" * 30])
def test_a_coefficient_that_is_no_number_is_told(written):
    assert Coefficient(Answers(), timezone.localdate()).form({"coefficient": written}).errors
