from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings import files
from claims.filings.forms.base import StepForm
from claims.filings.models import Use
from documents.evidence import messages
from documents.evidence.media.refusals import Refusal
from documents.evidence.sandbox import FileRefusedError

NOT_A_PDF = gettext_lazy("请选择PDF文件。")
MIXED = gettext_lazy("文件里混有别的内容。请从原来的软件重新导出PDF。")


def why(refusal: Refusal) -> str:
    """As for evidence, but for what is said of a manual in another way."""
    most = settings.EVIDENCE_LIMITS
    own = {
        Refusal.UNKNOWN_TYPE: str(NOT_A_PDF),
        Refusal.MORE_THAN_IT_CLAIMS: str(MIXED),
        Refusal.TOO_LARGE: _("文件太大，不能超过%(most)dMB。") % {"most": most["pdf"] // messages.MIB},
        Refusal.TOO_MANY_PAGES: _("页数太多，不能超过%(most)d页。") % {"most": most["pages"]},
    }
    return own.get(refusal) or messages.why(refusal)


class FilesForm(StepForm):
    """A file that is not chosen anew stays as it was."""

    step = "files"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for use in Use:
            self.fields[use.value] = forms.FileField(
                label=use.label,
                required=False,
                allow_empty_file=True,
                widget=forms.FileInput({"accept": "application/pdf"}),
                help_text=_("已经附上，不重新选择的就不变。")
                if use.value in self.told
                else _("PDF文件，公开供人下载。"),
            )

    def begin_with(self) -> dict[str, Any]:
        return {}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.stored = dict(self.told)
        for use in Use:
            given: UploadedFile[Any] | None = told.get(use.value)
            if given is not None:
                self._store(use, given)
        return told

    def _store(self, use: Use, given: UploadedFile[Any]) -> None:
        try:
            stored = files.take(given)
        except files.NotAPdfError:
            self.add_error(use.value, NOT_A_PDF)
        except FileRefusedError as refused:
            self.add_error(use.value, why(refused.refusal))
        else:
            self.stored[use.value] = {"sha256": stored.sha256, "size": stored.size}

    def answers(self) -> dict[str, Any]:
        return self.stored
