"""Run the draw of a panel again from its record: python verify_draw.py RECORD.json (standard library alone)

Compare yourself: the public number with its source, root and commitments with those published before. Exit code 1: refused.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path


def check(holds, says):
    print("ok:" if holds else "REFUSED:", says)
    return holds or sys.exit(1)


def digest(*parts):
    return sha256(b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)).digest()


def root(nodes):
    left = 1 << (len(nodes) - 1).bit_length() - 1 if len(nodes) > 1 else 0
    return digest(b"\1", root(nodes[:left]), root(nodes[left:])) if left else nodes[0]


def words(seed, counter=0):
    while True:
        block, counter = digest(seed, counter.to_bytes(8, "big")), counter + 1
        yield from (int.from_bytes(block[at : at + 8], "big") for at in (0, 8, 16, 24))


def first(needs, taken):
    able = (one for one in order if one["who"] not in taken)
    has = (one for one in able if not needs or (one["may_chair"] if needs == "chair" else needs in one["specialties"]))
    return {"needs": needs, "who": (found := next(has))["who"], "place": order.index(found)}


sys.excepthook = lambda kind, error, _trace: print("REFUSED:", kind.__name__, error)
record = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
pool, told, panel = record["eligible"], record["reveals"], record["panel"]
public = [{"may_chair": e["may_chair"], "specialties": sorted(e["specialties"]), "who": e["who"]} for e in pool]
leaves = [digest(b"\0", json.dumps(one, sort_keys=True, separators=(",", ":"))) for one in public]
check([one["who"] for one in pool] == sorted({one["who"] for one in pool}), "the list is in its order, nobody twice")
check(root(leaves).hex() == record["root"], "the list is the one behind the root")
fit = {party: digest("sanbao.draw.commitment.1\n", party, "\n", number).hex() for party, number in told.items()}
check(fit.items() <= record["commitments"].items(), "what was revealed was committed to")
parts = [f"{party}={told.get(party, '-')}" for party in ("business", "consumer", "platform")]
seed = "\n".join([record["case"], str(record["round"]), record["root"], *parts, record["public_number"]])
order, stream, seats = list(public), words(digest("sanbao.draw.seed.1\n", seed)), []
for place, bound in enumerate(range(len(order), 0, -1)):
    other = place + next(word for word in stream if word < 2**64 - 2**64 % bound) % bound
    order[place], order[other] = order[other], order[place]
for need in ["chair", *sorted(set(record["specialties"])), *[""] * record["size"]]:
    covered = any(need in one["specialties"] for one in order for seat in seats if one["who"] == seat["who"])
    if not covered and (need or len(seats) < record["size"]):
        seats.append(first(need, [seat["who"] for seat in seats]))
for count, gone in enumerate(record["unable"], 1):
    at = [seat["who"] for seat in seats].index(gone)
    seats[at] = first(seats[at]["needs"], [*(seat["who"] for seat in seats), *record["unable"][:count]])
check(len(seats) == record["size"] and seats == panel, "these numbers draw this panel")
