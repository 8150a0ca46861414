from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from sanbao.web import choices as look
from sanbao.web import health
from sanbao.web.private import takes_null_origin
from sanbao.web.signals import language_chosen

PART = "text/x-part"  # what sanbao.js asks for: the form of choices alone


class PostedAgain(HttpResponseRedirect):
    """To a page that lives on what is posted to it: the browser posts the same once more, so nothing is lost."""

    status_code = HTTPStatus.TEMPORARY_REDIRECT


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@takes_null_origin
@require_POST
def choices(request: HttpRequest) -> HttpResponse:
    """Language, theme and size of type: kept in cookies, for everyone, without an account; the language also with the account."""
    chosen, back = look.with_wishes(look.chosen_by(request), request.POST), _back(request)
    if request.headers.get("Accept") == PART:
        response = render(request, "web/choices.html", look.form_context(request, back, chosen))
    else:
        response = PostedAgain(back) if "state" in request.POST else HttpResponseRedirect(back)
    look.keep(response, request, chosen)
    language = look.keep_language(response, request)
    if language:
        language_chosen.send(sender=None, request=request, language=language)
    return response


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served at the root: a service worker may look after no page above its own folder."""
    return render(request, "web/sw.js", content_type="text/javascript")


@require_safe
@cache_control(max_age=24 * 60 * 60)
def favicon(_request: HttpRequest) -> HttpResponse:
    """Where browsers look when what they show names no picture: a file of facts, a calendar."""
    return HttpResponseRedirect(static("web/seal.svg"))


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "web/offline.html")


def _back(request: HttpRequest) -> str:
    wished = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure())
    return wished if own else reverse("home")


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    report = health.report(timezone.now())
    status = HTTPStatus.OK if report.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"status": report.status, "checks": report.answers}, status=status)
