from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST_UPLOAD = 5 * 1024 * 1024
TOO_LARGE = _("文件太大了，本系统出具的文书不会超过5 MB。请选择从本系统下载的PDF文件。")
NO_PDF = _("这不是PDF文件。请选择从本系统下载的文书。")


class CodeForm(forms.Form):
    number = forms.CharField(
        label=_("编号"),
        max_length=40,
        help_text=_("印在文书的右上角，例如SB-2026-0001-000042。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("请填写文书的编号。"), "max_length": _("编号最多20位，请照文书上印的填写。")},
    )
    check_code = forms.CharField(
        label=_("校验码"),
        max_length=20,
        help_text=_("印在二维码旁边，8位字母和数字，不分大小写。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("请填写校验码。"), "max_length": _("校验码是8位，请照文书上印的填写。")},
    )


class SealForm(forms.Form):
    seal = forms.CharField(
        label=_("二维码的内容"),
        max_length=4000,
        help_text=_("用手机扫描二维码通常会直接打开结果。没有打开的，把扫出来的整段文字粘贴在这里。"),
        widget=forms.Textarea({"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": _("请粘贴二维码的内容。"),
            "max_length": _("内容太长，不是本系统文书的二维码。"),
        },
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("文书的PDF文件"),
        help_text=_("要用下载得到的原文件；另存、打印、扫描过的文件不一样。文件只用来比对，不保存。"),
        widget=forms.FileInput({"accept": "application/pdf"}),
        error_messages={
            "required": _("请选择一个PDF文件。"),
            "empty": _("这个文件是空的，请重新选择。"),
            "invalid": _("没有收到文件，请重新选择。"),
        },
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.read(5) != b"%PDF-":
            raise ValidationError(NO_PDF, code="no_pdf")
        file.seek(0)
        return file

    def refuse_as_too_large(self) -> None:
        """No more of it was read than the limit, so it looks as if none had been chosen."""
        self.errors.pop("file", None)
        self.add_error("file", TOO_LARGE)
