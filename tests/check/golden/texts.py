"""A result page as lines of text."""

from tests.check.cases import html_of
from tests.check.reading import Reader, main_of


def text_of(case_id, lang):
    lines = [" ".join(line.split()) for line in Reader(main_of(html_of(case_id, lang))).text]
    return "\n".join(line for line in lines if line) + "\n"
