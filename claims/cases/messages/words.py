"""Who is told of what, in which words: one short sentence an event and side, and the page on which to act.

The sentence names the claim by its number, and nobody: no person, no car. With the link it is the whole SMS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party
from claims.cases.models import Claim

CONSUMER, BUSINESS, CLERK = Party.CONSUMER, Party.BUSINESS, Party.CLERK
PRODUCER, REGULATOR = "producer", "regulator"  # no parties of the claim, told of very little


@dataclass(frozen=True)
class Telling:
    """`page`: the name of the address on which to act; those in `OF_NO_CLAIM` are not about one claim."""

    says: str | Promise
    page: str = "cases:claim"


OF_NO_CLAIM = ("cases:messages", "cases:recourses")
_BOTH_SIGNED = Telling(_("三包请求{number}：双方都签字了，开始办理。"))
_CONSULTED = Telling(_("三包请求{number}：有争议的事实已经交给技术咨询人员。"))
_ANSWERED = Telling(_("三包请求{number}：收到了技术咨询人员的意见，请查看。"))
_OUTSIDE = Telling(_("三包请求{number}：已经转到别的途径。"))
_CLOSED_OUTSIDE = Telling(_("三包请求{number}：已经登记在别的途径的结果，请求结束。"))
_SIGN = Telling(_("三包请求{number}：双方谈妥了，请在和解协议上签字。"))
_NOT_SIGNED = Telling(_("三包请求{number}：和解协议没有按时签字，回到争议。"))
_OFFERED = Telling(_("三包请求{number}：对方提出了和解提议，请在有效期内答复。"))
_DECLINED = Telling(_("三包请求{number}：对方没有接受您的和解提议。"))
_OFFER_WITHDRAWN = Telling(_("三包请求{number}：对方收回了和解提议。"))
_OFFERED = Telling(_("三包请求{number}：对方提出了和解方案，请在有效期内答复。"))
_DECLINED = Telling(_("三包请求{number}：对方没有接受您的和解方案。"))
_OFFER_WITHDRAWN = Telling(_("三包请求{number}：对方收回了和解方案。"))
_SOON = Telling(_("三包请求{number}：期限快到了，请按时办理。"))
_LATE = Telling(_("三包请求{number}：期限已经过了，还没有办，请马上办理。"))
_THEIRS_IS_LATE = Telling(_("三包请求{number}：期限已经过了。对方没有按时办的，您可以提出争议。"))
_DAY_KNOWN = Telling(_("三包请求{number}：期限的最后一天算出来了，请查看。"))
_ACCEPTED = Telling(_("三包请求{number}：争议处理机构受理了，请查看。"))
_STATED = Telling(_("三包请求{number}：对方对一项事实有不同的说法，请查看。"))
_FACT_AGREED = Telling(_("三包请求{number}：对方同意了您对一项事实的说法。"))
_WITHDRAWN = Telling(_("三包请求{number}：消费者撤回了请求。"))

TOLD: Mapping[str, Mapping[str, Telling]] = {
    "submit": {
        CONSUMER: Telling(_("三包请求{number}已经提出，对方应当按期答复。")),
        BUSINESS: Telling(_("收到三包请求{number}，请按期答复。")),
    },
    "grant": {CONSUMER: Telling(_("三包请求{number}：经营者同意了。请看怎样办，决定接不接受。"))},
    "refuse": {CONSUMER: Telling(_("三包请求{number}：经营者拒绝了，写明了理由。不同意的，可以提出争议。"))},
    "accept": {
        CONSUMER: Telling(_("三包请求{number}：已经接受，等经营者办理。")),
        BUSINESS: Telling(_("三包请求{number}：消费者接受了，请按期办好。")),
    },
    "accept_refusal": {BUSINESS: Telling(_("三包请求{number}：消费者接受了拒绝，请求结束。"))},
    "dispute": {
        BUSINESS: Telling(_("三包请求{number}：消费者提出了争议，请查看，并准备说明。")),
        CLERK: Telling(_("三包请求{number}：有争议，请审查。"), "cases:screen"),
    },
    "agree": {CONSUMER: _SIGN, BUSINESS: _SIGN},
    "take_up": {CONSUMER: _BOTH_SIGNED, BUSINESS: _BOTH_SIGNED},
    "fall_through": {CONSUMER: _NOT_SIGNED, BUSINESS: _NOT_SIGNED, CLERK: _NOT_SIGNED},
    "consult": {CONSUMER: _CONSULTED, BUSINESS: _CONSULTED},
    "take_back": {CONSUMER: _ANSWERED, BUSINESS: _ANSWERED, CLERK: _ANSWERED},
    "refer_outside": {CONSUMER: _OUTSIDE, BUSINESS: _OUTSIDE, CLERK: _OUTSIDE},
    "close_outside": {CONSUMER: _CLOSED_OUTSIDE, BUSINESS: _CLOSED_OUTSIDE, CLERK: _CLOSED_OUTSIDE},
    "confirm": {BUSINESS: Telling(_("三包请求{number}：消费者确认已经办好，请求结束。"))},
    "close_unconfirmed": {
        CONSUMER: Telling(_("三包请求{number}：您没有回复是否办好，请求已经结束。")),
        BUSINESS: Telling(_("三包请求{number}：消费者没有回复是否办好，请求已经结束。")),
    },
    "withdraw": {BUSINESS: _WITHDRAWN, CLERK: _WITHDRAWN},
    "claim.fulfilment_said": {
        CONSUMER: Telling(_("三包请求{number}：经营者说已经办好。请确认；没有办好的，请写明。"), "cases:confirm")
    },
    "claim.fulfilment_contested": {
        BUSINESS: Telling(_("三包请求{number}：消费者说没有办好，写明了哪里不对，请查看。"), "cases:fulfil")
    },
    "claim.certificate_issued": {CONSUMER: Telling(_("三包请求{number}：经营者出具了换车、退车证明，请下载。"))},
    "claim.turned_into_return": {BUSINESS: Telling(_("三包请求{number}：没有车可换，消费者改为退车，请按期办好。"))},
    "claim.information_asked": {CONSUMER: Telling(_("三包请求{number}：对方请您补充情况，请查看。"))},
    "claim.information_given": {BUSINESS: Telling(_("三包请求{number}：消费者补充了情况，请查看。"))},
    "claim.offer_made": {CONSUMER: _OFFERED, BUSINESS: _OFFERED},
    "claim.offer_declined": {CONSUMER: _DECLINED, BUSINESS: _DECLINED},
    "claim.offer_withdrawn": {CONSUMER: _OFFER_WITHDRAWN, BUSINESS: _OFFER_WITHDRAWN},
    "claim.delay_recorded": {
        CONSUMER: Telling(_("三包请求{number}：经营者登记了由您造成的延误，期限顺延。不同意的，请写明。"))
    },
    "claim.delay_conceded": {BUSINESS: Telling(_("三包请求{number}：消费者同意登记的延误，期限顺延。"))},
    "claim.delay_contested": {BUSINESS: Telling(_("三包请求{number}：消费者不同意登记的延误，请查看。"))},
    "claim.reminded": {CONSUMER: _SOON, BUSINESS: _SOON, CLERK: _SOON},
    "claim.overdue": {CONSUMER: _THEIRS_IS_LATE, BUSINESS: _LATE, CLERK: _LATE},
    "claim.deemed_refused": {
        CONSUMER: Telling(_("三包请求{number}：对方到期没有答复，视为拒绝。您可以提出争议。")),
        BUSINESS: Telling(_("三包请求{number}：到期没有答复，视为拒绝。消费者可以提出争议。")),
    },
    "claim.due_day_known": {CONSUMER: _DAY_KNOWN, BUSINESS: _DAY_KNOWN},
    "claim.dispute_accepted": {CONSUMER: _ACCEPTED, BUSINESS: _ACCEPTED},
    "claim.fact_stated": {CONSUMER: _STATED, BUSINESS: _STATED},
    "claim.fact_agreed": {CONSUMER: _FACT_AGREED, BUSINESS: _FACT_AGREED},
    "claim.recourse_sent": {
        PRODUCER: Telling(_("三包请求{number}：销售者向贵公司追偿，请查看并答复。"), "cases:recourses")
    },
    "claim.recourse_answered": {
        BUSINESS: Telling(_("三包请求{number}：生产者答复了追偿，请查看。"), "cases:recourses")
    },
    "claim.respondent_gone": {
        PRODUCER: Telling(_("三包请求{number}：消费者说，卖车的店已经不存在了，请联系处理。"), "cases:messages"),
        REGULATOR: Telling(_("三包请求{number}：消费者说，被要求的经营者已经不存在了。"), "cases:messages"),
    },
}


def sides_of(code: str) -> tuple[str, ...]:
    return tuple(TOLD.get(code, {}))


def sentence(code: str, side: str, claim: Claim) -> str:
    """In the language that is active."""
    return str(TOLD[code][side].says).format(number=claim.number)


def address(code: str, side: str, claim: Claim) -> str:
    """Where to act, within the site."""
    page = TOLD[code][side].page
    return reverse(page) if page in OF_NO_CLAIM else reverse(page, args=[claim.public_id])


def link(code: str, side: str, claim: Claim) -> str:
    """The same for somebody outside: he signs in first."""
    return settings.SITE + address(code, side, claim)
