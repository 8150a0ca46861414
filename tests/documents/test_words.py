"""The English of the papers is complete, and no code of a fact is without a word."""

import pytest
from django.utils import translation

from documents.papers import fact_words
from sanbao.law import vocabulary

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
