"""A sheet is issued in two presses, the first of which stores nothing; it is fetched by the code printed on it."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from allauth.core import ratelimit
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from documents.issuing.check_code import read_number
from documents.issuing.models import Paper
from documents.issuing.services import KeyUsedError, paper_issue_by_site, paper_of_key
from documents.sheets.forms import IssueForm
from documents.sheets.looking_up import kept_until, sheet_by_code
from documents.sheets.orders import order_again, order_of
from documents.verifying.forms import CodeForm
from sanbao.check.results.views import with_answers
from sanbao.check.state import Answers
from sanbao.web.private import private

NOT_FOUND = _("没有查到。请对照清单再看一遍编号和校验码；超过保存日期的，已经删除了。")
TOO_MANY_ISSUED = _("这个网络刚才出具的清单太多了，这一次没有保存任何内容。请过一个小时再试。")
ANOTHER_CONTENT = _("这一页已经出具过一份清单，内容和这一次的不同。要另外出具一份的，请再按一次“保存并出具”。")
ERASED = _("这一页出具过的清单已经到期删除。要另外出具一份的，请再按一次“保存并出具”。")
TOO_MANY_TRIES = _("查得太频繁了，请过一会儿再试。")


@with_answers
def issue(request: HttpRequest, answers: Answers) -> HttpResponse:
    """First what would be stored is said; the key of that page makes the second press, and its repetitions, one sheet."""
    form = IssueForm(request.POST if "key" in request.POST else None, initial={"state": request.POST["state"]})
    if not form.is_bound or not form.is_valid():
        return _confirm(request)
    key, now = form.cleaned_data["key"], timezone.now()
    known = paper_of_key(key, by=None)
    if known is not None and known.erased_at is not None:
        return _confirm(request, ERASED, HTTPStatus.GONE)
    if known is None and not ratelimit.consume(request, action="sheet_issue"):
        return _confirm(request, TOO_MANY_ISSUED, HTTPStatus.TOO_MANY_REQUESTS)
    order = order_again(answers, known) if known else order_of(answers, key, timezone.localdate(now))
    try:
        return _page_of(request, paper_issue_by_site(order, at=now), first=True)
    except KeyUsedError:
        return _confirm(request, ANOTHER_CONTENT, HTTPStatus.CONFLICT)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """By number and check code: whether it is printed, and the button that fetches it."""
    if request.method != "POST":
        return _ask(request, CodeForm())
    form = CodeForm(request.POST)
    paper = _found(request, form)
    return _ask(request, form) if paper is None else _page_of(request, paper)


@private
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    paper = _found(request, form)
    if paper is None:
        return _ask(request, form)
    if not paper.is_printed:
        return _page_of(request, paper)
    headers = {"Content-Disposition": f'attachment; filename="{paper.number}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(paper.file.content), content_type="application/pdf", headers=headers)


def _found(request: HttpRequest, form: Form) -> Paper | None:
    """None when there is no such sheet for these two: the form says why. Unknown, wrong and erased are answered alike."""
    if not form.is_valid():
        return None
    if not ratelimit.consume(request, action="paper_check", key=read_number(form.cleaned_data["number"])):
        form.add_error(None, TOO_MANY_TRIES)
        return None
    paper = sheet_by_code(**form.cleaned_data)
    if paper is None or paper.erased_at is not None:
        form.add_error("check_code", NOT_FOUND)
        return None
    return paper


def _confirm(request: HttpRequest, refusal: object = "", status: int = HTTPStatus.OK) -> HttpResponse:
    state = request.POST["state"]
    form = IssueForm(initial={"state": state, "key": uuid.uuid4()})
    context = {"form": form, "state": state, "days": settings.SHEET_DAYS, "refusal": refusal}
    return render(
        request,
        "sheets/confirm.html",
        {**context, "carried": {"next": reverse("sheets:issue"), "state": state}},
        status=status,
    )


def _ask(request: HttpRequest, form: Form) -> HttpResponse:
    return render(request, "sheets/ask.html", {"form": form, "carried": {"next": reverse("sheets:sheet")}})


def _page_of(request: HttpRequest, paper: Paper, *, first: bool = False) -> HttpResponse:
    # With an empty state the choices of language and look post again, here to the page that only shows.
    codes = {"state": "", "number": paper.number, "check_code": paper.check_code}
    carried = {"next": reverse("sheets:sheet"), **codes}
    context = {"paper": paper, "first": first, "kept_until": kept_until(paper), "carried": carried}
    return render(request, "sheets/sheet.html", {**context, "state": request.POST.get("state", "")})
