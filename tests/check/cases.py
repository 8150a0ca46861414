"""The public cases with words of an owner for their problems, and their result pages."""

import json
from functools import cache
from pathlib import Path

import yaml
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from sanbao.check.results.page import LANGUAGES, result_page
from sanbao.check.state import Answers, sealed
from sanbao.law.parsing import facts_from_json

LAW_TESTS = Path(__file__).resolve().parent.parent / "law"
CASES = {case["id"]: case["case"] for case in yaml.safe_load((LAW_TESTS / "cases" / "public.yaml").read_text("utf-8"))}
WORDS = ("变速器顿挫", "行驶中突然没有动力", "前减震器异响", "天窗漏水", "中控屏黑屏", "方向盘发沉")


@cache
def facts_of(case_id):
    return facts_from_json(CASES[case_id])


def names_of(facts):
    items = [item for visit in facts.visits for item in visit.items]
    items += facts.demand.items if facts.demand else ()
    problems = list(dict.fromkeys(item.problem for item in items))
    return {problem: WORDS[number % len(WORDS)] for number, problem in enumerate(problems)}


def state_of(case_id):
    case = json.loads(json.dumps(CASES[case_id], default=str))
    return sealed(Answers(case, names_of(facts_of(case_id)), tuple(f"step{number}" for number in range(20))))


@cache
def page_of(case_id, lang="zh"):
    facts = facts_of(case_id)
    return result_page(facts, names_of(facts), lang=lang, state=state_of(case_id))


@cache
def html_of(case_id, lang="zh"):
    with translation.override(LANGUAGES[lang]):
        return render_to_string("check/result.html", {"page": page_of(case_id, lang)}, RequestFactory().get("/check/"))
