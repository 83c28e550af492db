"""Days of the week as members write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.weekdays import read_days, unclear_days
from bot.announcements.wording import days_in_words

if TYPE_CHECKING:
    from bot.i18n import Tongues


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("senin", "0"),
        ("Monday", "0"),
        ("every monday", "0"),
        ("setiap hari minggu", "6"),
        ("senin-jumat", "01234"),
        ("Senin \u2013 Jumat", "01234"),
        ("senin s/d jumat", "01234"),
        ("senin sampai dengan sabtu", "012345"),
        ("mon to fri", "01234"),
        ("sabtu-senin", "056"),
        ("senin, rabu dan jum\u2019at", "024"),
        ("senin rabu", "02"),
        ("mondays & fridays", "04"),
        ("weekdays", "01234"),
        ("hari kerja", "01234"),
        ("setiap hari kerja", "01234"),
        ("akhir pekan", "56"),
        ("setiap hari", "0123456"),
        ("daily", "0123456"),
        ("every day except Sunday", "012345"),
        ("setiap hari kecuali sabtu dan minggu", "01234"),
    ],
)
def test_days_are_read_as_they_are_said(written: str, days: str) -> None:
    """Lists, runs, groups and exceptions, in either language."""
    assert read_days(written) == frozenset(map(int, days))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hari",
        "month",
        "senin-",
        "minggu depan",
        "kecuali minggu",
        "setiap hari kecuali",
        "0",
        "@0",
        "x" * 200,
    ],
)
def test_what_is_no_list_of_days_is_none(written: str) -> None:
    """Nor is an exception to nothing."""
    assert read_days(written) is None


@pytest.mark.parametrize("written", ["setiap minggu", "weekly", "hari sekolah"])
def test_what_may_be_several_things_is_asked(written: str) -> None:
    """In Indonesian every week is every Sunday, and some schools have lessons on Saturdays."""
    assert read_days(written) is None
    assert len(unclear_days(written)) > 1


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_days_in_words_are_read_as_what_they_are(tongues: Tongues, days: frozenset[int]) -> None:
    """So that what a panel says can be written into its form."""
    for tongue in tongues.by_code.values():
        assert read_days(days_in_words(days, tongue)) == days


@given(st.text(max_size=150))
def test_anything_may_be_written(text: str) -> None:
    """It is a list of days or none, and never an error."""
    assert read_days(text) is None or read_days(text)
