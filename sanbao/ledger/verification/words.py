"""Faults and results as sentences."""

from django.utils.translation import gettext as _

from sanbao.ledger.verification.faults import Fault, Findings, Kind
from sanbao.ledger.verification.statements import DATABASE, FILE


def say(fault: Fault) -> str:
    return _sentence(fault.kind) % {
        "subject": fault.subject,
        "numbers": _range(fault),
        "first": fault.first,
        "last": fault.last,
        "count": fault.last - fault.first + 1,
        "other": _where(fault.other),
    }


def _sentence(kind: Kind) -> str:
    sentences = {
        Kind.CHANGED: _("%(subject)s的第%(numbers)s条：内容被改过，算出的摘要和记下的不同。"),
        Kind.MOVED: _("%(subject)s的第%(numbers)s条：这里放的是%(other)s的内容，位置被换过。"),
        Kind.MISSING: _("%(subject)s的第%(numbers)s条：不见了。"),
        Kind.CHAIN_CUT: _(
            "%(subject)s：链尾登记的是第%(other)s条，实际的最后一条是第%(last)s条，或者链尾的摘要不同；链尾被截过或者改过。"
        ),
        Kind.REWRITTEN: _("%(subject)s：从第%(numbers)s条起，摘要和树里的不同，链被重写过。"),
        Kind.OUT_OF_ORDER: _("%(subject)s的第%(numbers)s条：在树里的位置是%(other)s，排到了前一条的前面。"),
        Kind.UNKNOWN_TO_TREE: _("%(subject)s的第%(numbers)s条：树里没有，也没有在等候编号。"),
        Kind.LEAF_WITHOUT_EVENT: _("树的位置%(numbers)s：对应的记录不见了。"),
        Kind.WAITING_WITHOUT_EVENT: _("等候编号的记录里有%(first)s条不见了。"),
        Kind.POSITION_MISSING: _("树的位置%(numbers)s：不见了，共%(count)s个。"),
        Kind.SUBTREE_DIFFERS: _("树的位置%(numbers)s：保存的子树和这些位置上的摘要不符。"),
        Kind.ROOT_DIFFERS: _("签名对不上（%(other)s）：被改动、删去或者调换的第一条记录，在树的位置%(numbers)s之中。"),
        Kind.HEAD_FORM: _("第%(numbers)s项不是完整的签名（%(other)s）。"),
        Kind.HEAD_ORDER: _("签名第%(numbers)s号：和前一个接不上，或者不见了（%(other)s）。"),
        Kind.HEAD_SIGNATURE: _("签名第%(numbers)s号：用给出的公钥验证不通过（%(other)s）。"),
        Kind.HEAD_NOT_IN_DATABASE: _("签名第%(numbers)s号：送出过，数据库里没有或者不同。"),
    }
    return sentences[kind]


def _range(fault: Fault) -> str:
    return str(fault.first) if fault.first == fault.last else f"{fault.first}–{fault.last}"


def _where(other: str) -> str:
    place, _space, number = other.partition(" ")
    names = {DATABASE: _("数据库里的"), FILE: _("送出的")}
    if place not in names:
        return other
    return names[place] + (_("第%s号") % number if number else "")


def summarize(findings: Findings) -> list[str]:
    """What was looked at, and how far what is outside vouches for it."""
    lines = [
        _("核对了%(events)d条记录，%(chains)d条链，树里有%(leaves)d条，等候编号的有%(waiting)d条。")
        % {
            "events": findings.events,
            "chains": findings.chains,
            "leaves": findings.leaves,
            "waiting": findings.waiting,
        }
    ]
    if FILE in findings.matched:
        number, size = findings.matched[FILE]
        lines.append(
            _("送出的签名核对到第%(number)d号：树的前%(size)d条和当时一样。其后的记录还没有送出的签名可以对照。")
            % {"number": number, "size": size}
        )
    else:
        lines.append(_("没有可以对照的送出的签名：只核对了数据库自身是否前后一致，整体重写的看不出来。"))
    return lines
