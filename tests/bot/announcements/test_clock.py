"""Times of day as members write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.clock import read_time


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("7", "07:00"),
        ("07.00", "07:00"),
        ("7:30", "07:30"),
        ("0645", "06:45"),
        ("7 pagi", "07:00"),
        ("jam 7", "07:00"),
        ("Pukul 07.00", "07:00"),
        ("pagi jam 7", "07:00"),
        ("jam tujuh malam", "19:00"),
        ("7 pm", "19:00"),
        ("7pm", "19:00"),
        ("7 p.m.", "19:00"),
        ("at 7 in the morning", "07:00"),
        ("7 o'clock", "07:00"),
        ("setengah 8 pagi", "07:30"),
        ("setengah delapan", "07:30"),
        ("half past seven pm", "19:30"),
        ("12 siang", "12:00"),
        ("setengah 1 siang", "12:30"),
        ("1 siang", "13:00"),
        ("3 sore", "15:00"),
        ("11 malam", "23:00"),
        ("12 malam", "00:00"),
        ("1 malam", "01:00"),
        ("3 dini hari", "03:00"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("19.00 malam", "19:00"),
        ("midnight", "00:00"),
        ("tengah hari", "12:00"),
        ("jam 7 malem", "19:00"),
        ("jam 7 teng", "07:00"),
        ("7 o'clock in the evening", "19:00"),
    ],
)
def test_a_time_is_read_as_it_is_said(written: str, time: str) -> None:
    """In either language, with and without the part of the day."""
    read = read_time(written)
    assert read is not None
    assert f"{read:%H:%M}" == time


@pytest.mark.parametrize(
    "written",
    [
        "",
        "25",
        "24.00",
        "7.5",
        "7:60",
        "12 pagi",
        "13 am",
        "satu",
        "malam",
        "setengah 1",
        "7 8",
        "-7",
        "x" * 99,
    ],
)
def test_what_is_no_time_for_sure_is_none(written: str) -> None:
    """Nothing is guessed: "12 pagi" may be either, and "satu" is one of anything."""
    assert read_time(written) is None


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_every_minute_of_the_day_can_be_written(minute: object) -> None:
    """As digital clocks of both languages show it."""
    for form in ("{:%H:%M}", "{:%H.%M}", "{:%H%M}", "jam {:%H.%M}"):
        assert read_time(form.format(minute)) == minute


@given(st.text(max_size=60))
def test_anything_may_be_written(text: str) -> None:
    """It is a time or none, and never an error."""
    read = read_time(text)
    assert read is None or not read.second
