"""The checker that needs no server: every demo paper is accepted, and no changed byte is."""

import ast
import io
import json
import re
import runpy
import subprocess
import sys
import zlib
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from documents.issuing.models import Paper
from documents.issuing.register import candidates_of
from documents.verifying.side_file import published_keys, side_file
from sanbao.ledger.checkpoints import checkpoint
from tests.documents.issuing import world
from tests.documents.issuing.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
TOOL = Path(__file__).resolve().parents[3] / "tools/verify_paper.py"
KINDS = ("voucher", "entitlement", "deadline")
PARTS = ("paper.pdf", "qr.txt", "keys.json", "proof.json")


@pytest.fixture
def files(tmp_path):
    """The four files of a paper, as a stranger holds them."""

    def written(kind: str) -> Path:
        paper = world.printed(kind)
        world.printed("deadline")  # another one beside it in the ledger
        checkpoint(at=AT)
        return write(tmp_path, paper)

    return written


def write(folder: Path, paper: Paper) -> Path:
    (folder / "paper.pdf").write_bytes(paper.file.content)
    (folder / "qr.txt").write_text(f"https://sanbao.example/verify/#{paper.file.seal}")
    (folder / "keys.json").write_text(json.dumps(published_keys()))
    (folder / "proof.json").write_text(json.dumps(side_file(paper), ensure_ascii=False))
    (folder / "payload.json").write_text(paper.payload)
    return folder


@dataclass(frozen=True)
class Ended:
    returncode: int
    stdout: str
    stderr: str = ""


def started(folder: Path, *names: str) -> Ended:
    """As a stranger starts it."""
    command = [sys.executable, TOOL, *(folder / name for name in names)]
    process = subprocess.run(command, check=False, capture_output=True, text=True)
    return Ended(process.returncode, process.stdout, process.stderr)


def run(folder: Path, *names: str) -> Ended:
    """The same in this process, which spares each start; a fault goes to the hook that the tool sets, as it would there."""
    argv, hook, said = sys.argv, sys.excepthook, io.StringIO()
    sys.argv = [str(TOOL), *(str(folder / name) for name in names)]
    try:
        with redirect_stdout(said):
            code = _run()
    finally:
        sys.argv, sys.excepthook = argv, hook
    return Ended(code, said.getvalue())


def _run() -> int:
    try:
        runpy.run_path(str(TOOL), run_name="__main__")
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)
        return 1
    return 0


def flip(path: Path, place: int):
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_accepted_and_its_fields_are_shown(kind, files):
    folder = files(kind)
    result = started(folder, *PARTS)
    assert result == run(folder, *PARTS)
    assert (result.returncode, result.stderr) == (0, "")
    assert {"kind: " + kind, "issuer: 澄岳汽车杭州西湖4S店", "issued on: 2026-11-22"} <= set(result.stdout.splitlines())


@pytest.mark.parametrize("kind", KINDS)
def test_the_attached_data_alone_are_accepted_too(kind, files):
    folder = files(kind)
    assert run(folder, "payload.json", *PARTS[1:]).returncode == 0
    assert run(folder, "payload.json", "qr.txt", "keys.json").returncode == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_flipped_byte_of_the_paper_is_found(kind, files):
    folder = files(kind)
    for part in ("paper.pdf", "payload.json"):
        whole = (folder / part).read_bytes()
        for share in (0.3, 0.6, 0.99):
            flip(folder / part, int(len(whole) * share))
            assert run(folder, part, *PARTS[1:]).returncode == 1, (part, share)
            (folder / part).write_bytes(whole)


@pytest.mark.parametrize("kind", KINDS)
def test_a_flipped_byte_of_the_qr_code_is_found(kind, files):
    folder = files(kind)
    seal = (folder / "qr.txt").read_text()
    start = seal.index("#1.") + 3
    for place in range(start, len(seal) - 1, 97):
        changed = "A" if seal[place] != "A" else "B"
        (folder / "qr.txt").write_text(seal[:place] + changed + seal[place + 1 :])
        assert run(folder, *PARTS[:3]).returncode == 1, place


@pytest.mark.parametrize("path", [
    ("issued", "event", "at"), ("issued", "event", "commitments", "payload"), ("issued", "path", 0),
    ("issued", "head", "root"), ("issued", "signature"), ("issued", "previous"), ("printed", "event", "codes", "sha256"),
    ("printed", "path", 0), ("salts", "payload"), ("salts", "essentials"),
])  # fmt: skip
def test_a_changed_part_of_the_proof_is_found(path, files):
    folder = files("deadline")
    proof = json.loads((folder / "proof.json").read_text())
    *way, last = path
    part = proof
    for name in way:
        part = part[name]
    part[last] = re.sub(r"[0-9a-f]", lambda sign: "0" if sign[0] != "0" else "1", part[last], count=1)
    (folder / "proof.json").write_text(json.dumps(proof, ensure_ascii=False))
    assert run(folder, *PARTS).returncode == 1


def test_the_proof_of_another_paper_is_refused(files):
    folder = files("deadline")
    other = world.printed("deadline")
    checkpoint(at=AT)
    (folder / "proof.json").write_text(json.dumps(side_file(other), ensure_ascii=False))
    assert run(folder, *PARTS).returncode == 1


def altered_print(content: bytes) -> bytes:
    """The first page drawn anew without its last third: as a forger takes a line off."""
    for match in re.finditer(rb"stream\r?\n", content):
        opener = zlib.decompressobj()
        try:
            drawn = opener.decompress(content[match.end() :])
        except zlib.error:
            continue
        if b"BT" in drawn and b"ET" in drawn:
            length = len(content) - match.end() - len(opener.unused_data)
            changed = zlib.compress(drawn[: len(drawn) // 3], 9).ljust(length, b"\0")
            return content[: match.end()] + changed + content[match.end() + length :]
    raise AssertionError("no page")


def with_another_attachment(content: bytes) -> bytes:
    """Other data attached, while the true ones stay in the file where no reader shows them."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        true = pdf.attachments["payload.json"].get_file().read_bytes()
        pdf.Root.Stray = pdf.make_indirect(pikepdf.Stream(pdf, true))
        pdf.attachments["payload.json"] = pikepdf.AttachedFileSpec(pdf, true.replace(b"2026", b"2025"))
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("forge", [lambda whole: whole, altered_print, with_another_attachment],
                         ids=["as issued", "another page", "another attachment"])  # fmt: skip
def test_without_the_proof_no_file_is_called_whole(forge, files):
    folder = files("deadline")
    (folder / "paper.pdf").write_bytes(forge((folder / "paper.pdf").read_bytes()))
    result = run(folder, *PARTS[:3])
    assert (result.returncode, result.stderr) == (2, "")
    assert result.stdout.splitlines()[-1].startswith("NOT CHECKED: the file itself")


def test_another_attachment_beside_the_true_data_is_found(files):
    folder = files("deadline")
    (folder / "paper.pdf").write_bytes(with_another_attachment((folder / "paper.pdf").read_bytes()))
    assert run(folder, *PARTS).stdout.splitlines()[-1] == "REFUSED: the file is the one printed"


@pytest.mark.parametrize("change", [
    lambda seal: seal[:-1] + chr(ord(seal[-1]) + 1),  # the last character holds four bits that decode to nothing
    lambda seal: seal.replace("#1.", "#2."), lambda seal: seal[:60] + "!" + seal[60:], lambda seal: seal + "=",
], ids=["another last character", "another version", "a strange character", "padded"])  # fmt: skip
def test_a_code_written_in_another_way_is_refused(change, files):
    folder = files("deadline")
    (folder / "qr.txt").write_text(change((folder / "qr.txt").read_text()))
    assert run(folder, "payload.json", *PARTS[1:]).returncode == 1


@pytest.mark.parametrize(("place", "other"), [("printed", "issued"), ("issued", "printed")])
def test_another_act_than_issuing_or_printing_is_no_proof(place, other, files):
    folder = files("deadline")
    proof = json.loads((folder / "proof.json").read_text())
    (folder / "proof.json").write_text(json.dumps(proof | {place: proof[other]}, ensure_ascii=False))
    result = run(folder, "payload.json", *PARTS[1:])
    assert result.stdout.splitlines()[-1] == f"REFUSED: paper.{place} is in the signed ledger"


@pytest.mark.parametrize("kind", KINDS)
def test_an_altered_print_is_found(kind, files):
    folder = files(kind)
    content = (folder / "paper.pdf").read_bytes()
    changed = altered_print(content)
    assert len(changed) == len(content)
    (folder / "paper.pdf").write_bytes(changed)
    result = run(folder, *PARTS)
    assert result.returncode == 1
    assert result.stdout.splitlines()[-1] == "REFUSED: the file is the one printed"


def test_every_paper_of_the_demonstration_is_accepted_and_a_flipped_byte_and_an_altered_print_found(tmp_path):
    """The seven that `manage.py issue_demo_papers` issues."""
    issuers = {"澄岳汽车杭州西湖4S店": "linxiao", "栖原汽车上海浦东4S店": "gulan"}
    for name, adviser in issuers.items():
        issuer = world.organisation(name)
        for candidate in candidates_of(issuer):
            same_kind = [one for one in candidates_of(issuer) if one.kind == candidate.kind]
            place = [one.key for one in same_kind].index(candidate.key)
            world.issue(candidate.kind, place, by=world.person(adviser), issuer=issuer)
    world.work()
    checkpoint(at=AT)
    papers = Paper.objects.select_related("file")
    assert len(papers) == 7
    for paper in papers:
        folder, whole = write(tmp_path, paper), bytes(paper.file.content)
        assert run(folder, *PARTS).returncode == 0, paper
        flip(folder / "paper.pdf", len(whole) // 2)
        assert run(folder, *PARTS).returncode == 1, paper
        (folder / "paper.pdf").write_bytes(altered_print(whole))
        assert run(folder, *PARTS).returncode == 1, paper


@pytest.mark.parametrize("kind", KINDS)
def test_of_an_altered_print_on_paper_the_fields_tell(kind, files):
    """The code of another paper stuck on: it holds, and shows another number than the print."""
    folder = files(kind)
    other = world.printed(kind)
    (folder / "qr.txt").write_text(other.file.seal)
    (folder / "payload.json").write_text(other.payload)
    shown = run(folder, "payload.json", "qr.txt", "keys.json").stdout
    assert f"number: {other.number}" in shown
    assert "000001" not in shown.partition("number: ")[2].splitlines()[0]
    assert run(folder, "paper.pdf", "qr.txt", "keys.json").returncode == 1


def test_what_is_no_paper_is_refused_in_a_line(tmp_path):
    for name in PARTS:
        (tmp_path / name).write_text("{}")
    result = started(tmp_path, *PARTS)
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.startswith("REFUSED")
    assert result == run(tmp_path, *PARTS)


def test_the_checker_is_short_enough_to_be_read_and_needs_one_package():
    source = TOOL.read_text()
    assert len(source.splitlines()) <= 60
    imported = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in _imports(source)}
    packages = {name.partition(".")[0] for name in imported}
    assert packages - sys.stdlib_module_names == {"cryptography"}


def _imports(source):
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
