"""What these pages add to the result of the check."""

from django.utils.translation import gettext_lazy as _

from sanbao.check.offers import Offer, add_offer


def add() -> None:
    add_offer(Offer(_("出具权利清单"), "sheets:issue"))
