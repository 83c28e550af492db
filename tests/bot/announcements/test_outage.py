"""Telling a platform that is out of order from places that are gone."""

from __future__ import annotations

import pytest

from bot.announcements.outage import LOOKED_AT, Outcomes


@pytest.mark.parametrize(
    ("refused", "taken", "outage"),
    [(4, 0, False), (5, 0, True), (5, 4, True), (5, 5, False), (10, 10, False), (11, 9, True)],
)
def test_an_outage_is_most_of_at_least_five(refused: int, taken: int, *, outage: bool) -> None:
    """Of different announcements."""
    outcomes = Outcomes()
    for number in range(refused + taken):
        outcomes.note(number, refused=number < refused)
    assert outcomes.outage is outage


def test_one_that_is_tried_again_and_again_counts_once() -> None:
    """Its latest outcome does."""
    outcomes = Outcomes()
    for _ in range(100):
        outcomes.note(1, refused=True)
    seen = [outcomes.outage]
    for number in range(5):
        outcomes.note(number, refused=True)
    seen.append(outcomes.outage)
    outcomes.note(1, refused=False)
    seen.append(outcomes.outage)
    assert seen == [False, True, False]


def test_what_is_long_ago_is_forgotten() -> None:
    """The last twenty count."""
    outcomes = Outcomes()
    for number in range(LOOKED_AT):
        outcomes.note(number, refused=True)
    for number in range(100, 100 + LOOKED_AT // 2):
        outcomes.note(number, refused=False)
    assert not outcomes.outage
