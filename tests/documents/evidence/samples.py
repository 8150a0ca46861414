"""Files for tests, made here: photos, papers, recordings, and what attackers and broken lines make of them."""

import io
import struct
import subprocess
import tempfile
import zipfile
import zlib
from functools import cache
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

PLACE = b"HERE-IS-WHERE"


def picture(seed=1, size=(320, 240)):
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for step in range(12):
        x, y = (seed * 37 + step * 53) % size[0], (seed * 71 + step * 29) % size[1]
        draw.rectangle(
            [x, y, x + 60, y + 40], fill=((step * 40 + seed * 17) % 256, (step * 90) % 256, (seed * 60) % 256)
        )
    return image


def saved(image, name, **options):
    target = io.BytesIO()
    image.save(target, name, **options)
    return target.getvalue()


def exif_with_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise
    exif[0x010F] = "Maker " + PLACE.decode()
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 50.0)
    return exif


@cache
def photo(seed=1):
    return saved(picture(seed), "JPEG", quality=92, exif=exif_with_place(), comment=PLACE)


@cache
def png():
    return saved(picture(2), "PNG")


@cache
def webp():
    return saved(picture(3), "WEBP")


def photo_of_a_phone():
    """With a second, smaller picture and zeros behind the first."""
    return photo() + bytes(10) + saved(picture(1, (80, 60)), "JPEG")


def png_bomb(side=40_000):
    """Some kilobytes that unfold into billions of pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * 100), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zip_archive():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return target.getvalue()


@cache
def pdf(pages=1):
    with pikepdf.new() as document:
        for number in range(pages):
            document.add_blank_page(page_size=(300, 200))
            document.pages[number].Contents = document.make_stream(f"0 0 1 rg {20 + number} 20 100 100 re f".encode())
        return _written(document)


@cache
def pdf_with_scripts():
    """An action on opening, one on a page, a link, an embedded file, a photo with its place, and metadata."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(300, 200))
        page = document.pages[0]
        script = document.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('EVIL-SCRIPT')"))
        )
        document.Root.OpenAction = script
        page.obj.AA = pikepdf.Dictionary(O=script)
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("http://evil.example/"))
        page.obj.Annots = pikepdf.Array(
            [
                document.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Border=[0, 0, 0], A=link
                    )
                )
            ]
        )
        image = document.make_stream(b"")
        image.write(photo(), filter=pikepdf.Name.DCTDecode)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height = 320, 240
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.Contents = document.make_stream(b"q 280 0 0 180 10 10 cm /Im0 Do Q")
        document.attachments["evil.exe"] = pikepdf.AttachedFileSpec(document, b"EVIL-FILE")
        document.docinfo["/Author"] = PLACE.decode()
        return _written(document)


def _written(document):
    target = io.BytesIO()
    document.save(target, deterministic_id=True, compress_streams=False)
    return target.getvalue()


def locked_pdf():
    with pikepdf.open(io.BytesIO(pdf())) as document:
        target = io.BytesIO()
        document.save(target, encryption=pikepdf.Encryption(owner="x", user="y"))
        return target.getvalue()


@cache
def recording(extension, *words):
    """Made by ffmpeg out of nothing, with its place in the metadata."""
    source = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"]
    if extension in {"mp4", "mov", "webm"}:
        source = ["-f", "lavfi", "-i", "testsrc=duration=1:size=160x120:rate=5", *source]
    place = ["-metadata", "location=+30.25+120.15/", "-metadata", f"comment={PLACE.decode()}"]
    writer = {"m4a": "ipod", "mov": "mov"}.get(extension, extension)
    command = ["ffmpeg", "-nostdin", "-v", "error", *source, *place, *words, "-f", writer, "-y"]
    return _through_file([*command], extension)


def _through_file(command, extension):
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"made.{extension}"
        subprocess.run([*command, str(target)], check=True)
        return target.read_bytes()
