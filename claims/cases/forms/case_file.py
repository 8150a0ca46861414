"""Asking for the case file: sent twice, it is asked once."""

import uuid

from django import forms


class AskForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
