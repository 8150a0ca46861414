import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.signatures.strokes import HEIGHT, WIDTH, NotASignatureError, path_of, strokes_of
from tests.documents.signatures.world import PATH


def test_a_name_is_taken_apart_and_drawn_anew_alike():
    strokes = strokes_of(PATH)
    assert strokes == [[[100, 100], [150, 60], [200, 100], [250, 140]], [[120, 150], [300, 150]]]
    assert path_of(strokes) == PATH


@pytest.mark.parametrize(
    "path",
    [
        "",
        "M100 100",  # a dot
        "M100 100L101 101L102 101L101 100L100 101L100 100",  # too small to be a name
        "M100 100L300 100",  # one line
        PATH + "Z",
        PATH + " ",
        PATH + "\n",
        PATH.replace("100", "-10"),
        PATH.replace("300", "601"),
        PATH.replace("140", "201"),
        PATH.replace("100", "1e2"),
        PATH.replace("100", "１００"),
        PATH + '"/><script>alert(1)</script>',
        "M100 100" + "L200 150" * 5000,
        "M0 0" + "L100 100L0 0" * 2001,
    ],
)
def test_anything_else_is_refused(path):
    with pytest.raises(NotASignatureError):
        strokes_of(path)


@given(st.text(alphabet='ML0123456789 -.e"<>Zz', max_size=200))
def test_whatever_is_sent_only_numbers_come_out(path):
    try:
        drawn = path_of(strokes_of(path))
    except NotASignatureError:
        return
    assert re.fullmatch(r"(?:M\d+ \d+(?:L\d+ \d+)+)+", drawn)


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT)), min_size=6, max_size=20),
        min_size=1,
        max_size=5,
    )
)
def test_every_large_enough_drawing_inside_the_box_is_taken(strokes):
    points = [point for stroke in strokes for point in stroke]
    extent = max(max(axis) - min(axis) for axis in zip(*points, strict=True))
    path = path_of(strokes)
    if extent >= 30:
        assert path_of(strokes_of(path)) == path
    else:
        with pytest.raises(NotASignatureError):
            strokes_of(path)
