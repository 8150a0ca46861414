"""From an upload to evidence: each file on its own, the good ones kept, the others said what is wrong with them."""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.core.files.uploadedfile import TemporaryUploadedFile

from documents.evidence import messages
from documents.evidence.forms import AddForm, Upload
from documents.evidence.keys import KeyFileError
from documents.evidence.models import Evidence, Kind
from documents.evidence.sandbox import FileRefusedError
from documents.evidence.services import evidence_add
from documents.evidence.subjects import Subject
from sanbao.accounts.models import User

LONGEST_TITLE = 60


def take(form: AddForm, subject: Subject, *, by: User, at: datetime) -> list[Evidence]:
    """What was taken; what was not stands as errors in the form."""
    taken = []
    for field, file in form.files_given:
        title = title_for(form.cleaned_data["title"], file)
        try:
            with _on_disk(file) as path:
                taken.append(evidence_add(subject=subject, path=path, title=title, by=by, at=at))
        except FileRefusedError as refused:
            form.add_error(field, _named(file, messages.why(refused.refusal)))
        except KeyFileError:
            form.add_error(field, str(messages.NOT_SET_UP))
    return taken


def title_for(written: str, file: Upload) -> str:
    """What the person wrote, or the name of the file without signs that could lead a reader astray."""
    if written:
        return written
    stem = PurePosixPath(file.name or "").stem
    visible = "".join(sign for sign in stem if unicodedata.category(sign)[0] != "C")
    return re.sub(r"\s+", " ", visible).strip()[:LONGEST_TITLE] or str(Kind.PHOTO.label)


def _named(file: Upload, why: str) -> str:
    return f"{title_for('', file)}：{why}"


@contextmanager
def _on_disk(file: Upload) -> Iterator[Path]:
    if isinstance(file, TemporaryUploadedFile):
        yield Path(file.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)
