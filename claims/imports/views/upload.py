"""A file comes in. What is too large is refused before it is read; nothing of it is held in memory."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from claims.imports import files
from claims.imports.forms import MIB, UploadForm, too_large
from claims.imports.models import Kind, Run
from claims.imports.permissions import can_import
from claims.imports.reading.faults import FileFaultError
from claims.imports.services import run_start
from sanbao.accounts.access import refuse, signed_in
from sanbao.accounts.models import Organisation
from sanbao.web.uploads import LimitedUpload


@csrf_exempt  # `_answered` checks the token: after the permission, with the limited handlers in place
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    place = Organisation.objects.filter(public_id=public_id).first()
    if place is None or not can_import(signed_in(request), place, kind):
        refuse(request, exists=place is not None)
    if _declared(request) > settings.IMPORT_BYTES + MIB:
        return _too_large(request, place, kind)
    request.upload_handlers = [LimitedUpload(request, most=settings.IMPORT_BYTES), TemporaryFileUploadHandler(request)]
    return _answered(request, place, kind)


@csrf_protect
def _answered(request: HttpRequest, place: Organisation, kind: str) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST":
        is_cut = any(isinstance(one, LimitedUpload) and one.too_large for one in request.upload_handlers)
        if is_cut:
            return _too_large(request, place, kind)
        if form.is_valid() and (run := _taken(request, form, place, kind)):
            return redirect("imports:columns" if not run.is_running else "imports:run", run.public_id)
    return _page(request, form, place, kind)


def _taken(request: HttpRequest, form: UploadForm, place: Organisation, kind: str) -> Run | None:
    """None where the file cannot be read: the form says why."""
    given: UploadedFile[bytes] = form.cleaned_data["file"]
    own = uuid4()
    path = files.keep(given.file, own)  # type: ignore[arg-type]  # a temporary file, by the handler above
    try:
        run = run_start(
            path=path,
            name=own,
            file_name=given.name or "",
            organisation=place,
            kind=kind,
            key=form.cleaned_data["key"],
            by=signed_in(request),
            at=timezone.now(),
        )
    except FileFaultError as fault:
        form.add_error("file", str(fault))
        run = None
    if run is None or run.public_id != own:
        path.unlink(missing_ok=True)
    return run


def _declared(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0


def _too_large(request: HttpRequest, place: Organisation, kind: str) -> HttpResponse:
    """The body, or its rest, is not read: what stands in the form is lost, which is a file that cannot be taken."""
    form = UploadForm({"key": str(uuid4())})
    form.errors["file"] = form.error_class([too_large()])
    response = _page(request, form, place, kind)
    response.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return response


def _page(request: HttpRequest, form: UploadForm, place: Organisation, kind: str) -> HttpResponse:
    return render(request, "imports/upload.html", {"form": form, "place": place, "kind": Kind(kind)})
