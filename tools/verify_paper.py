"""Check a paper without its issuer: python verify_paper.py PAPER QR KEYS [PROOF], four files

PAPER: the PDF as downloaded, or the payload.json attached to it. QR: the text that a scanner reads from the print. KEYS:
/verify/keys.json, best fetched long before. PROOF: the side file. Exit code 0: all holds, compare the fields with the print
yourself; 2: without PROOF only the seal is known to hold, not the file. Withdrawn since? Only the issuer's site knows.
"""

import base64
import json
import sys
import zlib
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey as Key

NAMES = ("kind", "number", "issuer", "issued on", "VIN, last six", "outcome", "amount")
canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def check(holds, says):
    print("ok:" if holds else "REFUSED:", says)
    return holds or sys.exit(1)


def root(node, place, size, path):
    if size == 1:
        return node
    beside, left = path.pop(), 1 << (size - 1).bit_length() - 1
    inner = root(node, place, left, path) if place < left else root(node, place - left, size - left, path)
    return sha256(b"\1" + (inner + beside if place < left else beside + inner)).digest()


sys.excepthook = lambda kind, error, _trace: print("REFUSED:", kind.__name__, error)
paper, qr, keys, *proof = (Path(name).read_bytes() for name in sys.argv[1:])
keys, is_file, (version, *parts) = json.loads(keys), paper.startswith(b"%PDF-"), qr.strip().split(b"#")[-1].split(b".")
told, signature = (base64.urlsafe_b64decode(part + b"==") for part in parts)
again = [b"1", *(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (told, signature))]
check([version, *parts] == again, "the code is written as its issuer writes it")
*lines, key = told.decode().split("\n")
Key.from_public_bytes(bytes.fromhex(keys["papers"][key])).verify(signature, b"sanbao.paper.seal.1\n" + told)
data = (zlib.decompressobj().decompress(part, 1 << 20) for part in paper.split(b"stream\n") if part[:1] == b"x")
check(lines[7] in [sha256(one).hexdigest() for one in (paper, *data)], "the seal is signed, its data are in the file")
for side in map(json.loads, proof):
    for act, one in (("paper.issued", side["issued"]), ("paper.printed", side["printed"])):
        head, path = one["head"], [bytes.fromhex(node) for node in one["path"]]
        public = Key.from_public_bytes(bytes.fromhex(keys["ledger"][head["key"]]))
        public.verify(bytes.fromhex(one["signature"]), canonical(head).encode())
        event = sha256(f"sanbao.ledger.event.1\n{canonical(one['event'])}\n{one['previous']}".encode()).digest()
        found = root(sha256(b"\0" + event).digest(), one["position"], head["size"], path)
        check((found.hex(), path, one["event"]["action"]) == (head["root"], [], act), f"{act} is in the signed ledger")
    issued, printed = side["issued"]["event"], side["printed"]["event"]
    for name, value in (("payload", lines[7]), ("essentials", "\n".join(lines))):
        commitment = f"sanbao.ledger.commitment.1\n{side['salts'][name]}\n{value}".encode()
        check(issued["commitments"][name] == sha256(commitment).hexdigest(), f"the ledger commits to the {name}")
    check(issued["subject"] == printed["subject"], "both events are of one paper")
    check(not is_file or printed["codes"]["sha256"] == sha256(paper).hexdigest(), "the file is the one printed")
print(*(f"{name}: {value}" for name, value in zip(NAMES, lines, strict=False) if value), sep="\n")
if is_file and not proof:
    sys.exit(print("NOT CHECKED: the file itself, neither its pages nor what is attached: that takes PROOF") or 2)
