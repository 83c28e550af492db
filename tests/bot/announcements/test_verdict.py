"""What an outcome makes of a delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.announcements.delivery import ANSWER, NOTICE, NOW, POST, DeliveryRow, Progress
from bot.announcements.verdict import ASKING, BUTTONS, LONGEST, RETRIES, Bearing, bearing, judge, late
from bot.delivery import Delivery, Failed, Forbidden, Gone, Later, Migrated, Sent, Unsure
from tests.bot.announcements.scene import HOME, SEVEN

ROW = DeliveryRow(
    announcement=1,
    date=date(2026, 11, 23),
    kind=POST,
    place=HOME,
    state=Progress.SENDING,
    due=SEVEN,
    until=SEVEN + timedelta(hours=6),
    owner="me",
    lease=SEVEN + timedelta(minutes=1),
    reply="{}",
)


@pytest.mark.parametrize(
    ("kind", "stoppable"), [(POST, True), (f"{NOW}7", True), (ANSWER, False), (NOTICE, False)]
)
def test_what_arrived_is_kept_while_it_may_have_to_be_changed(kind: str, *, stoppable: bool) -> None:
    """For a day, where it has a button that stops the announcement."""
    judged = judge(replace(ROW, kind=kind, problem="earlier"), Sent("r"), SEVEN)
    assert (judged.state, judged.ref, judged.problem) == (Progress.SENT, "r", "")
    assert (judged.buttons, judged.reply) == ((SEVEN + BUTTONS, "{}") if stoppable else (None, ""))


@pytest.mark.parametrize("outcome", [Failed("x" * 999), Gone(), Forbidden(), Migrated(HOME)])
def test_what_did_not_arrive_is_tried_three_times_more(outcome: Delivery) -> None:
    """Each time after a longer wait; then it is given up."""
    row, states = ROW, list[tuple[Progress, timedelta]]()
    for _ in range(4):
        row = judge(replace(row, state=Progress.SENDING), outcome, SEVEN)
        states.append((row.state, row.due - SEVEN))
    assert [state for state, _ in states] == [Progress.DUE] * 3 + [Progress.FAILED]
    assert tuple(wait for _, wait in states[:3]) == RETRIES
    assert row.attempts == 4
    assert 0 < len(row.problem) <= 400
    assert row.reply == ""


def test_a_try_that_would_come_too_late_is_not_made() -> None:
    """It is given up at once."""
    near_end = ROW.until - RETRIES[0]
    assert judge(ROW, Failed("no"), near_end - timedelta(seconds=1)).state is Progress.DUE
    assert judge(ROW, Failed("no"), near_end).state is Progress.FAILED


@pytest.mark.parametrize(("seconds", "wait"), [(7.0, 7.0), (-3.0, 0.0), (1e9, LONGEST.total_seconds())])
@pytest.mark.parametrize("asked", [True, False])
def test_a_wait_is_obeyed_within_reason(seconds: float, wait: float, *, asked: bool) -> None:
    """Before it was sent it is due again; after, the platform is asked again."""
    judged = judge(ROW, Later(seconds), SEVEN, asked=asked)
    until = SEVEN + timedelta(seconds=wait)
    assert judged.attempts == 0
    assert judged.state is (Progress.SENDING if asked else Progress.DUE)
    assert (judged.lease if asked else judged.due) == until


def test_nobody_knows_and_the_platform_is_asked_soon() -> None:
    """Its lease is what it is asked after; when it cannot tell either, it stays in doubt."""
    judged = judge(ROW, Unsure(), SEVEN)
    assert (judged.state, judged.lease, judged.reply) == (Progress.SENDING, SEVEN + ASKING, "{}")
    doubtful = judge(judged, Unsure(), SEVEN, asked=True)
    assert doubtful == replace(late(ROW), lease=None)
    assert (doubtful.state, doubtful.reply) == (Progress.IN_DOUBT, "")


@pytest.mark.parametrize(
    "outcome", [Sent("r"), Later(1), Unsure(), Gone(), Forbidden(), Failed("x"), Migrated(HOME)]
)
@pytest.mark.parametrize("asked", [True, False])
def test_whatever_comes_of_it_nobody_has_it_any_more(outcome: Delivery, *, asked: bool) -> None:
    """The owner lets go of it."""
    assert judge(ROW, outcome, SEVEN, asked=asked).owner is None


@pytest.mark.parametrize(
    ("outcome", "state", "expected"),
    [
        (Sent("r"), Progress.SENT, Bearing.WELL),
        (Gone(), Progress.FAILED, Bearing.REFUSED),
        (Forbidden(), Progress.FAILED, Bearing.REFUSED),
        (Gone(), Progress.DUE, Bearing.NONE),
        (Failed("x"), Progress.FAILED, Bearing.NONE),
        (Unsure(), Progress.IN_DOUBT, Bearing.NONE),
    ],
)
def test_only_a_refusal_to_the_last_speaks_against_a_place(
    outcome: Delivery, state: Progress, expected: Bearing
) -> None:
    """And only an arrival for it."""
    assert bearing(replace(ROW, state=state), outcome) is expected
