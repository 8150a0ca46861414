"""What the front page costs beside the barest answer of the same server."""

import os
from timeit import repeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.settings")

import django

django.setup()

from django.test import Client  # noqa: E402  the settings come first

REQUESTS = 200


def seconds_per_request(path: str) -> float:
    client = Client(SERVER_NAME="localhost")
    return min(repeat(lambda: client.get(path), number=REQUESTS, repeat=5)) / REQUESTS


if __name__ == "__main__":
    bare = seconds_per_request("/healthz")
    page = seconds_per_request("/")
    print(f"home page {page * 1e3:.2f} ms, bare answer {bare * 1e3:.2f} ms, ratio {page / bare:.1f}")
