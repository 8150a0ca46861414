"""Check a paper without its issuer: python verify_paper.py PAPER QR KEYS [PROOF], four files

PAPER: the PDF as downloaded, or the payload.json attached to it (pdfdetach -saveall PAPER.pdf). QR: the text that a
scanner reads from the print. KEYS: /verify/keys.json, best fetched long before. PROOF: the side file of the check.
Needs Python 3.11 and the package `cryptography`. Exit code 0: all holds; compare the fields with the print yourself.
"""

import base64
import hashlib
import json
import re
import sys
import zlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

NAMES = ("kind", "number", "issuer", "issued on", "VIN, last six", "outcome", "amount")


def sha(content):
    return hashlib.sha256(content.encode() if isinstance(content, str) else content)


def check(holds, says):
    print(f"{'ok' if holds else 'REFUSED'}: {says}")
    return holds or sys.exit(1)


def signed(key, signature, text):
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, text)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def streams(pdf):
    for match in re.finditer(rb"stream\r?\n", pdf):
        if pdf[match.end() : match.end() + 1] == b"x":  # as every compressed stream begins
            yield zlib.decompressobj().decompress(pdf[match.end() :], 1 << 20)


def root(node, place, size, path):
    if size == 1:
        return node
    beside, left = path.pop(), 1 << (size - 1).bit_length() - 1
    if place < left:
        return sha(b"\1" + root(node, place, left, path) + beside).digest()
    return sha(b"\1" + beside + root(node, place - left, size - left, path)).digest()


def included(proof, keys):
    head, path = proof["head"], [bytes.fromhex(node) for node in proof["path"]]
    signed(keys[head["key"]], bytes.fromhex(proof["signature"]), canonical(head).encode())
    event = sha(f"sanbao.ledger.event.1\n{canonical(proof['event'])}\n{proof['previous']}").digest()
    found = root(sha(b"\0" + event).digest(), proof["position"], head["size"], path)
    check(found.hex() == head["root"] and not path, f"{proof['event']['action']} is in the signed ledger")
    return proof["event"]


def main(paper, qr, keys, proof=None):
    content, keys = Path(paper).read_bytes(), json.loads(Path(keys).read_text())
    parts = Path(qr).read_text().strip().rpartition("#")[2].split(".")
    told, signature = (base64.urlsafe_b64decode(part + "==") for part in parts[1:])
    *lines, key = told.decode().split("\n")
    signed(keys["papers"][key], signature, b"sanbao.paper.seal.1\n" + told)
    data = [one for one in (content, *streams(content)) if sha(one).hexdigest() == lines[7]]
    check(data, "the seal is signed, and the attached data are its own")
    if proof:
        side = json.loads(Path(proof).read_text())
        issued, printed = (included(side[event], keys["ledger"]) for event in ("issued", "printed"))
        for name, value in (("payload", lines[7]), ("essentials", "\n".join(lines))):
            commitment = sha(f"sanbao.ledger.commitment.1\n{side['salts'][name]}\n{value}").hexdigest()
            check(issued["commitments"][name] == commitment, f"the ledger commits to the {name}")
        check(issued["subject"] == printed["subject"], "both events are of one paper")
        pdf = content.startswith(b"%PDF-")
        check(not pdf or printed["codes"]["sha256"] == sha(content).hexdigest(), "the file is the one printed")
    print(*(f"{name}: {value}" for name, value in zip(NAMES, lines, strict=False) if value), sep="\n")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception as error:
        check(None, f"{type(error).__name__} {error}")
