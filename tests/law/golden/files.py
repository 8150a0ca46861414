"""The words that the product says today, kept as files so that a change of words shows as a diff.

`sentences.yaml` holds every finding's and every notice's sentence of all public cases, the text files whole pages.
After a change of words: `python -m tests.law.golden`, then read the diff aloud.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from sanbao.law import assess
from sanbao.law.explain import explain
from sanbao.law.parsing import facts_from_json
from sanbao.law.sources import law_data_version

FOLDER = Path(__file__).parent
PUBLIC = FOLDER.parent / "cases" / "public.yaml"
SENTENCES = "sentences.yaml"
PAGES = (
    "K00-contract-example",  # an open fact
    "B14-compensation-43",  # the formula of use compensation, and the refund
    "B21-unknown-use",  # household use not known
    "B22-transition-line",  # the older order, with the result under the newer one
    "E01-seep-7day-notfound",  # two open facts together, and what would change it
    "M26-truck-brakebooster",  # out of scope
)
LANGUAGES = ("zh", "en")


def golden_files() -> Iterator[tuple[str, str]]:
    """Name and content of every file."""
    yield SENTENCES, _sentences()
    for case in PAGES:
        for lang in LANGUAGES:
            yield f"{case}.{lang}.txt", _page(case, lang)


@cache
def public_cases() -> dict[str, dict]:
    return {entry["id"]: entry["case"] for entry in yaml.safe_load(PUBLIC.read_text("utf-8"))}


def _sentences() -> str:
    told = {}
    for case, facts in public_cases().items():
        assessment = assess(facts_from_json(facts))
        told[case] = {finding.rule: finding.text_zh for finding in assessment.findings}
        told[case] |= {notice.code: notice.text_zh for notice in assessment.notices}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000)


def _page(case: str, lang: str) -> str:
    facts = facts_from_json(public_cases()[case])
    return explain(facts, assess(facts), lang).replace(law_data_version(), "X")
