from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.evidence import messages as says
from documents.evidence.forms import AddForm, OriginalForm
from documents.evidence.models import Evidence, State, Use
from documents.evidence.pages import page_of
from documents.evidence.permissions import can_add_evidence, can_open, can_open_original, can_view_evidence_of
from documents.evidence.selectors import file_of
from documents.evidence.services import OpeningReason, copy_retry, original_open
from documents.evidence.serving import serve
from documents.evidence.strip import evidence_strip
from documents.evidence.subjects import Subject, subject_of
from documents.evidence.taking import take
from sanbao.accounts.access import refuse, requires, signed_in
from sanbao.web.uploads import LimitedUpload


def _items() -> QuerySet[Evidence]:
    return Evidence.objects.select_related("added_by")


@never_cache
@login_required
@require_safe
def listed(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    subject = _subject(request, kind, subject_id, adding=False)
    context = {"subject": subject, "strip": evidence_strip(subject, signed_in(request))}
    return render(request, "evidence/list.html", context)


@csrf_exempt  # `_add` checks the token: after the permission, and with the limited handlers in place
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponseBase:
    subject = _subject(request, kind, subject_id, adding=True)
    request.upload_handlers = [_limited(request), TemporaryFileUploadHandler(request)]
    return _add(request, subject)


@csrf_protect
def _add(request: HttpRequest, subject: Subject) -> HttpResponse:
    form = AddForm(request.POST, request.FILES) if request.method == "POST" else AddForm()
    if request.method == "POST" and form.is_valid():
        taken = take(form, subject, by=signed_in(request), at=timezone.now())
        _tell_what_was_too_large(request, form)
        if taken:
            messages.success(request, _taken(len(taken)))
        if not taken and not form.errors:
            form.ask_for_a_file()
        if not form.errors:
            return redirect("evidence:list", subject.kind.name, subject.id)
    return render(request, "evidence/add.html", {"subject": subject, "form": form, "limits": says.too_large})


@never_cache
@require_safe
@requires(can_open, _items)
def item(request: HttpRequest, item: Evidence) -> HttpResponse:
    return render(request, "evidence/item.html", page_of(item, signed_in(request)))


@require_safe
@requires(can_open, _items)
def copy(_request: HttpRequest, item: Evidence) -> HttpResponseBase:
    return _served(item, Use.COPY)


@never_cache
@require_POST
@requires(can_open, _items)
def retry(request: HttpRequest, item: Evidence) -> HttpResponse:
    """Pressed once too often, or on a page that is out of date, it changes nothing."""
    if copy_retry(item=item, by=signed_in(request), at=timezone.now()).state == State.WAITING:
        messages.success(request, _("正在重新制作副本，一般不到一分钟。"))
    return redirect("evidence:item", item.public_id)


@require_safe
@requires(can_open, _items)
def thumbnail(_request: HttpRequest, item: Evidence) -> HttpResponseBase:
    return _served(item, Use.THUMBNAIL)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_open_original, _items)
def original(request: HttpRequest, item: Evidence) -> HttpResponseBase:
    """The reason first; the answer to it is the file."""
    form = OriginalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = OpeningReason(form.cleaned_data["reason"])
        file, content = original_open(item=item, reason=reason, by=signed_in(request), at=timezone.now())
        return serve(item, file, content)
    return render(request, "evidence/original.html", {"item": item, "form": form})


def _subject(request: HttpRequest, kind: str, subject_id: UUID, *, adding: bool) -> Subject:
    subject = subject_of(f"{kind}/{subject_id}")
    permitted = can_add_evidence if adding else can_view_evidence_of
    if subject is None or not permitted(signed_in(request), subject):
        refuse(request, exists=subject is not None)
    return subject


def _limited(request: HttpRequest) -> LimitedUpload:
    kinds = ("photo", "pdf", "video", "audio")
    return LimitedUpload(request, most=max(settings.EVIDENCE_LIMITS[kind] for kind in kinds))


def _tell_what_was_too_large(request: HttpRequest, form: AddForm) -> None:
    for handler in request.upload_handlers:
        if isinstance(handler, LimitedUpload) and handler.too_large:
            form.add_error("chosen", says.too_large())


def _taken(number: int) -> str:
    return ngettext("已添加%(number)d个证据。", "已添加%(number)d个证据。", number) % {"number": number}


def _served(item: Evidence, use: Use) -> HttpResponseBase:
    file = file_of(item, use)
    if file is None:
        raise Http404
    return serve(item, file)
