"""Which dates a question names, and which dates of facts agree with them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.date_language import load
from facts.date_reading import compatible, dates_in
from facts.date_words import word
from facts.dates import Calendar, HistoricalDate

if TYPE_CHECKING:
    from facts.date_mention import MentionedDate

Said = tuple[str, int | None, int | None, int | None]


def said(text: str, languages: tuple[str, ...] = ("id", "en")) -> list[Said]:
    """What is found: the words, and year, month and day."""
    return [
        (text[found.start : found.end], found.year, found.month, found.day)
        for found in dates_in(text, languages)
    ]


READ = [
    # day, month, year
    ("Apa yang terjadi pada 12 januari 1918?", [("12 januari 1918", 1918, 1, 12)]),
    ("12 JANUARI 1918", [("12 JANUARI 1918", 1918, 1, 12)]),
    ("12-jan-1918", [("12-jan-1918", 1918, 1, 12)]),
    ("12 jan. 1918.", [("12 jan. 1918", 1918, 1, 12)]),
    ("12jan1918", [("12jan1918", 1918, 1, 12)]),
    ("the 24th of june 1922", [("24th of june 1922", 1922, 6, 24)]),
    ("24 June, 1922", [("24 June, 1922", 1922, 6, 24)]),
    (
        "1st of may, 2nd may, 3rd may",
        [("1st of may", None, 5, 1), ("2nd may", None, 5, 2), ("3rd may", None, 5, 3)],
    ),
    ("tanggal 12 bulan januari tahun 1918", [("12 bulan januari tahun 1918", 1918, 1, 12)]),
    ("tgl 17 agustus", [("17 agustus", None, 8, 17)]),
    ("10 Nop 1945, 17 Agt 1945", [("10 Nop 1945", 1945, 11, 10), ("17 Agt 1945", 1945, 8, 17)]),
    ("1 Peb, 3 djan", [("1 Peb", None, 2, 1), ("3 djan", None, 1, 3)]),
    ("09 januari 1918", [("09 januari 1918", 1918, 1, 9)]),
    ("\u0130stanbul 12 januari 1918", [("12 januari 1918", 1918, 1, 12)]),
    # month, day, year
    ("jan 12, 1918", [("jan 12, 1918", 1918, 1, 12)]),
    ("June 24th 1922", [("June 24th 1922", 1922, 6, 24)]),
    ("may 12", [("may 12", None, 5, 12)]),
    ("june 24,1922", [("june 24,1922", 1922, 6, 24)]),
    # several days
    ("9-12 januari 1918", [("9", 1918, 1, 9), ("12 januari 1918", 1918, 1, 12)]),
    ("9\u201312 Januari 1918", [("9", 1918, 1, 9), ("12 Januari 1918", 1918, 1, 12)]),
    ("5 to 7 june 1922", [("5", 1922, 6, 5), ("7 june 1922", 1922, 6, 7)]),
    ("9 sampai 12 januari", [("9", None, 1, 9), ("12 januari", None, 1, 12)]),
    ("30-31 juni 1918", [("30", 1918, 6, 30)]),
    ("31-30 juni 1918", [("30 juni 1918", 1918, 6, 30)]),
    ("30 Januari\u20132 Februari 1918", [("30 Januari", None, 1, 30), ("2 Februari 1918", 1918, 2, 2)]),
    # month and year
    ("Januari 1918", [("Januari 1918", 1918, 1, None)]),
    ("januari tahun 1918", [("januari tahun 1918", 1918, 1, None)]),
    ("in march of 1917", [("in march of 1917", 1917, 3, None)]),
    ("bulan januari 1918", [("bulan januari 1918", 1918, 1, None)]),
    ("bulan mei 5, 1918", [("bulan mei 5, 1918", 1918, 5, 5)]),
    ("jan. 1918", [("jan. 1918", 1918, 1, None)]),
    # month
    ("apa yang terjadi oktober itu", [("oktober", None, 10, None)]),
    ("bulan mei", [("bulan mei", None, 5, None)]),
    ("who may have won in May?", [("in May", None, 5, None)]),
    # figures
    ("12/1/1918", [("12/1/1918", 1918, 1, 12)]),
    ("12.01.1918", [("12.01.1918", 1918, 1, 12)]),
    ("12-1-1918", [("12-1-1918", 1918, 1, 12)]),
    ("12/24/1941", [("12/24/1941", 1941, 12, 24)]),
    ("1918-01-12", [("1918-01-12", 1918, 1, 12)]),
    ("1918/01/12", [("1918/01/12", 1918, 1, 12)]),
    ("1918-01", [("1918-01", 1918, 1, None)]),
    ("1918-12", [("1918-12", 1918, 12, None)]),
    # years
    ("tahun 1945", [("tahun 1945", 1945, None, None)]),
    ("thn1945", [("thn1945", 1945, None, None)]),
    ("tahun 3500", [("tahun 3500", 3500, None, None)]),
    ("(1945)", [("1945", 1945, None, None)]),
    (
        "1918, 1919. 1922!",
        [("1918", 1918, None, None), ("1919", 1919, None, None), ("1922", 1922, None, None)],
    ),
    ("perang 1914-1918", [("1914", 1914, None, None), ("1918", 1918, None, None)]),
    ("perang 1914-18", [("1914", 1914, None, None)]),
    ("683", [("683", 683, None, None)]),
    ("100 dan 2100", [("100", 100, None, None), ("2100", 2100, None, None)]),
    ("12/1/1918/5", [("1918", 1918, None, None)]),
    ("1918-01-12-5", [("1918", 1918, None, None)]),
    # eras
    ("44 SM", [("44 SM", -43, None, None)]),
    ("44 BC", [("44 BC", -43, None, None)]),
    ("44 bce", [("44 bce", -43, None, None)]),
    ("44 sebelum masehi", [("44 sebelum masehi", -43, None, None)]),
    ("1500 b.c.", [("1500 b.c.", -1499, None, None)]),
    ("15 Maret 44 SM", [("15 Maret 44 SM", -43, 3, 15)]),
    ("march 15, 44 bc", [("march 15, 44 bc", -43, 3, 15)]),
    ("maret 44 sm", [("maret 44 sm", -43, 3, None)]),
    ("tahun 44 sm", [("tahun 44 sm", -43, None, None)]),
    ("tahun 1500 SM", [("tahun 1500 SM", -1499, None, None)]),
    ("300 sm", [("300 sm", -299, None, None)]),
    ("999 sm", [("999 sm", -998, None, None)]),
    ("2101 sm", [("2101 sm", -2100, None, None)]),
    ("3000 sm", [("3000 sm", -2999, None, None)]),
    ("79 masehi", [("79 masehi", 79, None, None)]),
    ("AD or 79 CE", [("79 CE", 79, None, None)]),
    # a small "sm" or "bc" may be chat
    ("perang 1945 sm belanda", [("1945", 1945, None, None)]),
    ("in 1945 bc of them", [("1945", 1945, None, None)]),
    ("1000 sm", [("1000", 1000, None, None)]),
    ("2100 sm", [("2100", 2100, None, None)]),
    ("tahun 1945 sm belanda", [("tahun 1945", 1945, None, None)]),
    ("44 sm", []),
    ("kelas 10 sm 11", []),
    # what was left out stays out
    ("januari 45", [("januari", None, 1, None)]),
    ("12 januari 12", [("12 januari", None, 1, 12)]),
    ("17-8-45", [("17-8-45", None, 8, 17)]),
    ("29 februari 1900", [("29 februari 1900", 1900, 2, 29)]),
    ("29 feb", [("29 feb", None, 2, 29)]),
]


@pytest.mark.parametrize(("text", "dates"), READ)
def test_dates_are_found_where_they_stand_and_as_they_were_said(text: str, dates: list[Said]) -> None:
    """Day before month in figures; no part is made up."""
    assert said(text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "",
        "siapa yang memimpin pasukan itu",
        "who may have won the march on the sea",
        "350 tahun dijajah Belanda",
        "1399 orang",
        "300 prajurit",
        "1.399 prajurit dan 1,399 men",
        "19:45 atau 7.30",
        "1945%",
        "$1000 dan rp 5000 dan Rp1500 dan #1945",
        "no 1945, pasal 1338, more than 1500",
        "500-an orang",
        "1500an orang",
        "may 12 people",
        "99 dan 2101 dan 0123",
        "12345 dan 1945a dan a1945",
        "30 februari 1918",
        "29 februari 1918",
        "31/4/1918",
        "february 30, 1918",
        "99/99/1918",
        "0/1/1918",
        "12/0/1918",
        "1918-02-30",
        "12/1",
        "1.2",
        "32 januarius",
        "abad 0",
        "abad ke-31",
        "1 century ago",
        "abad pertengahan",
        "tahun 45",
        "\u0661\u0669\u0664\u0665",
        "\uff11\uff19\uff14\uff15",
    ],
)
def test_numbers_that_are_no_dates_are_left_alone(text: str) -> None:
    """Counts, sums, hours, fractions and days that never were."""
    assert dates_in(text) == ()


@pytest.mark.parametrize(
    ("text", "words", "years"),
    [
        ("1920an", "1920an", (1920, 1929)),
        ("tahun 1920-an", "tahun 1920-an", (1920, 1929)),
        ("the 1920s", "1920s", (1920, 1929)),
        ("1920's", "1920's", (1920, 1929)),
        ("1900s", "1900s", (1900, 1999)),
        ("abad ke-20", "abad ke-20", (1900, 2000)),
        ("abad ke 20", "abad ke 20", (1900, 2000)),
        ("abad 16", "abad 16", (1500, 1600)),
        ("Abad XIX", "Abad XIX", (1800, 1900)),
        ("abad kedua puluh", "abad kedua puluh", (1900, 2000)),
        ("abad pertama", "abad pertama", (0, 100)),
        ("abad ke-1", "abad ke-1", (0, 100)),
        ("abad ke-30", "abad ke-30", (2900, 3000)),
        ("20th century", "20th century", (1900, 2000)),
        ("the 21st-century", "21st-century", (2000, 2100)),
        ("nineteenth century", "nineteenth century", (1800, 1900)),
        ("twenty-first century", "twenty-first century", (2000, 2100)),
        ("abad ke-2 SM", "abad ke-2 SM", (-199, -100)),
        ("2nd century bce", "2nd century bce", (-199, -100)),
        ("2nd century ce", "2nd century ce", (100, 200)),
    ],
)
def test_decades_and_centuries_are_spans_of_years(text: str, words: str, years: tuple[int, int]) -> None:
    """They name no year, and where use differs they take in both."""
    (found,) = dates_in(text)
    assert (text[found.start : found.end], found.years) == (words, years)
    assert (found.year, found.month, found.day) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "ambiguous"),
    [
        ("9/11/2001", True),
        ("12/12/1918", False),
        ("13/1/1918", False),
        ("1/13/1918", False),
        ("9 november 2001", False),
    ],
)
def test_figures_that_could_be_read_in_either_order_say_so(text: str, ambiguous: bool) -> None:  # noqa: FBT001
    """Day first, with a note that the member may have meant it otherwise."""
    (found,) = dates_in(text)
    assert found.ambiguous is ambiguous


def test_only_the_languages_asked_for_are_read() -> None:
    """A month of another language is a word like any other."""
    assert said("12 mei", ("en",)) == []
    assert said("12 may", ("id",)) == []
    assert said("12 may", ("xx",)) == [("12 may", None, 5, 12)]
    assert said("abad 20", ("en",)) == []
    assert said("20th century", ("id",)) == []


@pytest.mark.parametrize("language", ["id", "en"])
@given(st.integers(1000, 2100), st.integers(1, 12), st.integers(1, 28))
def test_what_babad_says_it_also_reads(language: str, year: int, month: int, day: int) -> None:
    """A date in Babad's own words comes back whole."""
    for edtf, parts in (
        (f"{year}-{month:02}-{day:02}", (year, month, day)),
        (f"{year}-{month:02}", (year, month, None)),
        (f"{year}", (year, None, None)),
    ):
        words = word(HistoricalDate.parse(edtf), language)
        assert said(f"({words})") == [(words, *parts)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_spelling_of_a_month_is_read(language: str) -> None:
    """All the names of the file are understood, in either case."""
    for number, names in enumerate(load(language).months, 1):
        for name in names:
            assert said(f"12 {name.upper()} 1918") == [(f"12 {name.upper()} 1918", 1918, number, 12)]


@given(st.text(max_size=80) | st.text(alphabet="0123456789 /-.,:janumeiabdkth'", max_size=80))
def test_mentions_stand_in_order_within_the_text(text: str) -> None:
    """Whatever the text, nothing overlaps and nothing is impossible."""
    position = 0
    for found in dates_in(text):
        assert position <= found.start < found.end <= len(text)
        position = found.end
        assert found.month is None or 1 <= found.month <= 12
        assert found.day is None or (found.month is not None and 1 <= found.day <= 31)


@pytest.mark.parametrize(
    "unit", ["1 ", "12 jan ", "tahun ", "1918 ", "9-", "abad ke ", "1.", "   ", "12   of   ", "mei "]
)
def test_the_time_grows_with_the_length_only(unit: str) -> None:
    """Twenty times the text takes nowhere near four hundred times as long."""

    def seconds(text: str) -> float:
        best = 1.0
        for _ in range(3):
            begin = time.perf_counter()
            dates_in(text)
            best = min(best, time.perf_counter() - begin)
        return best

    short = unit * (1000 // len(unit))
    assert seconds(short * 20) < 120 * max(seconds(short), 0.0001)


# Agreement


def mention(text: str) -> MentionedDate:
    """The one date in the text."""
    (found,) = dates_in(text)
    return found


@pytest.mark.parametrize(
    ("text", "edtf", "verdict"),
    [
        ("1919", "1918-01-12", False),
        ("1918", "1918-01-12", True),
        ("1917", "1918-01-01", False),
        ("Januari 1918", "1918-01-09", True),
        ("Januari 1918", "1918-01-31", True),
        ("Januari 1918", "1918-02-01", False),
        ("Januari 1918", "1917-12-31", False),
        ("Januari 1919", "1918-01-09", False),
        ("13 januari 1918", "1918-01-12", False),
        ("13 januari 1918", "1918-01-12?", False),
        ("12 januari 1918", "1918-01-12", True),
        ("12 januari 1918", "1918-01", True),
        ("12 januari 1918", "1918", True),
        ("12 januari 1918", "191X", True),
        ("12 januari 1918", "1918-01-09/1918-01-14", True),
        ("15 januari 1918", "1918-01-09/1918-01-14", False),
        ("29 februari 1900", "1900-03-01", False),
        ("1920an", "1922", True),
        ("1920an", "1929-12-31", True),
        ("1920an", "1930", False),
        ("abad ke-20", "19XX", True),
        ("abad ke-20", "2000", True),
        ("abad ke-20", "1899", False),
        ("44 SM", "-0043-03-15", True),
        ("44 SM", "0044", False),
        # without a year
        ("12 januari", "1918-01-12", True),
        ("13 januari", "1918-01-12", False),
        ("12 februari", "1918-01-12", False),
        ("12 januari", "1918-01", True),
        ("12 februari", "1918-01", False),
        ("12 januari", "1918", None),
        ("12 januari", "1919-01-02/1920-01-01", None),
        ("12 januari", "1919-01-14/1920-01-11", False),
        ("12 januari", "1917-12-30/1918-01-14", True),
        ("31 desember", "1917-12-30/1918-01-14", True),
        ("15 januari", "1917-12-30/1918-01-14", False),
        ("29 februari", "1918-02-28", False),
        ("29 februari", "1920-02-29", True),
        ("bulan januari", "1918-01-12", True),
        ("bulan januari", "1918-01-09/1918-02-01", True),
        ("Revolusi Februari", "1917-03-08", None),
        ("bulan januari", "1918", None),
        # about
        ("1918", "1917~", None),
        ("1916", "1917~", None),
        ("1915", "1917~", False),
        ("1919", "1917~", False),
        ("1917", "1917~", True),
        ("Februari 1918", "1918-01-12~", None),
        ("12 februari 1918", "1918-01-12~", None),
        ("13 februari 1918", "1918-01-12~", False),
        ("12 desember 1917", "1918-01-12~", None),
        ("11 desember 1917", "1918-01-12~", False),
        ("13 januari", "1918-01-12~", None),
        # open and unknown
        ("1930", "1922-06/..", True),
        ("1921", "1922-06/..", False),
        ("1930", "1922-06/", None),
        ("1922", "1922-06/", True),
        ("1921", "1922-06/", False),
        ("1900", "../1922", True),
        ("1923", "../1922", False),
        ("1900", "/1922", None),
        ("1922", "/1922", True),
        ("1923", "/1922", False),
        ("1800", "1917~/..", False),
        ("9 januari", "1918-01-09/..", True),
        ("10 januari", "1918-01-09/..", None),
        ("10 januari", "../1918-01-09", None),
        ("10 januari", "1918-01-09/", None),
        # either order
        ("9/11/2001", "2001-11-09", True),
        ("9/11/2001", "2001-09-11", True),
        ("9/11/2001", "2001-09-12", False),
        ("9/11/2001", "2001-09-12~", None),
        ("13/1/2001", "2001-01-13", True),
    ],
)
def test_a_date_agrees_contradicts_or_tells_nothing(text: str, edtf: str, verdict: bool | None) -> None:  # noqa: FBT001
    """Doubt is never turned into a contradiction, nor into agreement."""
    assert compatible(mention(text), HistoricalDate.parse(edtf)) is verdict


@pytest.mark.parametrize(
    ("text", "edtf", "verdict"),
    [
        ("25 oktober 1917", "1917-10-25", True),
        ("7 november 1917", "1917-10-25", True),
        ("7 november", "1917-10-25", True),
        ("25 oktober", "1917-10-25", True),
        ("8 november 1917", "1917-10-25", False),
        ("8 november", "1917-10-25", False),
        ("29 februari 1900", "1900-02-29", True),
        ("13 januari 1918", "1917-12-31", True),
        ("1918", "1917-12-31", True),
        ("1919", "1917-12-31", False),
    ],
)
def test_a_julian_date_may_be_asked_for_in_either_calendar(text: str, edtf: str, verdict: bool) -> None:  # noqa: FBT001
    """Members know the October Revolution by both of its days."""
    assert compatible(mention(text), HistoricalDate.parse(edtf, Calendar.JULIAN)) is verdict


def test_a_gregorian_date_is_not_asked_for_in_the_julian_calendar() -> None:
    """Nobody converts a Gregorian date back."""
    assert compatible(mention("30 desember 1917"), HistoricalDate.parse("1918-01-12")) is False


@given(st.dates(), st.dates())
def test_days_agree_exactly_when_they_are_the_same(one: object, other: object) -> None:
    """For two days in full there is no third answer."""
    (found,) = dates_in(str(one))
    assert compatible(found, HistoricalDate.parse(str(other))) is (one == other)
