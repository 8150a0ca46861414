"""A made-up thing with evidence and signatures, open to everybody, so that the pages of both can be walked through."""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.utils.html import format_html
from PIL import Image

from documents.evidence import store
from documents.evidence.models import Evidence, State, Use
from documents.evidence.services import keep_file
from documents.evidence.subjects import SubjectKind, add_subject_kind, subject_of
from documents.signatures.models import Signature
from documents.signatures.services import Signer, signature_request
from documents.signatures.signables import SignableKind, add_signable, signable_of
from sanbao.accounts.models import User

KIND, ID = "example", UUID(int=7)


@dataclass(frozen=True)
class Shown:
    item: Evidence
    signature: Signature


def show(by: User, at: datetime) -> Shown:
    _register()
    signable = signable_of(f"{KIND}/{ID}")
    signer = Signer("周敏", "+8613800001441")
    signature = signature_request(signable=signable, role="owner", signer=signer, by=by, at=at)
    return Shown(_item(by, at), signature)


def _register() -> None:
    def everybody(user, _about):
        return user.is_active

    open_to_all = {"title": lambda _id: "演示的修理记录", "may_view": everybody}
    add_subject_kind(SubjectKind(KIND, **open_to_all, may_add=everybody, may_open_original=everybody))
    content = {"fault": "变速器顿挫"}
    add_signable(
        SignableKind(
            KIND,
            **open_to_all,
            content=lambda _id: content,
            html=lambda _id: format_html("<p>{}</p>", content["fault"]),
            roles={"owner": "车主"},
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
