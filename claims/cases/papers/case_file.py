"""The whole case as one file, as one reader may see it: the claim's papers, the car's, the repair records, the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import translation

from claims.cases.models import Claim
from claims.cases.papers.codes import RECOURSE
from claims.cases.papers.ledger_chapter import chapter_of
from claims.cases.papers.told import ClaimTold
from claims.record.facts import sale_known
from claims.repairs import papers as repair_papers
from claims.repairs.models import Visit
from documents.bundles.pages import Entry
from documents.bundles.parts import IMAGE, NOTHING, PAPER, PDF, Cover, Form, Part
from documents.bundles.writing import write_bundle
from documents.evidence.models import Evidence, SealedFile, State, Use
from documents.evidence.permissions import evidence_visible_to
from documents.evidence.store import unsealed
from documents.evidence.subjects import subject_of
from documents.issuing.models import Paper, PaperFile
from documents.issuing.models import State as PaperState
from documents.issuing.permissions import papers_visible_to
from documents.issuing.register import kind_of
from documents.papers.language import CHINESE
from documents.papers.printing import VOUCHER
from sanbao.accounts.models import User
from sanbao.web import says

TITLE = "家用汽车三包请求案卷"
WORDS = (
    "照片和别人的PDF缩小以后印出；核对原件，请看目录里的SHA-256和网站上的证据页面。",
    "文书里的签名和附带的数据，只在单份的文件里可以核验。",
)
_NOT_PRINTED = {Evidence.Kind.VIDEO: "录像，另附", Evidence.Kind.AUDIO: "录音，另附"}
_FORMS: dict[str, Form] = {"application/pdf": PDF, "image/jpeg": IMAGE, "image/png": IMAGE}


def write_case_file(claim: Claim, path: Path, *, reader: User, at: datetime) -> list[Entry]:
    """At `path`, whole or not at all. What the reader may not see is neither in it nor in its index."""
    with translation.override(CHINESE):
        return write_bundle(_cover(claim, at), list(_parts(claim, reader, at)), path, at)


def case_file_writes(claim: Claim, path: Path, reader: User, at: datetime) -> int:
    """How many parts it has."""
    return len(write_case_file(claim, path, reader=reader, at=at))


def _cover(claim: Claim, at: datetime) -> Cover:
    head = ClaimTold(claim, at).head()
    rows = [
        ("请求编号", head["claim"]),
        ("要求", head["asked"]),
        ("现在的情况", str(claim.get_state_display())),
        ("车辆", head["car"]),
        ("车辆识别代号", head["vin"]),
        ("消费者", head["consumer"]),
        ("经营者", head["respondent"]),
        ("争议处理机构", claim.body.name if claim.body else ""),
        ("制作时间", says.moment(at)),
    ]
    name = f"案卷 {head['claim']}"
    return Cover(title=TITLE, name=name, rows=tuple(row for row in rows if row[1]), words=WORDS)


def _parts(claim: Claim, reader: User, at: datetime) -> Iterator[Part]:
    visits = list(Visit.objects.filter(vehicle=claim.vehicle).order_by("received_at", "id"))
    seen = papers_visible_to(reader).without_bytes().order_by("issued_at", "id")
    yield from map(_paper, seen.filter(pk__in=claim.papers.values("paper")).exclude(kind=RECOURSE))
    yield from map(_paper, seen.filter(kind=VOUCHER, pk__in=_voucher_of(claim)))
    records = seen.filter(kind=repair_papers.RECORD, subject__in=[visit.ledger_subject for visit in visits])
    yield from map(_paper, records)
    for subject in (claim.ledger_subject, *(visit.ledger_subject for visit in visits)):
        yield from map(_evidence, _seen(subject, reader))
    yield chapter_of(claim, at)


def _voucher_of(claim: Claim) -> list[int]:
    sale = sale_known(claim.vehicle)
    return [sale.voucher_id] if sale and sale.voucher_id else []


def _seen(written: str, reader: User) -> Iterable[Evidence]:
    subject = subject_of(written)
    return evidence_visible_to(reader, subject).prefetch_related("files") if subject else ()


def _paper(paper: Paper) -> Part:
    """Withdrawn and replaced ones were out in the world: they stay in the file, and say so."""
    is_there = paper.is_printed and paper.erased_at is None
    return Part(
        title=str(kind_of(paper.kind).title),
        number=paper.number,
        dated=says.day(paper.issued_at),
        note="" if paper.state == PaperState.VALID else str(paper.state.label),
        form=PAPER if is_there else NOTHING,
        lent=partial(_printed, paper.pk) if is_there else None,
    )


@contextmanager
def _printed(paper_id: int) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(bytes(PaperFile.objects.get(paper=paper_id).content))
        yield path


def _evidence(item: Evidence) -> Part:
    copy = next((file for file in item.files.all() if file.use == Use.COPY), None)
    form = _FORMS.get(copy.content_type, NOTHING) if copy else NOTHING
    return Part(
        title=item.title,
        dated=says.day(item.added_at),
        note=_why_not(item, copy),
        caption=(f"{item.added_by.name}，{says.moment(item.added_at)}上传", f"原件的SHA-256：{item.sha256}"),
        form=form,
        lent=partial(unsealed, copy) if copy and form else None,
    )


def _why_not(item: Evidence, copy: SealedFile | None) -> str:
    if copy is None:
        return "副本没有做成" if item.state == State.FAILED else "副本还没有做成"
    return str(_NOT_PRINTED.get(Evidence.Kind(item.kind), ""))
