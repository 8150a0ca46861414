import pytest
from django.utils.translation import gettext_lazy

from sanbao.web import landing, navigation
from sanbao.web.landing import Task, add_source, tasks_for
from sanbao.web.navigation import Item, add_item


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch):
    monkeypatch.setattr(landing, "_sources", [])
    monkeypatch.setattr(navigation, "_items", [])


def labels(request) -> list[str]:
    return [str(task.label) for task in tasks_for(request)]


def test_an_entry_of_the_navigation_that_says_what_is_done_there_is_a_task(rf):
    add_item(Item(gettext_lazy("甲"), "home", lambda request: True, says="做甲"))
    add_item(Item("乙", "home", lambda request: True))
    add_item(Item("丙", "home", lambda request: False, says="做丙"))
    [task] = tasks_for(rf.get("/"))
    assert (str(task.label), task.says, task.url) == ("甲", "做甲", "/")


def test_what_waits_stands_first_and_the_rest_in_order(rf):
    add_item(Item("查", "home", lambda request: True, order=10, says="查"))
    add_source(lambda request: [Task("后", "", "/", order=80), Task("先", "", "/", order=5)])
    add_source(lambda request: [Task("等", "", "/", order=90, count=3)])
    assert labels(rf.get("/")) == ["等", "先", "查", "后"]


def test_a_source_is_asked_once_however_often_it_was_added(rf):
    def source(request):
        return [Task("甲", "", "/")]

    add_source(source)
    add_source(source)
    assert labels(rf.get("/")) == ["甲"]
