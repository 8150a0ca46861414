"""Every component in every state, with words as they would stand on a page."""

from __future__ import annotations

from datetime import date, timedelta

from sanbao.web.components import (
    Action,
    Breadcrumbs,
    Component,
    Crumb,
    DeadlineSheet,
    DecisionCard,
    EmptyState,
    EvidenceItem,
    EvidenceStrip,
    Meter,
    Notice,
    QuestionPanel,
    SheetDay,
    Side,
    Timeline,
    TimelineEvent,
    Worklist,
    WorklistAct,
    WorklistQueue,
    WorklistRow,
    WorklistTag,
    WorkshopClock,
)
from sanbao.web.components.deadline import Kind

CITE = "依据：第四十三号令第二十四条第一款第四项"
HERE = "/components/"


def groups() -> dict[str, list[Component]]:
    return {
        "所在位置": [Breadcrumbs((Crumb("我的车", HERE), Crumb("远航 EV 500")))],
        "结论卡": decisions(),
        "距离表": meters(),
        "期限表": deadlines(),
        "经过": [timeline()],
        "在修计时": clocks(),
        "待定事实": questions(),
        "证据": [evidence()],
        "待办": worklists(),
        "提示": notices(),
        "没有内容": [
            EmptyState(
                "还没有送修记录", "送修以后，修理者登记的每一次都会出现在这里。", (Action("自己补记一次", HERE),)
            )
        ],
    }


def decisions() -> list[Component]:
    return [
        DecisionCard(
            title="退车",
            outcome="met",
            tag="可以要求",
            says="您可以要求销售者换车或者退车：同一质量问题修了5次，超过了四次。",
            cite=CITE,
            facts="事实：第1、3、4、6、7次送修记录",
            actions=(Action("提出要求", HERE), Action("如果……会怎样", HERE, quiet=True)),
        ),
        DecisionCard(
            title="换车",
            outcome="undetermined",
            tag="取决于1项事实",
            says="能不能退车，要看4月12日的软件升级算不算一次修理；如果是，就可以；如果不是，就不可以。",
            reasons=("已经确认同一质量问题修了4次。",),
            would_change=("4月12日的软件升级算作修理", "三包有效期内再修1次"),
            cite=CITE,
        ),
        DecisionCard(
            title="更换变速器总成",
            outcome="not_met",
            tag="现在不能",
            says="现在不能要求更换变速器总成：在六十日和3,000公里之内，没有主要零部件出现质量问题的记录。",
            cite="依据：第四十三号令第二十条",
            actions=(Action("撤回要求", HERE, post=True, danger=True, fields=(("id", "1"),)),),
        ),
    ]


def meters() -> list[Component]:
    return [
        Meter("同一质量问题修理", 0, 5, "次", "还没有修过，超过4次就可以要求换车或者退车。"),
        Meter("同一质量问题修理", 4, 5, "次", "已修4次，超过4次就可以要求换车或者退车。", detail="变速器顿挫"),
        Meter("同一质量问题修理", 3, 5, "次", "已修3次，另有1次正在修，还没有计入。", current=1),
        Meter("同一质量问题修理", 6, 5, "次", "已修6次，超过了4次。", reached=True),
        Meter("累计修理时间", 22, 31, "日", "已修22日，超过30日就可以要求换车或者退车。"),
        Meter("累计修理时间", 22, 31, "日", "已修22日，另有5日在修，还没有计入。", current=5),
        Meter("累计修理时间", 36, 31, "日", "已修36日，超过了30日。", reached=True),
    ]


def deadlines() -> list[Component]:
    return [
        DeadlineSheet(
            title="答复期限：10个工作日",
            starts="9月20日收到要求",
            due_on=date(2024, 10, 10),
            says="销售者最迟应当在2024年10月10日答复。",
            weeks=_weeks(),
            cite="依据：第四十三号令第二十八条第一款",
            ics_url=HERE,
        ),
        DeadlineSheet(
            title="答复期限：10个工作日",
            starts="2026年12月28日收到要求",
            due_on=None,
            says="到期日还不能确定：2027年的节假日安排还没有公布。",
            weeks=(),
            cite="依据：第四十三号令第二十八条第一款",
        ),
    ]


def _weeks() -> tuple[tuple[SheetDay, ...], ...]:
    """From 16 September to 13 October 2024, as the calendar of that autumn was."""
    monday, number, days = date(2024, 9, 16), 0, []
    for offset in range(28):
        day = monday + timedelta(days=offset)
        kind = _kind(day)
        if kind in ("working", "makeup", "due"):
            number += 1
        counted = number if kind in ("working", "makeup", "due") else None
        days.append(
            SheetDay(day, kind, counted, is_today=day == date(2024, 9, 26), note="收到" if kind == "start" else "")
        )
    return tuple(tuple(days[at : at + 7]) for at in range(0, 28, 7))


def _kind(day: date) -> Kind:
    special: dict[date, Kind] = {
        date(2024, 9, 20): "start",
        date(2024, 9, 29): "makeup",
        date(2024, 10, 8): "paused",
        date(2024, 10, 10): "due",
        date(2024, 10, 12): "outside",
    }
    if day in special:
        return special[day]
    if day < date(2024, 9, 20) or day > date(2024, 10, 10):
        return "outside"
    resting = day.weekday() >= 5 or date(2024, 10, 1) <= day <= date(2024, 10, 7)  # noqa: PLR2004 Saturday
    return "rest" if resting else "working"


def timeline() -> Component:
    return Timeline(
        (
            TimelineEvent(None, "等待浦东星河店答复", shown_when="现在", kind="now"),
            TimelineEvent(None, "已送达，回执", "6月28日 16:02", "系统", "paper", HERE, "A-2024-0118"),
            TimelineEvent(
                None, "软件升级", "4月12日", "浦东星河店", remarks=("车主：当天因顿挫送修，升级后三日又犯。",)
            ),
            TimelineEvent(None, "交车，行驶12公里", "2024年3月1日", "浦东星河店"),
        ),
        label="经过",
    )


def clocks() -> list[Component]:
    return [
        WorkshopClock("20小时", 1, "6月24日09:10送到"),
        WorkshopClock(
            "78小时",
            4,
            "6月24日09:10送到",
            warning="再过1日就超过五日，车主可以要求备用车或者交通补偿。",
            excluded=("6月25日至26日等特殊零部件运输：不计入累计修理时间",),
        ),
        WorkshopClock("52小时", 3, "6月24日09:10送到，6月26日13:10修好", running=False),
    ]


def questions() -> list[Component]:
    strip = EvidenceStrip((EvidenceItem("接车单", "照片", "6月28日", "9f2c" * 16),), label="证据")
    sides = (
        Side("您", "算", "当天因顿挫送修，升级后三日又犯。", strip),
        Side("销售者", "不算", "属于例行升级，与报修无关。"),
    )
    asked = "4月12日的软件升级，算不算为顿挫问题做的一次修理？"
    return [
        QuestionPanel(
            asked,
            sides,
            if_yes="同一质量问题修了5次，超过了四次，可以换车或者退车。",
            if_no="修了4次，还差1次；免费修理现在就可以要求。",
            burden="是不是质量问题有争议的，六个月内由经营者举证（消费者权益保护法第二十三条第三款）。",
        ),
        QuestionPanel(asked, sides),
    ]


def evidence() -> Component:
    items = (
        EvidenceItem("购车发票", "照片", "您，6月28日添加", "ab12" * 16, HERE),
        EvidenceItem("修理记录", "PDF", "浦东星河店，5月30日添加", "cd34" * 16, HERE),
    )
    return EvidenceStrip(items, label="证据", add_url=HERE)


def worklists() -> list[Component]:
    rows = (
        WorklistRow("答复退车要求C-2024-000318", HERE, "10月8日", is_late=True, detail="周先生，远航 EV 500"),
        WorklistRow("答复换车要求C-2024-000402", HERE, "10月14日", detail="王女士，远航 EV 300"),
    )
    return [
        Worklist("待答复", rows, 2, "没有待答复的要求。"),
        Worklist("待履行", (), 0, "没有待履行的事项。"),
        Worklist(
            "全部",
            (
                WorklistRow(
                    "换车：远航 EV 300，001133",
                    HERE,
                    "2026年11月16日",
                    detail="QQ-2026-000123，请答复",
                    due_detail="还有3天",
                    tags=(WorklistTag("涉及安全", "run"),),
                    act=WorklistAct("我来办", HERE, "，QQ-2026-000123"),
                ),
                WorklistRow(
                    "退车：远航 EV 500，000402", HERE, "2026年11月30日", detail="等车主接受", taken_by="王小梅"
                ),
            ),
            "999+",
            "没有要办的。",
            queues=(WorklistQueue("全部", HERE, "999+", current=True), WorklistQueue("我接的", HERE, "0")),
            form="acts",
            shows_takers=True,
        ),
    ]


def notices() -> list[Component]:
    return [
        Notice("规定内容依公开文本整理，尚未逐条与官方公布的文本核对。"),
        Notice("已经保存。", "success"),
        Notice("再过1日就超过五日。", "warning", "请留意"),
        Notice("验证码不对。请核对短信，再填一次。", "error"),
    ]
