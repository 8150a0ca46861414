"""The readings of the law as data: complete, consistent and fit to be read aloud."""

import re
import string
from collections import Counter
from pathlib import Path

import pytest
import yaml

DATA = Path(__file__).resolve().parents[2] / "sanbao" / "law" / "data" / "readings.yaml"
READINGS = yaml.safe_load(DATA.read_text(encoding="utf-8"))

KEYS = [
    "number",
    "code",
    "topic",
    "question_zh",
    "question_en",
    "chosen_zh",
    "chosen_en",
    "other_zh",
    "other_en",
    "reason_zh",
    "reason_en",
    "taken_by_engine",
    "contract_readings",
    "rules",
    "applies_to",
    "read_in",
    "checked_on",
    "checked_by",
]
TEXTS = ["question", "chosen", "other", "reason"]
LAST_OF_TOPIC = {
    "periods": 10,
    "repair_time": 22,
    "counting": 32,
    "rights_and_procedure": 55,
}
APPLIES_TO = {"rules", "every_finding", "money", "deadlines", "scope", "application"}
READ_IN = {"public_copy", "printed_voucher", "report", "none"}
LEFT_TO_PEOPLE = {30, 31, 38, 43, 49, 50, 54}
CONTRACT_READINGS = range(1, 22)
CONTRACT_READINGS_OF_LAW = set(range(1, 18))

RULES_OF = {
    "samr-43": "19-1 20 21 22 23 24-1-1 24-1-2 24-1-3 24-1-4-time 24-1-4-count",
    "aqsiq-150": "18-1 18-2 19-1 20-2 20-3-1 20-3-2-assembly 20-3-2-component 20-3-3 21-1-time 21-1-count",
}
RULES = [f"{order}/{rule}" for order, rest in RULES_OF.items() for rule in rest.split()]

CJK = r"\u3400-\u9fff\uf900-\ufaff\u3001-\u303f\uff00-\uffef\u2018-\u201d"
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
ASCII_BESIDE_CJK = re.compile(f"[{CJK}][{re.escape(string.punctuation)}]|[{re.escape(string.punctuation)}][{CJK}]")

each_reading = pytest.mark.parametrize("reading", READINGS, ids=lambda r: r["code"])


def test_all_fifty_five_are_there_in_order():
    assert [reading["number"] for reading in READINGS] == list(range(1, 56))


def test_no_code_and_no_question_is_given_twice():
    for key in ("code", "question_zh", "question_en"):
        counted = Counter(reading[key] for reading in READINGS)
        assert [value for value, times in counted.items() if times > 1] == []


def test_no_key_is_written_twice_in_an_entry():
    for entry in re.split(r"(?m)^- ", DATA.read_text(encoding="utf-8"))[1:]:
        assert re.findall(r"(?m)^ {0,2}(\w+):", entry) == KEYS


@each_reading
def test_keys_are_exactly_these(reading):
    assert list(reading) == KEYS


@each_reading
def test_code_is_snake_case(reading):
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", reading["code"])


@each_reading
def test_topic_follows_the_place_in_the_list(reading):
    number = reading["number"]
    topics = (topic for topic, last in LAST_OF_TOPIC.items() if number <= last)
    assert reading["topic"] == next(topics)


@each_reading
def test_rules_are_known_and_in_the_order_of_the_articles(reading):
    rules = reading["rules"]
    assert set(rules) <= set(RULES)
    assert rules == sorted(set(rules), key=RULES.index)


@each_reading
def test_rules_are_named_exactly_where_single_rules_lean_on_it(reading):
    assert reading["applies_to"] in APPLIES_TO
    assert (reading["applies_to"] == "rules") == bool(reading["rules"])


@each_reading
def test_engine_takes_it_exactly_where_the_contract_fixes_it(reading):
    contract_readings = reading["contract_readings"]
    assert reading["taken_by_engine"] is bool(contract_readings)
    assert reading["taken_by_engine"] is (reading["number"] not in LEFT_TO_PEOPLE)
    assert set(contract_readings) <= set(CONTRACT_READINGS)
    assert contract_readings == sorted(set(contract_readings))


@each_reading
def test_what_the_engine_does_not_take_concerns_the_application(reading):
    assert (reading["applies_to"] == "application") == (not reading["taken_by_engine"])


def test_every_contract_reading_of_the_law_is_named():
    named = {number for reading in READINGS for number in reading["contract_readings"]}
    assert named >= CONTRACT_READINGS_OF_LAW


def test_every_rule_leans_on_some_reading():
    assert {rule for reading in READINGS for rule in reading["rules"]} == set(RULES)


@each_reading
def test_source_is_stated_and_a_check_has_day_and_person(reading):
    assert reading["read_in"] in READ_IN
    assert (reading["checked_on"] is None) == (reading["checked_by"] is None)


@each_reading
def test_chinese_sentences_use_full_width_punctuation(reading):
    for text in TEXTS:
        sentence = reading[f"{text}_zh"]
        assert sentence.endswith("？" if text == "question" else "。")
        assert not ASCII_BESIDE_CJK.search(sentence), sentence
        assert not re.search(r"\s", sentence), sentence


@each_reading
def test_english_sentences_are_english_and_end(reading):
    for text in TEXTS:
        sentence = reading[f"{text}_en"]
        assert sentence.endswith("?" if text == "question" else ".")
        assert not CHINESE.search(sentence), sentence
        assert sentence == " ".join(sentence.split())


@each_reading
def test_articles_are_written_in_chinese_numerals(reading):
    for text in TEXTS:
        assert not re.search(r"第\d+[条款项]", reading[f"{text}_zh"])


@each_reading
def test_the_two_readings_differ(reading):
    for language in ("zh", "en"):
        assert reading[f"chosen_{language}"] != reading[f"other_{language}"]


@pytest.mark.parametrize("wrong", ["三包,有效期", "(第二十条", "百分之五.", "“日”;", "质量:"])
def test_half_width_punctuation_beside_chinese_is_found(wrong):
    assert ASCII_BESIDE_CJK.search(wrong)


@pytest.mark.parametrize("right", ["3,000公里", "186,800.00元。", "2026年11月22日。"])
def test_full_width_punctuation_and_numbers_pass(right):
    assert not ASCII_BESIDE_CJK.search(right)
