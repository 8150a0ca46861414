"""The way through the pages, and what is refused at the door; the worker in between, killed and called again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.imports import handlers, running
from claims.imports.forms import MappingForm
from claims.imports.models import Finding, RememberedMapping, Run
from claims.imports.running import write_step
from claims.imports.services import run_write
from claims.imports.showing import lacking
from claims.imports.visits.columns import ALL_REPAIRS
from claims.repairs.models import Visit
from sanbao.accounts.roles import Role
from sanbao.work import MessageInfo
from sanbao.work.testing import run_all
from tests.accounts import world as people
from tests.accounts.browsing import Browser, text_of
from tests.claims.imports import world
from tests.claims.imports.world import AT, HEADER, checked, counts, row, text, worked
from tests.claims.repairs import world as repairs

pytestmark = pytest.mark.django_db
NAMES = [("my " if name == "工单号" else "") + name for name in HEADER]  # one name that nobody guesses


@pytest.fixture
def place():
    return world.place()


def sent(content: str, name: str = "visits.csv") -> dict:
    return {"file": SimpleUploadedFile(name, content.encode()), "key": str(uuid4())}


def test_from_the_upload_over_columns_and_report_to_what_is_written(place, django_capture_on_commit_callbacks):
    repairs.sold_car(place.shop)
    client = Browser(place.clerk).client
    upload = reverse("imports:upload", args=[place.organisation.public_id, "visits"])
    assert upload in text_of(client.get(reverse("imports:index")))
    data = sent(text(row(), row(工单号="RO-2", 行驶里程="=1+1"), header=NAMES))
    columns = client.post(upload, data).url
    data["file"].seek(0)
    assert client.post(upload, data).url == columns, "sent twice, it is one import"
    assert client.get(columns).context["form"]["vin"].initial == "1"
    wrong = client.post(columns, {"vin": "1"})
    assert "文件里没有这一列" in text_of(wrong)
    mapping = {key: str(at) for key, at in Run.objects.get().mapping.items()}
    run = client.post(columns, mapping | {"order_number": "0"}).url
    assert "正在检查" in text_of(client.get(run))
    run_all(timezone.now() + timedelta(seconds=1))
    page = client.get(run)
    assert "有1行有问题" in text_of(page)
    assert "这一格是公式" in text_of(page)
    assert client.get(run, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    report = client.get(f"{run}report.csv").content.decode()
    assert report.splitlines()[1] == "3,行驶里程,问题,这一格是公式。请在电子表格里复制，再“选择性粘贴”成数值。"
    assert "跳过" in text_of(client.post(f"{run}write/", {"mode": "all_or_nothing"}))
    assert client.post(f"{run}write/", {"mode": "skip_faults"}).url == run
    assert not Visit.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        run_all(timezone.now() + timedelta(seconds=2))
    assert "写入了1行" in text_of(client.get(run))
    assert Visit.objects.count() == 1
    assert not Run.objects.get().path.exists(), "the file is gone once it is written"
    again = client.post(upload, sent(text(row(), header=NAMES))).url
    assert client.get(again).context["form"]["order_number"].initial == "0", "the mapping is remembered"
    assert RememberedMapping.objects.count() == 1


def test_a_file_that_does_not_say_what_was_done_is_not_taken_for_repairs_unseen(place):
    """Maintenance would count as repairs of a quality problem."""
    names = ["维修项目" if name == "做了什么" else name for name in HEADER]
    run = checked(place, text(row(), header=names))
    assert [says.says for says in lacking(run)] == [str(ALL_REPAIRS)]
    assert "work" in {field.name for field in MappingForm(run).first}, "asked in the open, not among the others"
    assert str(ALL_REPAIRS) in text_of(Browser(place.clerk).client.get(reverse("imports:run", args=[run.public_id])))
    assert lacking(checked(place, text(row()))) == []


def test_what_is_too_large_or_no_table_is_told_at_the_field(place, settings):
    client = Browser(place.clerk).client
    upload = reverse("imports:upload", args=[place.organisation.public_id, "visits"])
    assert "请选择文件" in text_of(client.post(upload, {"key": str(uuid4())}))
    assert "请选择CSV" in text_of(client.post(upload, sent("%PDF-1.7 xxx")))
    settings.IMPORT_BYTES = 1000
    cut = client.post(upload, sent("车架号\n" + "A" * 5000))
    assert (cut.status_code, "文件太大" in text_of(cut)) == (413, True)

    class Unread:
        """Two gigabytes, of which not one byte is asked for."""

        def read(self, *_size):
            raise AssertionError("the body was read")

        readline = read

    declared = {
        "CONTENT_LENGTH": str(2 * 1024**3),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": Unread(),
    }
    refused = client.generic("POST", upload, b"", **declared)
    assert (refused.status_code, "文件太大" in text_of(refused)) == (413, True)
    assert not Run.objects.exists()


def test_nobody_else_comes_near_and_a_stranger_site_cannot_post(place):
    run = checked(place, text(row()))
    for name in ("run", "columns", "report"):
        adviser = Browser(place.shop.adviser)
        assert adviser.get(f"imports:{name}", run.public_id).status_code == 404
    assert (
        Browser(people.member(world.place().organisation, Role.CLERK)).get("imports:run", run.public_id).status_code
        == 404
    )
    assert Browser(place.clerk).get("imports:upload", place.organisation.public_id, "filings").status_code == 404
    client = Client(enforce_csrf_checks=True)
    client.force_login(place.clerk)
    upload = reverse("imports:upload", args=[place.organisation.public_id, "visits"])
    assert client.post(upload, sent("x")).status_code in (302, 403)
    assert Run.objects.count() == 1


@pytest.mark.postgres
def test_a_writing_that_was_killed_goes_on_where_the_rows_end(place, monkeypatch):
    repairs.sold_car(place.shop)
    rows = [row(工单号=f"RO-{day}", 送修时间=f"2026-05-{day:02d}", 完工时间="", 交车时间="") for day in range(1, 8)]
    monkeypatch.setattr(running, "CHUNK", 3)
    run = checked(place, text(*rows))
    assert counts(run) == (7, 0, 0)
    run_write(run=run, mode="skip_faults", by=place.clerk, at=AT)
    advance, calls = running.advance, []

    def killed(*args):
        calls.append(args)
        if len(calls) == 2:
            raise SystemExit
        advance(*args)

    monkeypatch.setattr(running, "advance", killed)
    with pytest.raises(SystemExit):
        worked(run, write_step)
    assert (Run.objects.get().cursor, Visit.objects.count()) == (3, 3), "the second batch left nothing"
    monkeypatch.setattr(running, "advance", advance)
    stale = Run.objects.select_related("organisation", "acted_by").get()
    done = worked(run, write_step)
    assert (done.state, counts(done), Visit.objects.count()) == ("done", (7, 0, 0), 7)
    write_step(stale, lambda: AT)
    assert Visit.objects.count() == 7, "whoever comes late does nothing"


def test_a_long_writing_is_handed_on_step_by_step(place, monkeypatch):
    repairs.sold_car(place.shop)
    monkeypatch.setattr(running, "CHUNK", 1)
    monkeypatch.setattr(running, "STEP_LASTS", timedelta(0))
    monkeypatch.setattr(handlers, "write_step", lambda run, clock: False)
    run = checked(place, text(row()))
    run_write(run=run, mode="skip_faults", by=place.clerk, at=AT)
    turn = Run.objects.get().turn
    handlers.write_a_step({"run": str(run.public_id), "turn": turn}, MessageInfo("k", 1, AT))
    assert Run.objects.get().turn == turn + 1
    handlers.write_a_step({"run": str(run.public_id), "turn": turn}, MessageInfo("k", 2, AT))
    assert Run.objects.get().turn == turn + 1, "an old message does nothing"


def test_files_and_reports_do_not_stay_for_ever(place):
    run = checked(place, text(row(行驶里程="x")))
    assert run.path.exists()
    assert Finding.objects.exists()
    for days in (8, 99):
        handlers.forget({}, MessageInfo("k", 1, timezone.now() + timedelta(days=days)))
    fresh = Run.objects.get()
    assert (fresh.state, fresh.path.exists(), Finding.objects.count()) == ("dropped", False, 0)


def test_whoever_loses_the_right_writes_nothing_more(place):
    repairs.sold_car(place.shop)
    run = checked(place, text(row()))
    run_write(run=run, mode="skip_faults", by=place.clerk, at=AT)
    place.clerk.memberships.update(left_on=AT.date())
    done = worked(run, write_step)
    assert (done.state, Visit.objects.count()) == ("failed", 0)
    assert "没有这项权限" in done.trouble_told
