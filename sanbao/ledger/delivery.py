"""Bringing heads out of the house: to a file that only grows, and by mail. Repeating a delivery does no harm."""

import fcntl
import logging
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from sanbao.ledger.heads import line_of
from sanbao.ledger.models import Delivery, Head

FILE_NAME = "heads.jsonl"
TAIL = 4096  # longer than any line

logger = logging.getLogger(__name__)


def heads_file() -> Path:
    return Path(settings.LEDGER_HEADS) / FILE_NAME


def undelivered(channel: str) -> list[Head]:
    """Oldest first. By mail nothing before the first head that was mailed: recipients may be named late."""
    heads = Head.objects.exclude(deliveries__channel=channel).order_by("number")
    if channel == Delivery.Channel.MAIL:
        first = Delivery.objects.filter(channel=channel).order_by("head_id").values_list("head_id", flat=True).first()
        if first is None:
            return list(heads.reverse()[:1])
        heads = heads.filter(number__gt=first)
    return list(heads)


def deliver_to_file(*, at: datetime) -> list[Head]:
    """Append what is missing and make it durable. Raises OSError when that fails; what did arrive stays noted."""
    heads = undelivered(Delivery.Channel.FILE)
    if heads:
        _append(heads_file(), heads)
        _note(heads, Delivery.Channel.FILE, at)
    return heads


def deliver_by_mail(*, at: datetime) -> list[Head]:
    """One mail for all that is missing. A failure is logged and stays undelivered: the next checkpoint tries again."""
    heads = undelivered(Delivery.Channel.MAIL) if settings.LEDGER_MAIL else []
    if heads and _mail(heads):
        _note(heads, Delivery.Channel.MAIL, at)
        return heads
    return []


def _append(path: Path, heads: Iterable[Head]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _repair_and_read_last_line(file)
        lines = [line_of(head) for head in heads]
        # A crash may have come after the write and before the note of it.
        if last in lines:
            lines = lines[lines.index(last) + 1 :]
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _repair_and_read_last_line(file: BinaryIO) -> str:
    """The last whole line; half a line after it, from a crash in mid-write, is cut off."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - TAIL))
    whole, _newline, half = file.read().rpartition(b"\n")
    if half:
        file.truncate(end - len(half))
    file.seek(0, os.SEEK_END)
    return whole.rpartition(b"\n")[2].decode()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mail(heads: list[Head]) -> bool:
    lines = "".join(f"{line_of(head)}\n" for head in heads)
    message = EmailMessage(
        subject=_("账本签名第%(number)d号") % {"number": heads[-1].number},
        body=_("附件是账本到目前为止的签名。请保存在账本的运营者动不到的地方，核对账本时要用。"),
        to=list(settings.LEDGER_MAIL),
    )
    message.attach(f"heads-{heads[-1].number}.jsonl", lines, "application/jsonl")
    try:
        message.send()
    except OSError:  # smtplib's errors are OSErrors
        logger.exception("ledger heads could not be mailed")
        return False
    return True


def _note(heads: Iterable[Head], channel: str, at: datetime) -> None:
    Delivery.objects.bulk_create(
        [Delivery(head=head, channel=channel, delivered_at=at) for head in heads], ignore_conflicts=True
    )
