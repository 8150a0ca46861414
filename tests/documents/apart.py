"""What brings an event loop of its own, run where there is none: a browser test may have left one in this thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pyhanko.sign.validation import validate_pdf_signature


def in_a_thread(work: Callable[..., Any], *arguments: Any) -> Any:
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(work, *arguments).result()


def validated(signature, trusted):
    """The status of a signature in a file."""
    return in_a_thread(validate_pdf_signature, signature, trusted)
