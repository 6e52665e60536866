from api.execution.recent import Recent


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    """As much is held as may be in weight; what was used last stays."""
    held: Recent[str, int] = Recent(10, len)
    held["aaaa"], held["bbbb"] = 1, 2
    assert held.get("aaaa") == 1
    held["cccc"] = 3
    assert ("aaaa" in held, "bbbb" in held, "cccc" in held) == (True, False, True)
    held["cccc"] = 4
    assert (held.get("aaaa"), held.get("cccc")) == (1, 4)
    held["d" * 11] = 5
    assert [held.get(key) for key in ("aaaa", "cccc", "d" * 11)] == [None, None, None]
