"""Papers to bring and to keep, and the next steps in order, with the places to go to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbao.check.results.matter import NEWER, Matter
from sanbao.check.results.open_questions import open_questions
from sanbao.check.results.remedies import VEHICLE, capital, past_stays
from sanbao.law.deadlines import refusal_days
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED

_FOR_REPAIR, _FOR_VEHICLE = "papers_for_repair", "papers_for_vehicle"


@dataclass(frozen=True)
class Paper:
    name: str
    why: str = ""
    held: bool | None = None


@dataclass(frozen=True)
class Step:
    title: str
    says: str


def papers(matter: Matter) -> tuple[Paper, ...]:
    return tuple(_papers(matter)) if matter.judgement else ()


def _papers(matter: Matter) -> Iterator[Paper]:
    needed = _needed(matter)
    for paper in dict.fromkeys(paper for _purpose, codes, _cite in needed for paper in codes):
        purposes = [(purpose, cite) for purpose, codes, cite in needed if paper in codes]
        why = "；" if matter.lang == "zh" else "; "
        yield Paper(
            capital(paper_name(paper)),
            why.join(_("{purpose}要用（{cite}）").format(purpose=purpose, cite=cite) for purpose, cite in purposes),
            _held(matter, paper),
        )
    yield Paper(
        _("每次送修的修理记录"), _("送修和修好的时间、里程、问题、做了什么，都要写全，双方签字；修理者应当给您一份")
    )
    yield Paper(_("照片、录像和聊天记录"), _("故障出现时拍下仪表和里程；和经营者的话，尽量留在文字里"))
    if any(item.event == "traction_battery_fire" for item in matter.items):
        yield Paper(_("消防部门的火灾事故认定书"), _("向消防部门要；认定起火原因以前，车留着原样，不要拆，也不要报废"))
    if matter.wants in VEHICLE and matter.law is not None and matter.law.compensated_losses:
        yield Paper(_("登记、加装、服务费的票据"), _("要求赔偿这些费用时用"))


def _needed(matter: Matter) -> list[tuple[str, tuple[str, ...], str]]:
    """For what, which papers, by which article: from the data of the governing order."""
    parameters = matter.governing.parameters
    wanted = []
    for key, purpose in ((_FOR_REPAIR, _("免费修理")), (_FOR_VEHICLE, _("换车、退车"))):
        codes = parameters[key].values[0][1]
        cite = matter.words.cited(matter.governing, parameters[key].citation)
        wanted.append((purpose, tuple(codes), (_own_article(matter) if key == _FOR_VEHICLE else "") or cite))
    return wanted


def _own_article(matter: Matter) -> str:
    """Under Order 43 each article that gives a car or the money asks for the papers itself; Order 150 does it once."""
    remedies = matter.assessment.remedies
    rules = (*remedies.vehicle_return.rules, *remedies.vehicle_replacement.rules)
    return matter.citations(dict.fromkeys(rules)) if matter.governing.id == NEWER else ""


def paper_name(code: str) -> str:
    return {"invoice": _("购车发票"), "voucher": _("三包凭证")}[code]


def _held(matter: Matter, paper: str) -> bool | None:
    demand = matter.facts.demand
    return None if demand is None else paper in demand.papers


def lost_papers(matter: Matter) -> str:
    """What to do about a voucher that is not at hand."""
    demand = matter.facts.demand
    if matter.judgement is None or demand is None or "voucher" in demand.papers:
        return ""
    return _("三包凭证不在手边的，先找随车文件；丢了的，可以向销售者申请补办，补办以后继续享有三包的权利。")


def steps(matter: Matter) -> tuple[Step, ...]:
    return tuple(_steps(matter))


def _steps(matter: Matter) -> Iterator[Step]:
    remedies = matter.assessment.remedies
    if matter.judgement is None:
        yield Step(
            _("看合同"),
            _("三包规定不适用的，看购车合同和经营者的承诺；质量有问题的，还可以按消费者权益保护法、民法典主张。"),
        )
        yield from _outside()
        return
    vehicle = {remedies.vehicle_return.outcome, remedies.vehicle_replacement.outcome}
    if MET in vehicle:
        yield Step(_("向销售者提出"), _to_seller(matter))
    elif UNDETERMINED in vehicle and open_questions(matter):
        yield Step(_("先把事实说清"), _("把上面没有查清的事，连同证据，书面告诉销售者，请他写明认不认、为什么。"))
    else:
        yield Step(
            _("向修理者送修"),
            _("到约定的网点送修，说清楚是什么问题，请修理者照您的话写进修理记录；修好以后核对时间和项目再签字。"),
        )
    if remedies.loaner_or_transport.outcome == MET:
        yield _transport(matter)
    if vehicle != {NOT_MET}:
        yield Step(_("等答复，记住期限"), _waiting(matter))
    yield from _outside()


def _transport(matter: Matter) -> Step:
    stays = past_stays(matter)
    if not stays:
        return Step(_("要备用车或者交通补偿"), _("现在就向修理者提出，写下从哪一日起、给什么。"))
    days = matter.assessment.remedies.loaner_days
    each = [_("{visit}{days}").format(visit=matter.visit(key), days=matter.words.days(days[key])) for key in stays]
    return Step(
        _("要交通补偿"),
        _("请修理者补给已经修完的几次的交通补偿：{visits}。写下每日给多少。").format(visits=matter.listed(each)),
    )


def _to_seller(matter: Matter) -> str:
    form = _("书面写明要求、事实和依据") if matter.governing.id == "aqsiq-150" else _("最好书面写明要求、事实和依据")
    return _(
        "{form}，附上发票、三包凭证和修理记录的复印件，让对方签收，或者用能留下凭据的方式发出，自己留一份。"
    ).format(form=form)


def _waiting(matter: Matter) -> str:
    number, parameters = matter.words.law_number, matter.governing.parameters
    reply = parameters["reply"].values[0][1]
    late = refusal_days(matter.governing.id, matter.today)
    if not late:
        return _(
            "销售者应当在{reply}个工作日内书面答复。过了期限还没有答复的，视为故意拖延或者无理拒绝，可以向市场监督管理部门投诉、举报。"
        ).format(reply=number(reply))
    return _(
        "销售者应当在{reply}个工作日内答复，不同意的要说明理由。期限过了又超过{late}日没有正当理由还不办的，视为故意拖延或者无理拒绝，可以向市场监督管理部门投诉、举报。"
    ).format(reply=number(reply), late=number(late))


def _outside() -> Iterator[Step]:
    """The routes of the orders, in the order in which people mostly go; none has to come first."""
    yield Step(
        _("谈不拢，找第三方"),
        _("请消费者协会或者其他依法成立的调解组织调解；争的是技术上的事，可以请双方都认可的专家看一看。"),
    )
    yield Step(_("向市场监督管理部门投诉"), _("打12315电话，或者上全国12315平台，写明经营者的名称、您的要求和事实。"))
    yield Step(_("仲裁或者起诉"), _("有仲裁协议的申请仲裁，没有的向人民法院起诉。上面几条路没有先后，也不必都走。"))
