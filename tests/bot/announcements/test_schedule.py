"""What an announcement that is due comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.announcements.announcement import Announcement, State
from bot.announcements.delivery import POST, Progress
from bot.announcements.schedule import mature, patience
from bot.preferences import Community
from tests.bot.announcements.scene import HOME, SEVEN

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
JAKARTA = Community(zone="Asia/Jakarta")
ONE = Announcement(id=1, place=HOME, state=State.ACTIVE, since=SEVEN - DAY, due=SEVEN, day=TODAY)


def test_it_comes_to_a_delivery_of_its_date_and_to_the_next_one() -> None:
    """Due a little later than the hour, since that is crowded; made up for until noon and an hour."""
    matured = mature(ONE, JAKARTA, SEVEN)
    row = matured.delivery
    assert (row.announcement, row.date, row.kind, row.place) == (1, TODAY, POST, HOME)
    assert (row.state, row.until) == (Progress.DUE, SEVEN + 6 * HOUR)
    assert timedelta() < row.due - SEVEN <= timedelta(seconds=30)
    assert (matured.day, matured.due) == (TODAY + DAY, SEVEN + DAY)
    assert mature(replace(ONE, at=time(7, 5)), JAKARTA, SEVEN).delivery.due == SEVEN


@pytest.mark.parametrize(
    ("late", "day", "state"),
    [
        (6 * HOUR - timedelta(seconds=1), TODAY, Progress.DUE),
        (6 * HOUR, TODAY, Progress.SKIPPED),
        (DAY - timedelta(seconds=1), TODAY, Progress.SKIPPED),
        (DAY, TODAY + DAY, Progress.DUE),
        (30 * DAY + HOUR, TODAY + 30 * DAY, Progress.DUE),
        (30 * DAY + 7 * HOUR, TODAY + 30 * DAY, Progress.SKIPPED),
    ],
)
def test_only_the_latest_date_is_made_up_for(late: timedelta, day: date, state: Progress) -> None:
    """And the next one is always to come."""
    matured = mature(ONE, JAKARTA, SEVEN + late)
    assert (matured.delivery.date, matured.delivery.state) == (day, state)
    assert matured.day == day + DAY
    assert matured.due > SEVEN + late


def test_what_is_not_due_comes_to_nothing() -> None:
    """It must not be asked."""
    for early in (replace(ONE, due=None), replace(ONE, day=None), ONE):
        with pytest.raises(ValueError, match="not due"):
            mature(early, JAKARTA, SEVEN - timedelta(seconds=1))


@pytest.mark.parametrize(("strikes", "days"), [(3, 1), (4, 2), (5, 4), (6, 7), (60, 7)])
def test_a_suspended_one_takes_its_time(strikes: int, days: int) -> None:
    """More and more of it, up to a week."""
    matured = mature(replace(ONE, state=State.SUSPENDED, strikes=strikes), JAKARTA, SEVEN)
    assert matured.day == TODAY + days * DAY
    assert patience(strikes) == days


def test_one_of_a_private_chat_is_its_members() -> None:
    """So is its delivery, to be erased with all that is theirs."""
    private = replace(ONE, place=replace(HOME, private=True), created_by="ani")
    assert mature(private, JAKARTA, SEVEN).delivery.user == "ani"
    assert mature(replace(ONE, created_by="ani"), JAKARTA, SEVEN).delivery.user == ""
