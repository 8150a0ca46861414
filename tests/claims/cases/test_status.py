"""A claim in one sentence, for each side."""

from datetime import date, timedelta

from claims.cases.codes import Party
from claims.cases.services import deciding
from claims.cases.status import status_of
from tests.claims.cases import world

OWNER, SELLER = {Party.CONSUMER}, {Party.BUSINESS}


def test_each_side_reads_whose_turn_it_is_and_until_when(case):
    draft = status_of(world.draft(case), OWNER, world.AT)
    assert (draft.is_mine, draft.until) == (True, None)
    refused = world.refused(case)
    claim = refused
    told = status_of(claim, OWNER, world.AT)
    assert told.is_mine
    assert told.says == f"{case.shop.place.name}拒绝了。您可以提出争议，也可以接受。"
    told = status_of(claim, SELLER, world.AT)
    assert (told.says, told.turn_says, told.is_mine) == (
        "您拒绝了。车主可以提出争议，也可以接受。",
        "现在等车主",
        False,
    )
    claim = deciding.claim_dispute(claim=claim, body=case.body, doing=world.doing(case.owner))
    told = status_of(claim, {Party.CLERK}, world.AT)
    assert told.says.startswith("示例汽车争议调解中心正在处理争议")
    assert (told.is_mine, told.until) == (True, world.TODAY + timedelta(days=6))
    claim = deciding.claim_withdraw(claim=claim, doing=world.doing(case.owner))
    assert status_of(claim, OWNER, world.AT).says == "已经结束：消费者撤回。"


def test_a_day_that_is_over_and_a_day_that_is_not_known(case):
    claim = world.submitted(case)
    told = status_of(claim, SELLER, world.AT)
    assert (told.says, told.until, told.is_late) == ("您最晚在2026年11月16日答复。", date(2026, 11, 16), False)
    late = status_of(claim, OWNER, world.AT + timedelta(days=15))
    assert late.is_late
    assert late.says.endswith("最晚应当在2026年11月16日答复，还没有答复。您现在可以提出争议。")
    claim.deadlines.update(due_on=None)
    told = status_of(claim, OWNER, world.AT)
    assert (told.until, told.is_late) == (None, False)
    assert "还没有公布" in told.says
