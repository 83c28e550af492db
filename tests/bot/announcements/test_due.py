"""When a local time of day comes round."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.announcement import EVERY_DAY
from bot.announcements.due import (
    CATCH_UP,
    SPREAD,
    catch_up_end,
    instant,
    latest_due,
    next_due,
    reveal_due,
    spread,
    upcoming,
)

DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)
CHANGES = {  # two days on which clocks go forward and two on which they go back
    "Europe/Berlin": ("2026-03-29", "2027-03-28", "2026-10-25", "2027-10-31"),
    "America/New_York": ("2026-03-08", "2027-03-14", "2026-11-01", "2027-11-07"),
    "Africa/Cairo": ("2026-04-24", "2027-04-30", "2026-10-29", "2027-10-28"),
    "America/Havana": ("2026-03-08", "2027-03-14", "2026-11-01", "2027-11-07"),
    "Australia/Lord_Howe": ("2026-10-04", "2027-10-03", "2026-04-05", "2027-04-04"),
    "America/Santiago": ("2026-09-06", "2027-09-05", "2026-04-04", "2027-04-03"),
}
ZONES = st.sampled_from(
    [*CHANGES, "Asia/Jakarta", "Asia/Makassar", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "UTC"]
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
MOMENTS = st.timedeltas(timedelta(), 26 * 366 * DAY).map(datetime(2011, 1, 1, tzinfo=UTC).__add__)
DAYS = st.frozensets(st.integers(0, 6))


def local(zone: str, text: str, fold: int = 0) -> datetime:
    """The instant of a local date and time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Asia/Jakarta", "2026-11-23", "07:00", "2026-11-23T00:00"),
        ("Asia/Makassar", "2026-11-23", "07:00", "2026-11-22T23:00"),
        ("Asia/Kathmandu", "2026-11-23", "07:00", "2026-11-23T01:15"),
        ("Europe/Berlin", "2027-03-28", "02:30", "2027-03-28T01:00"),  # skipped: at the end of the gap
        ("Europe/Berlin", "2027-03-28", "02:00", "2027-03-28T01:00"),
        ("Europe/Berlin", "2027-03-28", "01:59", "2027-03-28T00:59"),
        ("Europe/Berlin", "2027-03-28", "03:00", "2027-03-28T01:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),  # twice: the first time
        ("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00"),
        ("Africa/Cairo", "2027-04-30", "00:00", "2027-04-29T22:00"),  # a day without midnight
        ("Africa/Cairo", "2027-04-30", "00:30", "2027-04-29T22:00"),
        ("Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T20:30"),
        ("America/Havana", "2027-03-14", "00:00", "2027-03-14T05:00"),
        ("America/Havana", "2026-11-01", "00:30", "2026-11-01T04:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30"),  # a gap of half an hour
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"),
        ("Pacific/Apia", "2011-12-29", "23:59", "2011-12-30T09:59"),
        ("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00"),
        ("America/Nuuk", "2023-03-25", "22:30", "2023-03-26T01:00"),  # a day without its last hour but one
        ("America/Adak", "2026-03-08", "02:30", "2026-03-08T12:00"),
    ],
)
def test_a_local_time_is_an_instant(zone: str, day: str, at: str, expected: str) -> None:
    """Also where clocks change: after a gap, and the first of two."""
    found = instant(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("at", [time(), time(7), time(23, 59)])
def test_a_date_that_never_was_has_no_instant(at: time) -> None:
    """Samoa went from 29 to 31 December 2011."""
    zone = ZoneInfo("Pacific/Apia")
    assert instant(date(2011, 12, 30), at, zone) is None
    coming = upcoming(at, zone, EVERY_DAY, local("Pacific/Apia", "2011-12-29T00:00") - MOMENT, 2)
    assert [day.day for day, _ in coming] == [29, 31]


def test_a_weekday_that_never_was_is_waited_for_a_week() -> None:
    """That 30 December would have been a Friday."""
    after = local("Pacific/Apia", "2011-12-28T12:00")
    day, _ = next_due(time(7), ZoneInfo("Pacific/Apia"), {4}, after)
    assert day == date(2012, 1, 6)


@pytest.mark.parametrize("zone", CHANGES)
@pytest.mark.parametrize("nth", range(4))
def test_on_days_of_change_each_date_comes_once(zone: str, nth: int) -> None:
    """At every quarter of an hour, from two days before to two after."""
    for minute in range(0, 24 * 60, 15):
        five_days(zone, date.fromisoformat(CHANGES[zone][nth]), time(*divmod(minute, 60)))


def five_days(zone: str, day: date, at: time) -> None:
    """See that each date from two before to two after comes once, late only where a time is skipped."""
    start = datetime.combine(day - 2 * DAY, time(), ZoneInfo(zone)).astimezone(UTC) - MOMENT
    coming = upcoming(at, ZoneInfo(zone), EVERY_DAY, start, 5)
    assert [found for found, _ in coming] == [day + n * DAY for n in range(-2, 3)]
    for found, due in coming:
        wall = due.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        late = wall - datetime.combine(found, at)
        assert timedelta() <= late <= timedelta(hours=1)
        if late:  # only for a time that there was not
            assert found == day
            back = datetime.combine(found, at, ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
            assert back.replace(tzinfo=None) != datetime.combine(found, at)


@given(TIMES, ZONES, DAYS, MOMENTS)
def test_the_next_one_is_later_and_none_lies_between(
    at: time, zone: str, days: frozenset[int], after: datetime
) -> None:
    """Strictly later, on a wished weekday, and the first of them."""
    place = ZoneInfo(zone)
    day, due = next_due(at, place, days, after)
    assert due > after
    assert day.weekday() in (days or EVERY_DAY)
    between = (after.astimezone(place).date() + n * DAY for n in range(-1, (day - after.date()).days + 2))
    for other in between:
        if other < day and other.weekday() in (days or EVERY_DAY):
            earlier = instant(other, at, place)
            assert earlier is None or earlier <= after


@given(TIMES, ZONES, DAYS, MOMENTS)
def test_each_date_comes_once_and_in_order(
    at: time, zone: str, days: frozenset[int], after: datetime
) -> None:
    """Whatever the season."""
    coming = upcoming(at, ZoneInfo(zone), days, after, 9)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(coming))


@given(TIMES, ZONES, MOMENTS)
def test_a_date_that_was_served_is_not_served_again(at: time, zone: str, after: datetime) -> None:
    """Even when it comes again, after a change of zone or of time."""
    day, _ = next_due(at, ZoneInfo(zone), EVERY_DAY, after)
    again, due = next_due(at, ZoneInfo(zone), EVERY_DAY, after, later_than=day)
    assert again > day
    assert due > after


@given(TIMES, ZONES, DAYS, MOMENTS, st.timedeltas(timedelta(), 40 * DAY))
def test_the_latest_one_is_the_last_that_has_come(
    at: time, zone: str, days: frozenset[int], after: datetime, later: timedelta
) -> None:
    """However long ago the first one was."""
    place = ZoneInfo(zone)
    first = next_due(at, place, days, after)
    now = first[1] + later
    latest = latest_due(at, place, days, first, now)
    assert first[1] <= latest[1] <= now
    assert next_due(at, place, days, latest[1])[1] > now


@given(TIMES, ZONES, MOMENTS)
def test_making_up_ends_with_the_date_or_after_six_hours(at: time, zone: str, after: datetime) -> None:
    """Whatever comes first, but never before there was a minute for it."""
    place = ZoneInfo(zone)
    day, due = next_due(at, place, EVERY_DAY, after)
    end = catch_up_end(day, due, place)
    assert timedelta(minutes=1) <= end - due <= CATCH_UP
    last = (end - MOMENT).astimezone(place).date()
    assert last == day or end - due == timedelta(minutes=1) or due.astimezone(place).date() > day


@pytest.mark.parametrize(
    ("zone", "day", "at", "hours"),
    [
        ("Asia/Jakarta", "2026-11-23", "07:00", 6),
        ("Asia/Jakarta", "2026-11-23", "20:00", 4),
        ("Asia/Jakarta", "2026-11-23", "23:59", 1 / 60),
        ("Africa/Cairo", "2027-04-29", "22:00", 2),  # up to a midnight that is skipped
    ],
)
def test_making_up_in_figures(zone: str, day: str, at: str, hours: float) -> None:
    """Six hours, or what is left of the day."""
    date_ = date.fromisoformat(day)
    due = instant(date_, time.fromisoformat(at), ZoneInfo(zone))
    assert due is not None
    assert catch_up_end(date_, due, ZoneInfo(zone)) - due == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("at", "hours", "expected"),
    [("07:00", 10, "2026-11-23T17:00"), ("18:00", 10, "2026-11-24T04:00")],
)
def test_the_answer_comes_so_many_hours_later_on_the_clock(at: str, hours: int, expected: str) -> None:
    """On the next day when it must."""
    zone = "Asia/Jakarta"
    found = reveal_due(date(2026, 11, 23), time.fromisoformat(at), hours, ZoneInfo(zone))
    assert found == local(zone, expected)


def test_the_answer_keeps_to_the_clock_when_that_changes() -> None:
    """Ten hours on the clock are nine or eleven there."""
    berlin = ZoneInfo("Europe/Berlin")
    found = reveal_due(date(2027, 3, 27), time(20), 10, berlin)
    assert found == local("Europe/Berlin", "2027-03-28T06:00")


def test_the_answer_on_a_date_that_never_was_comes_nevertheless() -> None:
    """On the next one that there was."""
    found = reveal_due(date(2011, 12, 29), time(20), 10, ZoneInfo("Pacific/Apia"))
    assert found == datetime(2011, 12, 30, 16, tzinfo=UTC)


def test_posts_of_full_and_half_hours_are_spread() -> None:
    """Evenly, over half a minute; others are not."""
    seconds = [spread(number, time(7)).seconds for number in range(31 * 100)]
    assert {seconds.count(second) for second in range(SPREAD)} == {100}
    assert max(seconds) == 30
    assert spread(7, time(7, 30)) == spread(7, time(7)) > timedelta()
    assert spread(7, time(7, 5)) == timedelta()
    assert abs(spread(1, time(7)) - spread(2, time(7))) > timedelta(seconds=2)


def test_29_february_comes_in_leap_years_only() -> None:
    """No other date stands in for it."""
    coming = upcoming(time(7), ZoneInfo("UTC"), EVERY_DAY, datetime(2027, 2, 27, tzinfo=UTC), 3)
    assert [day.isoformat() for day, _ in coming] == ["2027-02-27", "2027-02-28", "2027-03-01"]
    coming = upcoming(time(7), ZoneInfo("UTC"), EVERY_DAY, datetime(2028, 2, 28, tzinfo=UTC), 3)
    assert [day.isoformat() for day, _ in coming] == ["2028-02-28", "2028-02-29", "2028-03-01"]
