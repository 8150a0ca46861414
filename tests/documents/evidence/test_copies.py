"""What the parties get: the same to see and hear, without what says where, and without anything that runs."""

import io
import subprocess
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
import pytest
from PIL import Image, ImageCms

from documents.evidence import sandbox
from documents.evidence.media.formats import FORMATS
from documents.evidence.media.recordings import tags_of
from tests.documents.evidence import samples
from tests.documents.evidence.test_taking_files import HEIC


@pytest.fixture
def derive(tmp_path):
    def deriving(data, name):
        folder = Path(mkdtemp(dir=tmp_path))
        path = folder / "original"
        path.write_bytes(data)
        sandbox.derive(path, name, folder)
        return folder / "copy"

    return deriving


@pytest.mark.parametrize(("name", "data"), [("jpeg", samples.photo), ("png", samples.png), ("webp", samples.webp)])
def test_a_copy_of_a_photo_has_pixels_alone(derive, name, data):
    copy = derive(data(), name)
    with Image.open(copy) as image:
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert samples.PLACE not in copy.read_bytes()


def test_the_original_of_that_photo_did_say_where():
    assert samples.PLACE in samples.photo()
    with Image.open(io.BytesIO(samples.photo())) as image:
        assert image.getexif().get_ifd(0x8825)


def test_a_photo_is_turned_upright_before_the_turning_mark_is_lost(derive):
    with Image.open(derive(samples.photo(), "jpeg")) as image:
        assert image.size == (240, 320)


def test_heic_becomes_jpeg(derive):
    with Image.open(derive(HEIC.read_bytes(), "heic")) as image:
        assert image.format == "JPEG"


def test_a_thumbnail_is_small(derive):
    for data, name in [(samples.photo(), "jpeg"), (samples.pdf(), "pdf"), (samples.recording("mp4"), "mp4")]:
        copy = derive(data, name)
        with Image.open(copy.with_name("thumbnail")) as image:
            assert image.format == "JPEG"
            assert image.width <= 320
            assert image.height <= 320


def test_a_rebuilt_pdf_runs_nothing_and_carries_nothing(derive):
    original = samples.pdf_with_scripts()
    for part in (b"EVIL-SCRIPT", b"EVIL-FILE", b"evil.example", samples.PLACE):
        assert part in original
    copy = derive(original, "pdf")
    with pikepdf.open(copy) as document:
        assert not document.attachments
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        written = b"".join(_everything(document))
    for part in (b"EVIL", b"evil.example", samples.PLACE, b"/JavaScript", b"/Annot", b"/EmbeddedFile", b"/URI"):
        assert part not in written


def _everything(document):
    for thing in document.objects:
        yield thing.unparse() if not isinstance(thing, pikepdf.Stream) else thing.stream_dict.unparse()
        if isinstance(thing, pikepdf.Stream):
            yield thing.read_raw_bytes()


def test_a_rebuilt_pdf_looks_the_same_and_has_no_fault(derive, tmp_path):
    original = tmp_path / "before.pdf"
    original.write_bytes(samples.pdf_with_scripts())
    copy = derive(samples.pdf_with_scripts(), "pdf")
    with pikepdf.open(copy) as document:
        assert document.check_pdf_syntax() == []
    assert _drawn(original) == _drawn(copy)


def _drawn(path):
    command = ["pdftoppm", "-r", "50", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize("extension", ["mp4", "mov", "webm", "mp3", "wav", "ogg", "m4a"])
def test_a_copied_recording_does_not_say_where(derive, extension):
    original = samples.recording(extension)
    assert samples.PLACE in original
    copy = derive(original, "mp4" if extension == "m4a" else extension)
    assert samples.PLACE not in copy.read_bytes()
    assert b"+30.25+120.15" not in copy.read_bytes()
    known = FORMATS["mp4" if extension == "m4a" else extension]
    assert not tags_of(copy, known) & {
        "location",
        "location-eng",
        "comment",
        "creation_time",
        "com.apple.quicktime.location.iso6709",
    }


@pytest.mark.parametrize("extension", ["mp4", "webm", "wav"])
def test_a_recording_is_copied_packet_by_packet_not_encoded_again(derive, tmp_path, extension):
    original = tmp_path / f"original.{extension}"
    original.write_bytes(samples.recording(extension))
    copy = derive(samples.recording(extension), extension)
    assert _packets(original, extension) == _packets(copy, extension)


def _packets(path, extension):
    reader = FORMATS[extension].reader
    command = ["ffmpeg", "-v", "error", "-f", reader, "-i", str(path), "-c", "copy", "-f", "streamhash", "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_a_track_of_positions_beside_the_picture_is_left_out(derive, tmp_path):
    words = tmp_path / "where.srt"
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nHERE-IS-WHERE 30.25 120.15\n")
    film = tmp_path / "film.mp4"
    film.write_bytes(samples.recording("mp4"))
    both = tmp_path / "both.mp4"
    command = ["ffmpeg", "-v", "error", "-i", str(film), "-i", str(words), "-map", "0", "-map", "1", "-c", "copy"]
    subprocess.run([*command, "-c:s", "mov_text", str(both)], check=True)
    assert samples.PLACE in both.read_bytes()
    assert samples.PLACE not in derive(both.read_bytes(), "mp4").read_bytes()


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "CMYK"])
def test_a_photo_of_any_colours_has_a_copy_that_every_screen_shows(derive, mode):
    name = "JPEG" if mode == "CMYK" else "PNG"
    with Image.open(derive(samples.saved(samples.picture().convert("L").convert(mode), name), name.lower())) as image:
        assert image.mode == "RGB"
        assert len(image.getcolors(10**6)) > 1


def test_what_is_transparent_is_shown_on_white(derive):
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    with Image.open(derive(samples.saved(clear, "PNG"), "png")) as image:
        assert image.getpixel((20, 20)) == (255, 255, 255)


def test_colours_of_a_profile_become_common_ones(derive):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    common = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for given in (profile, common, b"no profile at all"):
        data = samples.saved(samples.picture(), "JPEG", icc_profile=given)
        with Image.open(derive(data, "jpeg")) as image:
            assert "icc_profile" not in image.info
