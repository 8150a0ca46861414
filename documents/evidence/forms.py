from collections.abc import Sequence
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.evidence import messages
from documents.evidence.services import OpeningReason

Upload: TypeAlias = "UploadedFile[Any]"
ACCEPTED = "image/*,application/pdf,video/*,audio/*,.heic,.amr"


class CameraInput(forms.FileInput):
    """On a phone it opens the camera at once; elsewhere it is an ordinary choice of a file."""

    def __init__(self) -> None:
        super().__init__({"accept": "image/*", "capture": "environment"})


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": ACCEPTED, "multiple": True})


class FilesField(forms.FileField):
    """Several files at once; each is looked at on its own."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # noqa: ARG002  the signature is Django's
        given: Sequence[Upload] = data or []
        return list(given)


class AddForm(forms.Form):
    """`files` is what both ways brought together."""

    title = forms.CharField(
        label=pgettext_lazy("evidence", "说明"),
        max_length=60,
        required=False,
        help_text=_("例如：仪表盘故障灯、修理结算单。不填写的，用文件名。"),
    )
    photo = forms.FileField(
        label=_("拍一张照片"),
        required=False,
        allow_empty_file=True,
        widget=CameraInput,
        help_text=_("用手机时打开相机。"),
    )
    chosen = FilesField(
        label=_("选择文件"),
        required=False,
        help_text=_("可以一次选择几个：照片、PDF、视频、录音。拍照和选择文件，两项至少填一项。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("photo", "chosen"):  # neither alone is left to choice: one of the two is wanted
            self.fields[name].is_opened = True  # type: ignore[attr-defined]  # read by the template

    @property
    def files_given(self) -> list[tuple[str, Upload]]:
        """With the field each stood in."""
        photo = self.cleaned_data.get("photo")
        given = [("photo", photo)] if photo else []
        return given + [("chosen", file) for file in self.cleaned_data.get("chosen", [])]

    def ask_for_a_file(self) -> None:
        self.add_error("chosen", str(messages.ASK_FOR_A_FILE))


class OriginalForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("为什么要打开原件？"),
        choices=OpeningReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择打开原件的原因。"), "invalid_choice": _("请选择打开原件的原因。")},
    )
