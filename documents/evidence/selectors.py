"""Reading evidence: what is the same, and what looks the same."""

from django.conf import settings
from django.db.models import QuerySet

from documents.evidence.models import Evidence, SealedFile, Use
from documents.evidence.permissions import can_open
from sanbao.accounts.models import User

MOST_COMPARED = 200


def file_of(item: Evidence, use: Use) -> SealedFile | None:
    return item.files.filter(use=use).first()


def same_as(item: Evidence, user: User) -> list[Evidence]:
    """The same content, byte for byte, also about other subjects, as far as the reader may see them."""
    found = (
        Evidence.objects.filter(sha256=item.sha256)
        .exclude(pk=item.pk)
        .select_related("added_by")
        .order_by("added_at", "id")
    )
    return [other for other in found[:MOST_COMPARED] if can_open(user, other)]


def alike(item: Evidence) -> list[Evidence]:
    """Photos of the same subject that look the same: resized, recompressed, toned, or taken in one burst."""
    if not item.perceptual_hash:
        return []
    return [other for other in _photos_of(item.subject)[:MOST_COMPARED] if look_alike(item, other)]


def look_alike(one: Evidence, other: Evidence) -> bool:
    """Two different photos that look the same."""
    hashes = one.perceptual_hash, other.perceptual_hash
    return one.sha256 != other.sha256 and all(hashes) and distance(*hashes) <= nearness()


def nearness() -> int:
    near: int = settings.EVIDENCE_NEARNESS
    return near


def distance(one: str, other: str) -> int:
    """In how many of the 64 bits two perceptual hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _photos_of(subject: str) -> QuerySet[Evidence]:
    return (
        Evidence.objects.filter(subject=subject)
        .exclude(perceptual_hash="")
        .select_related("added_by")
        .order_by("added_at", "id")
    )
