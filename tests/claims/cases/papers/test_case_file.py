"""The whole case as one file: what is printed, what is not yet, the evidence; as its reader may see it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from PIL import Image
from pypdf import PdfReader

from claims.cases.papers.case_file import write_case_file
from claims.cases.papers.issuing import papers_of
from claims.cases.papers.steps import issue_papers_of_step
from claims.repairs.signing import evidence_subject
from documents.evidence import store
from documents.evidence.models import Evidence, State, Use
from documents.evidence.services import keep_file
from documents.issuing.models import Reason
from documents.issuing.printing import print_paper
from documents.issuing.services import paper_store, paper_withdraw
from sanbao.accounts.roles import Role
from sanbao.ledger.selectors import events_of
from tests.claims.cases import world
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.DEBUG = settings.DEBUG_KEYS = True
    settings.PAPER_KEY, settings.PAPER_PUBLIC_KEYS = tmp_path / "paper.key", None
    settings.EVIDENCE_KEY, settings.EVIDENCE_FOLDER = tmp_path / "evidence.key", tmp_path / "evidence"
    storage = settings.STORAGES["evidence"] | {"OPTIONS": {"location": tmp_path / "evidence"}}
    settings.STORAGES = settings.STORAGES | {"evidence": storage}


def add_photo(visit, by, tmp_path, kind="photo"):
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (320, 240), "#8aa").save(path, "JPEG")
    sealed = store.put(path, world.AT)
    item = Evidence.objects.create(
        subject=str(evidence_subject(visit)), kind=kind, format="jpeg", title=f"仪表盘故障灯{kind}", sha256=sealed.sha256[:-1] + kind[0],
        size=sealed.size, added_by=by, added_at=world.AT, state=State.READY,
    )  # fmt: skip
    keep_file(item, Use.COPY, sealed, content_type="image/jpeg" if kind == "photo" else "video/mp4", extension="jpg")


def test_the_case_as_the_owner_sees_it(case, tmp_path):
    visit = repairs.repaired(case.vehicle, case.shop, repairs.MARCH, 1_200, problem_name="变速器顿挫")
    claim = world.refused(case)
    for step in claim.steps.all():
        issue_papers_of_step(str(claim.public_id), step.number)
    letter, receipt, reply = papers_of(claim)
    paper_store(letter, print_paper(letter), at=world.AT)
    manager = cars.adviser(case.shop.place, Role.OWNER)
    paper_withdraw(paper=reply, reason=Reason.WRONG_CONTENT, by=manager, at=world.AT)
    for kind in ("photo", "video"):
        add_photo(visit, case.owner, tmp_path, kind)

    path = tmp_path / "case.pdf"
    entries = write_case_file(claim, path, reader=case.owner, at=world.AT)
    pages = [page.extract_text().replace("\n", "") for page in PdfReader(path).pages]
    assert [(entry.piece.part.title, entry.piece.part.note, entry.first_page) for entry in entries] == [
        ("三包要求书", "", 2),
        ("收到要求的回执", "正在生成PDF", None),
        ("答复书（不同意）", "已作废", None),
        ("仪表盘故障灯photo", "", 3),
        ("仪表盘故障灯video", "录像，另附", None),
        ("账本里的经过", "", 4),
    ]
    assert f"案卷 {claim.number}" in pages[0]
    assert [f"案卷 {number}/4" in page for number, page in enumerate(pages, 1)] == [True] * 4
    assert "现在要求：退车" in pages[1]
    assert "周敏，2026年11月2日 10:00上传" in pages[2]
    hashes = [event.hash for event in events_of(claim.ledger_subject)]
    assert [one in pages[3] for one in hashes] == [True] * len(hashes)
    assert all(words in pages[3] for words in ("提出要求", "拒绝", f"manage.py ledger proof {claim.ledger_subject}"))
    assert case.owner.name not in pages[3]

    case.owner.username, stranger = "owner-of-the-car", cars.consumer(name="路人", phone="+8613800009999")
    case.owner.save()
    again = tmp_path / "again.pdf"
    call_command("case_file", claim.number, reader=case.owner.username, into=again, stdout=StringIO())
    assert again.stat().st_size > 10_000
    with pytest.raises(CommandError):
        call_command("case_file", claim.number, reader=stranger.username, into=again)
    assert receipt.number in pages[0]
