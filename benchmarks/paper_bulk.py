"""Vouchers filled into a form beside the same vouchers printed one by one, and beside typst on the same content."""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.settings")

import django
import typst

django.setup()

from benchmarks.measuring import machine, measure, print_ratios, ratio  # noqa: E402  the settings come first
from documents.fonts.provided import provided_fonts  # noqa: E402
from documents.papers.payload import payload  # noqa: E402
from documents.papers.printing import check_voucher, voucher_pdf  # noqa: E402
from documents.papers.proof import Proof, qr_picture  # noqa: E402
from documents.papers.voucher import VoucherContext  # noqa: E402
from documents.papers.voucher_form import VoucherForm  # noqa: E402
from documents.papers.voucher_page import VoucherPage, car_values  # noqa: E402
from tests.documents.samples import MADE_AT, PROOF, SIGNED, voucher  # noqa: E402

ROUNDS, CARS = 8, 10
DIRECT, TYPST, FILLED = "printed one by one", "typst, warm, source unchanged", "filled into a form"

TEMPLATE = """
#set page(paper: "a4", margin: (x: 14mm, y: 13mm), numbering: "1 / 1")
#set text(font: ("Sanbao Sans", "Sanbao Sans Wide", "Sanbao Sans Rare"), size: 9.2pt, lang: "zh")
#set document(title: "家用汽车产品三包凭证")
#let car = sys.inputs
#let head(side) = align(center)[#text(18pt, font: "Sanbao Serif", weight: "bold")[家用汽车产品三包凭证] \\ （#side）
  凭证编号 #car.number]
#pdf.attach("payload.json", relationship: "data", mime-type: "application/json", description: "data")
#head[正面]
#table(columns: (23mm, 30mm, 1fr), FRONT)
#grid(columns: (1fr, 42mm, 34mm), [校验码 #car.check_code \\ ADDRESS], rect(width: 36mm, height: 34mm)[销售者盖章],
  image("qr.png", width: 34mm, alt: "核验用二维码"))
#pagebreak()
#head[反面]
= 一、主要零部件的种类范围
#table(columns: (34mm, 1fr), BACK)
= 二、易损耗零部件的种类范围和质量保证期
#table(columns: (1fr, 1fr, 1fr, 1fr), WEAR)
= 三、按车辆识别代号定制的特殊零部件
SPECIAL
= 四、请您留意
EXCLUDED，不计入累计修理时间。四轮定位、灯光调整、车轮动平衡属于保养。每次修理请索取修理记录，核对行驶里程、您的陈述、修理项目和交还车辆的时间，再签名。
请妥善保管本凭证和购车发票。
"""


def source(context: VoucherContext) -> str:
    """The voucher in typst's language: the same words in tables of the same rows; the car comes in by name."""
    page = VoucherPage(context)
    fade = page.capacity_fade
    rows = [
        ("产品信息", "产品品牌、型号", f"{context.brand} {context.model}"),
        ("", "车辆类型、生产日期", f"{context.vehicle_type} #car.produced_on"),
        ("", "车辆识别代号", "#car.vin"),
        ("生产者信息", "名称", context.producer.name),
        ("", "地址、邮政编码", f"{context.producer.address} {context.producer.postcode}"),
        ("", "客服电话", context.producer.phone),
        ("销售者信息", "名称", context.seller.name),
        ("", "地址、邮政编码", f"{context.seller.address} {context.seller.postcode}"),
        ("", "电话", context.seller.phone),
        ("", "开具购车发票日期、交付车辆日期", "#car.invoiced_on #car.handover_on"),
        ("修理者信息", "", context.repairers),
        ("三包条款", "包修期", f"{page.repair_warranty.zh} #car.repair_warranty_until"),
        ("", "三包有效期", f"{page.three_guarantees.zh} #car.three_guarantees_until"),
        ("", "期间起算日", "#car.starts_on"),
        (
            "",
            "使用补偿系数",
            f"n＝{page.coefficient}。使用补偿费（元）＝车价款（元）×行驶里程（公里）÷{page.distance}（公里）×n",
        ),
        ("", "容量衰减限值", fade.zh if fade else ""),
        ("", "三包责任", context.terms),
        ("其他", "", context.other),
    ]
    groups = [(row.group.zh, "；".join(part.zh for part in row.components)) for row in page.groups]
    wear = [(part.name.zh, f"{part.terms.months}个月或者{part.terms.km:,}公里") for part in context.wear_parts]
    return (
        TEMPLATE.replace("FRONT", cells(rows))
        .replace("BACK", cells(groups))
        .replace("WEAR", cells(wear))
        .replace("SPECIAL", "；".join(part.zh for part in context.special_parts))
        .replace("EXCLUDED", page.excluded.zh)
        .replace("ADDRESS", f"依据：{page.order.zh} https:\\/\\/sanbao.example\\/verify\\/")
    )


def cells(rows: list) -> str:
    return ", ".join(f"[{cell}]" for row in rows for cell in row)


def cars() -> list[VoucherContext]:
    codes = [f"AB{number:02d}-WXYZ" for number in range(CARS)]
    return [
        voucher(number=f"SB-2024-{number:07d}", vin=f"LSVPACLSBDK{number:06d}", proof=Proof(code, f"SB1:{SIGNED}{number}", PROOF.address))
        for number, code in enumerate(codes)
    ]  # fmt: skip


def by_typst(folder: Path, contexts: list[VoucherContext]) -> Callable[[], None]:
    main = folder / "voucher.typ"
    main.write_text(source(contexts[0]), encoding="utf-8")
    compiler = typst.Compiler(root=folder, font_paths=[provided_fonts().path], ignore_system_fonts=True)

    def run() -> None:
        for context in contexts:
            check_voucher(context)
            (folder / "qr.png").write_bytes(qr_picture(context.proof.qr if context.proof else ""))
            (folder / "payload.json").write_bytes(payload("voucher", context))
            compiler.compile(
                main, sys_inputs=car_values(context), pdf_standards=["a-3b"], timestamp=MADE_AT.astimezone(UTC)
            )

    return run


def fill_all(form: VoucherForm, contexts: list[VoucherContext]) -> None:
    for context in contexts:
        check_voucher(context)
        form.fill(context, MADE_AT)


def main() -> None:
    contexts = cars()
    form = VoucherForm(contexts[0])
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(
            {
                DIRECT: lambda: [voucher_pdf(context, MADE_AT) for context in contexts],
                TYPST: by_typst(Path(folder), contexts),
                FILLED: lambda: fill_all(form, contexts),
            },
            rounds=ROUNDS,
        )
    each = {name: [second / CARS for second in measured] for name, measured in seconds.items()}
    print_ratios(each, DIRECT, {FILLED: 0.1})
    print(f"typst takes {ratio(each, TYPST, FILLED):.1f} times as long as {FILLED}   target above 1")


if __name__ == "__main__":
    print(machine())
    main()
