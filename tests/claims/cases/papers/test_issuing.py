"""A claim's steps on paper: who gets which, with what on it, and who sees it. One car, one repair of 31 days."""

import json
from datetime import date, datetime, timedelta

import pytest

from claims.cases.codes import Outcome, Party
from claims.cases.models import RecourseCost, Settlement
from claims.cases.papers import certificates, codes, endings, letters
from claims.cases.papers.contexts import TermTold
from claims.cases.papers.issuing import claim_paper_issue, papers_of
from claims.cases.papers.steps import issue_papers_of_step, issue_recourse_papers
from claims.cases.papers.told import ClaimTold
from claims.cases.services import fulfilling, settling
from claims.cases.services.deciding import claim_refer_outside
from claims.cases.services.done import Done
from claims.cases.services.recourse import Asked, recourse_send
from documents.issuing.models import Paper
from documents.issuing.permissions import can_view_paper
from documents.issuing.services import papers_erase
from documents.papers.checking import ContextError
from documents.sheets.looking_up import sheet_by_code
from sanbao.work.models import Job
from tests.accounts import world as people
from tests.claims.cases import world
from tests.claims.cases.test_offers import made, sign
from tests.claims.repairs import world as repairs
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 20, 9, 0, tzinfo=cars.SHANGHAI)
REASON = "累计修理31日，超过了三十日（第四十三号令第二十四条第一款第四项）。"


@pytest.fixture
def case(case):
    repairs.repaired(case.vehicle, case.shop, MARCH, 1_200, hours=30 * 24 + 1, problem_name="变速器顿挫")
    return case


def content(paper):
    return json.loads(Paper.objects.get(pk=paper.pk).payload)["content"]


def put_on_paper(claim):
    """As a worker does it, each step twice."""
    for step in [*claim.steps.all(), *claim.steps.all()]:
        issue_papers_of_step(str(claim.public_id), step.number)
    return {paper.kind: paper for paper in papers_of(claim)}


def test_each_step_is_put_on_paper_once_for_the_parties_alone(case):
    claim = world.refused(case, words="修了一个月。\n还是顿挫😀", registration_fen=12_500)
    claim = claim_refer_outside(claim=claim, doing=world.doing(case.owner, world.AT + timedelta(days=3)))
    asked_for = Job.objects.filter(topic="claims.papers").count()
    papers = put_on_paper(claim)
    assert (asked_for, len(papers_of(claim))) == (3, 4)
    assert sorted(papers) == [codes.ACKNOWLEDGEMENT, codes.DEMAND_LETTER, codes.OUTSIDE_ROUTES, codes.REFUSAL]

    letter = content(papers[codes.DEMAND_LETTER])
    assert letter["reasons"] == [REASON]
    assert letter["articles"] == "第四十三号令第二十四条第一款第四项"
    assert letter["words"] == "修了一个月。 还是顿挫□"
    assert [(one["duty"], one["length"], one["due_on"]) for one in letter["limits"]] == [
        ("答复", "10个工作日", "2026-11-16"),
        ("办完", "20个工作日", "2026-11-30"),
    ]
    assert [(one["place"], one["counted"][0], one["items"]) for one in letter["visits"]] == [
        ("示例汽车4S店", "计31日", ["变速器顿挫，修理，是质量问题，不是严重安全性能故障，有没有修好还不清楚"])
    ]
    assert [(one["name"], one["amount"]) for one in letter["money"]] == [("登记费", "125.00")]

    refusal = content(papers[codes.REFUSAL])
    assert refusal["reasons"] == [
        {
            "fact": "累计修理时间没有超过30日",
            "citation": "第四十三号令第二十四条第一款第四项",
            "evidence": [],
            "without_evidence": "以修理记录为准",
        }
    ]
    routes = {one["name"]: one for one in content(papers[codes.OUTSIDE_ROUTES])["routes"]}
    assert list(routes)[-2:] == ["申请仲裁", "向法院起诉"]
    assert any("六十日" in line and "第二十三条" in line for line in routes["向市场监督管理部门投诉"]["by_when"])

    stranger = cars.consumer(name="路人", phone="+8613800009999")
    seeing = [can_view_paper(person, papers[codes.DEMAND_LETTER]) for person in (case.owner, case.seller, stranger)]
    assert seeing == [True, True, False]
    letter = papers[codes.DEMAND_LETTER]
    assert sheet_by_code(letter.number, letter.check_code) is None
    assert papers_erase(world.AT + timedelta(days=9_999), at=world.AT) == 0
    assert claim.outcome != Outcome.WITHDRAWN


def test_a_granted_return_to_its_certificate_and_the_sellers_recourse(case):
    claim = world.accepted(case, registration_fen=12_500)
    assert codes.GRANT in put_on_paper(claim)
    day = date(2026, 11, 6)
    done = Done(fulfilled_on=day, returned_on=day, returned_mileage_km=12_100, paid_fen=18_692_500, paid_on=day)
    later = world.AT + timedelta(days=4)
    row = fulfilling.fulfilment_say(claim=claim, done=done, doing=world.doing(case.seller, later))
    papers = {paper.kind: paper for paper in papers_of(claim)}
    assert row.certificate == papers[codes.RETURN]
    certificate, sheet = content(row.certificate), content(papers[codes.REFUND_SHEET])
    # 186,800 + 125; no coefficient on a voucher: nothing for the use.
    assert [certificate["refund"], sheet["refund"]] == ["186925.00", "186925.00"]
    assert (certificate["basis"], certificate["paid_on"], certificate["paid_how"]) == (REASON, "2026-11-06", "")
    assert can_view_paper(case.owner, row.certificate)

    costs = [RecourseCost(what="refund", amount_fen=18_692_500), RecourseCost(what="loaner", amount_fen=240_000)]
    asked = Asked(words="变速器是生产的问题", costs=costs, papers=[row.certificate])
    recourse_send(claim=claim, asked=asked, doing=world.doing(case.seller, later))
    for _time in range(2):
        issue_recourse_papers(str(claim.public_id))
    pack = papers_of(claim).get(kind=codes.RECOURSE)
    told = content(pack)
    assert (told["papers"][0]["title"], told["total"], told["consumer"]) == ("退车证明", "189325.00", "")
    producer = people.member(case.shop.producer, "owner", name="生产者的人")
    assert [can_view_paper(person, pack) for person in (case.seller, producer, case.owner)] == [True, True, False]


def test_a_replacement_says_from_when_the_new_car_counts(case):
    claim = world.granted(case)
    told, back = ClaimTold(claim, world.AT), certificates.HandedBack(on=world.TODAY, mileage_km=12_000)
    new = repairs.sold_car(case.shop, vin=cars.OTHER_VIN, replacement_handover_on=world.TODAY)
    certificate = certificates.replacement_certificate(told, back, car=new, offered="同品牌同型号")
    assert (certificate.restart_citation, certificate.use_compensation.amount) == ("第四十三号令第二十九条", 0)
    assert certificate.periods == (
        ("起算日", "2026年11月2日"),
        ("包修期", "到2029年11月2日或者60,000公里为止，先到为准"),
        ("三包有效期", "到2028年11月2日或者50,000公里为止，先到为准"),
    )
    with pytest.raises(ContextError):
        certificates.replacement_certificate(told, back, car=case.vehicle, offered="同品牌同型号")
    terms = [TermTold(who="经营者", does="免费更换变速器总成", due_on=date(2026, 12, 1))]
    agreement = endings.settlement(told, agreed_on=world.TODAY, terms=terms)
    paper = claim_paper_issue(claim=claim, code=codes.SETTLEMENT, context=agreement, doing=world.doing(case.owner))
    again = letters.authorisation(told, "李㛃")
    assert (paper.issuer, again.representative) == (None, "李㛃")


def test_a_settlement_is_printed_to_be_signed_and_once_more_signed(case):
    claim = world.refused(case)
    offer = made(claim, Party.BUSINESS, case.seller, world.AT + timedelta(days=1))
    settling.offer_accept(offer=offer, doing=world.doing(case.owner, world.AT + timedelta(days=2)))
    unsigned = put_on_paper(claim)[codes.SETTLEMENT]
    sign(Settlement.objects.get(claim=claim), ("consumer", case.owner), ("business", case.seller))
    signed = put_on_paper(claim)[codes.SETTLEMENT]
    assert (signed.replaces, papers_of(claim).filter(kind=codes.SETTLEMENT).count()) == (unsigned, 2)
    assert content(unsigned)["signatures"] == []
    told = content(signed)
    assert told["terms"] == [{"who": "经营者", "does": "付款；付给消费者5,000.00元", "due_on": "2026-11-20"}]
    assert [(one["role"], one["name"], one["path"] != "") for one in told["signatures"]] == [
        ("消费者", "周敏", True),
        ("经营者", case.seller.name, True),
    ]
    assert (told["replaces"], len(told["content_hash"])) == (unsigned.number, 64)
