"""The draw: fixed by what was frozen before, the same for whoever runs it again, each panel equally likely."""

import json
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from itertools import combinations, islice
from pathlib import Path

import pytest

from experts.draw import (
    CHAIR,
    DrawError,
    Drawing,
    Eligible,
    accepted,
    commitment,
    frozen,
    permutation,
    root,
    seed,
    who,
)

ROOT = Path(__file__).resolve().parent.parent.parent
CODES = ("gearbox", "engine", "traction_battery", "braking_system")


def pool(size: int = 12) -> tuple[Eligible, ...]:
    """Each has one of the four specialties, every third may chair."""
    salt = bytes(32)
    made = [Eligible(who(f"expert-{n}", salt), (CODES[n % 4],), n % 3 == 0) for n in range(size)]
    return frozen(made)


def seed_of(number: int) -> bytes:
    return sha256(f"case {number}".encode()).digest()


def record(size: int = 3, specialties: tuple[str, ...] = ("gearbox",), decline: int = 0, **changed) -> dict:
    """A whole draw as it is printed, of which the first of the panel have declined one after the other."""
    nonces = {"consumer": b"\x01" * 32, "business": b"\x02" * 32, "platform": b"\x03" * 32}
    commitments = {party: commitment(party, nonce) for party, nonce in nonces.items()}
    del nonces["business"]  # did not reveal: loses its part alone
    eligible = pool()
    told = accepted(commitments, nonces)
    drawn = seed(
        case="claim/1",
        round_number=1,
        root=root(eligible),
        reveals=told,
        public_number="ssq 2026132 03 08 11 19 27 30 04",
    )
    drawing, unable = Drawing(eligible, drawn), []
    for _time in range(decline):
        unable.append(drawing.panel(size=size, specialties=specialties, unable=unable)[-1].who)
    panel = drawing.panel(size=size, specialties=specialties, unable=unable)
    return {
        "case": "claim/1",
        "round": 1,
        "root": root(eligible),
        "eligible": [
            {"who": one.who, "specialties": list(one.specialties), "may_chair": one.may_chair} for one in eligible
        ],
        "commitments": commitments,
        "reveals": {party: nonce.hex() for party, nonce in told.items()},
        "public_number": "ssq 2026132 03 08 11 19 27 30 04",
        "size": size,
        "specialties": list(specialties),
        "unable": unable,
        "panel": [{"place": seat.place, "who": seat.who, "needs": seat.needs} for seat in panel],
    } | changed


def checked(told: dict, folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "record.json"
    file.write_text(json.dumps(told))
    command = [sys.executable, str(ROOT / "tools/verify_draw.py"), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_chair_may_chair_and_every_specialty_asked_for_is_covered():
    eligible = pool()
    for number in range(200):
        seats = Drawing(eligible, seed_of(number)).panel(size=5, specialties=CODES[:3])
        people = [next(one for one in eligible if one.who == seat.who) for seat in seats]
        assert people[0].may_chair
        assert set(CODES[:3]) <= {code for one in people for code in one.specialties}
        assert len({one.who for one in people}) == 5


def test_whoever_declines_is_followed_by_the_next_of_the_same_permutation_and_the_others_stay():
    eligible = pool()
    drawing = Drawing(eligible, seed_of(7))
    first = drawing.panel(size=3, specialties=("engine",))
    gone = first[0].who
    second = Drawing(eligible, seed_of(7)).panel(size=3, specialties=("engine",), unable=[gone])
    assert second[1:] == first[1:]
    order = [one for _place, one in drawing.in_order()]
    seated = {seat.who for seat in first}
    assert second[0].who == next(one.who for one in order if one.may_chair and one.who not in seated)
    assert (second[0].needs, second[0].place) == (CHAIR, [one.who for one in order].index(second[0].who))
    with pytest.raises(DrawError, match="not_seated"):
        drawing.panel(size=3, unable=["nobody"])


def test_all_panels_are_equally_likely():
    """Chi-square over the 20 panels of 3 out of 6 (19 degrees: 43.8 is passed by chance once in a thousand)."""
    rows = [Eligible(f"{n}", (), may_chair=True) for n in range(6)]
    trials = 6_000
    drawn = Counter(
        frozenset(seat.who for seat in Drawing(rows, seed_of(number)).panel(size=3)) for number in range(trials)
    )
    expected = trials / 20
    assert set(drawn) == {frozenset(one) for one in combinations("012345", 3)}
    assert sum((count - expected) ** 2 / expected for count in drawn.values()) < 43.8


def test_a_permutation_is_one_and_its_beginning_costs_no_whole():
    assert sorted(permutation(seed_of(1), 50)) == list(range(50))
    assert list(islice(permutation(seed_of(1), 50), 5)) == list(permutation(seed_of(1), 50))[:5]


def test_what_does_not_fit_a_commitment_loses_its_own_part_alone():
    nonces = {"consumer": b"a" * 32, "business": b"b" * 32}
    commitments = {party: commitment(party, nonce) for party, nonce in nonces.items()}
    assert accepted(commitments, nonces | {"business": b"x" * 32, "platform": b"p" * 32}) == {"consumer": b"a" * 32}
    # The number of one side is no number of the other: it cannot be copied from its commitment.
    assert accepted({"business": commitments["consumer"]}, {"business": b"a" * 32}) == {}


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"size": 1, "specialties": CODES}, "panel_too_small"), ({"size": 99}, "too_few_experts")],
)
def test_what_cannot_be_drawn_has_a_code(changed, code):
    with pytest.raises(DrawError, match=code):
        Drawing(pool(), seed_of(1)).panel(**changed)


def test_nobody_stands_in_the_list_twice_and_an_empty_one_has_no_root():
    one = pool()[0]
    for attempt, code in ((lambda: frozen([one, one]), "expert_twice"), (lambda: root([]), "nobody_eligible")):
        with pytest.raises(DrawError, match=code):
            attempt()
    with pytest.raises(DrawError, match="not_one_line"):
        seed(case="a\nb", round_number=1, root="r", reveals={}, public_number="1")


@pytest.mark.parametrize("decline", [0, 3])
def test_a_stranger_runs_the_draw_again(tmp_path, decline):
    ran = checked(record(size=3, decline=decline), tmp_path)
    assert (ran.returncode, "REFUSED" in ran.stdout) == (0, False), ran.stdout + ran.stderr


def test_a_stranger_finds_whatever_was_altered(tmp_path):
    good = record()
    shorter = [one for one in good["eligible"] if one["who"] != good["panel"][0]["who"]]
    other = next(one["who"] for one in good["eligible"] if one["who"] not in {seat["who"] for seat in good["panel"]})
    altered = (
        {"eligible": shorter},
        {"eligible": good["eligible"][::-1]},
        {"public_number": "ssq 2026132 03 08 11 19 27 30 05"},
        {"case": "claim/2"},
        {"round": 2},
        {"reveals": good["reveals"] | {"consumer": "00" * 32}},
        {"panel": [good["panel"][0] | {"who": other}, *good["panel"][1:]]},
    )
    for change in altered:
        ran = checked(good | change, tmp_path)
        assert "REFUSED" in ran.stdout, change
        assert ran.returncode == 1, change
