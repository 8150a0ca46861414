import uuid

from django import forms


class IssueForm(forms.Form):
    """What the second press sends. One key a page: pressed twice, it makes one sheet."""

    state = forms.CharField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
