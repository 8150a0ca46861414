"""A page of the asking: its question, its form, what an answer writes into the draft, the answer in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.functional import Promise

from claims.cases.asking.draft import Draft
from claims.cases.forms.asking import NextForm
from sanbao.accounts.models import User

Text = str | Promise


class Page:
    """`number`: of the thing that is wrong, or of the visit, on pages about one of several."""

    name: ClassVar[str]
    title: ClassVar[Text]
    hint: ClassVar[Text] = ""
    button: ClassVar[Text] = ""
    template: ClassVar[str] = "cases/asking_page.html"

    def __init__(self, draft: Draft, number: int = 0) -> None:
        self.draft, self.number = draft, number

    @property
    def by(self) -> User:
        return self.draft.person

    def exists(self) -> bool:
        """Is there something to ask here, for what is asked for?"""
        return not self.number

    def form(self, data: Any = None) -> forms.Form:
        return NextForm(data)

    def save(self, form: forms.Form) -> str:  # noqa: ARG002  most pages have something to write
        """Writes the answer; says where to go on, empty for the next page. Raises ValidationError at the field."""
        return ""

    def context(self) -> Mapping[str, Any]:
        return {}

    def told(self) -> str:
        """The answer in words, for the summary; empty where there is nothing to say."""
        return ""

    @property
    def url(self) -> str:
        return url_of(self.draft, self.name, self.number)


def url_of(draft: Draft, name: str, number: int = 0) -> str:
    return reverse("cases:asking", args=[draft.claim.public_id, name, number])
