"""Evidence as the strip of the pages: thumbnails, kind, who added it and when, hash."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.evidence.models import Evidence, State, Use
from documents.evidence.permissions import can_add_evidence, evidence_visible_to
from documents.evidence.selectors import MOST_COMPARED, look_alike
from documents.evidence.subjects import Subject
from sanbao.accounts.models import User
from sanbao.web import says
from sanbao.web.components import EvidenceItem, EvidenceStrip


def evidence_strip(subject: Subject, user: User) -> EvidenceStrip:
    """What the person may see of a subject, for the page of whichever app owns it."""
    add_url = reverse("evidence:add", args=[subject.kind.name, subject.id]) if can_add_evidence(user, subject) else ""
    items = evidence_visible_to(user, subject).prefetch_related("files")
    return EvidenceStrip(tuple(strip_items(items)), label=_("证据"), add_url=add_url)


def strip_items(items: Iterable[Evidence]) -> list[EvidenceItem]:
    shown = list(items)
    return [_item(item, shown) for item in shown]


def _item(item: Evidence, beside: list[Evidence]) -> EvidenceItem:
    pictured = any(file.use == Use.THUMBNAIL for file in item.files.all())
    return EvidenceItem(
        title=item.title,
        kind=" · ".join(_marks(item, beside)),
        added=added(item),
        sha256=item.sha256,
        url=reverse("evidence:item", args=[item.public_id]),
        thumbnail_url=reverse("evidence:thumbnail", args=[item.public_id]) if pictured else "",
    )


def _marks(item: Evidence, beside: list[Evidence]) -> Iterator[str]:
    """Its kind; whether it is a double of another one; how far its copy is."""
    yield str(item.get_kind_display())
    if any(other.sha256 == item.sha256 and other.pk != item.pk for other in beside):
        yield _("有相同的文件")
    if any(look_alike(item, other) for other in beside[:MOST_COMPARED]):
        yield _("有相似的照片")
    if item.state != State.READY:
        yield str(item.get_state_display())


def added(item: Evidence) -> str:
    return _("{name}，{moment}").format(name=item.added_by, moment=says.moment(item.added_at))
