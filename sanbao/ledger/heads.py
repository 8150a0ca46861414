"""Heads: what is signed, and how it is written down."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sanbao.ledger import tree
from sanbao.ledger.canonical import canonical, moment
from sanbao.ledger.keys import SigningKey
from sanbao.ledger.models import Head

HEAD_TYPE = "sanbao.ledger.head"
HEAD_VERSION = 1
PARTS = {"at": str, "key": str, "number": int, "previous": str, "root": str, "size": int, "type": str, "version": int}


class HeadFormError(ValueError):
    """A line, or a row, that is no head."""


@dataclass(frozen=True)
class Statement:
    """What a head says, as read from its signed text."""

    number: int
    size: int
    root: str
    previous: str
    at: str
    key: str
    body: str
    signature: str


def head_hash(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def sign_head(key: SigningKey, *, at: datetime) -> Head | None:
    """Sign the tree as it is; nothing if no event came. The tree is locked by the caller."""
    last = Head.objects.order_by("number").last()
    size = tree.size_of_tree()
    if size == (last.size if last else 0):
        return None
    number = last.number + 1 if last else 1
    body = canonical(
        {
            "at": moment(at),
            "key": key.id,
            "number": number,
            "previous": head_hash(last.body) if last else "",
            "root": tree.root_of_tree(size).hex(),
            "size": size,
            "type": HEAD_TYPE,
            "version": HEAD_VERSION,
        }
    )
    head: Head = Head.objects.create(number=number, size=size, body=body, signature=key.sign(body))
    return head


def line_of(head: Head) -> str:
    """As delivered: one line of JSON. `head` is in canonical form, so `jq -cjS .head` gives the signed bytes."""
    return canonical({"head": json.loads(head.body), "signature": head.signature})


def read_line(line: str) -> Statement:
    try:
        content = json.loads(line)
        body, signature = canonical(content["head"]), content["signature"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise HeadFormError from error
    return read_statement(body, signature)


def read_statement(body: str, signature: Any) -> Statement:
    try:
        parts = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HeadFormError from error
    if (
        not body.isascii()
        or not isinstance(parts, dict)
        or {name: type(value) for name, value in parts.items()} != PARTS
    ):
        raise HeadFormError
    if (parts.pop("type"), parts.pop("version")) != (HEAD_TYPE, HEAD_VERSION) or not isinstance(signature, str):
        raise HeadFormError
    return Statement(**parts, body=body, signature=signature)
