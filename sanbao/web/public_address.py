"""Where links lead that leave the site in a mail."""

from django.conf import settings
from django.http import HttpRequest


def site_address(request: HttpRequest) -> str:
    """The configured one: whoever sends a request chooses its host, and could lead the reader of a mail astray."""
    here = f"{request.scheme}://{request.get_host()}"
    return here if settings.DEBUG else settings.SITE
