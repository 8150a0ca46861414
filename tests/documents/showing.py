"""A made-up thing with evidence and signatures, open to everybody, so that the pages of both can be walked through."""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from PIL import Image

from documents.evidence import store
from documents.evidence.models import Evidence, State, Use
from documents.evidence.services import keep_file
from documents.evidence.subjects import SubjectKind, add_subject_kind, subject_of
from documents.signatures.models import RefusalReason, Signature, Via
from documents.signatures.permissions import Hand
from documents.signatures.services import Signer, signature_draw, signature_refuse, signature_request
from documents.signatures.signables import SignableKind, add_signable, signable_of
from sanbao.accounts.models import User

KIND, ID = "example", UUID(int=7)


PATH = "M100 100L150 60L200 100L250 140M120 150L300 150"


@dataclass(frozen=True)
class Shown:
    """`signature` is open; beside it stand one that was refused and one whose content was changed afterwards. Beside
    `item`, which has its copy, stands one that looks like it and has none."""

    item: Evidence
    signature: Signature


def show(by: User, at: datetime) -> Shown:
    content = {"fault": "变速器顿挫", "days": 3}
    _register(content)
    signable = signable_of(f"{KIND}/{ID}")

    def asked(role: str) -> Signature:
        signer = Signer("周敏", "+8613800001441")
        return signature_request(signable=signable, role=role, signer=signer, by=by, at=at)

    act = {"hand": Hand(Via.TABLET, by), "at": at}
    signature_draw(signature=asked("repairer"), path=PATH, shown=signable.content_hash, **act)
    content["days"] = 4
    signature_refuse(signature=asked("witness"), reason=RefusalReason.FACTS, words="只修了两日", **act)
    _failed_item(item := _item(by, at))
    return Shown(item, asked("owner"))


def _register(content: dict[str, Any]) -> None:
    def everybody(user, _about):
        return user.is_active

    open_to_all = {"title": lambda _id: "演示的修理记录", "may_view": everybody}
    add_subject_kind(SubjectKind(KIND, **open_to_all, may_add=everybody, may_open_original=everybody))
    add_signable(
        SignableKind(
            KIND,
            **open_to_all,
            content=lambda _id: content,
            html=lambda _id: format_html("<p>{}，修了{}日</p>", content["fault"], content["days"]),
            roles={"owner": "车主", "repairer": "修理者", "witness": "见证人"},
            may_request=everybody,
        )
    )


def _item(by: User, at: datetime) -> Evidence:
    picture = io.BytesIO()
    Image.new("RGB", (320, 240), "#8aa").save(picture, "JPEG")
    with NamedTemporaryFile() as file:
        file.write(picture.getvalue())
        file.flush()
        sealed = {use: store.put(Path(file.name), at) for use in Use}
    original = sealed[Use.ORIGINAL]
    item = Evidence.objects.create(
        subject=str(subject_of(f"{KIND}/{ID}")),
        kind="photo",
        format="jpeg",
        title="仪表盘故障灯",
        sha256=original.sha256,
        perceptual_hash="0" * 16,
        size=original.size,
        added_by=by,
        added_at=at,
        state=State.READY,
    )
    for use, file_of_use in sealed.items():
        keep_file(item, use, file_of_use, content_type="image/jpeg", extension="jpg")
    return item


def _failed_item(like: Evidence) -> None:
    told = {
        name: getattr(like, name)
        for name in ("subject", "kind", "format", "perceptual_hash", "size", "added_by", "added_at")
    }
    Evidence.objects.create(**told, title="又一张仪表盘", sha256="f" * 64, state=State.FAILED)
