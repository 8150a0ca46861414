"""What is asked and answered, and what is put off, while the claim runs."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.cases.answers.page import AnswerPage
from claims.cases.forms.meanwhile import AnswerForm, ContestForm, DelayForm, QuestionForm
from claims.cases.models import Claim, ConsumerDelay, InformationRequest
from claims.cases.pages.shown import Shown
from claims.cases.pages.steps import BareForm
from claims.cases.permissions import can_ask_information, can_give_information, can_record_delay
from claims.cases.services.acting import Doing
from claims.cases.services.delaying import delay_concede, delay_contest, delay_record
from claims.cases.services.informing import information_answer, information_ask
from claims.cases.views.access import claims, posted
from claims.cases.views.acting import ActPage, acted
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import User


def information_requests() -> QuerySet[InformationRequest]:
    return InformationRequest.objects.prefetch_related(Prefetch("claim", claims()))


def delays() -> QuerySet[ConsumerDelay]:
    return ConsumerDelay.objects.prefetch_related(Prefetch("claim", claims()))


def can_answer_request(user: User, row: InformationRequest) -> bool:
    return can_give_information(user, row.claim)


def can_speak_of_delay(user: User, row: ConsumerDelay) -> bool:
    return can_give_information(user, row.claim)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_ask_information, claims)
def ask(request: HttpRequest, claim: Claim) -> HttpResponse:
    page = ActPage(
        title=_("向消费者了解情况"),
        says=[_("问清楚再答复。答复的期限照样算，不因为询问停下来。")],
        button=_("发出询问"),
        done=_("已经发出，消费者看得到。"),
    )
    form = QuestionForm(posted(request), initial={"lock": claim.lock})

    def do(told: dict[str, Any], doing: Doing) -> None:
        information_ask(claim=claim, words=told["words"], doing=doing)

    return acted(request, _shown(request, claim), page, form, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_answer_request, information_requests)
def tell(request: HttpRequest, row: InformationRequest) -> HttpResponse:
    page = ActPage(
        title=_("回答询问"),
        says=[_("问：{words}").format(words=row.words)],
        button=_("回答"),
        done=_("已经回答，对方看得到。"),
    )
    form = AnswerForm(posted(request), initial={"lock": row.claim.lock})

    def do(told: dict[str, Any], doing: Doing) -> None:
        information_answer(request=row, words=told["words"], doing=doing)

    return acted(request, _shown(request, row.claim), page, form, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_record_delay, claims)
def delay(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = _shown(request, claim)
    page = ActPage(
        title=_("登记消费者造成的延误"),
        says=[
            _("规定允许扣除的，只有办完换车、退车的期限；答复的期限不能扣。要写明凭据。"),
            _("消费者不同意的，在查清以前不扣。"),
        ],
        button=_("登记"),
        done=_("已经登记，消费者看得到，可以提出异议。"),
    )
    form = DelayForm(posted(request), evidence=AnswerPage(it).evidence, initial={"lock": claim.lock})
    return acted(
        request, it, page, form, lambda _told, doing: delay_record(claim=claim, delay=form.delay(), doing=doing)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_speak_of_delay, delays)
def contest(request: HttpRequest, row: ConsumerDelay) -> HttpResponse:
    page = ActPage(
        title=_("不是我耽误的"),
        says=[row.words, row.proof],
        button=_("提出异议"),
        done=_("已经记下。在查清以前，这几天照样算。"),
    )
    form = ContestForm(posted(request), initial={"lock": row.claim.lock})

    def do(told: dict[str, Any], doing: Doing) -> None:
        delay_contest(delay=row, words=told["words"], doing=doing)

    return acted(request, _shown(request, row.claim), page, form, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_speak_of_delay, delays)
def concede(request: HttpRequest, row: ConsumerDelay) -> HttpResponse:
    page = ActPage(
        title=_("收回异议"), says=[row.words, row.proof], button=_("收回异议"), done=_("已经记下，这几天从期限里扣除。")
    )
    form = BareForm(posted(request), initial={"lock": row.claim.lock})
    return acted(
        request, _shown(request, row.claim), page, form, lambda _told, doing: delay_concede(delay=row, doing=doing)
    )


def _shown(request: HttpRequest, claim: Claim) -> Shown:
    return Shown(claim, signed_in(request), timezone.now())
