"""Cars from a file: what a line may say, and what is told of a bad one."""

import json
from dataclasses import replace

import pytest

from documents.issuing.bulk_reading import Fault, decoded, read
from documents.issuing.cars import subject_of
from tests.documents.issuing.car_lines import SELLER, car_lines
from tests.documents.samples import voucher


def test_a_file_of_a_form_and_cars_gives_the_vouchers_it_tells_of():
    ((line, order),) = read(car_lines(), issuer=None)
    assert (line, order.subject) == (2, subject_of("LSVPACLSBDK0S0421"))
    sample = voucher()
    seller = replace(sample.seller, name=SELLER)
    assert order.context == replace(sample, number="", proof=None, seller=seller)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "不是JSON"),
        ("[]", "一个JSON对象"),
        ('{"form": 1}', "有form的一行"),
        ('{"form": {}, "vin": ""}', "有form的一行"),
        ('{"vin": "LSVPACLSBDK0S0421"}', "缺少：produced_on"),
        (car_lines(colour="红")[1], "不认识的项：colour"),
        (car_lines(number="SB-1")[1], "不认识的项：number"),
        (car_lines(produced_on="2024年")[1], "produced_on的写法不对"),
        (car_lines(invoiced_on=20240220)[1], "invoiced_on的写法不对"),
        (car_lines(bilingual="yes")[1], "bilingual的写法不对"),
        (car_lines(repair_warranty={"months": "x", "km": 1})[1], "repair_warranty的写法不对"),
        (car_lines(use_compensation_coefficient="半成")[1], "use_compensation_coefficient的写法不对"),
        *(
            (car_lines(use_compensation_coefficient=odd)[1], "use_compensation_coefficient的写法不对")
            for odd in ("NaN", "sNaN", "Infinity", 0.005, True, "1E-999999", "0." + "0" * 99)
        ),
        (car_lines(repair_warranty={"months": True, "km": 1})[1], "repair_warranty的写法不对"),
        (car_lines(other="\ud800")[1], "读不出的字符"),
        ('{"\\udfff": 1}', "读不出的字符"),
        ("[" * 100_000, "不是JSON"),
        (car_lines(special_parts=[{"zh": "钥匙", "exta": True}])[1], "special_parts.0.exta"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_what_is_wrong(line, says):
    form = [] if "缺少" in says else car_lines()[:1]
    (fault,) = read([*form, line], issuer=None)
    assert isinstance(fault, Fault)
    assert fault.line == len(form) + 1
    assert says in fault.says


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "ascii"], ids=["UTF-8", "with its mark", "GB18030", "escapes alone"]
)
def test_a_file_is_read_in_the_encoding_it_was_saved_in(encoding):
    lines = car_lines(other="第一行")
    if encoding != "ascii":
        lines = [json.dumps(json.loads(line), ensure_ascii=False) for line in lines]
    ((line, order),) = read(decoded("\n".join(lines).encode(encoding).splitlines()), issuer=None)
    assert (line, order.context.seller.name, order.context.other) == (2, SELLER, "第一行")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_line_that_cannot_be_read_is_a_fault_of_that_line_alone(encoding):
    form, car = (json.dumps(json.loads(line), ensure_ascii=False).encode(encoding) for line in car_lines())
    faults = [one for one in read(decoded([form, b'{"vin": "\xff\xe5"}', car]), issuer=None) if isinstance(one, Fault)]
    assert [(fault.line, "读不出的字符" in fault.says) for fault in faults] == [(2, True)]
