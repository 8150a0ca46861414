"""The three ways of a stranger to check a paper, and what he is told of one that is not there."""

import io

from tests.accounts.browsing import Browser

NOT_FOUND = "没有查到"


def by_code(number, check_code):
    return Browser().post("verifying:code", data={"number": number, "check_code": check_code})


def by_seal(seal):
    return Browser().post("verifying:seal", data={"seal": seal})


def by_file(content, name="paper.pdf"):
    upload = io.BytesIO(content)
    upload.name = name
    return Browser().post("verifying:file", data={"file": upload})
