"""Invented photos, a bill and a recording, drawn when the demonstration is built: the same bytes every time."""

import io
import math
import time
import wave

from PIL import Image, ImageDraw, ImageFont

SIZE = (960, 720)
_CHINESE = ("NotoSansCJK-Regular.ttc", 2)  # of Debian's fonts-noto-cjk; the third face is the simplified one
_GPS = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_BILL_DAY = time.gmtime(1_790_000_000)
_SOUND_HZ = 8_000
_BILL = (
    "修理结算单（演示）",
    "",
    "车辆识别代号后六位：001137",
    "送修：2026年9月15日 9时00分",
    "故障：起步时变速器顿挫",
    "作业：变速器控制单元升级软件",
    "工时费：0.00元　材料费：0.00元",
    "交车：2026年9月15日 17时00分",
)


def dashboard() -> bytes:
    """With the place where it was taken, as phones write it; the parties' copy is without."""
    exif = Image.Exif()
    place = exif.get_ifd(_GPS)
    place[_LATITUDE], place[_LONGITUDE] = (30.0, 15.0, 0.0), (120.0, 10.0, 0.0)
    return _jpeg(_dashboard(), quality=85, exif=exif)


def dashboard_sent_by_chat() -> bytes:
    """The same photo as a chat program makes it: smaller, paler, another file."""
    paler = _dashboard().resize((SIZE[0] // 2, SIZE[1] // 2)).point(lambda level: 20 + level * 9 // 10)
    return _jpeg(paler, quality=55)


def oil_under_the_car() -> bytes:
    picture = Image.new("RGB", SIZE, "#b9b4a8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 250), fill="#3b3f45")
    for left in (90, 670):
        draw.ellipse((left, 140, left + 200, 340), fill="#1d1f22", outline="#8d9096", width=14)
    draw.ellipse((330, 430, 690, 590), fill="#5a4a2f")
    draw.ellipse((420, 470, 560, 530), fill="#7d6a45")
    return _jpeg(picture, quality=80)


def bill() -> bytes:
    """A page as a scanner makes it: one picture."""
    page = Image.new("L", (1240, 900), 250)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(_CHINESE[0], 40, index=_CHINESE[1])
    for number, line in enumerate(_BILL):
        draw.text((110, 90 + number * 84), line, fill=30, font=font)
    target = io.BytesIO()
    page.save(target, "PDF", resolution=150, creationDate=_BILL_DAY, modDate=_BILL_DAY)
    return target.getvalue()


def knocking() -> bytes:
    """Two seconds of a knock four times a second."""
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_SOUND_HZ)
        sound.writeframes(bytes(_knock(place) for place in range(2 * _SOUND_HZ)))
    return target.getvalue()


def _knock(place: int) -> int:
    since = place % (_SOUND_HZ // 4)
    return 128 + round(110 * math.exp(-since / 180) * math.sin(since * 0.35))


def _dashboard() -> Image.Image:
    picture = Image.new("RGB", SIZE, "#14171c")
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(_CHINESE[0], 44, index=_CHINESE[1])
    for middle, angle in ((250, 215), (710, 290)):
        draw.ellipse((middle - 190, 120, middle + 190, 500), outline="#dfe3e8", width=8)
        for tick in range(150, 391, 24):
            draw.line([_on_circle(middle, tick, 160), _on_circle(middle, tick, 182)], fill="#dfe3e8", width=6)
        draw.line([(middle, 310), _on_circle(middle, angle, 150)], fill="#ff6b4a", width=10)
    draw.rounded_rectangle((400, 540, 560, 620), 16, fill="#e8a21a")
    draw.text((412, 550), "变速器", fill="#14171c", font=font)
    draw.text((330, 640), "请尽快送修", fill="#e8a21a", font=font)
    return picture


def _on_circle(middle: int, degrees: int, radius: int) -> tuple[float, float]:
    turned = math.radians(degrees)
    return middle + radius * math.cos(turned), 310 + radius * math.sin(turned)


def _jpeg(picture: Image.Image, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", **options)
    return target.getvalue()
