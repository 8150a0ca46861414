"""Presses and fetches of a sheet, as a person at the check makes them."""

import uuid

from django.test import Client
from django.urls import reverse

from documents.issuing.models import Paper
from sanbao.work.testing import run_all
from tests.web.addresses import answers_of_the_example

KEY = uuid.UUID(int=41)


def press(client: Client, **data):
    return client.post(reverse("sheets:issue"), {"state": answers_of_the_example(), **data})


def taken(client: Client, key: uuid.UUID = KEY) -> Paper:
    press(client, key=key)
    paper = Paper.objects.get(request_key=key)
    run_all(paper.issued_at)
    return Paper.objects.get(pk=paper.pk)


def codes(paper: Paper) -> dict[str, str]:
    return {"number": paper.number, "check_code": paper.check_code}
