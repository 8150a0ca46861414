from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from documents.signatures import messages as says
from documents.signatures.acts import Situation, forms_of, perform
from documents.signatures.component import signature_list
from documents.signatures.forms import RequestForm
from documents.signatures.links import signature_by
from documents.signatures.models import Signature, State
from documents.signatures.pages import page_of
from documents.signatures.permissions import (
    Hand,
    can_open_signature,
    can_request_signature,
    can_view_signable,
    hand_by_link,
    hand_of,
    is_asking,
)
from documents.signatures.services import Signer, signature_request, signature_withdraw
from documents.signatures.signables import Signable, signable_of
from sanbao.accounts.access import refuse, requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.web.private import private, takes_null_origin


def _signatures() -> QuerySet[Signature]:
    return Signature.objects.select_related("user", "requested_by", "settled_by", "evidence")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str, signable_id: UUID) -> HttpResponse:
    """The signatures of a thing; who may ask for more asks here."""
    signable = _signable(request, kind, signable_id)
    person = signed_in(request)
    form = RequestForm(signable, request.POST if request.method == "POST" else None)
    may_ask = can_request_signature(person, signable)
    if request.method == "POST" and may_ask and form.is_valid() and (signature := _asked(form, signable, request)):
        return redirect("signatures:sign", signature.public_id)
    context = {"signable": signable, "form": form if may_ask else None, "list": signature_list(signable, person)}
    return render(request, "signatures/ask.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_open_signature, _signatures)
def sign(request: HttpRequest, signature: Signature) -> HttpResponse:
    hand = hand_of(signed_in(request), signature)
    if hand is None:
        raise Http404
    return _settling(request, signature, hand, back=reverse("signatures:sign", args=[signature.public_id]))


@takes_null_origin
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the link and no account: kept by no cache, named to no other page."""
    return private(partial(_by_link, token=token))(request)


@never_cache
@require_POST
@requires(is_asking, _signatures)
def withdraw(request: HttpRequest, signature: Signature) -> HttpResponse:
    """Pressed twice, it says the same again; signed or refused meanwhile, it says that."""
    if signature.state in {State.SIGNED, State.REFUSED}:
        messages.warning(request, says.ALREADY_SETTLED)
    else:
        signature_withdraw(signature=signature, by=signed_in(request), at=timezone.now())
        messages.success(request, _("不再请这个人签字，原来的链接不能用了。"))
    kind, _slash, signable_id = signature.signable.partition("/")
    return redirect("signatures:request", kind, signable_id)


def _by_link(request: HttpRequest, *, token: str) -> HttpResponse:
    signature = signature_by(token)
    hand = hand_by_link(signature, timezone.now()) if signature else None
    if signature is None or hand is None:
        return render(request, "signatures/unusable.html", status=404)
    return _settling(request, signature, hand, back=reverse("signatures:link", args=[token]))


def _settling(request: HttpRequest, signature: Signature, hand: Hand, *, back: str) -> HttpResponse:
    signable = signable_of(signature.signable)
    if signable is None:
        raise Http404
    situation = Situation(signature, signable, hand, timezone.now())
    sent = perform(situation, request.POST) if request.method == "POST" else None
    if request.method == "POST" and (sent is None or not sent.errors):
        return redirect(back)
    forms = forms_of(situation) | ({sent.act: sent} if sent else {})
    leads_back = hand.user is not None and can_request_signature(hand.user, signable)
    context = page_of(situation, forms, request) | {"back": back, "leads_back": leads_back}
    return render(request, "signatures/sign.html", context)


def _asked(form: RequestForm, signable: Signable, request: HttpRequest) -> Signature | None:
    data = form.cleaned_data
    signer = Signer(name=data["name"], phone=data["phone"])
    by, at = signed_in(request), timezone.now()
    try:
        return signature_request(signable=signable, role=data["role"], signer=signer, by=by, at=at)
    except ValidationError as error:
        add_errors(form, error)
    return None


def _signable(request: HttpRequest, kind: str, signable_id: UUID) -> Signable:
    signable = signable_of(f"{kind}/{signable_id}")
    if signable is None or not can_view_signable(signed_in(request), signable):
        refuse(request, exists=signable is not None)
    return signable
