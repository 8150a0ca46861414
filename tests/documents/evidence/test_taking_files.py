"""What is taken, by its content alone, and what is refused."""

from pathlib import Path

import pytest

from documents.evidence import sandbox
from documents.evidence.media.formats import FORMATS, format_of
from documents.evidence.media.refusals import Refusal
from documents.evidence.messages import why
from tests.documents.evidence import samples

HEIC = Path(__file__).parent / "data" / "photo.heic"
RECORDINGS = ("mp4", "mov", "webm", "mp3", "wav", "ogg", "m4a")


@pytest.fixture
def inspect(tmp_path):
    def inspecting(data):
        path = tmp_path / "photo.exe"  # a name that lies
        path.write_bytes(data)
        return sandbox.inspect(path)

    return inspecting


def refusal(inspect, data):
    with pytest.raises(sandbox.FileRefusedError) as refused:
        inspect(data)
    assert str(why(refused.value.refusal))
    return refused.value.refusal


@pytest.mark.parametrize("name", ["photo", "png", "webp", "photo_of_a_phone"])
def test_photos_are_known_by_their_content(inspect, name):
    finding = inspect(getattr(samples, name)())
    assert finding.kind == "photo"
    assert len(finding.perceptual_hash) == 16


def test_photos_of_a_phone_in_heic_are_taken(inspect):
    assert inspect(HEIC.read_bytes()).format == "heic"


def test_a_pdf_is_taken(inspect):
    assert inspect(samples.pdf()) == sandbox.Finding("pdf", "pdf")


@pytest.mark.parametrize("extension", RECORDINGS)
def test_recordings_are_told_apart_by_their_streams(inspect, extension):
    kind = "video" if extension in {"mp4", "mov", "webm"} else "audio"
    assert inspect(samples.recording(extension)).kind == kind


@pytest.mark.parametrize(
    "data",
    [
        b"MZ" + bytes(200),
        b"<html><script>alert(1)</script>",
        b"#EXTM3U\nhttp://evil.example/x.ts\n",
        b"GIF89a" + bytes(99),
    ],
)
def test_what_is_no_known_format_is_refused(inspect, data):
    assert refusal(inspect, data) is Refusal.UNKNOWN_TYPE


def test_an_empty_file_is_refused(inspect):
    assert refusal(inspect, b"") is Refusal.EMPTY


WHOLE = {
    "photo": samples.photo,
    "png": samples.png,
    "webp": samples.webp,
    "heic": HEIC.read_bytes,
    "pdf": lambda: samples.pdf(3),
    **{extension: lambda extension=extension: samples.recording(extension) for extension in RECORDINGS},
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("share", [0.4, 0.97])
def test_a_file_cut_short_is_refused(inspect, name, share):
    data = WHOLE[name]()
    assert refusal(inspect, data[: int(len(data) * share)]) in {Refusal.TRUNCATED, Refusal.DAMAGED}


@pytest.mark.parametrize("name", WHOLE)
def test_an_archive_behind_a_file_is_refused(inspect, name):
    found = refusal(inspect, WHOLE[name]() + samples.zip_archive())
    assert found in {Refusal.MORE_THAN_IT_CLAIMS, Refusal.DAMAGED}


@pytest.mark.parametrize("name", ["photo", "png", "webp", "wav", "mp4", "ogg"])
def test_a_page_behind_a_file_is_refused(inspect, name):
    assert refusal(inspect, WHOLE[name]() + b"<script>alert(1)</script>") is Refusal.MORE_THAN_IT_CLAIMS


def test_an_archive_inside_a_comment_of_a_photo_is_refused(inspect):
    archive = samples.zip_archive()
    data = samples.saved(samples.picture(), "JPEG", quality=5, comment=archive)
    assert archive in data
    assert refusal(inspect, data) is Refusal.MORE_THAN_IT_CLAIMS


def test_a_pdf_inside_a_comment_of_a_photo_is_refused(inspect):
    data = samples.saved(samples.picture(), "JPEG", comment=samples.pdf())
    assert refusal(inspect, data) is Refusal.MORE_THAN_IT_CLAIMS


def test_a_page_inside_a_comment_of_a_photo_is_refused(inspect):
    data = samples.saved(samples.picture(), "JPEG", comment=b"<HTML><body onload=alert(1)>")
    assert refusal(inspect, data) is Refusal.MORE_THAN_IT_CLAIMS


def test_a_photo_in_front_of_a_pdf_is_refused(inspect):
    assert refusal(inspect, samples.photo() + samples.pdf()) is Refusal.MORE_THAN_IT_CLAIMS


def test_a_photo_with_the_head_of_another_format_is_refused(inspect):
    assert refusal(inspect, b"\x89PNG\r\n\x1a\n" + samples.photo()) in {Refusal.TRUNCATED, Refusal.DAMAGED}


def test_a_small_file_of_billions_of_pixels_is_refused_before_it_is_unfolded(inspect):
    bomb = samples.png_bomb()
    assert len(bomb) < 10_000
    assert refusal(inspect, bomb) is Refusal.TOO_MANY_PIXELS


def test_a_pdf_with_a_password_is_refused(inspect):
    assert refusal(inspect, samples.locked_pdf()) is Refusal.LOCKED


def test_a_pdf_with_too_many_pages_is_refused(inspect, settings):
    settings.EVIDENCE_LIMITS = settings.EVIDENCE_LIMITS | {"pages": 2}
    assert refusal(inspect, samples.pdf(3)) is Refusal.TOO_MANY_PAGES


@pytest.mark.parametrize(("kind", "name"), [("photo", "photo"), ("pdf", "pdf"), ("video", "mp4"), ("audio", "wav")])
def test_each_kind_has_a_limit_of_its_own(inspect, settings, kind, name):
    data = WHOLE[name]()
    settings.EVIDENCE_LIMITS = settings.EVIDENCE_LIMITS | {kind: len(data)}
    assert inspect(data).kind == kind
    settings.EVIDENCE_LIMITS = settings.EVIDENCE_LIMITS | {kind: len(data) - 1}
    assert refusal(inspect, data) is Refusal.TOO_LARGE


def test_a_reader_that_runs_out_of_memory_refuses_the_file(inspect, monkeypatch):
    monkeypatch.setattr(sandbox, "GIB", 16 * 1024 * 1024)
    assert refusal(inspect, samples.photo()) is Refusal.DAMAGED


@pytest.mark.parametrize("known", FORMATS.values(), ids=FORMATS)
def test_every_format_that_is_served_has_a_type_and_a_name(known):
    assert "/" in known.content_type
    assert known.extension.isalnum()


def test_the_first_bytes_decide_and_few_bytes_decide_nothing():
    assert format_of(b"") is None
    assert format_of(b"\xff") is None
    assert format_of(b"RIFF1234AVI ") is None
    assert format_of(b"\0\0\0\x20ftypavif") is None
