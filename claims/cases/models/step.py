from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party, State
from claims.cases.models.claim import Claim
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.models import AppendOnly


class Step(AppendOnly):
    """One transition. `request_key` is one for a form: sent twice, the step is taken once. Without `by`: the site itself."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, choices=State.choices)
    to_state = models.CharField(max_length=20, choices=State.choices)
    party = models.CharField(max_length=10, choices=Party.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("步骤")
        verbose_name_plural = _("步骤")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="a_step_has_its_number"),
            models.UniqueConstraint(fields=["claim", "request_key", "name"], name="step_once_a_request"),
            models.CheckConstraint(condition=Q(number__gte=1), name="steps_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.number} · {self.name}"
