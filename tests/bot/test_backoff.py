"""Waits between tries: they grow, they are left to chance, and health makes them short again."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.backoff import HEALTHY, LONGEST, Backoff


@given(st.integers())
def test_each_wait_is_up_to_twice_the_one_before(seed: int) -> None:
    """From a second to five minutes, at least half of it."""
    backoff = Backoff(random.Random(seed))  # noqa: S311  # reproducible
    most = 1.0
    for _ in range(14):
        wait = backoff.after(0)
        assert most / 2 <= wait <= most
        most = min(most * 2, LONGEST)
    assert most == LONGEST == 300


def test_health_makes_it_begin_anew() -> None:
    """Ten minutes of it; less does not count."""
    backoff = Backoff()
    for _ in range(6):
        backoff.after(0)
    assert backoff.after(HEALTHY - 1) > 1
    assert backoff.after(HEALTHY) <= 1
    assert 1 <= backoff.after(0) <= 2


def test_two_processes_do_not_come_back_at_once() -> None:
    """Chance is not the same for both."""
    assert len({Backoff().after(0) for _ in range(20)}) > 1
