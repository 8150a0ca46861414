"""Files as they come: encodings, delimiters, workbooks, and what is no table. No database."""

import io
import zipfile
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from claims.imports.columns import Column, Reader, proposed
from claims.imports.reading import cells, guarding, workbook
from claims.imports.reading.faults import CellError, FileFaultError
from claims.imports.reading.tables import Row, look_at, rows, unpack
from sanbao.law.fields import CHINA

TEXT = '车架号,备注\r\nA1,"好，\n坏"\r\n\r\nB2,完\r\n'


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHINA)


def file(tmp_path, content: bytes):
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


def read(path):
    table = look_at(path)
    source = path
    if table.kind == "xlsx":
        source = path.with_suffix(".rows")
        unpack(path, source)
    return table, [(row.line, row.cells) for row in rows(source, table)]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [(TEXT.encode(), "utf-8-sig"), (TEXT.encode("utf-8-sig"), "utf-8-sig"), (TEXT.encode("gb18030"), "gb18030")],
)
def test_every_encoding_reads_alike_with_the_lines_as_people_count(tmp_path, content, encoding):
    table, found = read(file(tmp_path, content))
    assert (table.encoding, table.header) == (encoding, ("车架号", "备注"))
    assert found == [(2, ["A1", "好，\n坏"]), (5, ["B2", "完"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "；"])
def test_the_delimiter_is_found_in_the_header(tmp_path, delimiter):
    table, found = read(file(tmp_path, f"车架号{delimiter}备注\nA1{delimiter}x\n".encode()))
    assert (table.delimiter, found) == (delimiter, [(2, ["A1", "x"])])


def test_a_gb18030_letter_behind_a_megabyte_of_ascii_is_found(tmp_path):
    content = b"vin,note\n" + b"A1,x\n" * 300_000 + "A2,龘䶮\n".encode("gb18030")
    assert look_at(file(tmp_path, content)).encoding == "gb18030"


def book(*lines, formula: str = "") -> bytes:
    made = Workbook()
    for line in lines:
        made.active.append(line)
    if formula:
        made.active["B2"] = formula
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def test_a_workbook_reads_like_text_and_its_formulas_are_not_computed(tmp_path):
    moment = datetime(2026, 5, 1, 9, 30)  # noqa: DTZ001  as a sheet keeps it
    lines = [
        ["", ""],
        ["车架号", "里程", "时间", "日期"],
        ["A1", 1200.0, moment, date(2026, 5, 2)],
        [None],
        ["A2", 1.5, True, ""],
    ]
    table, found = read(file(tmp_path, book(*lines)))
    assert (table.kind, table.header, table.header_line) == ("xlsx", ("车架号", "里程", "时间", "日期"), 2)
    assert found == [
        (3, ["A1", "1200", "2026-05-01 09:30:00", "2026-05-02"]), (5, ["A2", "1.5", "是"]),
    ]  # fmt: skip
    _table, found = read(file(tmp_path, book(["车架号", "里程"], ["A1", 1], formula="=6*7")))
    assert found == [(2, ["A1", "=6*7"])]
    with pytest.raises(CellError, match="公式"):
        cells.literal("=6*7")


def bomb() -> bytes:
    """A sheet of forty megabytes of one sign, in forty kilobytes."""
    source, made = io.BytesIO(book(["车架号"], ["A1"])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = b" " * 40 * guarding.MIB if entry.filename.endswith("sheet1.xml") else old.read(entry)
            new.writestr(entry.filename, content)
    return made.getvalue()


def archive(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, content in entries.items():
            new.writestr(name.replace("__", "/"), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (bomb, "解开以后太大"),
        (lambda: archive(a=b"x"), "请选择CSV或者XLSX"),
        (lambda: archive(EncryptedPackage=b"x"), "密码"),
        (lambda: archive(**{"xl__workbook.xml": b"<x"}), "打不开"),
        (lambda: book(["车架号"], ["A1"])[:900], "打不开"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 100, "旧的XLS"),
        (lambda: b"%PDF-1.7\n" + b"x" * 100, "请选择CSV"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "请选择CSV"),
        (lambda: "车架号\nA1\n".encode("utf-16"), "请选择CSV"),
        (lambda: b"vin\n" + b"\xff\xff\xff\n", "UTF-8或者GB18030"),
        (lambda: b"", "空的"),
        (lambda: b"\n\n", "空的"),
        ("车架号\n".encode, "只有表头"),
        (lambda: ",".join("a" * 300).encode() + b"\n1\n", "表头多于200列"),
        (("车架号,备注\nA1,\"" + "x" * 200_000).encode, "引号"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path, content, says):
    with pytest.raises(FileFaultError, match=says):
        read(file(tmp_path, content()))


def test_a_text_that_stands_once_does_not_fill_the_disk_from_many_cells(tmp_path, monkeypatch):
    """Shared by every row: a file of some kilobytes whose rows would be far more than is unpacked."""
    monkeypatch.setattr(guarding, "MOST_UNPACKED", guarding.MIB)
    shared = file(tmp_path, book(["车架号"], *[["坏" * 30_000]] * 100))
    assert shared.stat().st_size < guarding.MIB
    with pytest.raises(FileFaultError, match="解开以后太大"):
        read(shared)
    assert [path.name for path in tmp_path.iterdir()] == ["file"], "what was written of it is gone"


def test_a_cell_longer_than_any_program_writes_is_refused():
    """A row is in memory as a whole: two hundred cells of megabytes each are not taken."""
    with pytest.raises(FileFaultError, match="解开以后太大"):
        workbook._text(SimpleNamespace(value="坏" * (workbook.MOST_SIGNS + 1)))  # noqa: SLF001  no library writes such a file


def test_a_workbook_that_refers_to_itself_is_refused(tmp_path):
    """A billion laughs, in the one part that names the sheets."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    bad = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><workbook>&a8;</workbook>'.encode()
    source, made = io.BytesIO(book(["车架号"], ["A1"])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, bad if entry.filename == "xl/workbook.xml" else old.read(entry))
    with pytest.raises(FileFaultError, match="打不开"):
        read(file(tmp_path, made.getvalue()))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-05-01", (at(2024, 5, 1), False)),
        ("2024/5/1 9:05", (at(2024, 5, 1, 9, 5), True)),
        ("2024年5月1日", (at(2024, 5, 1), False)),
        ("2024年5月1日 下午3点半", (at(2024, 5, 1, 15, 30), True)),
        ("20240501", (at(2024, 5, 1), False)),
        ("２０２４．５．１", (at(2024, 5, 1), False)),
        ("2024-05-01T09:05:30", (at(2024, 5, 1, 9, 5, 30), True)),
    ],
)  # fmt: skip
def test_days_and_moments_as_people_write_them(written, meant):
    found, has_time = cells.moment(written)
    assert (found, has_time) == meant


@pytest.mark.parametrize(
    "written",
    [
        "民国113年5月1日",
        "民國113年5月1日",
        "113/5/1",
        "113年5月1日",
        "2024-13-01",
        "2024-02-30",
        "45413",
        "昨天",
        "2024-05-01 25:00",
    ],
)
def test_other_days_are_refused(written):
    with pytest.raises(CellError):
        cells.moment(written)


@pytest.mark.parametrize("written", ["1e900000", "NaN", "Infinity", "-1"])
def test_hours_that_cannot_be_are_refused(written):
    with pytest.raises(CellError, match="数字"):
        cells.minutes_of_hours(written)


def test_columns_are_found_by_their_names_and_rows_read_by_them():
    columns = (
        Column("km", "行驶里程", cells.km, ("里程",), required=True),
        Column("note", "备注", cells.words(5)),
        Column("more", "其他", cells.words(5)),
    )
    assert proposed(columns, ["备注", "进厂 里程（公里）", "里程(km)"]) == {"km": 2, "note": 0}
    reader = Reader(columns, {"km": 2, "note": 0}, width=3)
    line = reader.line(Row(7, ["太长太长太长", "", "1.2万公里", "多"]))
    assert line.values == {"km": 12_000}
    assert [(fault.column, str(fault.says)[:4]) for fault in line.faults] == [("", "这一行比"), ("note", "最多{m")]
    assert reader.line(Row(8, ["", "", "-"])).faults[0].column == "km"
