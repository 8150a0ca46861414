"""The public check of a paper. Nothing that is typed or uploaded is kept."""

from typing import Any

from allauth.core import ratelimit
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.issuing.check_code import read_number
from documents.issuing.keys import paper_keys
from documents.issuing.seal import SealError, read_seal
from documents.verifying import looking_up, result
from documents.verifying.forms import LARGEST_UPLOAD, CodeForm, FileForm, SealForm
from documents.verifying.result import Result
from documents.verifying.side_file import published_keys, side_file
from sanbao.web.private import private
from sanbao.web.uploads import LimitedUpload

NOT_FOUND = _("没有查到。请对照文书再看一遍编号和校验码；都对的，它就不是本系统出具的，请不要相信它。")
NO_FILE_FOUND = _("这个文件不是从本系统下载的原文件，也不含本系统文书的数据。请改用二维码，或者编号和校验码核验。")
SEAL_FAULTS = {
    "shape": _("这不是本系统文书的二维码。请扫描文书上的二维码，把扫出来的整段文字粘贴过来。"),
    "unknown_key": _("这个二维码不是本系统签名的，请不要相信它。"),
    "signature": _("二维码的签名对不上：内容被改动过，请不要相信它。"),
}
TOO_MANY = _("核验得太频繁了，请过一会儿再试。")


@private
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    return _page(request)


@private
@require_POST
def code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid() or not _allowed(request, form, "paper_check", read_number(form.cleaned_data["number"])):
        return _page(request, code_form=form)
    paper = looking_up.by_code(**form.cleaned_data)
    if paper is None:
        form.add_error("check_code", NOT_FOUND)
        return _page(request, code_form=form)
    return _result(request, result.of_paper(paper))


@private
@require_POST
def seal(request: HttpRequest) -> HttpResponse:
    form = SealForm(request.POST)
    if not form.is_valid() or not _allowed(request, form, "paper_scan"):
        return _page(request, seal_form=form)
    try:
        read = read_seal(form.cleaned_data["seal"], paper_keys())
    except SealError as fault:
        form.add_error("seal", SEAL_FAULTS[fault.code])
        return _page(request, seal_form=form)
    paper = looking_up.by_seal(read)
    return _result(request, result.of_paper(paper) if paper else result.of_seal_alone(read.essentials))


@csrf_exempt  # `_file` checks the token, once the limit stands before the upload
@private
@require_POST
def file(request: HttpRequest) -> HttpResponse:
    limit = LimitedUpload(request, most=LARGEST_UPLOAD)
    request.upload_handlers = [limit, TemporaryFileUploadHandler(request)]
    return _file(request, limit)


@csrf_protect
def _file(request: HttpRequest, limit: LimitedUpload) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if limit.too_large:
        form.refuse_as_too_large()
    if not form.is_valid() or not _allowed(request, form, "paper_scan"):
        return _page(request, file_form=form)
    found = looking_up.by_file(form.cleaned_data["file"].read())
    if found is None:
        form.add_error("file", NO_FILE_FOUND)
        return _page(request, file_form=form)
    return _result(request, result.of_file(found))


@private
@require_POST
def proof(request: HttpRequest) -> HttpResponse:
    """The side file of a paper that was just checked."""
    paper = result.paper_of_token(request.POST.get("token", ""))
    found = None if paper is None else side_file(paper)
    if paper is None or found is None:
        return _page(request, expired=True)
    headers = {"Content-Disposition": f'attachment; filename="{paper.number}.proof.json"', **_DOWNLOAD}
    return JsonResponse(found, headers=headers, json_dumps_params={"indent": 1, "sort_keys": True})


@never_cache
@require_http_methods(["GET", "HEAD"])
def keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's signature
    """For everyone's checkers, on whatever site."""
    return JsonResponse(published_keys(), headers={"Access-Control-Allow-Origin": "*"})


_DOWNLOAD = {"X-Content-Type-Options": "nosniff"}


def _allowed(request: HttpRequest, form: Form, action: str, number: str | None = None) -> bool:
    """Counted by address, and where a code is guessed by its number, too: nobody uses up what others may try."""
    if ratelimit.consume(request, action=action, key=number):
        return True
    form.add_error(None, TOO_MANY)
    return False


def _page(request: HttpRequest, **changes: Any) -> HttpResponse:
    forms = {"code_form": CodeForm(), "seal_form": SealForm(), "file_form": FileForm()}
    return render(request, "verifying/verify.html", forms | changes)


def _result(request: HttpRequest, found: Result) -> HttpResponse:
    return render(request, "verifying/result.html", {"result": found})
