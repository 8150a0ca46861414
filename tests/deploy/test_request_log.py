"""One number and one line a request."""

import logging

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django.urls import include, path
from django.utils.functional import SimpleLazyObject

from sanbao.web import addresses, errors, request_log

GOOD = "0123456789abcdef-ABCDEF"


def fail(request, public_id):
    raise ValueError("secret")


def greet(request, public_id):
    return HttpResponse(request.user.is_authenticated)


urlpatterns = [
    path("things/<int:public_id>/fail", fail),
    path("things/<int:public_id>/", greet),
    path("", include("sanbao.urls")),
]


handler500 = errors.server_error


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, "sanbao.requests")
    return lambda: [record for record in caplog.records if record.name == "sanbao.requests"]


def test_a_request_is_logged_by_its_page_not_its_address(client, lines, settings):
    settings.ROOT_URLCONF = __name__
    client.get("/things/42/?phone=13800138000", REMOTE_ADDR="203.0.113.77")
    (line,) = lines()
    assert (line.method, line.route, line.status) == ("GET", "things/<int:public_id>/", 200)
    assert line.network == "203.0.113.0/24"
    assert line.duration_ms >= 0
    assert not any(secret in str(vars(line)) for secret in ("13800138000", "things/42", "203.0.113.77"))


@pytest.mark.django_db
def test_a_person_is_logged_under_the_opaque_name_alone(client, lines, settings):
    settings.ROOT_URLCONF = __name__
    user = get_user_model().objects.create_user(username="wang", name="王䶮")
    client.force_login(user)
    client.get("/things/42/")
    (line,) = lines()
    assert line.user == str(user.public_id)
    assert not any(secret in str(vars(line)) for secret in ("wang", "王䶮"))


@pytest.mark.django_db
def test_a_page_that_asks_for_nobody_costs_no_query_for_the_log(client, lines, django_assert_num_queries):
    user = get_user_model().objects.create_user(username="wang", name="王䶮")
    client.force_login(user)
    with django_assert_num_queries(0):
        client.post("/healthz")
    assert [(line.status, line.user) for line in lines()] == [(405, None)]


def test_a_log_line_does_not_ask_who_is_there(lines):
    def nobody_asked():
        raise AssertionError("a query for the log")

    def serve(request):
        request.user = SimpleLazyObject(nobody_asked)
        return HttpResponse()

    request_log.numbered_and_logged(serve)(RequestFactory().get("/"))
    assert [line.user for line in lines()] == [None]


def test_an_unknown_address_is_logged_without_it(client, lines):
    client.get("/王䶮/13800138000")
    (line,) = lines()
    assert (line.status, line.route) == (404, None)
    assert "13800138000" not in str(vars(line))


def test_probes_are_logged_only_when_they_fail(client, lines):
    client.get("/healthz")
    assert lines() == []
    client.post("/healthz")
    assert [line.status for line in lines()] == [405]


def test_an_invented_method_is_not_repeated(lines):
    request = RequestFactory().generic("13800138000", "/")
    request_log.numbered_and_logged(lambda _: HttpResponse())(request)
    assert [line.method for line in lines()] == ["?"]


def test_every_answer_tells_its_number_and_no_two_are_alike(client):
    numbers = {client.get(address).headers["X-Request-ID"] for address in ("/healthz", "/healthz", "/nowhere")}
    assert len(numbers) == 3
    assert all(len(number) == 32 for number in numbers)


@pytest.mark.parametrize(
    ("behind_proxy", "sent", "kept"),
    [
        (True, GOOD, True),
        (False, GOOD, False),
        (True, "short", False),
        (True, "x" * 65, False),
        (True, 'a"b\\c' * 3, False),
        (True, "１２３４５６７８９", False),
    ],
)
def test_a_number_is_taken_over_from_our_proxy_alone_and_only_well_formed(client, behind_proxy, sent, kept):
    with override_settings(BEHIND_PROXY=behind_proxy):
        answer = client.get("/healthz", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
    assert (answer == sent) is kept
    assert kept or len(answer) == 32


def test_the_page_of_an_error_and_its_log_lines_show_the_same_number(lines, caplog, settings):
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).get("/things/42/fail")
    number = response.headers["X-Request-ID"]
    assert response.status_code == 500
    assert number in response.content.decode()
    (failure,) = [record for record in caplog.records if record.name == "django.request"]
    assert failure.request.request_id == number
    assert [line.status for line in lines()] == [500]


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "198.51.100.7", "203.0.113.77"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "10.9.9.9, 198.51.100.7", "198.51.100.7"),
        (True, "", "203.0.113.77"),
    ],
)
def test_the_address_of_a_client_is_what_the_nearest_trusted_hand_wrote(behind_proxy, forwarded, expected):
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.77", headers={"X-Forwarded-For": forwarded})
    with override_settings(BEHIND_PROXY=behind_proxy):
        assert addresses.client_address(request) == expected


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", None),
        ("unix:", None),
    ],
)
def test_an_address_is_logged_as_its_neighbourhood(address, network):
    assert addresses.network_of(address) == network
