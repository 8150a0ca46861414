"""The engine as a command: what comes out, on which stream, with which status, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.law.command_line import BOUND, CASE, ENVIRONMENT, FAULTY, ROOT, as_json, changed, engine, with_visits
from tests.law.nasty_inputs import NASTY


@pytest.fixture
def case_file(tmp_path: Path) -> str:
    path = tmp_path / "案子.json"
    path.write_bytes(as_json(CASE))
    return str(path)


def test_a_file_and_standard_input_give_the_same_assessment(case_file):
    from_file, from_input = engine("assess", case_file), engine("assess", "-", given=as_json(CASE))
    assert from_file.returncode == from_input.returncode == 0
    assert from_file.stdout == from_input.stdout
    assert from_file.stderr == b""


def test_the_assessment_is_indented_utf_8_whatever_the_locale(case_file):
    done = engine("assess", case_file, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONCOERCECLOCALE="0")
    text = done.stdout.decode("utf-8")
    assert text.startswith('{\n  "contract": 1,\n')
    assert text.endswith("}\n")
    assert json.loads(text)["regulation"]["id"] == "samr-43"
    assert "\\u" not in text


def test_texts_may_be_left_out(case_file):
    done = json.loads(engine("assess", "--without-texts", case_file).stdout)
    assert {finding["text_zh"] for finding in done["findings"]} == {""}


def test_a_byte_order_mark_is_no_fault():
    assert engine("assess", "-", given=b"\xef\xbb\xbf" + as_json(CASE)).returncode == 0


def test_every_fault_of_a_case_has_its_line():
    case = changed("visits", 0, "mileage_km", to=-5)
    case["vehicle"]["colour"] = "red"
    done = engine("assess", "-", given=as_json(case))
    lines = done.stderr.decode().splitlines()
    assert done.returncode == FAULTY
    assert done.stdout == b""
    assert {line.partition(": ")[0] for line in lines} == {"visits/0/mileage_km", "vehicle/colour"}
    assert "visits/0/mileage_km: 写的是-5，应当是整数，允许的范围是0 … 1000000000" in lines


def test_faults_are_told_in_english_when_asked():
    done = engine("assess", "--lang", "en", "-", given=as_json(changed("vehicle", "use", to="taxi")))
    assert done.stderr.decode() == 'vehicle/use: found "taxi"; allowed: commercial, household, unknown\n'


@pytest.mark.parametrize("given", NASTY.values(), ids=NASTY.keys())
def test_bad_input_gives_one_line_a_fault_and_status_2(given):
    done = engine("assess", "-", given=given)
    lines = done.stderr.decode("utf-8").split("\n")
    assert done.returncode == FAULTY
    assert done.stdout == b""
    assert lines.pop() == ""
    assert lines
    assert all(line.isprintable() and ": " in line for line in lines)


@pytest.mark.parametrize("command", [["assess"], ["explain"], ["assess", "--jsonl"]], ids=" ".join)
def test_a_missing_file_and_a_folder_are_faults(command, tmp_path):
    for name, code in ((str(tmp_path / "none.json"), "没有这个文件"), (str(tmp_path), "文件夹")):
        done = engine(*command, name)
        assert done.returncode == FAULTY
        assert done.stderr.decode().startswith(f"{name}: ")
        assert code in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1


def test_a_file_that_may_not_be_read_is_a_fault(case_file):
    Path(case_file).chmod(0)
    unreadable = "/proc/self/mem" if os.access(case_file, os.R_OK) else case_file  # root reads everything but this
    assert "读不了" in engine("assess", unreadable).stderr.decode()


def test_an_odd_file_name_stays_on_one_line():
    done = engine("assess", "none\n\x1b[31m.json")
    assert done.returncode == FAULTY
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "words", [[], ["judge"], ["assess"], ["assess", "--fast", "-"], ["calendar"], ["version", "--lang", "fr"]], ids=str
)
def test_a_command_that_does_not_exist_is_refused_on_one_line(words):
    done = engine(*words)
    assert done.returncode == FAULTY
    assert done.stderr.count(b"\n") == 1


def test_the_bounds_can_be_lifted():
    assert engine("assess", "-", "--unbounded", given=as_json(with_visits(201))).returncode == 0
    assert engine("assess", "-", "--unbounded", given=as_json(CASE) + b" " * BOUND).returncode == 0


def test_a_case_on_the_bound_is_assessed():
    assert engine("assess", "-", given=as_json(with_visits(200))).returncode == 0
    assert engine("assess", "-", given=as_json(CASE).ljust(BOUND)).returncode == 0
    assert engine("assess", "-", given=as_json(CASE).ljust(BOUND + 1)).returncode == FAULTY


def test_an_explanation_is_a_page_in_the_language_asked_for():
    chinese, english = (engine("explain", "--lang", lang, "-", given=as_json(CASE)) for lang in ("zh", "en"))
    assert chinese.returncode == english.returncode == 0
    assert "您" in chinese.stdout.decode()
    assert english.stdout.decode().isascii() or "the" in english.stdout.decode()


def test_a_faulty_case_is_not_explained():
    done = engine("explain", "-", given=b"{")
    assert done.returncode == FAULTY
    assert done.stderr.count(b"\n") == 1


def test_importing_the_engine_loads_no_django():
    code = "import sanbao.law, sys; print([name for name in sys.modules if name.partition('.')[0] == 'django'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
    assert done.stdout == b"[]\n"
