"""What was made of a fact is kept for that very fact, and for no other."""

from __future__ import annotations

from dataclasses import replace

from bot.itself import keeping
from facts.fact import Fact

FACT = Fact("chita", "siberia", {"id": "Chita jatuh."}, ())


class Told:
    """Tells facts, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, fact: Fact, prefix: str, *, end: str = ".") -> str:
        """The id with something around it."""
        self.times += 1
        return f"{prefix}{fact.id}{end}"


def test_the_same_fact_is_told_once() -> None:
    """As long as everything else is the same, too."""
    told = Told()
    tell = keeping(4)(told)
    assert [tell(FACT, "> ") for _ in range(3)] == ["> chita."] * 3
    assert told.times == 1
    assert tell(FACT, "> ", end="!") == "> chita!"
    assert tell(FACT, "- ") == "- chita."
    assert told.times == 3


def test_a_fact_that_was_changed_is_told_anew() -> None:
    """Though it has the id of one that was told before, or is even equal to it."""
    told = Told()
    tell = keeping(4)(told)
    tell(FACT, "")
    assert tell(replace(FACT, id="omsk"), "") == "omsk."
    assert tell(replace(FACT), "") == "chita."
    assert told.times == 3


def test_no_more_is_kept_than_was_said() -> None:
    """The last ones stay."""
    told = Told()
    tell = keeping(1)(told)
    tell(FACT, "a")
    tell(FACT, "b")
    tell(FACT, "b")
    assert told.times == 2
    tell(FACT, "a")
    assert told.times == 3


def test_what_is_kept_goes_by_its_own_name() -> None:
    """The documentation of a function that keeps its results is its own."""

    def tell(fact: Fact) -> str:
        """Tell it."""
        return fact.id

    kept = keeping(1)(tell)
    assert kept(FACT) == "chita"
    assert kept.__doc__ == "Tell it."
