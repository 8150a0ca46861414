"""The sentences: right in their numbers, clean in their form, and true in what they promise."""

import random
import re
from pathlib import Path

import pytest
import yaml

from sanbao.law import assess, words_en, words_zh
from sanbao.law.assessment import Assessment
from sanbao.law.engine import judgement_of
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.parsing import facts_from_json
from sanbao.law.phrases import part_name
from sanbao.law.reasons import told_of
from sanbao.law.sentences import Sentences
from tests.law.changes import answered, changed
from tests.law.reference.generate import random_case

PUBLIC = yaml.safe_load((Path(__file__).parent / "cases" / "public.yaml").read_text("utf-8"))
GENERATED = 1000
CHUNKS = 8
OPENINGS = {MET: "您可以要求", NOT_MET: "现在", UNDETERMINED: "能不能要求"}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
EMPTY_CLAUSE = re.compile(r"[，；：、（][，；：、。）]|，就可以，|（）")


def cases(chunk: int) -> list[dict]:
    """A part of all public and generated cases."""
    generated = [random_case(random.Random(seed), 9) for seed in range(chunk, GENERATED, CHUNKS)]
    return [entry["case"] for entry in PUBLIC[chunk::CHUNKS]] + generated


def numbers_of(assessment: Assessment) -> set[str]:
    """Every counter, limit, distance and number of days that the assessment holds."""
    counters, periods = assessment.counters, assessment.periods
    counts = [counters.repair_days, counters.serious_safety_repairs, *counters.same_problem.values()]
    counts += [*counters.assembly_replacements.values(), *counters.component_replacements.values()]
    numbers = {number for count in counts for number in (count.count, count.limit)}
    numbers |= {number for finding in assessment.findings for number in finding.short_by.values()}
    numbers |= {periods.repair_warranty.km, periods.three_guarantees.km, periods.sixty_days.km}
    numbers |= set(assessment.remedies.loaner_days.values())
    return {f"{number:,}" for number in numbers}


def days_of(assessment: Assessment) -> list[str]:
    periods = assessment.periods
    windows = [periods.repair_warranty, periods.three_guarantees, periods.sixty_days, periods.seven_days]
    days = [window.last_day for window in windows if window is not None]
    return [f"{day.year}年{day.month}月{day.day}日" for day in days]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_number_is_one_of_the_assessment(chunk: int) -> None:
    for case in cases(chunk):
        assessment = assess(facts_from_json(case))
        for finding in assessment.findings:
            text = finding.text_zh
            for day in days_of(assessment):
                text = text.replace(day, "")
            assert set(NUMBER.findall(text)) <= numbers_of(assessment), finding.text_zh


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_sentences_are_whole_and_clean(chunk: int) -> None:
    for case in cases(chunk):
        for finding in assess(facts_from_json(case)).findings:
            text = finding.text_zh
            assert text.startswith(OPENINGS[finding.outcome]), text
            assert text.endswith("）。"), text
            assert text.count("。") == 1, text
            assert not EMPTY_CLAUSE.search(text), text
            assert not re.search(r"[A-Za-z_@{}]", text), text
            assert not re.search(r"[!-+\--/:-@\[-`{-~ ]", re.sub(r"(?<=\d),(?=\d)", "", text)), text


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_is_said_to_change_the_outcome_does_change_it(chunk: int) -> None:
    told = 0
    for case in cases(chunk):
        judgement = judgement_of(facts_from_json(case))
        for judged in judgement.judged if judgement else []:
            change = told_of(judgement.case, judgement.rows, judged).change
            if change is None:
                continue
            told += 1
            again = assess(facts_from_json(changed(case, judgement, judged, change)))
            outcomes = {finding.rule: finding.outcome for finding in again.findings}
            assert outcomes[judged.rule.id] == MET, (judged.finding.rule, change, case)
    assert told > 100


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_an_answer_is_said_to_decide_exactly_when_it_does(chunk: int) -> None:
    for case in cases(chunk):
        for finding in assess(facts_from_json(case)).findings:
            if finding.outcome != UNDETERMINED:
                continue
            kinds: dict[str, list] = {}
            for question in finding.questions:
                kinds.setdefault(question.asks, []).append(question)
            alone = [questions[0] for questions in kinds.values() if len(questions) == 1]
            met = any(MET in (question.if_yes, question.if_no) for question in alone)
            refused = any(NOT_MET in (question.if_yes, question.if_no) for question in alone)
            assert not met or "，就可以" in finding.text_zh.replace("的，就可以", "，就可以"), finding.text_zh
            assert not refused or "就不可以" in finding.text_zh, finding.text_zh


OTHERWISE = {MET: "否则就可以", NOT_MET: "如果没有这样的情形，就不可以"}


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_is_said_to_hold_otherwise_does_hold(chunk: int) -> None:
    """When no answer is given that decides alone, every question is answered the other way."""
    told = 0
    for case in cases(chunk):
        for finding in assess(facts_from_json(case)).findings:
            for outcome, phrase in OTHERWISE.items():
                if phrase in finding.text_zh:
                    told += 1
                    decides = NOT_MET if outcome == MET else MET
                    answers = {one.fact: "no" if one.if_yes == decides else "yes" for one in finding.questions}
                    again = assess(facts_from_json(answered(case, answers)))
                    outcomes = {other.rule: other.outcome for other in again.findings}
                    assert outcomes.get(finding.rule, NOT_MET) == outcome, (finding.text_zh, answers, case)
    assert told > 10


def test_no_two_rules_refuse_the_same_in_the_same_words() -> None:
    """Several rules give a replacement or a return; a refusal says which of them it is about."""
    for entry in PUBLIC:
        refusals = [
            finding.text_zh.partition("：")[0]
            for finding in assess(facts_from_json(entry["case"])).findings
            if finding.outcome == NOT_MET
        ]
        assert len(refusals) == len(set(refusals)), entry["id"]


PLACED = {
    ("drive_motor", "rear"): ("后部的行驶驱动电机", "rear drive motor"),
    ("suspension_link", "front_left"): ("悬架系统左前部的连杆", "front left link rod of the suspension system"),
    ("suspension_spring", None): ("悬架系统的弹簧", "springs of the suspension system"),
    ("gearbox_bearing", None): ("变速器轴承", "bearings of the gearbox"),
    ("steering_tie_rod", "left"): ("左侧的转向拉杆", "left tie rod of the steering system"),
    ("of_the_voucher_alone", "right"): ("右侧的三包凭证所列主要零部件", "right main component listed on the voucher"),
}


@pytest.mark.parametrize(("place", "names"), PLACED.items())
def test_parts_are_named_as_one_says_them(place: tuple[str, str | None], names: tuple[str, str]) -> None:
    code, position = place
    assert words_zh.placed(position, part_name(code, "zh")) == names[0]
    assert words_en.placed(position, part_name(code, "en")) == names[1]


def test_no_sentence_speaks_of_change_when_none_can_come() -> None:
    """Past the three-guarantees period no later repair counts, so nothing is promised."""
    (case,) = [entry["case"] for entry in PUBLIC if entry["id"] == "B18-day-after-two-years"]
    finding = assess(facts_from_json(case)).findings[-1]
    assert finding.outcome == NOT_MET
    assert "就可以" not in finding.text_zh
    assert "2026年3月15日" in finding.text_zh


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_sentence_exists_in_both_languages(lang: str) -> None:
    for entry in PUBLIC:
        judgement = judgement_of(facts_from_json(entry["case"]))
        for judged in judgement.judged if judgement else []:
            text = Sentences(judgement.case, judgement.rows, lang).finding(judged)
            assert "{" not in text
            assert text.isascii() == (lang == "en"), text


def test_sentences_differ_by_outcome() -> None:
    """The same rule never says the same of two outcomes."""
    outcomes: dict[str, set[str]] = {}
    for chunk in range(CHUNKS):
        for case in cases(chunk):
            for finding in assess(facts_from_json(case)).findings:
                outcomes.setdefault(finding.text_zh, set()).add(finding.outcome)
    assert all(len(found) == 1 for found in outcomes.values())
