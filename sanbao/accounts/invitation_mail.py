"""The mail that brings an invitation's link. Only its reader learns the link; the outbox forgets it after delivery."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from sanbao.accounts.models import Invitation
from sanbao.accounts.signin import mail


def queue(invitation: Invitation, *, link: str, at: datetime) -> None:
    subject = _("%(organisation)s邀请您加入家用汽车三包网站") % {"organisation": invitation.organisation}
    body = render_to_string("accounts/email/invitation.txt", {"invitation": invitation, "link": link})
    mail.queue(EmailMessage(subject, body, to=[invitation.email]), key=key_of(invitation), at=at)


def key_of(invitation: Invitation) -> str:
    return f"{mail.TOPIC}/invitation/{invitation.public_id}"
