"""The command for many vouchers: what it says, where the files go, and that it goes on where it was killed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from documents.issuing.models import Paper
from tests.documents.issuing import world
from tests.documents.issuing.car_lines import car_lines

ROOT = Path(__file__).resolve().parents[3]
database = pytest.mark.django_db


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
    assert world.sequences() == [1, 2]
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert files == {f"{paper.number}.pdf": bytes(paper.file.content) for paper in Paper.objects.all()}


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
    assert world.sequences() == [1]


@database
@pytest.mark.usefixtures("demo")
def test_a_car_whose_voucher_says_something_else_is_told_and_not_passed_over(tmp_path):
    changed = car_lines(other="另有约定。")[1]
    for _twice in range(2):
        errors = command_told(tmp_path, [*car_lines(), changed])
        assert "第3行：vin: 这辆车已有有效凭证SB-2026-0001-000001，内容不同" in errors
    assert world.sequences() == [1]


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
