"""Many vouchers at once: no gap, no second number for a car, nothing printed twice, wherever a run was killed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from documents.issuing import bulk, demo_sales
from documents.issuing.bulk_numbering import WORKER_STEPS_IN
from documents.issuing.bulk_reading import Fault, decoded, read
from documents.issuing.cars import subject_of
from documents.issuing.freezing import print_key
from documents.issuing.models import Paper, PaperFile, Reason, Series, State
from documents.issuing.printing import print_paper
from documents.issuing.services import paper_withdraw
from documents.papers.bulk import Forms
from documents.papers.payload import payload
from sanbao.ledger.models import Event
from sanbao.work.models import Job
from tests.documents.issuing import world
from tests.documents.issuing.world import AT
from tests.documents.samples import voucher

ROOT = Path(__file__).resolve().parents[3]
SELLER = "澄岳汽车杭州西湖4S店"
database = pytest.mark.django_db
postgres = pytest.mark.postgres


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)


def run(number: int, steps: int | None = None, by=None):
    """The first so many steps of a run over invented cars; all of them without a number."""
    orders = demo_sales.many(number, world.organisation())
    progress = bulk.vouchers_issue(
        orders, issuer=world.organisation(), by=by or world.adviser(), clock=lambda: AT, forms=Forms()
    )
    return [step for _place, step in zip(range(steps) if steps is not None else count(), progress, strict=False)]


def sequences():
    return sorted(Paper.objects.values_list("sequence", flat=True))


@database
@postgres
@pytest.mark.usefixtures("demo", "small_batches")
@pytest.mark.parametrize("steps", range(7))
def test_a_run_that_ends_after_any_step_is_finished_by_the_next(steps):
    run(5, steps)
    printed = dict(PaperFile.objects.values_list("paper__number", "stored_at"))
    run(5)
    assert sequences() == [1, 2, 3, 4, 5]
    assert Paper.objects.values("subject").distinct().count() == PaperFile.objects.count() == 5
    actions = list(Event.objects.filter(subject__startswith="paper/").order_by("id"))
    assert sorted(event.action for event in actions) == ["paper.issued"] * 5 + ["paper.printed"] * 5
    assert printed.items() <= dict(PaperFile.objects.values_list("paper__number", "stored_at")).items()
    assert not Job.objects.exists()


@database
@pytest.mark.usefixtures("demo", "small_batches")
def test_what_a_lost_run_left_is_printed_by_a_worker():
    run(2, 1)
    world.work(AT)
    assert not PaperFile.objects.exists()
    world.work(AT + WORKER_STEPS_IN)
    assert PaperFile.objects.count() == 2
    run(2)
    assert sequences() == [1, 2]


@database
@pytest.mark.usefixtures("demo")
def test_a_car_twice_in_a_run_and_one_issued_on_the_page_keep_their_one_number():
    orders = list(demo_sales.many(2, world.organisation()))
    on_the_page = world.issue(context=orders[0].context, subject=orders[0].subject)
    issuer, by = world.organisation(), world.adviser()
    steps = bulk.vouchers_issue([*orders, orders[1]], issuer=issuer, by=by, clock=lambda: AT, forms=Forms())
    (*_, last) = steps
    assert last.issued == 1
    assert on_the_page in last.papers
    assert sequences() == [1, 2]


@database
@pytest.mark.usefixtures("demo")
def test_a_car_whose_voucher_was_withdrawn_gets_a_new_one():
    run(1)
    paper_withdraw(Paper.objects.get(), reason=Reason.WRONG_CONTENT, by=world.clerk(), at=AT)
    run(1)
    assert sequences() == [1, 2]


@database
@pytest.mark.usefixtures("demo")
def test_a_bad_car_takes_no_number_and_does_not_stop_the_others():
    first, second = demo_sales.many(2, world.organisation())
    bad = replace(first, context=replace(first.context, repairers=""))
    issuer, by = world.organisation(), world.adviser()
    step, *_ = bulk.vouchers_issue([bad, second], issuer=issuer, by=by, clock=lambda: AT, forms=Forms())
    assert [problem.field for problem in step.refused[0][1].problems] == ["repairers"]
    assert sequences() == [1]


@database
@pytest.mark.usefixtures("demo")
def test_who_may_not_issue_a_voucher_issues_none_of_many():
    with pytest.raises(PermissionDenied):
        run(2, by=world.person("luzhu"))
    assert not Series.objects.exists()


@database
@pytest.mark.usefixtures("demo")
def test_a_filled_voucher_reads_and_looks_like_one_printed_by_itself(text_of, pixels_of, settings):
    settings.DEBUG = True
    run(1)
    paper = Paper.objects.get()
    direct = print_paper(paper).content
    assert text_of(bytes(paper.file.content)) == text_of(direct)
    assert pixels_of(bytes(paper.file.content)) == pixels_of(direct)
    assert not Job.objects.filter(key=print_key(paper)).exists()


def car_lines(**changes):
    """The sample, sold by the organisation of these tests, as a file of one form and one car."""
    content = json.loads(payload("voucher", voucher()))["content"]
    content["seller"]["name"] = SELLER
    del content["number"]
    own = ("vin", "produced_on", "invoiced_on", "handover_on")
    car = {name: content.pop(name) for name in own}
    return [json.dumps({"form": content}), json.dumps({**car, **changes})]


def test_a_file_of_a_form_and_cars_gives_the_vouchers_it_tells_of():
    ((line, order),) = read(car_lines(), issuer=None)
    assert (line, order.subject) == (2, subject_of("LSVPACLSBDK0S0421"))
    sample = voucher()
    seller = replace(sample.seller, name=SELLER)
    assert order.context == replace(sample, number="", proof=None, seller=seller)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "不是JSON"),
        ("[]", "一个JSON对象"),
        ('{"form": 1}', "有form的一行"),
        ('{"form": {}, "vin": ""}', "有form的一行"),
        ('{"vin": "LSVPACLSBDK0S0421"}', "缺少：produced_on"),
        (car_lines(colour="红")[1], "不认识的项：colour"),
        (car_lines(number="SB-1")[1], "不认识的项：number"),
        (car_lines(produced_on="2024年")[1], "produced_on的写法不对"),
        (car_lines(invoiced_on=20240220)[1], "invoiced_on的写法不对"),
        (car_lines(bilingual="yes")[1], "bilingual的写法不对"),
        (car_lines(repair_warranty={"months": "x", "km": 1})[1], "repair_warranty的写法不对"),
        (car_lines(use_compensation_coefficient="半成")[1], "use_compensation_coefficient的写法不对"),
        *(
            (car_lines(use_compensation_coefficient=odd)[1], "use_compensation_coefficient的写法不对")
            for odd in ("NaN", "sNaN", "Infinity", 0.005, True, "1E-999999", "0." + "0" * 99)
        ),
        (car_lines(repair_warranty={"months": True, "km": 1})[1], "repair_warranty的写法不对"),
        (car_lines(other="\ud800")[1], "读不出的字符"),
        ('{"\\udfff": 1}', "读不出的字符"),
        ("[" * 100_000, "不是JSON"),
        (car_lines(special_parts=[{"zh": "钥匙", "exta": True}])[1], "special_parts.0.exta"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_what_is_wrong(line, says):
    form = [] if "缺少" in says else car_lines()[:1]
    (fault,) = read([*form, line], issuer=None)
    assert isinstance(fault, Fault)
    assert fault.line == len(form) + 1
    assert says in fault.says


@database
@pytest.mark.usefixtures("demo")
def test_the_command_issues_a_file_into_a_folder_and_again_changes_nothing(tmp_path):
    cars = tmp_path / "cars.jsonl"
    cars.write_text("\n".join([*car_lines(), "{", car_lines(vin="X")[1], car_lines(vin="LSVPACLSBDK0S0422")[1]]))
    who = {"issuer": world.organisation().credit_code, "by": "linxiao"}
    for _twice in range(2):
        errors = StringIO()
        with pytest.raises(CommandError, match="2行没有出具"):
            call_command("issue_vouchers", cars, into=tmp_path / "out", stderr=errors, stdout=StringIO(), **who)
        assert "第3行：不是JSON" in errors.getvalue()
        assert "第4行：vin" in errors.getvalue()
    assert sequences() == [1, 2]
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert files == {f"{paper.number}.pdf": bytes(paper.file.content) for paper in Paper.objects.all()}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "ascii"], ids=["UTF-8", "with its mark", "GB18030", "escapes alone"]
)
def test_a_file_is_read_in_the_encoding_it_was_saved_in(encoding):
    lines = car_lines(other="第一行")
    if encoding != "ascii":
        lines = [json.dumps(json.loads(line), ensure_ascii=False) for line in lines]
    ((line, order),) = read(decoded("\n".join(lines).encode(encoding).splitlines()), issuer=None)
    assert (line, order.context.seller.name, order.context.other) == (2, SELLER, "第一行")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_line_that_cannot_be_read_is_a_fault_of_that_line_alone(encoding):
    form, car = (json.dumps(json.loads(line), ensure_ascii=False).encode(encoding) for line in car_lines())
    faults = [one for one in read(decoded([form, b'{"vin": "\xff\xe5"}', car]), issuer=None) if isinstance(one, Fault)]
    assert [(fault.line, "读不出的字符" in fault.says) for fault in faults] == [(2, True)]


def command_told(folder, lines):
    """What the command says of a file that it does not take whole."""
    cars, errors = folder / "cars.jsonl", StringIO()
    cars.write_text("\n".join(lines))
    who = {"issuer": world.organisation().credit_code, "by": "linxiao"}
    with pytest.raises(CommandError):
        call_command("issue_vouchers", cars, stderr=errors, stdout=StringIO(), **who)
    return errors.getvalue()


@database
@pytest.mark.usefixtures("demo")
def test_a_car_of_another_seller_is_refused_by_name(tmp_path):
    theirs = json.loads(car_lines(vin="LSVPACLSBDK0S0422")[0])["form"]["seller"] | {"name": "栖原汽车上海4S店"}
    errors = command_told(tmp_path, [*car_lines(), car_lines(vin="LSVPACLSBDK0S0422", seller=theirs)[1]])
    assert "第3行：seller.name: 销售者是“栖原汽车上海4S店”" in errors
    assert sequences() == [1]


@database
@pytest.mark.usefixtures("demo")
def test_a_car_whose_voucher_says_something_else_is_told_and_not_passed_over(tmp_path):
    changed = car_lines(other="另有约定。")[1]
    for _twice in range(2):
        errors = command_told(tmp_path, [*car_lines(), changed])
        assert "第3行：vin: 这辆车已有有效凭证SB-2026-0001-000001，内容不同" in errors
    assert sequences() == [1]


@database
@pytest.mark.usefixtures("demo")
def test_a_voucher_that_took_the_place_of_another_still_says_the_same_of_its_car():
    (order,) = demo_sales.many(1, world.organisation())
    first = world.issue(context=order.context, subject=order.subject)
    second = world.issue(context=order.context, subject=order.subject, replaces=first)
    last = run(1)[-1]
    assert (last.papers, last.refused) == ((second,), ())


@database
@pytest.mark.usefixtures("demo")
def test_a_voucher_that_cannot_be_filled_is_told_and_left_to_a_worker(tmp_path):
    run(1, 1)
    first = Paper.objects.get()
    Paper.objects.update(check_code="ab12-wxyz")
    out, errors = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1份没有打印出来"):
        call_command("issue_vouchers", demo=3, into=tmp_path, stdout=out, stderr=errors)
    assert f"编号{first.number}已经取号，这次没有打印出来（UnknownSignError）" in errors.getvalue()
    assert sorted(PaperFile.objects.values_list("paper__sequence", flat=True)) == [2, 3]
    first = Paper.objects.get(pk=first.pk)
    assert (first.state, first.failure) == (State.FAILED, "UnknownSignError")
    assert first.number not in out.getvalue()
    Paper.objects.filter(pk=first.pk).update(check_code=first.check_code.upper())
    world.work(timezone.now() + WORKER_STEPS_IN)
    assert Paper.objects.get(pk=first.pk).state == State.VALID


@database
@pytest.mark.usefixtures("demo")
def test_without_a_key_to_seal_with_no_number_is_taken(settings):
    settings.PAPER_KEY = None
    with pytest.raises(CommandError, match="SANBAO_PAPER_KEY"):
        call_command("issue_vouchers", demo=1, stdout=StringIO(), stderr=StringIO())
    assert not Paper.objects.exists()


@database
@pytest.mark.usefixtures("demo")
def test_where_the_files_are_to_go_is_looked_at_before_a_number_is_taken(tmp_path):
    (tmp_path / "file").touch()
    for target in ({"into": tmp_path / "file"}, {"into_one": tmp_path / "no/all.pdf"}, {"into_one": tmp_path}):
        with pytest.raises(CommandError):
            call_command("issue_vouchers", demo=1, stdout=StringIO(), stderr=StringIO(), **target)
    assert not Paper.objects.exists()


@database
@pytest.mark.usefixtures("demo")
def test_the_command_puts_all_into_one_file_with_the_numbers_of_each(tmp_path, text_of):
    call_command("issue_vouchers", demo=3, into_one=tmp_path / "all.pdf", stdout=StringIO(), stderr=StringIO())
    text = text_of((tmp_path / "all.pdf").read_bytes())
    for paper in Paper.objects.all():
        assert text.count(paper.number) == 2
        assert paper.check_code in text


@database
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "请指明一个文件"),
        ({"file": Path("missing.jsonl")}, "用--issuer"),
        ({"file": Path("missing.jsonl"), "issuer": "x", "by": "linxiao"}, "没有这个单位"),
        ({"file": Path("missing.jsonl"), "issuer": "91330106MADEM01013", "by": "x"}, "没有这个账号"),
        ({"file": Path("missing.jsonl"), "issuer": "91330106MADEM01013", "by": "linxiao"}, "missing.jsonl"),
        ({"file": Path(__file__), "issuer": "91330106MADEM01013", "by": "luzhu"}, "不能以"),
    ],
)
def test_the_command_says_what_it_lacks(options, says):
    file = [options.pop("file")] if "file" in options else []
    with pytest.raises(CommandError, match=says):
        call_command("issue_vouchers", *file, stdout=StringIO(), stderr=StringIO(), **options)
    assert not Paper.objects.exists()


def test_a_killed_process_begun_again_leaves_one_voucher_a_car_and_no_gap(tmp_path):
    """With kill -9, on a database of its own: the first run at its first number, the second at its first file."""
    state, out = tmp_path / "state", tmp_path / "out"
    manage = [sys.executable, ROOT / "manage.py"]
    environment = {**os.environ, "SANBAO_STATE": str(state), "DATABASE_URL": "", "SANBAO_DEBUG": "1"}
    state.mkdir()
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, cwd=ROOT, check=True)
    cars = [*manage, "issue_vouchers", "--demo", "130", "--into", out]
    database_file = next(state.glob("*.sqlite3"))
    for until in ("select count(*) from papers_paper", "select count(*) from papers_paperfile"):
        _kill_once_there(cars, environment, database_file, until)
    done = subprocess.run(cars, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    with sqlite3.connect(database_file) as opened:
        rows = opened.execute("select number, subject, sequence from papers_paper order by sequence").fetchall()
        (printed,) = opened.execute("select count(*) from ledger_event where body like '%paper.printed%'").fetchone()
    assert [sequence for _number, _subject, sequence in rows] == list(range(1, 131))
    assert len({subject for _number, subject, _sequence in rows}) == printed == 130
    assert {path.name for path in out.iterdir()} == {f"{number}.pdf" for number, _subject, _sequence in rows}
    assert done.stdout.count("SB-") == 130


def _kill_once_there(command, environment, database_file: Path, query: str):
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not _count(database_file, query):
        time.sleep(0.01)
    assert process.poll() is None, "it ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()


def _count(database_file: Path, query: str) -> int:
    with sqlite3.connect(f"file:{database_file}?mode=ro", uri=True, timeout=20) as opened:
        found: int = opened.execute(query).fetchone()[0]
        return found
