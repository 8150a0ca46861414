from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.models import User
from sanbao.accounts.models.user import EMAIL_TAKEN
from sanbao.accounts.permissions import is_registrar
from sanbao.ledger.services import record

EMAIL_MISSING = _("请填写电子邮箱。")


@transaction.atomic
def registrar_appoint(*, name: str, email: str, at: datetime) -> User:
    """By whoever runs the machine: nobody in the system stands above the registrar. An account of its own, for whoever
    registers must do no business; called again for a registrar who is known, it changes nothing."""
    email = email.strip()
    known = User.objects.select_for_update().filter(email__iexact=email).first() if email else None
    if known is not None and is_registrar(known):
        return known
    if not email or known is not None:
        raise ValidationError({"email": EMAIL_TAKEN if known else EMAIL_MISSING})
    registrar = User(username=email, name=name.strip(), email=email, date_joined=at, is_staff=True, is_superuser=True)
    registrar.set_unusable_password()
    registrar.full_clean()
    registrar.save()
    subject = f"user/{registrar.public_id}"
    record(action="registrar.appointed", subject=subject, actor="system", organisation=None, codes={}, at=at)
    return registrar
