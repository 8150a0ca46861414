"""A file on its way out: always to be saved, never to be shown in our name, and kept by no cache on the way."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from documents.evidence import store
from documents.evidence.models import Evidence, SealedFile

POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def serve(item: Evidence, file: SealedFile, content: Iterator[bytes] | None = None) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content or store.read(file), content_type=file.content_type)
    name = f"{item.title}.{file.extension}"
    headers = {
        "Content-Length": str(file.size),
        "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name)),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    for header, value in headers.items():
        response.headers[header] = value
    return response
