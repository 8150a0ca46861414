"""Photos: how many pixels, whether they decode, what they look like from afar, and a copy without hidden data."""

import io
import warnings
from pathlib import Path

import pi_heif  # type: ignore[import-untyped]
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from documents.evidence.media.formats import HEIC, PNG, Format
from documents.evidence.media.refusals import Refusal, RefusedError, demand

QUALITY = 90
THUMBNAIL = (320, 240)
HASH_BITS_A_SIDE = 8


def inspect(path: Path, known: Format, *, most_pixels: int) -> str:
    """The perceptual hash of a photo that decodes to its last line."""
    return difference_hash(_decoded(path, known, most_pixels))


def difference_hash(image: Image.Image) -> str:
    """64 bits, each whether a field is brighter than its neighbour: alike for a photo resized, recompressed, toned."""
    side = HASH_BITS_A_SIDE
    small = image.convert("L").resize((side + 1, side), Image.Resampling.LANCZOS).tobytes()
    bits = [
        small[row * (side + 1) + column] > small[row * (side + 1) + column + 1]
        for row in range(side)
        for column in range(side)
    ]
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def derive(path: Path, known: Format, folder: Path, *, most_pixels: int) -> dict[str, str]:
    """The pixels alone, upright, in colours every screen shows."""
    image = _decoded(path, known, most_pixels)
    lossless = known is PNG
    image.save(folder / "copy", "PNG" if lossless else "JPEG", quality=QUALITY)
    make_thumbnail(image, folder)
    return {"content_type": "image/png" if lossless else "image/jpeg", "extension": "png" if lossless else "jpg"}


def make_thumbnail(image: Image.Image, folder: Path) -> None:
    image.thumbnail(THUMBNAIL)
    image.save(folder / "thumbnail", "JPEG", quality=75)


def _decoded(path: Path, known: Format, most_pixels: int) -> Image.Image:
    if known is HEIC:
        pi_heif.register_heif_opener(thumbnails=False)
    try:
        with warnings.catch_warnings(), Image.open(path, formats=[known.reader]) as image:
            warnings.simplefilter("ignore")  # about odd metadata, which is thrown away
            demand(image.width * image.height <= most_pixels, Refusal.TOO_MANY_PIXELS)
            image.load()
            return _pixels_alone(image)
    except Image.DecompressionBombError:
        raise RefusedError(Refusal.TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise RefusedError(Refusal.DAMAGED) from None


def _pixels_alone(image: Image.Image) -> Image.Image:
    """A new picture: Pillow hands comments and profiles of the old one on. Two copies at a time, for photos are large."""
    _bring_to_common_colours(image)
    ImageOps.exif_transpose(image, in_place=True)
    if image.has_transparency_data:
        image = image.convert("RGBA")
    plain = Image.new("RGB", image.size, "white")
    plain.paste(image, mask=image if image.mode == "RGBA" else None)
    return plain


def _bring_to_common_colours(image: Image.Image) -> None:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), inPlace=True)
    except (ImageCms.PyCMSError, OSError):
        return  # a profile that cannot be read changes nothing
