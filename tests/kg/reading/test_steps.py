"""Work in steps."""

from kg.reading import steps
from kg.reading.steps import Steps


def test_a_step_of_each_before_the_next_of_any() -> None:
    """Works go on side by side, each as long as it has steps, and their results are in order."""
    done: list[str] = []

    def work(name: str, count: int) -> Steps[str]:
        for number in range(count):
            done.append(f"{name}{number}")
            yield
        return name

    assert steps.together([work("a", 1), work("b", 3), work("c", 0), work("d", 2)]) == ["a", "b", "c", "d"]
    assert done == ["a0", "b0", "d0", "b1", "d1", "b2"]
    assert steps.together([]) == []
