"""viewflow brings screens and an admin of its own; they show nothing of ours, so they are left out."""

from django.contrib import admin
from viewflow.workflow.models import Process, Task


def add() -> None:
    for model in (Process, Task):
        if admin.site.is_registered(model):
            admin.site.unregister(model)
