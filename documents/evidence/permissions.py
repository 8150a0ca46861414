"""Who may do what with evidence. All of it follows from the subject; what no subject permits is denied."""

from django.db.models import QuerySet

from documents.evidence.models import Evidence, State
from documents.evidence.subjects import Subject, subject_of
from sanbao.accounts.models import User


def can_view_evidence_of(user: User, subject: Subject) -> bool:
    return user.is_active and subject.kind.may_view(user, subject.id)


def can_add_evidence(user: User, subject: Subject) -> bool:
    """Who adds sees what he added, so who may not view may not add."""
    return can_view_evidence_of(user, subject) and subject.kind.may_add(user, subject.id)


def can_open(user: User, item: Evidence) -> bool:
    """Its page, its thumbnail and the copy made for the parties."""
    subject = subject_of(item.subject)
    return subject is not None and can_view_evidence_of(user, subject)


def can_open_original(user: User, item: Evidence) -> bool:
    subject = subject_of(item.subject)
    return (
        subject is not None and can_view_evidence_of(user, subject) and subject.kind.may_open_original(user, subject.id)
    )


def can_retry_copy(user: User, item: Evidence) -> bool:
    """Of a copy that failed: whoever may add evidence here, or open the original."""
    subject = subject_of(item.subject)
    if subject is None or item.state != State.FAILED:
        return False
    return can_add_evidence(user, subject) or can_open_original(user, item)


def evidence_visible_to(user: User, subject: Subject) -> QuerySet[Evidence]:
    if not can_view_evidence_of(user, subject):
        return Evidence.objects.none()
    return Evidence.objects.filter(subject=str(subject)).select_related("added_by").order_by("added_at", "id")
