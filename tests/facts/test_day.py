"""Days of any year: their circle, and how they are written and said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.day import DAYS, Day, day_in_words


def test_there_are_as_many_days_as_in_a_leap_year() -> None:
    """In order, from the first to the last."""
    assert len(DAYS) == 366
    assert (DAYS[0], DAYS[59], DAYS[-1]) == (Day(1, 1), Day(2, 29), Day(12, 31))
    assert list(DAYS) == sorted(DAYS)


@pytest.mark.parametrize(
    ("day", "after"),
    [((1, 31), (2, 1)), ((2, 28), (2, 29)), ((2, 29), (3, 1)), ((12, 31), (1, 1))],
)
def test_days_follow_one_another_round_the_year(day: tuple[int, int], after: tuple[int, int]) -> None:
    """The leap day is never stepped over."""
    assert Day(*day).moved(1) == after
    assert Day(*after).moved(-1) == day


@given(st.sampled_from(DAYS), st.integers(-1000, 1000))
def test_there_and_back_is_nowhere(day: Day, days: int) -> None:
    """However far."""
    assert day.moved(days).moved(-days) == day


def test_a_day_that_is_not_has_no_place() -> None:
    """Nor has a month."""
    for month, day in ((2, 30), (13, 1), (0, 1), (1, 0)):
        with pytest.raises(KeyError):
            _ = Day(month, day).place


def test_a_day_is_written_as_the_standard_does() -> None:
    """With two digits each, and a mark that tells month from day."""
    assert [str(day) for day in (Day(6, 24), Day(12, 1))] == ["--06-24", "--12-01"]


@pytest.mark.parametrize(
    ("language", "said"), [("id", "24 Juni"), ("en", "24 June"), ("id-ID", "24 Juni"), ("xx", "24 June")]
)
def test_a_day_is_said_in_its_language(language: str, said: str) -> None:
    """In English when Babad does not know that one."""
    assert day_in_words(Day(6, 24), language) == said
