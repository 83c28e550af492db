"""Which wishes are read as which day, and which are refused."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from facts.date_language import date_language, date_languages
from facts.date_words import word
from facts.dates import HistoricalDate
from facts.day import DAYS, Day, day_in_words
from facts.day_reading import LONGEST, ImpossibleDay, WishedDay, read_day

TODAY = date(2026, 11, 22)
LANGUAGES = sorted(date_languages())


def read(wish: str) -> WishedDay | ImpossibleDay | None:
    """What the wish is, seen from 22 November 2026."""
    return read_day(wish, TODAY)


def day(month: int, number: int, year: int | None = None) -> WishedDay:
    """A day that was read without a second reading."""
    return WishedDay(Day(month, number), year)


@pytest.mark.parametrize(
    ("wish", "days"),
    [
        ("", 0),
        (" \t\n", 0),
        ("hari ini", 0),
        ("Hari Ini?", 0),
        ("harini", 0),
        ("today", 0),
        ("TODAY!", 0),
        ("apa yang terjadi hari ini", 0),
        ("what happened today?", 0),
        ("on this day", 0),
        ("besok", 1),
        ("bsk", 1),
        ("tomorrow", 1),
        ("tmrw", 1),
        ("lusa", 2),
        ("the day after tomorrow", 2),
        ("kemarin", -1),
        ("kmrn", -1),
        ("yesterday", -1),
        ("kemarin lusa", -2),
        ("kemarin dulu", -2),
        ("day before yesterday", -2),
    ],
)
def test_days_are_counted_from_today(wish: str, days: int) -> None:
    """In every language, and chat spellings too."""
    meant = TODAY + timedelta(days=days)
    assert read(wish) == day(meant.month, meant.day)


@pytest.mark.parametrize(
    ("wish", "days"),
    [
        ("minggu", 0),
        ("Sunday", 0),
        ("senin", 1),
        ("hari jumat", 5),
        ("Jum'at", 5),
        ("sabtu ini", 6),
        ("this friday", 5),
        ("friday", 5),
        ("next friday", 5),
        ("next sunday", 7),
        ("hari minggu depan", 7),
        ("senin depan", 1),
        ("last friday", -2),
        ("jumat lalu", -2),
        ("hari minggu lalu", -7),
    ],
)
def test_a_day_of_the_week_is_the_next_one_or_the_last(wish: str, days: int) -> None:
    """Today counts unless the next or the last is asked for; a week is no day."""
    meant = TODAY + timedelta(days=days)
    assert read(wish) == day(meant.month, meant.day)


@pytest.mark.parametrize(
    ("wish", "today", "meant"),
    [
        ("besok", date(2026, 2, 28), (3, 1)),
        ("besok", date(2028, 2, 28), (2, 29)),
        ("kemarin", date(2028, 3, 1), (2, 29)),
        ("lusa", date(2026, 12, 30), (1, 1)),
        ("besok", date.max, (12, 31)),
        ("kemarin lusa", date.min, (1, 1)),
    ],
)
def test_tomorrow_is_a_day_that_there_is(wish: str, today: date, meant: tuple[int, int]) -> None:
    """By the calendar of the year; nothing follows the end of what can be counted."""
    assert read_day(wish, today) == WishedDay(Day(*meant))


@pytest.mark.parametrize(
    ("wish", "meant"),
    [
        ("17 agustus", day(8, 17)),
        ("17 Agt", day(8, 17)),
        ("17 Ags.", day(8, 17)),
        ("17agustus", day(8, 17)),
        ("17-agt", day(8, 17)),
        ("tgl 17 bulan agustus", day(8, 17)),
        ("tanggal 17 Agustus tahun 1945", day(8, 17, 1945)),
        ("Jum'at, 17 Agustus 1945", day(8, 17, 1945)),
        ("hari Senin tgl 17 agustus", day(8, 17)),
        ("ke-17 agustus", day(8, 17)),
        ("17 agustus '45", day(8, 17)),
        ("1945 agustus 17", day(8, 17, 1945)),
        ("29 februari", day(2, 29)),
        ("29 februari 2024", day(2, 29, 2024)),
        ("29 februari 1900", day(2, 29, 1900)),
        ("6 Nop", day(11, 6)),
        ("1 Peb", day(2, 1)),
        ("June 24", day(6, 24)),
        ("24 june", day(6, 24)),
        ("24th of June", day(6, 24)),
        ("the 24th of june, 1922", day(6, 24, 1922)),
        ("on June 24th, 1922", day(6, 24, 1922)),
        ("24 June 1922 CE", day(6, 24, 1922)),
        ("15 maret 44 SM", day(3, 15, -43)),
        ("15 March 44 B.C.", day(3, 15, -43)),
        ("15 Maret 44 sebelum Masehi", day(3, 15, -43)),
        ("24 agustus 79 masehi", day(8, 24, 79)),
        ("17-8", day(8, 17)),
        ("17/8", day(8, 17)),
        ("17.8.", day(8, 17)),
        ("17 8", day(8, 17)),
        ("17-8-45", day(8, 17)),
        ("17/08/1945", day(8, 17, 1945)),
        ("17 / 8", day(8, 17)),
        ("\uff11\uff17\uff0f\uff18", day(8, 17)),
        ("8/17", day(8, 17)),
        ("12/25", day(12, 25)),
        ("02-29", day(2, 29)),
        ("06-23", day(6, 23)),
        ("5/5", day(5, 5)),
        ("12/1", WishedDay(Day(1, 12), None, Day(12, 1))),
        ("12/01/1918", WishedDay(Day(1, 12), 1918, Day(12, 1))),
        ("2026-08-17", day(8, 17, 2026)),
        ("2026/8/17", day(8, 17, 2026)),
        ("1918-01-12", day(1, 12, 1918)),
        ("--01-12", day(1, 12)),
        ("--12-01", day(12, 1)),
    ],
)
def test_a_date_is_read_in_any_common_form(wish: str, meant: WishedDay) -> None:
    """Day first unless only the second number can be the day; a year is kept apart."""
    assert read(wish) == meant


@pytest.mark.parametrize(
    ("wish", "number", "month", "year", "longest"),
    [
        ("31/2", 31, 2, None, 29),
        ("2/31", 31, 2, None, 29),
        ("31 april", 31, 4, None, 30),
        ("32 mei", 32, 5, None, 31),
        ("mei 99", 99, 5, None, 31),
        ("0 mei", 0, 5, None, 31),
        ("32/5", 32, 5, None, 31),
        ("29 februari 2023", 29, 2, 2023, 28),
        ("29/2/2023", 29, 2, 2023, 28),
        ("2023-02-29", 29, 2, 2023, 28),
        ("--02-30", 30, 2, None, 29),
        ("0/5", 0, 5, None, 31),
        ("13/13", 13, None, None, 0),
        ("31/99", 99, None, None, 0),
        ("5/0", 0, None, None, 0),
        ("0/13", 0, None, None, 0),
        ("2026-13-01", 13, None, None, 0),
        ("--13-01", 13, None, None, 0),
    ],
)
def test_a_day_that_no_year_has_is_told_from_no_day(
    wish: str, number: int, month: int | None, year: int | None, longest: int
) -> None:
    """With what is wrong with it."""
    found = read(wish)
    assert found == ImpossibleDay(number, month, year)
    assert isinstance(found, ImpossibleDay)
    assert found.longest == longest


@pytest.mark.parametrize(
    "wish",
    [
        "?",
        "halo",
        "a",
        "12",
        "1945",
        "mei",
        "agustus 1945",
        "Desember",
        "hari",
        "apa yang terjadi",
        "minggu lalu",
        "minggu depan",
        "senin selasa",
        "senin depan lalu",
        "bulan depan",
        "3 hari lagi",
        "17 agustus besok",
        "17 agustus 18 september",
        "17 agustus 1945 08",
        "17 agustus SM",
        "17/8 SM",
        "17 agustus 19455",
        "17 agustus 0000",
        "17/8/0",
        "170 agustus",
        "1/2/3/4",
        "1945/1918/12",
        "17:30",
        "$5/3",
        "17 agustus @everyone",
        "17 agustus https://x.id",
        "\u0661\u0667 \u0665",
        "x" * LONGEST,
        "17 agustus" + " " * LONGEST,
        "9" * LONGEST,
    ],
)
def test_anything_else_is_no_day(wish: str) -> None:
    """No day is made up for a month, a year, a time or a guess."""
    assert read(wish) is None


WORDS = st.sampled_from(
    "hari ini besok 17 8 31 02 2026 0 agustus mei june of the th SM bc - / . -- , ' 12/1 99999 "  # noqa: SIM905
    "\ufdfa \u0130 \u00b2 \ud800".split()
)


@given(st.text() | st.lists(WORDS).map("".join) | st.lists(WORDS).map(" ".join), st.dates())
@example("\ufdfa" * LONGEST, TODAY)
def test_no_wish_is_ever_an_error(wish: str, today: date) -> None:
    """What is read is a day that there is, whatever was written."""
    found = read_day(wish, today)
    if isinstance(found, WishedDay):
        assert {found.day, found.other} <= {*DAYS, None}


@given(st.sampled_from(DAYS), st.sampled_from(LANGUAGES), st.integers(1000, 9999))
def test_every_day_in_words_comes_back(meant: Day, language: str, year: int) -> None:
    """With a year and without, in capitals, and as the standard writes it."""
    said = day_in_words(meant, language)
    assert read(said) == read(said.upper()) == read(str(meant)) == WishedDay(meant)
    if meant == (2, 29):
        year -= year % 4
    dated = word(HistoricalDate(f"{year}-{meant.month:02}-01"), language).replace("1 ", f"{meant.day} ", 1)
    assert read(dated) == WishedDay(meant, year)


@given(st.sampled_from(DAYS), st.sampled_from("/-. "))
def test_every_day_in_figures_comes_back(meant: Day, between: str) -> None:
    """Day first, with the other reading just where there is one."""
    found = read(f"{meant.day}{between}{meant.month}")
    other = Day(meant.day, meant.month) if meant.day <= 12 and meant.day != meant.month else None
    assert found == WishedDay(meant, None, other)


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_for_days_are_as_the_reader_sees_them(code: str) -> None:
    """Lower case, no signs, no month among what is passed over, and every one of them is read."""
    text = (files("facts") / "language" / f"days.{code}.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # every value as text
    lists = {"passed_over", "beside_weekday", "next_weekday", "last_weekday", "weeks", "between_filters"}
    assert set(data) == {"from_today", "weekdays", "groups", "tags", *lists}
    months = {name.casefold() for names in date_language(code).months for name in names}
    around = {*data["weekdays"], *(one for name in lists for one in data[name])}
    assert not around & months
    assert all(one.isalpha() and one == one.casefold() for one in around)
    for phrase, days in data["from_today"].items():
        meant = TODAY + timedelta(days=int(days))
        assert read(phrase) == day(meant.month, meant.day), phrase
