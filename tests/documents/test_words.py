"""The English of the papers is complete, and no code of a fact is without a word."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.utils import translation

from documents.papers import fact_words
from sanbao.law import vocabulary

ROOT = Path(__file__).resolve().parents[2]
TABLES = [
    (fact_words.kind, vocabulary.KINDS),
    (fact_words.energy, vocabulary.ENERGIES),
    (fact_words.use, vocabulary.USES),
    (fact_words.work, [work for work in vocabulary.WORKS if work != "none"]),
    (fact_words.excluded, vocabulary.EXCLUDED_REASONS),
    (fact_words.ground, vocabulary.GROUNDS),
    (fact_words.repairer, vocabulary.REPAIRERS),
    (fact_words.paper, vocabulary.PAPERS),
    (fact_words.loss, vocabulary.LOSSES),
]
YES_NO = ("quality_problem", "serious_safety", "needs_replacement", "event_established", "caused_damage", "established")
ANSWERED = [(fact, answer) for fact in YES_NO for answer in vocabulary.ANSWERS]
ANSWERED += [("resolved", answer) for answer in vocabulary.RESOLVED]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_code_has_a_word_in_both_languages(language):
    with translation.override(language):
        written = [word(code) for word, codes in TABLES for code in codes]
        written += [fact_words.answered(fact, answer) for fact, answer in ANSWERED]
    assert all(written)
    assert all(text.isascii() for text in written) == (language == "en")


def test_the_english_of_a_paper_is_its_own_and_not_that_of_another_app_with_the_same_chinese():
    """Django takes the first of two catalogues; a word that two of them have needs `pgettext("paper", …)` here."""
    catalogue = ROOT / "documents/locale/en/LC_MESSAGES/django.po"
    with catalogue.with_suffix(".mo").open("rb") as file:
        own = GNUTranslations(file)
    entries = catalogue.read_text(encoding="utf-8").split("\n\n")
    plain = [
        re.search(r'^msgid "(.+)"$', one, re.MULTILINE)
        for one in entries
        if "msgctxt" not in one and "msgid_plural" not in one
    ]
    sentences = [found[1] for found in plain if found]
    assert len(sentences) > 50
    with translation.override("en"):
        assert [one for one in sentences if translation.gettext(one) != own.gettext(one)] == []
