from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from documents.issuing.forms import IssueForm, ReplaceForm, WithdrawForm
from documents.issuing.freezing import Order
from documents.issuing.models import Paper, WhyReplaced
from documents.issuing.permissions import (
    can_download_paper,
    can_issue_something,
    can_view_paper,
    can_withdraw_paper,
    is_responsible_for,
)
from documents.issuing.selectors import Offer, issuers_of, offers_to, paper_of_form, papers_listed_for
from documents.issuing.services import paper_issue, paper_withdraw
from documents.papers.checking import ContextError
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.accounts.models import Organisation
from sanbao.web.components import Pagination

ON_A_PAGE = 20
# Handed over as a file, never shown inside our own pages, whatever a browser thinks it is.
DOWNLOAD = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("parent")


def _papers() -> QuerySet[Paper]:
    return Paper.objects.without_bytes()


@never_cache
@login_required
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    page = Paginator(papers_listed_for(person), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "pagination": Pagination.of(page, request), "issuers": issuers_of(person)}
    return render(request, "issuing/papers.html", context)


@never_cache
@require_safe
@requires(can_view_paper, _papers)
def paper(request: HttpRequest, paper: Paper) -> HttpResponse:
    person = signed_in(request)
    context = {"paper": paper, "may_withdraw": can_withdraw_paper(person, paper), "told": paper.essentials}
    return render(request, "issuing/paper.html", context)


@require_safe
@requires(can_download_paper, _papers)
def download(request: HttpRequest, paper: Paper) -> HttpResponse:  # noqa: ARG001  Django's signature
    headers = {"Content-Disposition": f'attachment; filename="{paper.number}.pdf"', **DOWNLOAD}
    return HttpResponse(bytes(paper.file.content), content_type="application/pdf", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_issue_something, _organisations)
def issue(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """In one step; in two where a valid paper would lose its force: then it is asked why."""
    person = signed_in(request)
    form = IssueForm(offers_to(person, organisation), _posted(request))
    if request.method == "POST" and form.is_valid():
        offer, key = form.chosen, form.cleaned_data["key"]
        why = _why_replaced(request, offer)
        made = paper_of_form(person, organisation, offer.candidate, key)
        if made is None and offer.replaces and not why.is_valid():
            return render(request, "issuing/replace.html", {"organisation": organisation, "offer": offer, "form": why})
        made = made or _issued(request, organisation, form, why)
        if made is not None:
            messages.success(request, _("编号%(number)s已经出具，正在生成PDF。") % {"number": made.number})
            return redirect("papers:paper", made.public_id)
    return render(request, "issuing/issue.html", {"organisation": organisation, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(is_responsible_for, _papers)
def withdraw(request: HttpRequest, paper: Paper) -> HttpResponse:
    if not can_withdraw_paper(signed_in(request), paper):  # sent twice, or on a page that is out of date
        messages.success(request, _withdrawn_or_replaced(paper))
        return redirect("papers:paper", paper.public_id)
    form = WithdrawForm(paper, _posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            paper_withdraw(paper, reason=form.cleaned_data["reason"], by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _withdrawn(paper))
            return redirect("papers:paper", paper.public_id)
    return render(request, "issuing/withdraw.html", {"paper": paper, "form": form})


def _withdrawn(paper: Paper) -> str:
    return _("编号%(number)s已经作废。") % {"number": paper.number}


def _withdrawn_or_replaced(paper: Paper) -> str:
    if paper.withdrawn_at is not None:
        return _withdrawn(paper)
    return _("编号%(number)s已经有新的一份代替它，不用再作废。") % {"number": paper.number}


def _posted(request: HttpRequest) -> QueryDict | None:
    """An empty form that was sent is wrong, not unsent."""
    return request.POST if request.method == "POST" else None


def _why_replaced(request: HttpRequest, offer: Offer) -> ReplaceForm:
    """Unsent until the question was shown about this very paper."""
    number = offer.replaces.number if offer.replaces else ""
    if number and request.POST.get("replaces") == number:
        return ReplaceForm(request.POST)
    asked = {"candidate": offer.candidate.key, "key": request.POST.get("key"), "replaces": number}
    asked["bilingual"] = "1" if request.POST.get("bilingual") else ""
    return ReplaceForm(initial=asked)


def _issued(request: HttpRequest, organisation: Organisation, form: IssueForm, why: ReplaceForm) -> Paper | None:
    """None when it was refused: the form says why."""
    offer = form.chosen
    order = Order(
        kind=offer.candidate.kind,
        context=offer.context(bilingual=form.cleaned_data.get("bilingual", False)),
        issuer=organisation,
        subject=offer.candidate.subject,
        key=form.cleaned_data["key"],
        holder=offer.candidate.holder,
        replaces=offer.replaces,
        why_replaced=WhyReplaced(why.cleaned_data["why"] if offer.replaces else WhyReplaced.LOST),
    )
    try:
        return paper_issue(order, by=signed_in(request), at=timezone.now())
    except ContextError as refused:
        for problem in refused.problems:
            form.add_error("candidate", problem.says)
    except ValidationError as error:
        add_errors(form, error)
    return None
