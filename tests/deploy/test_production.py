"""The site as an operator runs it: granian, production settings, collected files; a process of its own."""

import gzip
import json
import os
import re
import shlex
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.deploy.test_serve import free_port
from tests.test_project import ROOT

PATIENCE_S = 300  # of a busy machine
PUBLIC = {
    "SANBAO_DEBUG": "0",
    "SANBAO_HOSTS": "sanbao.example",
    "SANBAO_SECRET_KEY": "k" * 60,
    "SANBAO_BEHIND_PROXY": "1",
    "DATABASE_URL": "",
}


class Site:
    def __init__(self, state: Path, port: int):
        self.state, self.port = state, port
        self.variables = os.environ | PUBLIC | {"SANBAO_STATE": str(state)}

    def manage(self, *words):
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        return subprocess.run(command, env=self.variables, check=True, capture_output=True, text=True)

    def get(self, path, scheme="https", data=None, **headers):
        request = urllib.request.Request(  # our own address
            f"http://127.0.0.1:{self.port}{path}",
            data,
            headers={"Host": "sanbao.example", "X-Forwarded-Proto": scheme, **headers},
        )
        opener = urllib.request.build_opener(NoRedirect)
        try:
            return opener.open(request)
        except urllib.error.HTTPError as answer:
            return answer

    def wait_for(self, condition):
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, "the line was not written"
            time.sleep(0.02)

    def lines(self):
        return [json.loads(line) for line in (self.state / "log").read_text().splitlines() if line.startswith("{")]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("public"), free_port())
    site.manage("migrate", "--verbosity", "0")
    site.manage("createcachetable")
    site.manage("collectstatic", "--noinput", "--verbosity", "0")
    with (site.state / "log").open("wb") as log:
        process = subprocess.Popen(server_on(site.port), cwd=ROOT, env=site.variables, stdout=log, stderr=log)
    try:
        wait_until_it_answers(site, process)
        yield site
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def server_on(port):
    """As the unit for systemd starts it, at another place."""
    unit = (ROOT / "deploy/systemd/sanbao-web.service").read_text()
    line = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    words = shlex.split(line.removeprefix("ExecStart="))
    words[0] = str(Path(sys.executable).parent / "granian")
    words[words.index("--port") + 1] = str(port)
    return words


def wait_until_it_answers(site, process):
    end = time.monotonic() + PATIENCE_S
    while True:
        assert process.poll() is None, (site.state / "log").read_text()
        assert time.monotonic() < end, "it came to nothing"
        try:
            site.get("/healthz").close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def test_a_page_goes_out_over_https_alone_and_binds_the_browser_to_it(site):
    with site.get("/") as page:
        assert page.status == 200
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    with site.get("/", scheme="http") as plain:
        assert (plain.status, plain.headers["Location"]) == (301, "https://sanbao.example/")


def test_files_are_named_by_their_content_kept_for_good_and_sent_small(site):
    with site.get("/") as page:
        named = re.findall(r'href="(/static/[^"]+)"', page.read().decode())
    assert any(re.search(r"/sanbao\.[0-9a-f]{12}\.css$", name) for name in named)
    for name in named:
        with site.get(name, **{"Accept-Encoding": "gzip"}) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
            body = answer.read()
            content = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
            assert content
        if name.endswith(".css"):
            assert len(body) < len(content) / 2


def test_probes_answer_over_plain_http_and_name_what_is_missing(site):
    with site.get("/healthz", scheme="http") as alive:
        assert alive.status == 200
    with site.get("/readyz", scheme="http") as ready:
        told = json.loads(ready.read())
    assert told["status"] == "degraded"
    assert {name: told["checks"][name] for name in ("database", "migrations", "worker")} == {
        "database": "ok",
        "migrations": "ok",
        "worker": "silent",
    }


def test_cookies_are_for_this_host_over_https_alone(site):
    script = "from django.conf import settings as s\n" + "".join(
        f"print(s.{name}_COOKIE_NAME, s.{name}_COOKIE_SECURE)\n" for name in ("SESSION", "CSRF", "LANGUAGE")
    )
    told = site.manage("shell", "--no-imports", "--command", script).stdout.split()
    assert told == ["__Host-sanbao_session", "True", "__Host-sanbao_csrf", "True", "__Host-sanbao_language", "True"]


def test_what_a_person_enters_into_the_check_is_not_logged(site):
    cookie, token = of_a_form(site, "/check/")
    started = entered(site, cookie, csrfmiddlewaretoken=token, go="start")
    state = re.search(r'name="state" value="([^"]+)"', started)[1]
    secrets = {"day_year": "2023", "day_month": "11", "day_day": "23"}
    answer = entered(site, cookie, csrfmiddlewaretoken=token, go="next", step="invoiced_on", state=state, **secrets)
    carried = re.search(r'name="state" value="([^"]+)"', answer)[1]
    step = re.search(r'name="step" value="([^"]+)"', answer)[1]
    assert step != "invoiced_on"  # it was taken
    wrong = entered(site, cookie, csrfmiddlewaretoken=token, go="next", step=step, state=carried, answer="13800138001")
    assert f'name="step" value="{step}"' in wrong
    text = (site.state / "log").read_text()
    assert '"route": "check/"' in text
    assert not [secret for secret in (state, carried, "2023-11-23", "13800138001", token) if secret in text]


def of_a_form(site, path):
    """The cookie and the token of a page's form."""
    with site.get(path) as page:
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        return cookie, re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1]


def entered(site, cookie, **data):
    """A page of the check, posted and answered; its line is in the log."""
    number = f"check-{len(site.lines())}-number"
    body = urllib.parse.urlencode(data).encode()
    headers = {"X-Request-ID": number, "Cookie": cookie, "Origin": "https://sanbao.example"}
    with site.get("/check/", data=body, **headers) as answer:
        assert answer.status == 200
        assert answer.headers["X-Request-ID"] == number
        page = answer.read().decode()
    site.wait_for(lambda: any(line.get("request_id") == number for line in site.lines()))
    return page


def test_what_stands_in_an_address_that_is_none_is_not_logged(site):
    with site.get(
        "/check/13800138001/?seen=13800138002", data=b"state=x", **{"X-Request-ID": "none-of-ours-1"}
    ) as answer:
        assert answer.status in (403, 404)
    site.wait_for(lambda: any(line.get("request_id") == "none-of-ours-1" for line in site.lines()))
    assert "1380013800" not in (site.state / "log").read_text()


def test_another_host_is_refused(site):
    with site.get("/", Host="elsewhere.example") as answer:
        assert answer.status == 400


def test_the_log_holds_lines_of_json_without_addresses_queries_or_persons(site):
    secrets = ("13800138000", "%E7%8E%8B", "王")
    with site.get("/nowhere/13800138000?name=%E7%8E%8B", **{"X-Request-ID": "from-our-proxy-1"}) as answer:
        assert answer.headers["X-Request-ID"] == "from-our-proxy-1"
    of_it = lambda: [line for line in site.lines() if line.get("request_id") == "from-our-proxy-1"]  # noqa: E731
    site.wait_for(of_it)
    found = of_it()
    assert [(line["message"], line["method"], line["status"]) for line in found] == [("request", "GET", 404)]
    assert not any(secret in (site.state / "log").read_text() for secret in secrets)
