"""What is remembered is bounded in time and number."""

from __future__ import annotations

from bot.recent import Recent


class Clock:
    """Seconds that pass when told to."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def test_an_entry_is_forgotten_after_its_lifetime() -> None:
    """At the lifetime it is still known; later it is gone, and takes no room."""
    clock = Clock()
    recent: Recent[str, int] = Recent(2, 600, clock)
    recent.put("a", 1)
    clock.now = 600
    assert recent.get("a") == 1
    clock.now = 600.1
    assert recent.get("a") is None
    assert len(recent) == 0


def test_putting_again_renews() -> None:
    """The lifetime counts from the last time."""
    clock = Clock()
    recent: Recent[str, int] = Recent(2, 10, clock)
    recent.put("a", 1)
    clock.now = 8
    recent.put("a", 2)
    clock.now = 16
    assert recent.get("a") == 2


def test_the_oldest_entry_goes_when_there_are_too_many() -> None:
    """The size is never exceeded."""
    recent: Recent[str, int] = Recent(2, 10, Clock())
    recent.put("a", 1)
    recent.put("b", 2)
    recent.put("a", 3)
    recent.put("c", 4)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (3, None, 4)
    assert len(recent) == 2


def test_what_is_dropped_is_gone() -> None:
    """Whether it was there or not."""
    recent: Recent[str, int] = Recent(2, 10, Clock())
    recent.put("a", 1)
    recent.drop("a")
    recent.drop("b")
    assert recent.get("a") is None
