"""Sales, filings and appointments by file, through the services of the pages; who may; and the command."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from claims.filings.models import Appointment, FilingVersion
from claims.imports.models import Kind
from claims.imports.permissions import can_import, kinds_of
from claims.repairs.models import Visit
from claims.vehicles.models import OdometerReading, Sale, Vehicle
from sanbao.accounts.roles import Role
from tests.accounts import world as people
from tests.claims.imports import world
from tests.claims.imports.world import Place, checked, counts, imported, report, row, text
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
SALE_HEADER = (
    "VIN",
    "品牌",
    "型号",
    "发票号码",
    "开票日期",
    "价税合计",
    "车主姓名",
    "手机",
    "交车日期",
    "交车里程",
    "动力",
)
SALE = (
    cars.VIN,
    "示例",
    "SL7150",
    "10000001",
    "2026-03-01",
    "18.68万",
    "周敏",
    "138 0000 1441",
    "2026年3月2日",
    "12",
    "",
)


def sale(**told):
    return list((dict(zip(SALE_HEADER, SALE, strict=True)) | told).values())


def seller() -> Place:
    shop = cars.shop()
    clerk = people.member(shop.outlet, Role.CLERK, name="何静")
    return Place(repairs.Shop(shop.outlet, shop.adviser), clerk)


def test_sales_are_registered_handed_over_and_known_the_second_time():
    at = seller()
    rows = [
        sale(),
        sale(VIN=cars.OTHER_VIN, 发票号码="10000002", 型号="没有备案", 动力="纯电动", 交车日期="", 交车里程=""),
        sale(VIN=cars.WRONG_CHECK, 发票号码="10000001"),
        sale(VIN="LSGBC5347AG000009", 发票号码="10000003", 型号="没有备案"),
        sale(VIN="LSGBC5347AG00000Z", 发票号码="10000004", 开票日期="2027-01-01"),
        sale(手机="12"),
    ]
    run = imported(at, text(*rows, header=SALE_HEADER), Kind.SALES)
    assert counts(run) == (2, 0, 4)
    told = report(run)
    assert [(line, column) for line, column, _says in told] == [
        (4, "invoice_number"), (5, "energy"), (6, "invoiced_on"), (7, "buyer_phone"),
    ]  # fmt: skip
    sold = Sale.objects.get(vehicle__vin=cars.VIN)
    assert (sold.price_fen, sold.handover_on, sold.handover_km, sold.voucher) == (
        18_680_000,
        date(2026, 3, 2),
        12,
        None,
    )
    assert sold.handed_over_at is not None
    assert sold.terms is not None, "what the producer had filed is frozen"
    owner = sold.vehicle.ownerships.get()
    assert (owner.name, owner.phone, owner.since) == ("周敏", "+8613800001441", date(2026, 3, 2))
    assert OdometerReading.objects.get().source == "handover"
    assert Sale.objects.get(vehicle__vin=cars.OTHER_VIN).handed_over_at is None
    again = imported(at, text(*rows[:2], sale(价税合计="1"), header=SALE_HEADER), Kind.SALES)
    assert counts(again) == (0, 2, 1)
    assert "内容不一样" in report(again)[0][2]


def test_a_vin_of_another_producer_and_a_sale_of_another_shop_are_told():
    at, other = seller(), seller()
    cars.sell(
        cars.Shop(other.shop.producer, other.organisation, other.shop.adviser, other.shop.producer.model_lines.get())
    )
    Vehicle.objects.create(
        vin=cars.OTHER_VIN, brand="远方", model="YF1", kind="passenger_car", energy="bev", registered_at=cars.AT
    )
    run = checked(at, text(sale(), sale(VIN=cars.OTHER_VIN, 发票号码="2"), header=SALE_HEADER), Kind.SALES)
    says = [says for _line, _column, says in report(run)]
    assert counts(run) == (0, 0, 2)
    assert "已经登记过销售" in says[0]
    assert "远方" in says[1]
    assert "别的生产者" in says[1]


FILING_HEADER = (
    "品牌", "型号", "车辆类型", "车辆种类", "动力", "生效日期", "包修期月数", "包修期里程", "三包有效期月数", "三包有效期里程",
    "使用补偿系数", "生产者地址", "邮编", "客服电话", "修理者信息的查询方式", "三包条款", "易损耗零部件", "特殊零部件",
    "标准以外的主要零部件",
)  # fmt: skip
FILING = (
    "示例", "SL7150", "轿车", "乘用车", "燃油", "2026-01-01", "36", "60000", "24", "5万", "0.5%", "示例路1号", "310000",
    "400-800-0000", "拨打电话查询。", "按规定承担。", "空气滤清器 6个月 10000公里；大灯灯泡：3个月或者5,000公里", "钥匙", "悬架系统：减振器",
)  # fmt: skip


def filing(**told):
    return list((dict(zip(FILING_HEADER, FILING, strict=True)) | told).values())


def test_a_filing_below_the_law_is_taken_and_told_with_its_article():
    producer = cars.producer()
    clerk = people.member(producer, Role.CLERK, name="方兰")
    low = filing(包修期月数="24", 使用补偿系数="0.5", 易损耗零部件="水晶挂件 3个月 5000公里")
    run = checked(Place(repairs.Shop(producer, clerk), clerk), text(low, header=FILING_HEADER), Kind.FILINGS)
    assert counts(run) == (1, 0, 0)
    told = {one.column: one.told for one in run.findings.all()}
    assert set(told) == {"repair_warranty_months", "coefficient", "wear_parts"}
    assert "备案的是24个月" in told["repair_warranty_months"]
    assert "第十八条" in told["repair_warranty_months"]
    assert "50%" in told["coefficient"], "what was meant as half a per cent"


def test_filings_and_appointments_are_filed_once():
    producer = cars.producer()
    clerk = people.member(producer, Role.CLERK, name="方兰")
    at = Place(repairs.Shop(producer, clerk), clerk)
    rows = [filing(), filing(型号="SL7151", 易损耗零部件="空气滤清器 半年"), filing(型号="SL7152", 邮编="1")]
    run = imported(at, text(*rows, header=FILING_HEADER), Kind.FILINGS)
    assert counts(run) == (1, 0, 2)
    assert [(line, column) for line, column, _says in report(run)] == [(3, "wear_parts"), (4, "postcode")]
    version = FilingVersion.objects.get()
    assert (version.coefficient_millionths, version.three_guarantees_km) == (5000, 50_000)
    assert [part.km for part in version.parts.filter(list="wear")] == [10_000, 5_000]
    again = imported(at, text(filing(), filing(包修期月数="48"), header=FILING_HEADER), Kind.FILINGS)
    assert counts(again) == (0, 1, 1)
    outlet = cars.outlet(name="示例汽车城东店")
    header = ("网点", "是否销售", "是否修理", "开始日期")
    appointed = text([outlet.name, "是", "否", "2026-01-01"], ["没有", "是", "是", "2026-01-01"], header=header)
    assert counts(imported(at, appointed, Kind.APPOINTMENTS)) == (1, 0, 1)
    assert counts(imported(at, appointed, Kind.APPOINTMENTS)) == (0, 1, 1)
    assert (Appointment.objects.get().sells, Appointment.objects.get().repairs) == (True, False)


def test_who_answers_for_the_business_may_import_and_nobody_else():
    shop = repairs.shop()
    held = {role: people.member(shop.place, role) for role in Role}
    allowed = {role for role, user in held.items() if can_import(user, shop.place, Kind.VISITS)}
    assert allowed == {Role.OWNER, Role.CLERK}
    assert kinds_of(shop.place) == [Kind.VISITS, Kind.SALES]
    assert kinds_of(shop.producer) == [Kind.FILINGS, Kind.APPOINTMENTS]
    clerk = held[Role.CLERK]
    assert not can_import(clerk, shop.place, Kind.FILINGS)
    assert not can_import(clerk, cars.outlet(name="别家"), Kind.VISITS)
    assert not can_import(clerk, shop.place, "nothing")
    with pytest.raises(PermissionDenied):
        world.started(Place(shop, held[Role.TECHNICIAN]), text(row()))


def test_the_command_looks_or_writes_and_tells_the_lines(tmp_path):
    at = world.place()
    repairs.sold_car(at.shop)
    file = tmp_path / "visits.csv"
    file.write_text(text(row(), row(工单号="RO-2", 行驶里程="x")), encoding="gb18030")
    who = ("--organisation", at.organisation.credit_code, "--by", at.clerk.username)
    out, err = StringIO(), StringIO()
    for option in ("--dry-run", ""):
        with pytest.raises(CommandError, match=r"1行有问题|要全部写入"):
            call_command("import_rows", "visits", str(file), *who, *filter(None, [option]), stdout=out, stderr=err)
        assert not Visit.objects.exists()
    assert "第3行 行驶里程 问题：请用数字填写里程" in out.getvalue()
    with pytest.raises(CommandError, match="1行有问题"):
        call_command("import_rows", "visits", str(file), *who, "--skip-faults", stdout=out, stderr=err)
    assert Visit.objects.count() == 1
    assert "2/2" in err.getvalue()
    file.write_text("工单号\n1\n")
    with pytest.raises(CommandError, match="车辆识别代号：文件里没有这一列"):
        call_command("import_rows", "visits", str(file), *who, stdout=out, stderr=err)
    with pytest.raises(CommandError, match="没有这个账号"):
        call_command("import_rows", "visits", str(file), *who[:3], "nobody", stdout=out, stderr=err)
