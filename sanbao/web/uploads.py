"""Uploads go into temporary files piece by piece, and no further than the limit: the rest is read and thrown away."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class LimitedUpload(FileUploadHandler):
    """Stands before the handler that keeps; `too_large` holds the names of files that were not kept."""

    def __init__(self, request: HttpRequest, *, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.seen = 0
        self.too_large: list[str] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > self.most:
            self.too_large.append(self.file_name or "")
            self.seen -= start + len(raw_data)  # a smaller file after it may still fit
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  the next handler has the file
        return None
