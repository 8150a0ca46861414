from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanbao.web.components.base import Component


@dataclass(frozen=True)
class EvidenceItem:
    title: str
    kind: str
    added: str
    sha256: str
    url: str = ""
    thumbnail_url: str = ""


@dataclass(frozen=True)
class EvidenceStrip(Component):
    template_name: ClassVar[str] = "web/components/evidence.html"

    items: tuple[EvidenceItem, ...]
    label: str = ""
    add_url: str = ""
