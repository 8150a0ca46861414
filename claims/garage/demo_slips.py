"""Invented papers as a phone takes them: drawn when the demonstration is built, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from claims.repairs.models import Visit
from sanbao.law.repair_time import in_china

SIZE = (1080, 1440)
_CHINESE = ("NotoSansCJK-Regular.ttc", 2)  # of Debian's fonts-noto-cjk; the third face is the simplified one


def invoice() -> bytes:
    return _photo(
        "机动车销售统一发票（演示）",
        (
            "开票日期：2025年5月18日",
            "发票号码：24337018",
            "购买方：刘㛃",
            "厂牌型号：远山 YS7150B",
            "车辆识别代号：LYSCA15H9SA000862",
            "价税合计：¥118,800.00",
            "销货单位：远山汽车销售服务（杭州）有限公司",
        ),
    )


def slip(visit: Visit) -> bytes:
    item = visit.items.select_related("problem").order_by("number")[0]
    finished = in_china(visit.finished_at) if visit.finished_at else None
    return _photo(
        f"{visit.outlet_name}  维修结算单（演示）",
        (
            f"单号：{visit.order_number}",
            f"送修：{in_china(visit.received_at):%Y年%-m月%-d日}",
            f"里程：{visit.mileage_km:,}公里",
            f"故障：{item.problem}",
            f"作业：{item.get_done_work_display()}",
            f"交车：{finished:%Y年%-m月%-d日}" if finished else "交车：",
            "工时费：0.00元　材料费：0.00元（三包）",
        ),
    )


def _photo(title: str, lines: Sequence[str]) -> bytes:
    """A sheet on a table, a little askew."""
    table, sheet = Image.new("RGB", SIZE, "#8b7a66"), Image.new("RGB", (900, 1220), "#f6f4ee")
    draw = ImageDraw.Draw(sheet)
    large, small = (ImageFont.truetype(_CHINESE[0], size, index=_CHINESE[1]) for size in (44, 36))
    draw.text((60, 70), title, fill="#22252b", font=large)
    for number, line in enumerate(lines):
        draw.text((60, 220 + number * 110), line, fill="#2f3440", font=small)
    turned = sheet.rotate(1.5, expand=True, fillcolor="#8b7a66")
    table.paste(turned, (80, 90))
    target = io.BytesIO()
    table.save(target, "JPEG", quality=80)
    return target.getvalue()
