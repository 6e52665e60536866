from hypothesis import given
from hypothesis import strategies as st

from api.web.bounded import Bounded

STEPS = st.lists(st.tuples(st.sampled_from(["get", "put", "drop"]), st.integers(0, 9), st.integers(0, 30)))


@given(STEPS)
def test_never_more_than_the_room(steps: list[tuple[str, int, int]]) -> None:
    """Whatever is put and asked, what is kept takes no more than the room, and as much as it is said to."""
    kept: Bounded[int, int] = Bounded(100)
    for step, key, size in steps:
        if step == "put":
            kept.put(key, size, size)
            assert kept.get(key) == (size if size <= 12 else None)
        elif step == "drop":
            kept.drop(key)
            assert kept.get(key) is None
        found = [value for key in range(10) if (value := kept.get(key)) is not None]
        assert sum(found) == kept.bytes <= 100
        assert len(found) == len(kept)


def test_what_was_not_asked_for_goes_first() -> None:
    """Where the room ends, what was asked for longest ago goes."""
    kept: Bounded[str, str] = Bounded(80)
    for key in "abcdefgh":
        kept.put(key, key, 10)
    kept.get("a")
    kept.put("i", "i", 10)
    assert (kept.get("a"), kept.get("b"), kept.get("i")) == ("a", None, "i")


def test_no_room() -> None:
    """Without room nothing is kept; what is cleared is gone."""
    kept: Bounded[str, str] = Bounded(0)
    kept.put("a", "a", 1)
    assert kept.get("a") is None
    some: Bounded[str, str] = Bounded(100)
    some.put("a", "a", 1)
    some.clear()
    assert (len(some), some.bytes) == (0, 0)
