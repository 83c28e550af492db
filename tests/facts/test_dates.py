"""What a date means, what is refused as one, and how dates are ordered, compared and remembered."""

from __future__ import annotations

import copy
import pickle
from calendar import monthrange
from dataclasses import FrozenInstanceError, replace
from datetime import date
from itertools import pairwise

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facts.calendars import date_of, day_number, days_in_month, is_leap_year
from facts.dates import Calendar, DateError, Gap, HistoricalDate, Point, Precision

GREGORIAN, JULIAN = Calendar.GREGORIAN, Calendar.JULIAN
parse = HistoricalDate.parse

JDN_BEFORE_YEAR_ONE = 1_721_425
"""The Julian Day Number of 31 December 1 BCE, from which Python's ordinals count."""


def number_of(iso: str) -> int:
    """The Julian Day Number of a Gregorian date, by the standard library."""
    return date.fromisoformat(iso).toordinal() + JDN_BEFORE_YEAR_ONE


def counted(year: int, month: int, day: int, calendar: Calendar) -> int:
    """A Julian Day Number by counting years and months one by one from the year 2000: slow and plain."""

    def leap(some_year: int) -> bool:
        if calendar is JULIAN:
            return some_year % 4 == 0
        return (some_year % 4 == 0 and some_year % 100 != 0) or some_year % 400 == 0

    # 1 January 2000 in each calendar; the Julian one is 14 January in the Gregorian.
    number = 2_451_545 if calendar is GREGORIAN else 2_451_558
    number += sum(366 if leap(passed) else 365 for passed in range(2000, year))
    number -= sum(366 if leap(coming) else 365 for coming in range(year, 2000))
    lengths = [31, 29 if leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return number + sum(lengths[: month - 1]) + day - 1


class TestCalendars:
    """Days counted through both calendars."""

    @pytest.mark.parametrize(
        ("number", "calendar", "written"),
        [
            # The examples of Jean Meeus, Astronomical Algorithms, 2nd ed., chapter 7, at noon.
            (2_436_116, GREGORIAN, (1957, 10, 4)),
            (1_842_713, JULIAN, (333, 1, 27)),
            (2_451_545, GREGORIAN, (2000, 1, 1)),
            (2_446_823, GREGORIAN, (1987, 1, 27)),
            (2_305_448, GREGORIAN, (1600, 1, 1)),
            (2_026_872, JULIAN, (837, 4, 10)),
            (1_676_497, JULIAN, (-123, 12, 31)),
            (1_676_498, JULIAN, (-122, 1, 1)),
            (1_356_001, JULIAN, (-1000, 7, 12)),
            (1_355_867, JULIAN, (-1000, 2, 29)),
            (0, JULIAN, (-4712, 1, 1)),
            (0, GREGORIAN, (-4713, 11, 24)),
        ],
    )
    def test_published_day_numbers_hold_in_both_directions(
        self, number: int, calendar: Calendar, written: tuple[int, int, int]
    ) -> None:
        """Meeus's worked examples come out exactly."""
        assert day_number(*written, calendar) == number
        assert date_of(number, calendar) == written

    @given(st.dates())
    def test_gregorian_days_are_those_of_the_standard_library(self, day: date) -> None:
        """From the year 1 to 9999 Python's own calendar agrees, both ways."""
        number = day.toordinal() + JDN_BEFORE_YEAR_ONE
        assert day_number(day.year, day.month, day.day, GREGORIAN) == number
        assert date_of(number, GREGORIAN) == (day.year, day.month, day.day)
        assert days_in_month(day.year, day.month, GREGORIAN) == monthrange(day.year, day.month)[1]

    @settings(max_examples=60, deadline=None)
    @given(st.integers(-6000, 6000), st.integers(1, 12), st.integers(1, 28), st.sampled_from(Calendar))
    def test_days_are_those_of_a_plain_count(
        self, year: int, month: int, day: int, calendar: Calendar
    ) -> None:
        """Counting year by year reaches the same day, before 4716 BCE too."""
        assert day_number(year, month, day, calendar) == counted(year, month, day, calendar)

    @given(st.integers(-(10**12), 10**12), st.sampled_from(Calendar))
    def test_every_day_has_one_date_and_the_next_day_the_next(self, number: int, calendar: Calendar) -> None:
        """Numbers and dates match one to one, without a bound."""
        year, month, day = date_of(number, calendar)
        assert day_number(year, month, day, calendar) == number
        assert 1 <= day <= days_in_month(year, month, calendar)
        assert date_of(number + 1, calendar) > (year, month, day)

    @pytest.mark.parametrize("calendar", Calendar)
    def test_the_end_of_february_is_right_in_every_century(self, calendar: Calendar) -> None:
        """The day before 1 March is where the calendars part and where formulas slip."""
        for year in range(-5200, 3200, 100):
            last = days_in_month(year, 2, calendar)
            march = day_number(year, 3, 1, calendar)
            assert day_number(year, 2, last, calendar) == march - 1
            assert date_of(march - 1, calendar) == (year, 2, last)
            assert date_of(march, calendar) == (year, 3, 1)

    def test_calendars_and_precisions_have_the_names_that_packs_use(self) -> None:
        """The names are a format: files hold them."""
        assert list(map(str, Calendar)) == ["gregorian", "julian"]
        assert list(map(str, Precision)) == ["day", "month", "year", "decade", "century", "interval"]

    def test_every_month_has_its_length(self) -> None:
        """Long and short months stand where they stand on the knuckles."""
        lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        assert [days_in_month(1918, month, GREGORIAN) for month in range(1, 13)] == lengths

    @pytest.mark.parametrize(
        ("year", "gregorian", "julian"),
        [
            (1900, False, True),
            (2000, True, True),
            (1918, False, False),
            (1904, True, True),
            (1905, False, False),
            (1920, True, True),
            (0, True, True),
            (-3, False, False),
        ],
    )
    def test_leap_years_differ_at_centuries(self, year: int, gregorian: bool, julian: bool) -> None:  # noqa: FBT001
        """The Gregorian calendar drops three leap days in four centuries."""
        assert (is_leap_year(year, GREGORIAN), is_leap_year(year, JULIAN)) == (gregorian, julian)
        assert days_in_month(year, 2, GREGORIAN) == (29 if gregorian else 28)


READ = [
    ("1918-01-12", "1918-01-12", "1918-01-12", Precision.DAY),
    ("2000-02-29", "2000-02-29", "2000-02-29", Precision.DAY),
    ("1918-12-31", "1918-12-31", "1918-12-31", Precision.DAY),
    ("1918-01", "1918-01-01", "1918-01-31", Precision.MONTH),
    ("1918-12", "1918-12-01", "1918-12-31", Precision.MONTH),
    ("1918-02-XX", "1918-02-01", "1918-02-28", Precision.MONTH),
    ("1918", "1918-01-01", "1918-12-31", Precision.YEAR),
    ("1918-XX", "1918-01-01", "1918-12-31", Precision.YEAR),
    ("1918-XX-XX", "1918-01-01", "1918-12-31", Precision.YEAR),
    ("191X", "1910-01-01", "1919-12-31", Precision.DECADE),
    ("190X", "1900-01-01", "1909-12-31", Precision.DECADE),
    ("19XX", "1900-01-01", "1999-12-31", Precision.CENTURY),
    ("1918-01-09/1918-01-12", "1918-01-09", "1918-01-12", Precision.INTERVAL),
    ("1922-03/1922-04", "1922-03-01", "1922-04-30", Precision.INTERVAL),
    ("1918/1922", "1918-01-01", "1922-12-31", Precision.INTERVAL),
    ("1918-02/1918", "1918-02-01", "1918-12-31", Precision.INTERVAL),
    ("1918/1918", "1918-01-01", "1918-12-31", Precision.INTERVAL),
    ("1918-01-12/1918-01-12", "1918-01-12", "1918-01-12", Precision.INTERVAL),
    ("1922-06/..", "1922-06-01", None, Precision.INTERVAL),
    ("1922-06/", "1922-06-01", None, Precision.INTERVAL),
    ("../1922", None, "1922-12-31", Precision.INTERVAL),
    ("/1922", None, "1922-12-31", Precision.INTERVAL),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), READ)
@pytest.mark.parametrize("mark", ["", "~", "?", "%"])
def test_a_date_is_read_with_its_days_precision_and_doubt(
    text: str, earliest: str | None, latest: str | None, precision: Precision, mark: str
) -> None:
    """Marks of doubt stand beside the days and do not move them."""
    if mark and text.endswith(("/", "..")):
        text = text.replace("/", mark + "/")
    else:
        text += mark
    read = parse(text)
    assert read.earliest == (earliest and number_of(earliest))
    assert read.latest == (latest and number_of(latest))
    assert read.precision is precision
    assert read.approximate is (mark in {"~", "%"})
    assert read.uncertain is (mark in {"?", "%"})
    assert str(read) == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0000", (0, 1, 1), (0, 12, 31)),
        ("-0043", (-43, 1, 1), (-43, 12, 31)),
        ("-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
        ("-0004-02", (-4, 2, 1), (-4, 2, 29)),
        ("Y-17000", (-17000, 1, 1), (-17000, 12, 31)),
        ("Y17000", (17000, 1, 1), (17000, 12, 31)),
        ("Y-99999999999", (-99_999_999_999, 1, 1), (-99_999_999_999, 12, 31)),
        ("-004X", (-49, 1, 1), (-40, 12, 31)),
        ("-01XX", (-199, 1, 1), (-100, 12, 31)),
        ("-00XX", (-99, 1, 1), (0, 12, 31)),
        ("-000X", (-9, 1, 1), (0, 12, 31)),
        ("000X", (0, 1, 1), (9, 12, 31)),
        ("00XX", (0, 1, 1), (99, 12, 31)),
    ],
)
def test_years_before_the_era_and_far_away_are_read(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    """Years are astronomical, and the unknown digits of a negative year lead away from zero."""
    read = parse(text)
    assert read.earliest == day_number(*first, GREGORIAN)
    assert read.latest == day_number(*last, GREGORIAN)
    assert str(read) == text


def test_open_and_unknown_ends_are_told_apart() -> None:
    """``..`` says that there is no end; nothing says that nobody knows it."""
    assert [parse(text).end for text in ("1922/..", "1922/")] == [Gap.OPEN, Gap.UNKNOWN]
    assert [parse(text).start for text in ("../1922", "/1922")] == [Gap.OPEN, Gap.UNKNOWN]
    assert parse("1922/..") != parse("1922/")


def test_a_single_date_is_both_its_own_ends() -> None:
    """A date has one point, an interval two, a half-open interval one."""
    single = parse("1918-01-12?")
    first = single.earliest
    assert first is not None
    assert single.start == Point(1918, 1, 12, Precision.DAY, first, first, approximate=False, uncertain=True)
    assert single.start is single.end
    assert [len(parse(text).points) for text in ("1918", "1918/1919", "../1919")] == [2, 2, 1]


REFUSED = [
    ("", "is empty", "Leave the date out"),
    (" 1918", "has a space", "without spaces"),
    ("1918-01-12\n", "has a space", "without spaces"),
    ("1918\u20131922", "not a hyphen", "/ in an interval"),
    ("\u22120043", "not a hyphen", "Write - within"),
    ("\uff11\uff19\uff11\uff18", "outside ASCII", "0-9"),
    ("\u0661\u0669\u0661\u0668", "outside ASCII", "0-9"),
    ("1918-01-12T10:00:00Z", "time of day", "Write the day alone"),
    ("10:00", "time of day", "Write the day alone"),
    ("12-01-1918", "year comes first", "1918-MM-DD"),
    ("12/1/1918", "year comes first", "1918-MM-DD"),
    ("1.12.1918", "year comes first", "1918-MM-DD"),
    ("1918/1919/1920", "more than one slash", "start/end"),
    ("-0000", "year minus zero", "0000"),
    ("-0000-01-01", "year minus zero", "0000"),
    ("[1918,1919]", "set of dates, which is EDTF level 2", "start/end"),
    ("{1918..1919}", "set of dates, which is EDTF level 2", "start/end"),
    ("1918..1922", "set of dates", "start/end"),
    ("..1922", "set of dates", "../1922"),
    ("..", "two dots and no date", "1922/.."),
    ("1918S2", "EDTF level 2", "interval"),
    ("Y-17E7", "EDTF level 2", "interval"),
    ("1918~?", "two marks", "% for both"),
    ("~1918", "part of the date", "Mark its end"),
    ("1918~-02", "part of the date", "Mark its end"),
    ("191x", "small x", "capital X"),
    ("191X-02", "month in a year that is not known", "year alone"),
    ("19XX-02", "month in a year that is not known", "year alone"),
    ("1X18", "EDTF level 2", "191X"),
    ("1XXX", "EDTF level 2", "191X"),
    ("XXXX-08-17", "EDTF level 2", "191X"),
    ("1918-XX-12", "EDTF level 2", "1918-XX"),
    ("1918-1X", "EDTF level 2", "1918-XX"),
    ("1918-X1", "EDTF level 2", "1918-XX"),
    ("1918-02-1X", "EDTF level 2", "1918-02-XX"),
    ("+1918", "Only a year before 0000 has a sign", "Write 1918."),
    ("191", "three digits", "191X for a decade, or 0191"),
    ("19", "two digits", "19XX for a century, or 0019"),
    ("1", "one digit", "0001"),
    ("-43", "four digits", "44 BCE as -0043"),
    ("-043-03-15", "four digits", "44 BCE as -0043"),
    ("Y1985", "more than four digits", "Y-17000"),
    ("Y017000", "more than four digits", "Y-17000"),
    ("17000", "more than four digits", "Y17000"),
    ("-17000", "more than four digits", "Y-17000"),
    ("19180112", "more than four digits", "1918-01-12 with hyphens"),
    ("Y17000-01", "has no month", "year alone"),
    ("1918-1-9", "has one digit", "1918-01-09"),
    ("1918-1", "has one digit", "1918-01-09"),
    ("1918-01-9", "has one digit", "1918-01-09"),
    ("1922/unknown", "has a word", "1922/."),
    ("1922/open", "has a word", "1922/.."),
    ("Januari-1918", "has a word", "1918-01-12"),
    ("1918-", "does not follow EDTF", "1918-01"),
    ("1918-012", "does not follow EDTF", "1918-01-12"),
    ("1918-01-12-", "does not follow EDTF", "start/end"),
    ("1918-20", "no month 20", "01 to 12"),
    ("1918-21", "season", "1918-06/1918-08"),
    ("1918-24-01", "season", "1918-06/1918-08"),
    ("1918-25", "part of a year, which is EDTF level 2", "interval"),
    ("1918-41", "part of a year, which is EDTF level 2", "interval"),
    ("1918-42", "no month 42", "01 to 12"),
    ("1918-13", "no month 13", "01 to 12"),
    ("1918-00", "no month 00", "01 to 12"),
    ("1918-02-30", "1918-02 has 28 days in the Gregorian calendar", "01 to 28."),
    ("1918-04-31", "1918-04 has 30 days", "01 to 30."),
    ("1918-01-00", "1918-01 has 31 days", "01 to 31."),
    ("1900-02-29", "1900-02 has 28 days in the Gregorian calendar", "Julian"),
    ("../..", "no date at either end", "unknown"),
    ("/", "no date at either end", "unknown"),
    ("../", "no date at either end", "unknown"),
    ("1922/1918", "ends before it starts", "Write 1918/1922."),
    ("1918-01-12/1918-01-11", "ends before it starts", "1918-01-11/1918-01-12"),
    ("191X/1922", "unknown digits in an interval, which is EDTF level 2", "1910/1922"),
    ("1918-02/1918-03-XX", "unknown digits in an interval, which is EDTF level 2", "1918-02/1918-03"),
    ("../19XX", "unknown digits in an interval", "1918-02/1918-03"),
    ("1918-02-30/1919", "has 28 days", "01 to 28"),
    ("1918-01-0" + "1" * 40, "longer than 40 characters", "Write one date"),
    ("/" * 1_000_000, "longer than 40 characters", "Write one date"),
]


@pytest.mark.parametrize(("text", "problem", "hint"), REFUSED)
def test_what_is_not_a_date_is_refused_with_its_reason_and_a_way_out(
    text: str, problem: str, hint: str
) -> None:
    """Every slip gets a sentence of its own and says what to write."""
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.text == text[:40] + "…" * (len(text) > 40) or "/" in text
    assert problem in caught.value.problem
    assert hint in caught.value.hint
    assert caught.value.problem.endswith(".")
    assert caught.value.hint.endswith(".")


def test_only_a_leap_day_points_to_the_julian_calendar() -> None:
    """The hint is given where it can help, and nowhere else."""
    for text in ("1918-02-29", "1900-03-32", "1900-02-30", "1900-04-31"):
        with pytest.raises(DateError) as caught:
            parse(text)
        assert "Julian" not in caught.value.hint


def test_an_error_reads_as_sentences_and_can_be_copied() -> None:
    """The message has the text, the problem and the hint; it survives a process border."""
    with pytest.raises(DateError, match="has 28 days") as caught:
        parse("1918-02-30")
    error = caught.value
    assert isinstance(error, ValueError)
    assert str(error) == (
        "“1918-02-30” is not a date: 1918-02 has 28 days in the Gregorian calendar. "
        "Write a day from 01 to 28."
    )
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own bytes


def test_an_error_never_carries_a_long_text() -> None:
    """Forty characters are shown in full, more are cut."""
    with pytest.raises(DateError) as caught:
        parse("9" * 41)
    assert caught.value.text == "9" * 40 + "…"
    with pytest.raises(DateError) as caught:
        parse("9" * 40)
    assert caught.value.text == "9" * 40
    assert "longer" not in caught.value.problem


JULIAN_DAYS = [
    ("1917-10-25", "1917-11-07"),
    ("1918-01-31", "1918-02-13"),
    ("1066-10-14", "1066-10-20"),
    ("1582-10-05", "1582-10-15"),
    ("1752-09-03", "1752-09-14"),
    ("1900-02-29", "1900-03-13"),
    ("0200-03-01", "0200-03-01"),
    ("-0043-03-15", "-0043-03-13"),
]


@pytest.mark.parametrize(("old", "new"), JULIAN_DAYS)
def test_a_julian_date_lies_on_its_gregorian_day_and_keeps_its_own_wording(old: str, new: str) -> None:
    """The day is the same, the date is not: they are two ways of writing it."""
    julian, gregorian = parse(old, JULIAN), parse(new)
    assert (julian.earliest, julian.latest) == (gregorian.earliest, gregorian.latest)
    assert str(julian) == old
    assert isinstance(julian.start, Point)
    assert f"{julian.start.month:02}-{julian.start.day:02}" == old[-5:]
    assert julian != gregorian
    assert julian.contains(gregorian)


@settings(max_examples=60, deadline=None)
@given(st.integers(-3000, 3000), st.integers(1, 12), st.integers(1, 28))
def test_julian_dates_convert_as_a_plain_count_does(year: int, month: int, day: int) -> None:
    """An independent count of days reaches the same day."""
    sign = "-" if year < 0 else ""
    assert parse(f"{sign}{abs(year):04}-{month:02}-{day:02}", JULIAN).earliest == counted(
        year, month, day, JULIAN
    )


def test_months_and_years_are_those_of_their_calendar() -> None:
    """A Julian year begins and ends on Julian days."""
    year = parse("1917", JULIAN)
    assert (year.earliest, year.latest) == (number_of("1917-01-14"), number_of("1918-01-13"))
    month = parse("1900-02", JULIAN)
    assert (month.earliest, month.latest) == (number_of("1900-02-13"), number_of("1900-03-13"))


def test_a_date_is_a_value() -> None:
    """Equal when written alike in the same calendar, usable as a key, unchangeable, copied whole."""
    one, same = parse("1918-01-12"), parse("1918-01-12")
    assert one == same
    assert {one: "Iwami"}[same] == "Iwami"
    assert one not in {parse("1918-01-12", JULIAN), parse("1918-01-12~"), parse("1918-01-12/1918-01-12")}
    assert one != object()
    with pytest.raises(FrozenInstanceError):
        one.edtf = "1919"  # type: ignore[misc]
    assert copy.deepcopy(one).earliest == pickle.loads(pickle.dumps(one)).earliest == one.earliest  # noqa: S301
    assert replace(one, calendar=JULIAN).earliest == number_of("1918-01-25")
    assert repr(one) == "HistoricalDate(edtf='1918-01-12', calendar=<Calendar.GREGORIAN: 'gregorian'>)"


def test_dates_stand_in_the_order_of_a_timeline() -> None:
    """By the first day, then the last; a missing start stands at its end, a missing end after the known."""
    dates = [
        parse("Y-17000"),
        parse("-0043-03-15"),
        parse("0000"),
        parse("1917-10-25", JULIAN),
        parse("1917-11-08"),
        parse("1918-01-01"),
        parse("1918-01"),
        parse("/1918"),
        parse("1918"),
        parse("1918/1922"),
        parse("1918/.."),
        parse("1918-01-09"),
        parse("../1920"),
        parse("1920-01-02"),
    ]
    shuffled = dates[1::2] + dates[::2]
    assert sorted(shuffled) == dates
    assert all(first < second and second > first and first <= second for first, second in pairwise(dates))


def test_dates_do_not_compare_with_other_things() -> None:
    """A date is neither before nor after a text."""
    with pytest.raises(TypeError):
        _ = parse("1918") < "1919"
    with pytest.raises(TypeError):
        _ = parse("1918") >= 1919


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1918-01-12", 1918),
        ("1918-02-XX", 1918),
        ("1918-XX", 1918),
        ("1918~", 1918),
        ("1918/1922", 1918),
        ("1918-06/..", 1918),
        ("-0043", -43),
        ("0000", 0),
        ("191X", None),
        ("19XX", None),
        ("../1922", None),
        ("/1922", None),
    ],
)
def test_the_year_is_given_only_when_it_is_known(text: str, year: int | None) -> None:
    """A decade has no year, and an interval has that of its start."""
    assert parse(text).year == year


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("1918-01-12", True),
        ("1918-01-12?", True),
        ("1918-01-12~", False),
        ("1918-01-12%", False),
        ("1918-01-12/1918-01-14", True),
        ("1918-01-12/..", True),
        ("1918-01-12/", True),
        ("1918-01-11/1918-01-14", False),
        ("1918-01-11/1918-01-12", False),
        ("../1918-01-12", False),
        ("/1918-01-12", False),
        ("1918-01-13", False),
        ("1918-02-12", False),
        ("1918-01", False),
        ("1918-01-XX", False),
        ("1918", False),
        ("191X", False),
    ],
)
def test_a_day_is_remembered_only_when_it_is_known(text: str, covered: bool) -> None:  # noqa: FBT001
    """Nothing coarser than a day, and nothing about a day, is announced on one."""
    assert parse(text).covers(1, 12) is covered


def test_a_day_is_remembered_as_people_wrote_it() -> None:
    """The October Revolution, written in its own calendar, is remembered on 25 October."""
    revolution = parse("1917-10-25", JULIAN)
    assert revolution.covers(10, 25)
    assert not revolution.covers(11, 7)


@pytest.mark.parametrize(
    ("text", "year", "elapsed"),
    [
        ("1918-01-12", 2026, 108),
        ("1918-01", 1919, 1),
        ("1918", 1918, None),
        ("1918", 1917, None),
        ("1918/1922", 1920, 2),
        ("1918?", 1928, 10),
        ("-0043-03-15", 2026, 2069),
        ("-0043", 1, 44),
        ("-0043", -42, 1),
        ("0000", 1, 1),
        ("1918~", 2026, None),
        ("191X", 2026, None),
        ("../1918", 2026, None),
    ],
)
def test_anniversaries_count_whole_years_without_a_year_zero_slip(
    text: str, year: int, elapsed: int | None
) -> None:
    """From 44 BCE to 1 CE 44 years go by; before the first there is no anniversary."""
    assert parse(text).anniversary(year) == elapsed


@pytest.mark.parametrize(
    ("one", "other", "overlap", "contain"),
    [
        ("1918", "1918-01-12", True, True),
        ("1918-01-12", "1918", True, False),
        ("1918-01-12", "1918-01-12", True, True),
        ("1918-01", "1918-02", False, False),
        ("1918/1922", "1922/1925", True, False),
        ("1918-01-01/1918-01-09", "1918-01-09/1918-01-12", True, False),
        ("1918-01-01/1918-01-08", "1918-01-09/1918-01-12", False, False),
        ("1918/..", "Y17000", True, True),
        ("1918/..", "1917-12-31", False, False),
        ("../1918", "Y-17000", True, True),
        ("../1918", "1919", False, False),
        ("../1918", "1900/..", True, False),
        ("1918/", "1930", False, False),
        ("1918/", "1918-06", True, True),
        ("/1918", "1900", False, False),
        ("/1918", "1918-06", True, True),
        ("1918/..", "../1918", True, False),
    ],
)
def test_overlap_and_containment_claim_no_more_than_is_known(
    one: str,
    other: str,
    overlap: bool,  # noqa: FBT001
    contain: bool,  # noqa: FBT001
) -> None:
    """Open ends reach without end; unknown ones only as far as what is known."""
    assert parse(one).overlaps(parse(other)) is overlap
    assert parse(other).overlaps(parse(one)) is overlap
    assert parse(one).contains(parse(other)) is contain


@pytest.mark.parametrize(
    ("text", "calendar", "within"),
    [
        ("1918", GREGORIAN, True),
        ("1918-01-01", GREGORIAN, True),
        ("1918-12-31", GREGORIAN, True),
        ("1918-12-31", JULIAN, True),
        ("1917-12-31/1918-01-01", GREGORIAN, False),
        ("1918-12-31/1919-01-01", GREGORIAN, False),
        ("191X", GREGORIAN, False),
        ("1918/..", GREGORIAN, False),
        ("../1918", GREGORIAN, False),
        ("1918-06/", GREGORIAN, True),
    ],
)
def test_a_date_lies_within_a_year_of_its_own_calendar(text: str, calendar: Calendar, within: bool) -> None:  # noqa: FBT001
    """The last Julian day of 1918 is of 1918, though it is Gregorian 13 January 1919."""
    assert parse(text, calendar).within_year(1918) is within


# Properties

years = st.integers(-9999, 9999).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04}")
days = st.builds("{}-{:02}-{:02}".format, years, st.integers(1, 12), st.integers(1, 28))
marks = st.sampled_from(["", "", "~", "?", "%"])
exact = st.one_of(
    days,
    years,
    st.builds("{}-{:02}".format, years, st.integers(1, 12)),
    st.builds("Y{}".format, st.integers(10_000, 10**11 - 1)),
    st.builds("Y-{}".format, st.integers(10_000, 10**11 - 1)),
)
unspecified = st.one_of(
    st.builds("{}-{:02}-XX".format, years, st.integers(1, 12)),
    st.builds("{}-XX".format, years),
    st.builds("{}-XX-XX".format, years),
    st.builds("{:03}X".format, st.integers(0, 999)),
    st.builds("{:02}XX".format, st.integers(0, 99)),
)
ends = st.builds("{}{}".format, exact, marks)
calendars = st.sampled_from(Calendar)


@st.composite
def dates(draw: st.DrawFn) -> HistoricalDate:
    """Any date that can be written."""
    calendar = draw(calendars)
    start = draw(ends)
    form = draw(st.integers(0, 5))
    if form == 0:
        return parse(start + draw(st.sampled_from(["/..", "/"])), calendar)
    if form == 1:
        return parse(draw(st.sampled_from(["../", "/"])) + start, calendar)
    if form == 2:
        end = draw(ends)
        first, last = parse(start, calendar).earliest, parse(end, calendar).latest
        assume(first is not None and last is not None and first <= last)
        return parse(f"{start}/{end}", calendar)
    return parse(start if form > 3 else draw(unspecified) + draw(marks), calendar)


@given(dates())
def test_a_date_is_read_back_as_it_was_written(one: HistoricalDate) -> None:
    """Writing and reading lose nothing."""
    assert parse(str(one), one.calendar) == one


@given(dates(), dates())
def test_order_agrees_with_the_days(one: HistoricalDate, other: HistoricalDate) -> None:
    """What ends before another begins stands before it; nothing is both before and after."""
    assert (one < other) + (one == other) + (one > other) == 1
    if one.latest is not None and other.earliest is not None and one.latest < other.earliest:
        assert one < other
        assert not one.overlaps(other)


@given(dates(), dates(), dates())
def test_order_is_the_same_from_everywhere(
    one: HistoricalDate, other: HistoricalDate, third: HistoricalDate
) -> None:
    """Sorting does not depend on the order before."""
    assert sorted([one, other, third]) == sorted([third, one, other])


@given(dates())
def test_the_first_day_never_lies_after_the_last(one: HistoricalDate) -> None:
    """Bounds stand in order, and a date shares and holds its own days."""
    if one.earliest is not None and one.latest is not None:
        assert one.earliest <= one.latest
    assert one.overlaps(one)
    assert one.contains(one)


@given(days, days, calendars)
def test_days_follow_one_another_as_they_are_written(one: str, other: str, calendar: Calendar) -> None:
    """Within a calendar a later year, month and day is a later day."""
    first, second = parse(one, calendar), parse(other, calendar)
    assert isinstance(first.start, Point)
    assert isinstance(second.start, Point)
    assert (first.start[:3] < second.start[:3]) is (first < second)


@given(st.text(alphabet="0123456789-/.X~?%Y", max_size=24) | st.text(max_size=60))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    """Nothing else is ever raised, and what is read is what was written."""
    try:
        assert str(parse(text)) == text
    except DateError:
        return


# The edtf package as an oracle, where it is right.

ordinary_ends = st.one_of(
    st.dates(date(1000, 1, 1)).map(date.isoformat),
    st.builds("{:04}-{:02}".format, st.integers(1000, 9999), st.integers(1, 12)),
    st.builds("{:04}".format, st.integers(1000, 9999)),
)
ordinary_points = st.one_of(
    ordinary_ends,
    st.builds("{:04}-XX".format, st.integers(1000, 9999)),
    st.builds("{:04}-{:02}-XX".format, st.integers(1000, 9999), st.integers(1, 12)),
    st.builds("{:03}X".format, st.integers(100, 999)),
    st.builds("{:02}XX".format, st.integers(10, 99)),
)


def edtf_number(moment: object) -> int:
    """The Julian Day Number of a ``struct_time`` of edtf."""
    return date(*moment[:3]).toordinal() + JDN_BEFORE_YEAR_ONE  # type: ignore[index]


@settings(max_examples=40, deadline=None)
@given(ordinary_points)
def test_days_are_those_of_the_edtf_package(text: str) -> None:
    """Another reader of the standard finds the same first and last day."""
    theirs, ours = parse_edtf(text), parse(text)
    assert ours.earliest == edtf_number(theirs.lower_strict())
    assert ours.latest == edtf_number(theirs.upper_strict())


@settings(max_examples=25, deadline=None)
@given(ordinary_ends, ordinary_ends)
def test_intervals_are_those_of_the_edtf_package(first: str, last: str) -> None:
    """The same for intervals whose ends are known."""
    assume(parse(first) <= parse(last))
    text = f"{first}/{last}"
    theirs, ours = parse_edtf(text), parse(text)
    assert ours.earliest == edtf_number(theirs.lower_strict())
    assert ours.latest == edtf_number(theirs.upper_strict())


@settings(max_examples=40, deadline=None)
@given(dates())
def test_what_is_read_is_edtf_to_the_edtf_package_too(one: HistoricalDate) -> None:
    """Nothing is read that the standard does not have."""
    assume("Y" not in one.edtf)
    parse_edtf(one.edtf)


@pytest.mark.parametrize("text", ["Y-17000~", "Y-17000/Y-15000"])
def test_the_edtf_package_has_far_years_only_alone(text: str) -> None:
    """Where it is no oracle: it lets nobody say that a far year is about right, as they all are."""
    with pytest.raises(EDTFParseException):
        parse_edtf(text)
    assert str(parse(text)) == text


@pytest.mark.parametrize("text", ["1900-02-29", "1922/1918"])
def test_the_edtf_package_accepts_dates_that_never_were(text: str) -> None:
    """Where it is no oracle: it lets a missing leap day and a reversed interval through."""
    parse_edtf(text)
    with pytest.raises(DateError):
        parse(text)


def test_the_edtf_package_cannot_tell_the_end_of_an_open_interval() -> None:
    """Where it is no oracle: an open end is a number, an unknown one a guess of ten years."""
    assert parse_edtf("1922-06/..").upper_strict() == float("inf")
    assert parse_edtf("1922/").upper_strict().tm_year == 1932
    assert parse("1922-06/..").latest is None
    assert parse("1922/").latest is None


def test_the_edtf_package_has_no_keys() -> None:
    """Where it is no oracle: its dates cannot be put into a set."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(parse_edtf("1918"))


@pytest.mark.parametrize(
    "text", ["1918-21", "1918-33", "[1918,1919]", "1918-02~-12", "XXXX-08-17", "1918-01-12T10:00:00Z"]
)
def test_the_edtf_package_reads_more_than_a_fact_can_hold(text: str) -> None:
    """Where Babad is narrower on purpose: seasons, level 2 and times of day."""
    parse_edtf(text)
    with pytest.raises(DateError):
        parse(text)


def test_the_edtf_package_refuses_short_years_too() -> None:
    """Both are strict where undate is not."""
    for text in ("19", "191", "1918-1-9", "1918-13", "1918-02-30"):
        with pytest.raises(EDTFParseException):
            parse_edtf(text)
        with pytest.raises(DateError):
            parse(text)
