"""Visits from files: the same rows as the pages make, once however often, and every fault told at its line."""

import io
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from claims.repairs.models import Item, Oddity, QualityProblem, Visit
from claims.repairs.services.finishing import Done, record_complete, visit_finish, visit_hand_back
from claims.repairs.services.later import correction_add
from claims.repairs.services.opening import Arrival, visit_open
from claims.repairs.services.working import item_save
from claims.vehicles.models import KnownVehicle, OdometerReading, Vehicle
from sanbao.ledger.models import Event
from tests.claims.imports import world
from tests.claims.imports.world import AT, HEADER, ROW, checked, counts, imported, report, row, text, written
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
EXTRA = (
    "零部件", "位置", "现象", "原因", "换下的零部件编号", "换上的零部件编号", "工时", "工时费", "材料费", "是不是质量问题",
    "不是质量问题的理由", "修好没有", "检查结果", "拖运费", "备用车", "备用车的说明", "车牌", "说明",
)  # fmt: skip
TOLD = (
    "变速器：轴承", "左前", "顿挫", "磨损", "A-1", "A-2", "1.5", "120.50", "0", "有争议", "双方说法不一", "已经修好", "二挡齿轮磨损",
    "0", "提供了备用车", "店里的小车，浙A·99999", "浙A·12345", "换过仪表",
)  # fmt: skip


@pytest.fixture
def place():
    return world.place()


@pytest.mark.postgres
def test_a_visit_is_written_once_however_often_its_file_comes(place):
    repairs.sold_car(place.shop)
    run = imported(place, text(row()))
    assert (run.state, counts(run), report(run)) == ("done", (1, 0, 0), [])
    visit = Visit.objects.get()
    assert (visit.number, visit.source, visit.state, visit.mileage_km) == (1, "import", "closed", 1200)
    assert KnownVehicle.objects.filter(outlet=place.organisation, vehicle=visit.vehicle).exists()
    assert counts(imported(place, text(row()))) == (0, 1, 0)
    assert (Visit.objects.count(), OdometerReading.objects.count()) == (1, 1)


def test_a_day_is_the_same_day_whatever_hours_are_assumed_for_it(place, settings):
    repairs.sold_car(place.shop)
    days = text(row(工单号="", 送修时间="2026-05-01", 完工时间="2026-05-02", 交车时间="2026-05-02"))
    assert counts(imported(place, days)) == (1, 0, 0)
    settings.OUTLET_HOURS = (time(8), time(18))
    again = imported(place, days)
    assert (counts(again), report(again)) == ((0, 1, 0), [])
    other = imported(place, text(row(工单号="", 送修时间="2026-05-01", 完工时间="2026-05-03", 交车时间="2026-05-03")))
    assert (counts(other), Visit.objects.count()) == ((0, 0, 1), 1)


@pytest.mark.postgres
def test_a_visit_is_the_same_by_file_as_by_the_pages(place):
    """Field by field, for a car that has been here before with the same problem and a higher odometer."""
    by_file, by_pages = _a_car(place, cars.VIN), _a_car(place, cars.OTHER_VIN)
    content = text([*row(), *TOLD], header=[*HEADER, *EXTRA])
    run = imported(place, content)
    assert report(run) == []
    _by_the_pages(place, by_pages)
    assert _told(by_file) == _told(by_pages)
    mine = Event.objects.filter(subject=by_file.visits.get(number=2).ledger_subject).get().content
    assert mine["action"] == "visit.imported"
    assert mine["codes"] == {
        "import": str(run.public_id), "items": 1, "km": 1200, "odd_lower_odometer": True, "state": "closed", "work": "repair",
    }  # fmt: skip


def _a_car(place, vin) -> Vehicle:
    vehicle = repairs.sold_car(place.shop, vin=vin)
    repairs.repaired(
        vehicle, place.shop, datetime(2026, 4, 1, 9, tzinfo=cars.SHANGHAI), 5000, problem_name="变速器顿挫"
    )
    return vehicle


def _by_the_pages(place, vehicle) -> None:
    received = datetime(2026, 5, 1, 9, 30, tzinfo=cars.SHANGHAI)
    problem = QualityProblem.objects.get(vehicle=vehicle)
    arrival = Arrival(
        mileage_km=1200,
        complaint="起步时一顿一顿的",
        received_at=received,
        plate="浙A·12345",
        problem=problem,
        words="换过仪表",
    )
    told = {"by": place.clerk, "at": AT}
    visit = visit_open(vehicle=vehicle, arrival=arrival, outlet=place.organisation, key=uuid4(), **told)
    values = {
        "group": "gearbox", "component": "gearbox_bearing", "position": "front_left", "symptom": "顿挫", "cause": "磨损",
        "old_part_number": "A-1", "new_part_number": "A-2", "labour_minutes": 90, "labour_fen": 12050, "material_fen": 0,
        "quality_problem": "disputed", "quality_reason": "双方说法不一",
    }  # fmt: skip
    item_save(visit=visit, item=visit.items.get(), values=values, problem=problem, **told)
    done = {1: Done(done_work="repair", resolved="yes")}
    visit = visit_finish(visit=visit, done=done, finished_at=received + timedelta(hours=30, minutes=30), **told)
    loaner = {"mobility": "loaner", "mobility_words": "店里的小车，浙A·99999"}
    record_complete(visit=visit, values={"inspection_result": "二挡齿轮磨损", "tow_fen": 0, **loaner}, **told)
    visit_hand_back(visit=visit, picked_up_at=received + timedelta(hours=31, minutes=30), **told)


def _told(vehicle) -> dict:
    """Everything of the car's second visit but names, counters of saves, and that it came by file and needs no hand-over."""
    visit = vehicle.visits.get(number=2)
    apart = {"id", "public_id", "vehicle_id", "request_key", "lock", "visit_id", "problem_id", "ownership_id"}
    apart |= {"source", "state", "order_number"}

    def rows(found):
        return [{k: v for k, v in vars(one).items() if not k.startswith("_") and k not in apart} for one in found]

    return {
        "visit": rows([visit]),
        "owner": visit.ownership == vehicle.ownerships.get(),
        "items": rows(Item.objects.filter(visit=visit)),
        "problems": [(item.problem.number, item.problem.name) for item in visit.items.all()],
        "oddities": rows(Oddity.objects.filter(visit=visit)),
        "readings": rows(OdometerReading.objects.filter(vehicle=vehicle).order_by("recorded_at", "id")),
        "known": KnownVehicle.objects.filter(vehicle=vehicle).count(),
        "ledger": [
            (event.action, event.codes) for event in Event.objects.filter(subject=vehicle.ledger_subject).order_by("id")
        ],
    }


@pytest.mark.postgres
def test_lines_of_one_order_are_one_visit_with_an_item_each(place):
    repairs.sold_car(place.shop)
    rows = [
        row(),
        row(问题="异响"),
        row(),
        row(工单号="RO-2", 送修时间="2026-06-01", 完工时间="2026-06-01", 交车时间=""),
    ]
    run = imported(place, text(*rows))
    assert counts(run) == (3, 1, 0)
    first, second = Visit.objects.order_by("number")
    assert [(item.number, item.problem.name, item.link) for item in first.items.order_by("number")] == [
        (1, "变速器顿挫", "new"), (2, "异响", "new"),
    ]  # fmt: skip
    assert [(item.problem.name, item.link) for item in second.items.all()] == [("变速器顿挫", "proposed")]
    assert (second.received_precision, second.finished_precision, second.state) == ("day", "day", "finished")
    local = second.received_at.astimezone(cars.SHANGHAI), second.finished_at.astimezone(cars.SHANGHAI)
    assert [f"{moment:%H:%M}" for moment in local] == ["08:30", "17:30"]
    assert counts(imported(place, text(*rows))) == (0, 4, 0)


def test_what_is_odd_is_warned_of_and_written(place):
    """Overlap, lower odometer, unknown sale, other make: a car that nobody knows, of a producer who appointed others."""
    header = (*HEADER, "品牌", "型号", "动力")
    rows = [
        [*row(完工时间="", 交车时间=""), "远方", "YF1", "纯电动"],
        [*row(工单号="RO-2", 送修时间="2026-06-01 09:00", 完工时间="2026-06-01 10:00", 交车时间="2026-06-01 11:00", 行驶里程="900"), "远方", "YF1", "纯电动"],
    ]  # fmt: skip
    run = imported(place, text(*rows, header=header))
    assert (counts(run), run.warned) == ((2, 0, 0), 2)
    assert {one.code for one in Oddity.objects.filter(visit__number=2)} == {
        "overlap", "lower_odometer", "unknown_sale", "other_make",
    }  # fmt: skip
    vehicle = Vehicle.objects.get()
    assert (vehicle.brand, vehicle.energy, vehicle.model_line) == ("远方", "bev", None)
    assert OdometerReading.objects.get(km=900).lower_because == "unclear"


def test_a_visit_before_the_present_owner_is_not_his(place):
    vehicle = repairs.sold_car(place.shop)
    vehicle.ownerships.update(since=date(2026, 5, 20))
    imported(place, text(row(), row(工单号="RO-2", 送修时间="2026-06-01", 完工时间="", 交车时间="")))
    first, second = Visit.objects.order_by("number")
    assert (first.ownership, second.ownership) == (None, vehicle.ownerships.get())


BAD = [
    ({"车架号": "LVSHCAMB1CE0"}, "vin", "17位"),
    ({"车架号": "1M8GDM9AXKP042788"}, "vin", "系统里还没有这辆车"),
    ({"送修时间": "民国115年5月1日"}, "received_at", "公历"),
    ({"送修时间": "115/5/1"}, "received_at", "公历"),
    ({"送修时间": "45413"}, "received_at", "2024-05-01"),
    ({"送修时间": "2027-05-01 09:30", "完工时间": "", "交车时间": ""}, "received_at", "不能晚于现在"),
    ({"完工时间": "2026-04-30 16:00"}, "finished_at", "不能早于送修"),
    ({"完工时间": ""}, "finished_at", "补上"),
    ({"行驶里程": "很多"}, "mileage_km", "数字"),
    ({"行驶里程": "=A1*2"}, "mileage_km", "公式"),
    ({"行驶里程": "#REF!"}, "mileage_km", "错误值"),
    ({"车主的话": ""}, "complaint", "不能空着"),
    ({"车主的话": "字" * 501}, "complaint", "最多500个字"),
    ({"车主的话": "响\x07"}, "complaint", "控制字符"),
    ({"做了什么": "随便"}, "work", "不认识"),
]


def test_each_fault_is_told_at_its_line_and_column_and_the_rest_is_written(place):
    repairs.sold_car(place.shop)
    rows = [row(工单号=f"RO-{place_}", **told) for place_, (told, _column, _says) in enumerate(BAD)]
    run = imported(place, text(*rows, row(工单号="RO-OK")))
    assert counts(run) == (1, 0, len(BAD))
    told = report(run)
    for line, (_told, column, says) in enumerate(BAD, 2):
        assert any((line, column) == one[:2] and says in one[2] for one in told), (line, column, says)
    assert Visit.objects.get().order_number == "RO-OK"


def test_full_width_digits_and_other_spellings_are_read(place):
    repairs.sold_car(place.shop)
    run = imported(
        place,
        text(row(车架号="ＬＶＳＨＣＡＭＢ１ＣＥ０５４２４９", 行驶里程="１２，３４５", 送修时间="２０２６年５月１日　上午九点半", 完工时间="2026/5/2 16:00:00", 交车时间='="2026-05-03"')),
    )  # fmt: skip
    assert (counts(run), report(run)) == ((1, 0, 0), [])
    visit = Visit.objects.get()
    assert (visit.mileage_km, f"{visit.received_at.astimezone(cars.SHANGHAI):%m-%d %H:%M}") == (12345, "05-01 09:30")


def test_a_workbook_is_imported_like_text_and_a_formula_told_at_its_cell(place):
    repairs.sold_car(place.shop)
    book, content = Workbook(), io.BytesIO()
    book.active.append(HEADER)
    book.active.append([*ROW[:2], datetime(2026, 5, 1, 9, 30), 1200, *ROW[4:]])  # noqa: DTZ001  as a sheet keeps it
    book.active.append(row(工单号="RO-2", 行驶里程="=1000+200"))
    book.save(content)
    run = imported(place, content.getvalue())
    assert counts(run) == (1, 0, 1)
    assert [(line, column) for line, column, _says in report(run)] == [(3, "mileage_km")]
    assert Visit.objects.get().mileage_km == 1200
    assert counts(checked(place, text(row()))) == (0, 1, 0), "the same as text is the same visit"


def test_a_part_of_another_model_is_refused(place):
    repairs.sold_car(place.shop)
    header = (*HEADER, "零部件")
    rows = [
        [*row(), "动力蓄电池"],
        [*row(工单号="RO-2"), "轴承"],
        [*row(工单号="RO-3"), "变速箱"],
        [*row(工单号="RO-4"), "没有的"],
    ]
    told = report(checked(place, text(*rows, header=header)))
    assert told[0][:2] == (2, "component")
    assert "别的车型" in told[0][2]
    assert {line for line, *_rest in told} >= {2, 5}
    assert 4 not in {line for line, *_rest in told}


def test_what_is_there_is_never_overwritten_and_a_correction_is_known(place):
    vehicle = repairs.sold_car(place.shop)
    imported(place, text(row()))
    again = imported(place, text(row(行驶里程="1300"), row(工单号="RO-9", 送修时间="2026-05-01 09:30")))
    assert counts(again) == (1, 0, 1)  # another number at the same moment is another order
    assert "行驶里程" in report(again)[0][2]
    assert vehicle.visits.get(order_number="RO-1").mileage_km == 1200
    visit = vehicle.visits.get(order_number="RO-1")
    correction_add(
        visit=visit, item=None, field="mileage_km", after=1300, reason="抄错", key=uuid4(), by=place.clerk, at=AT
    )
    assert counts(checked(place, text(row(行驶里程="1300")))) == (0, 1, 0)
    assert counts(checked(place, text(row()))) == (0, 1, 0)


@pytest.mark.postgres
def test_all_or_nothing_writes_nothing_when_something_came_in_between(place):
    repairs.sold_car(place.shop)
    lines = [row(), row(工单号="RO-2", 送修时间="2026-06-01", 完工时间="2026-06-02", 交车时间="2026-06-03")]
    run = checked(place, text(*lines))
    imported(place, text(row(工单号="RO-2", 行驶里程="99")))
    run = written(place, run, "all_or_nothing")
    assert (run.state, counts(run), [line for line, *_rest in report(run)]) == ("checked", (1, 0, 1), [3])
    assert set(Visit.objects.values_list("order_number", flat=True)) == {"RO-2"}
    with pytest.raises(ValidationError, match="跳过"):
        written(place, run, "all_or_nothing")
    again = checked(place, text(lines[0]))
    assert (written(place, again, "all_or_nothing").state, Visit.objects.count()) == ("done", 2)


def test_a_thousand_lines_ask_a_few_queries(place):
    """The work of a batch does not grow with its lines."""
    repairs.sold_car(place.shop)
    asked = []
    for number in (5, 60):
        lines = [row(工单号=f"RO-{number}-{place_}", 送修时间=f"2026-05-{1 + place_ % 28:02d} {place_ % 24:02d}:15", 完工时间="", 交车时间="") for place_ in range(number)]  # fmt: skip
        run = world.started(place, text(*lines))
        world.run_map(run=run, mapping=run.mapping, by=place.clerk, at=AT)
        with CaptureQueriesContext(connection) as queries:
            world.worked(run, world.check)
        asked.append(len(queries))
    assert asked[0] == asked[1]
