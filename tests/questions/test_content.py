"""The content of the questions: complete in both languages, no number of law typed, every article in the data."""

import re
from datetime import date

import pytest
import yaml

from sanbao.law.errors import DataError
from sanbao.law.phrases import citation_of
from sanbao.law.regulations import FOLDERS, surrounding_law
from sanbao.law.sources import SHIPPED
from sanbao.questions.content import FOLDER, load, questions
from sanbao.questions.figures import filled
from sanbao.questions.pages import page_of

TODAY = date(2026, 11, 27)
ALL = pytest.mark.parametrize("question", questions().values(), ids=questions())
LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
PLACE = re.compile(r"\{[^}]*\}")
BARE = {
    "zh": re.compile(r"[0-9０-９]|[两二三四五六七八九十百千]+(个工作日|工作日|日|天|次|年|个月|公里|倍|元|小时)"),
    "en": re.compile(
        r"[0-9]|\b(two|three|four|five|six|seven|ten|fifteen|twenty|thirty|sixty)\b"
        r"[ -](times|days?|years?|months?|km|repairs?|working|replacements?)",
        re.IGNORECASE,
    ),
}
HOTLINE = "12315"


def test_there_are_the_twenty_two_questions():
    assert len(questions()) == 22
    assert [path.name[:2] for path in sorted(FOLDER.glob("*.yaml"))] == [f"{number:02}" for number in range(1, 23)]


@ALL
@LANGUAGES
def test_no_number_of_law_is_typed(question, lang):
    for text in question.texts():
        assert BARE[lang].findall(PLACE.sub("", text[lang]).replace(HOTLINE, "")) == []


def test_a_typed_number_would_be_found():
    assert BARE["zh"].search("超过四次")
    assert BARE["zh"].search("满30日")
    assert BARE["zh"].search("两年")
    assert BARE["en"].search("more than four times")
    assert BARE["en"].search("within 60 days")


@ALL
@LANGUAGES
def test_every_place_is_filled(question, lang):
    for text in question.texts():
        assert "{" not in filled(text[lang], lang, TODAY)
        assert filled(text[lang], lang, TODAY).strip()


@ALL
def test_both_languages_name_the_same_figures(question):
    """The English may leave out a name of an order, never a figure."""

    def figures(text):
        return {place.strip("{}").partition(":")[0] for place in PLACE.findall(text) if ".name" not in place}

    for text in question.texts():
        assert figures(text["zh"]) == figures(text["en"]), text["zh"]


@ALL
def test_every_article_stands_in_the_data(question):
    coverage = {(row["law"], row["article"]) for row in yaml.safe_load((SHIPPED / "coverage.yaml").read_text("utf-8"))}
    beside = {(parameter.citation.law, parameter.citation.article) for parameter in surrounding_law().values()}
    assert question.articles
    for article in question.articles:
        citation = citation_of(article)
        known = coverage if citation.law in FOLDERS else beside
        assert (citation.law, citation.article) in known, article


@ALL
@LANGUAGES
def test_a_page_tells_answer_articles_and_the_way_on(question, lang):
    page = page_of(question, lang, TODAY)
    assert page.answer
    assert page.details
    assert page.keep
    assert page.articles
    assert page.related
    assert len(page.views) == len(question.views)
    assert all("None" not in article for article in page.articles)


def test_the_figures_of_the_law_stand_in_the_answers():
    """By hand: more than 4 repairs, 30 days, 7 days, 10 and 20 working days, 0.5 %, 6 months."""
    answers = {slug: page_of(question, "zh", TODAY).answer for slug, question in questions().items()}
    assert "超过四次" in answers["same-fault"]
    assert "第五次" in answers["same-fault"]
    assert "超过三十日" in answers["days-in-shop"]
    assert answers["new-car"].startswith("按第四十三号令，七日内发动机、变速器、动力蓄电池或者行驶驱动电机")
    assert "十个工作日内答复" in answers["reply"]
    assert "二十个工作日内办完" in answers["reply"]
    assert "0.5%" in answers["compensation"]
    assert "六个月" in answers["who-proves"]
    assert "换满两次" in answers["assembly-replaced"]
    assert "150,000元×10,000公里÷1,000公里×0.005＝7,500.00元" in " ".join(
        page_of(questions()["compensation"], "zh", TODAY).details
    )


def written(folder, **changes):
    entry = yaml.safe_load((FOLDER / "01-new-car.yaml").read_text("utf-8"))
    for key, value in {"related": [], **changes}.items():
        if value is None:
            del entry[key]
        else:
            entry[key] = value
    (folder / "01.yaml").write_text(yaml.safe_dump(entry, allow_unicode=True), "utf-8")
    return folder


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": None},
        {"surprise": "x"},
        {"title": {"zh": "只有中文"}},
        {"answer": {"zh": "有", "en": "  "}},
        {"views": ["no_such_reading"]},
        {"related": ["no-such-question"]},
        {"related": ["new-car"]},
        {"details": ["bare text"]},
    ],
)
def test_a_file_with_a_fault_is_not_loaded(tmp_path, changes):
    with pytest.raises(DataError):
        load(written(tmp_path, **changes))


def test_a_slug_that_stands_twice_is_not_loaded(tmp_path):
    written(tmp_path)
    (tmp_path / "02.yaml").write_text((tmp_path / "01.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(DataError, match="another file"):
        load(tmp_path)


def test_an_unknown_figure_is_no_empty_text():
    with pytest.raises(LookupError):
        filled("{new.no_such_number}", "zh", TODAY)
