"""What an answer contradicts, in words: to who is about to send it, and to who has got it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.cases import contradictions as codes
from claims.cases.contradictions import Contradiction
from sanbao.check.results.matter import Matter
from sanbao.law.phrases import WORDS, cited

# Each names what it is about: {rule}, {fact}, {ground}.
_BEFORE = {
    codes.FINDING_MET: _("按现在的记录，{rule}的条件已经达到，您的理由说没有达到。"),
    codes.FINDING_UNANSWERED: _("按现在的记录，{rule}的条件已经达到，您的理由没有说到这一条。"),
    codes.GROUND_UNKNOWN: _("“{ground}”不是这辆车适用的规定里的免责理由。"),
    codes.GROUND_CHANGES_NOTHING: _("即使“{ground}”成立，按别的问题，条件仍然达到。"),
    codes.MISSING_PAPER: _("缺一份文书本身不是拒绝的理由：能从记录里查到的，不得要求消费者再提供。"),
    codes.RECORD_UNDISPUTED: _("“{fact}”：修理记录是这样登记的，到现在没有人提出不同的说法。"),
    codes.PERIOD_RUNNING: _("“{fact}”：提出要求的那天，期间和里程都还没有到。"),
    codes.FLAW_NOT_DISCLOSED: _("交车的记录里没有写明告知过瑕疵。"),
    codes.FILED_PERIODS: _("生产者自己备案的期间更长，按备案的期间，结论对消费者更有利。"),
    codes.FILED_PARTS: _("生产者自己备案的零部件表和这个理由不一致。"),
    codes.FILED_COEFFICIENT: _("生产者备案的使用补偿系数更低，按备案的系数，应退的金额更多。"),
    codes.AMOUNT_BELOW_LAW: _("金额少于按规定算出的应退金额。"),
    codes.LATER_THAN_DUE: _("办理的日期晚于规定的期限。"),
}
# As they are kept: without what each was about.
AFTER = {
    codes.FINDING_MET: _("理由说没有达到的条件，按答复时的记录已经达到。"),
    codes.FINDING_UNANSWERED: _("按答复时的记录已经达到的条件，理由没有说到。"),
    codes.GROUND_UNKNOWN: _("提出的免责理由，适用的规定里没有。"),
    codes.GROUND_CHANGES_NOTHING: _("提出的免责理由即使成立，条件仍然达到。"),
    codes.MISSING_PAPER: _("用缺少文书作理由；缺一份文书本身不是拒绝的理由。"),
    codes.RECORD_UNDISPUTED: _("否认了修理记录里没有人有不同说法的事实。"),
    codes.PERIOD_RUNNING: _("说期间已经过了，提出要求的那天还没有过。"),
    codes.FLAW_NOT_DISCLOSED: _("说告知过瑕疵，交车的记录里没有写。"),
    codes.FILED_PERIODS: _("和生产者自己备案的期间不一致。"),
    codes.FILED_PARTS: _("和生产者自己备案的零部件表不一致。"),
    codes.FILED_COEFFICIENT: _("和生产者自己备案的使用补偿系数不一致。"),
    codes.AMOUNT_BELOW_LAW: _("答应的金额少于按规定算出的金额。"),
    codes.LATER_THAN_DUE: _("答应的日期晚于规定的期限。"),
}


def says(one: Contradiction, matter: Matter | None, labels: Mapping[str, str]) -> str:
    """`labels`: of the facts, as they were offered to choose from."""
    lang = matter.lang if matter else "en" if get_language() == "en" else "zh"
    return str(_BEFORE[one.code]).format(
        rule=cited(one.rule, lang) if one.rule else "",
        fact=labels.get(one.fact, one.fact),
        ground=WORDS[lang].GROUNDS.get(one.ground, one.ground),
    )


def kept(written: str) -> list[str]:
    """Of a reply, by its codes."""
    return [str(AFTER[code]) for code in written.split(",") if code in AFTER]


def each(found: Iterable[Contradiction], matter: Matter | None, labels: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(says(one, matter, labels) for one in found))
