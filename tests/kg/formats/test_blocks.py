from hypothesis import given
from hypothesis import strategies as st

from kg.formats.blocks import SIZE, blocks


@given(st.lists(st.builds(bytes, st.sampled_from((0, 1, 100, SIZE - 1, SIZE, SIZE + 1))), max_size=9))
def test_bytes_are_the_same_in_fewer_pieces(pieces: list[bytes]) -> None:
    """The bytes are the same; no block is empty, and only the last one is small."""
    made = list(blocks(pieces))
    assert b"".join(made) == b"".join(pieces)
    assert all(len(block) >= SIZE for block in made[:-1])
    assert all(made)


def test_nothing_is_made_ahead() -> None:
    """A block is given as soon as its pieces are there."""
    asked = []

    def pieces() -> object:
        for number in range(3):
            asked.append(number)
            yield bytes(SIZE)

    next(blocks(pieces()))  # type: ignore[arg-type]
    assert asked == [0]
