"""A drawn signature: strokes as SVG path data of one narrow form, taken apart to whole numbers and drawn anew by us."""

import re

WIDTH, HEIGHT = 600, 200
MOST_CHARACTERS = 40_000
MOST_POINTS = 4_000
FEWEST_POINTS = 6
LEAST_EXTENT = 30

Stroke = list[list[int]]

_STROKE = re.compile(r"M(\d{1,3} \d{1,3})((?:L\d{1,3} \d{1,3})+)", re.ASCII)
_PATH = re.compile(rf"(?:{_STROKE.pattern})+", re.ASCII)


class NotASignatureError(ValueError):
    """No path of ours, or too little to be a name."""


def strokes_of(path: str) -> list[Stroke]:
    if len(path) > MOST_CHARACTERS or not _PATH.fullmatch(path):
        raise NotASignatureError
    strokes = [_points(first + rest) for first, rest in _STROKE.findall(path)]
    points = [point for stroke in strokes for point in stroke]
    if not FEWEST_POINTS <= len(points) <= MOST_POINTS or not _large_enough(points):
        raise NotASignatureError
    return strokes


def path_of(strokes: list[Stroke]) -> str:
    """Numbers alone come out, whatever is stored."""
    return "".join("M" + "L".join(f"{int(x)} {int(y)}" for x, y in stroke) for stroke in strokes)


def _points(written: str) -> Stroke:
    return [[int(number) for number in point.split(" ")] for point in written.split("L")]


def _large_enough(points: Stroke) -> bool:
    across, down = [x for x, _ in points], [y for _, y in points]
    inside = max(across) <= WIDTH and max(down) <= HEIGHT
    return inside and max(max(across) - min(across), max(down) - min(down)) >= LEAST_EXTENT
