import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from sanbao import urls
from sanbao.web import errors
from tests.web.test_budgets import FIRST_LOAD_BYTES, PAGE_BYTES, sizes


def boom(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


def bad(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("on purpose")


def closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def busy(request: HttpRequest) -> HttpResponse:
    return errors.too_many_requests(request)


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    path("boom/", boom),
    path("bad/", bad),
    path("closed/", closed),
    path("busy/", busy),
    path("form/", form),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/boom/", 500, "系统出错了"),
        ("/bad/", 400, "这个请求无法处理"),
        ("/closed/", 403, "这一页不对您开放"),
        ("/busy/", 429, "请稍等再试"),
        ("/nowhere/", 404, "没有这一页"),
    ],
)
def test_each_error_has_a_page_that_says_what_to_do(address, status, says, caplog):
    response = Client(raise_request_exception=False).get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{says}</h1>" in page
    assert "回到首页" in page


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/boom/", "/bad/", "/closed/", "/busy/", "/nowhere/", "/invitations/unusable/"])
def test_error_pages_keep_the_budgets_of_every_page(address, caplog):
    page, first_load = sizes(Client(raise_request_exception=False).get(address).content.decode())
    assert page <= PAGE_BYTES
    assert first_load <= FIRST_LOAD_BYTES


@pytest.mark.urls(__name__)
def test_a_form_without_its_token_is_refused_in_plain_words(caplog):
    response = Client(enforce_csrf_checks=True).post("/form/")
    assert response.status_code == 403
    assert "请再提交一次" in response.content.decode()


@pytest.mark.urls(__name__)
def test_error_pages_speak_english_too(client: Client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "There is no such page" in client.get("/nowhere/").content.decode()


def test_the_page_of_a_failure_needs_neither_request_nor_database():
    """No `db` fixture here: a query would fail the test."""
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "编号" not in response.content.decode()


def test_the_page_of_a_failure_tells_the_number_of_the_request():
    request = RequestFactory().get("/")
    request.request_id = "0123456789abcdef"
    assert "0123456789abcdef" in errors.server_error(request).content.decode()
