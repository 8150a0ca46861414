"""Finding the paper somebody holds in his hands. Whatever does not fit is answered alike."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from django.utils.crypto import constant_time_compare

from documents.issuing.check_code import read_check_code, read_number
from documents.issuing.models import Paper, PaperQuerySet
from documents.issuing.seal import Seal

_NOBODYS_CODE = "0000-0000"
_STREAM = re.compile(rb"stream\r?\n")
_MOST_STREAMS, _MOST_UNPACKED, _MOST_IN_ALL = 500, 1024 * 1024, 16 * 1024 * 1024


def by_code(number: str, check_code: str) -> Paper | None:
    """Of an unknown number a code is compared, too: the answer comes neither sooner nor otherwise."""
    paper = _papers().filter(number=read_number(number)).first()
    fits = constant_time_compare(read_check_code(check_code), paper.check_code if paper else _NOBODYS_CODE)
    return paper if fits else None


def by_seal(seal: Seal) -> Paper | None:
    """The seal must be of this very paper: number, fields and payload."""
    return _papers().filter(number=seal.essentials.number, essentials_text=seal.essentials.text).first()


@dataclass(frozen=True, slots=True)
class FileFound:
    """`unchanged`: byte for byte as issued; else only the data attached to it are those of the paper."""

    paper: Paper
    unchanged: bool

    @property
    def attached(self) -> str:
        """Nothing of a paper that was erased."""
        if not self.paper.payload:
            return ""
        return json.dumps(json.loads(self.paper.payload)["content"], ensure_ascii=False, indent=1, sort_keys=True)


def by_file(content: bytes) -> FileFound | None:
    """A file from anywhere is hashed, never opened: no page, font or script of it is looked at."""
    whole = _papers().filter(file__sha256=sha256(content).hexdigest()).first()
    if whole is not None:
        return FileFound(whole, unchanged=True)
    hashes = [sha256(unpacked).hexdigest() for unpacked in _unpacked(content)]
    attached = _papers().filter(payload_sha256__in=hashes).first()
    return None if attached is None else FileFound(attached, unchanged=False)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What the first streams of a PDF hold, as far as they are small: a bomb is not unpacked."""
    view, left = memoryview(content), _MOST_IN_ALL
    for match in islice(_STREAM.finditer(content), _MOST_STREAMS):
        opener = zlib.decompressobj()
        try:
            unpacked = opener.decompress(view[match.end() : match.end() + _MOST_UNPACKED], _MOST_UNPACKED)
        except zlib.error:
            continue
        left -= len(unpacked)
        if left < 0:
            return
        if opener.eof:
            yield unpacked


def _papers() -> PaperQuerySet:
    return Paper.objects.without_bytes()
