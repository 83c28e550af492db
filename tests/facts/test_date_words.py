# ruff: noqa: RUF001 - ranges are written with an en dash
"""How dates are said in Indonesian and English, and what a language's file must hold."""

from __future__ import annotations

import copy
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from facts.date_language import DateLanguageError, check, date_language, date_languages, load
from facts.date_words import word
from facts.dates import Calendar, HistoricalDate

SAID = [
    ("1918-01-12", "12 Januari 1918", "12 January 1918"),
    ("1918-01-12~", "sekitar 12 Januari 1918", "c. 12 January 1918"),
    ("1918-02", "Februari 1918", "February 1918"),
    ("1918-02-XX", "Februari 1918", "February 1918"),
    ("1918", "1918", "1918"),
    ("1918-XX", "1918", "1918"),
    ("1918-XX-XX", "1918", "1918"),
    ("1917~", "sekitar 1917", "c. 1917"),
    ("1917?", "1917 (?)", "1917 (?)"),
    ("1917%", "sekitar 1917 (?)", "c. 1917 (?)"),
    ("191X", "1910-an", "1910s"),
    ("191X~", "sekitar 1910-an", "c. 1910s"),
    ("190X", "1900–1909", "1900–1909"),
    ("000X", "1 SM–9 M", "1 BCE–9 CE"),
    ("001X", "10-an", "10s"),
    ("-004X", "50–41 SM", "50–41 BCE"),
    ("19XX", "abad ke-20", "20th century"),
    ("20XX", "abad ke-21", "21st century"),
    ("11XX", "abad ke-12", "12th century"),
    ("00XX", "abad ke-1", "1st century"),
    ("01XX", "abad ke-2", "2nd century"),
    ("02XX", "abad ke-3", "3rd century"),
    ("10XX", "abad ke-11", "11th century"),
    ("12XX", "abad ke-13", "13th century"),
    ("-00XX", "abad ke-1 SM", "1st century BCE"),
    ("-01XX", "abad ke-2 SM", "2nd century BCE"),
    ("-0043", "44 SM", "44 BCE"),
    ("-0043-03-15", "15 Maret 44 SM", "15 March 44 BCE"),
    ("0000", "1 SM", "1 BCE"),
    ("0001", "1 M", "1 CE"),
    ("0079-08-24", "24 Agustus 79 M", "24 August 79 CE"),
    ("0099", "99 M", "99 CE"),
    ("0100", "100", "100"),
    ("9999", "9999", "9999"),
    ("Y10000", "10.000", "10,000"),
    ("-9998", "9999 SM", "9999 BCE"),
    ("Y-17000", "17.001 SM", "17,001 BCE"),
    ("1918-01-09/1918-01-12", "9–12 Januari 1918", "9–12 January 1918"),
    ("1918-01-30/1918-02-02", "30 Januari–2 Februari 1918", "30 January–2 February 1918"),
    ("1917-12-30/1918-01-02", "30 Desember 1917–2 Januari 1918", "30 December 1917–2 January 1918"),
    ("1917-01-30/1918-01-02", "30 Januari 1917–2 Januari 1918", "30 January 1917–2 January 1918"),
    ("1918-01-12/1918-01-12", "12 Januari 1918", "12 January 1918"),
    ("1922-03/1922-04", "Maret–April 1922", "March–April 1922"),
    ("1921-12/1922-04", "Desember 1921–April 1922", "December 1921–April 1922"),
    ("1918/1922", "1918–1922", "1918–1922"),
    ("1918/1918", "1918", "1918"),
    ("-0048/-0043", "49–44 SM", "49–44 BCE"),
    ("-0043/0014", "44 SM–14 M", "44 BCE–14 CE"),
    ("-0043/0117", "44 SM–117 M", "44 BCE–117 CE"),
    ("-0043/0000", "44–1 SM", "44–1 BCE"),
    ("0000/0001", "1 SM–1 M", "1 BCE–1 CE"),
    ("0001/0014", "1–14 M", "1–14 CE"),
    ("0079/0120", "79–120", "79–120"),
    ("1917~/1922-06", "sekitar 1917 sampai Juni 1922", "c. 1917 to June 1922"),
    ("1917~/1922~", "sekitar 1917 sampai sekitar 1922", "c. 1917 to c. 1922"),
    ("1917?/1922", "1917 (?) sampai 1922", "1917 (?) to 1922"),
    ("1917/1922~", "1917 sampai sekitar 1922", "1917 to c. 1922"),
    ("1917/1922?", "1917 sampai 1922 (?)", "1917 to 1922 (?)"),
    ("1917/1922-06", "1917 sampai Juni 1922", "1917 to June 1922"),
    ("1922-06/..", "sejak Juni 1922", "from June 1922"),
    ("1922~/..", "sejak sekitar 1922", "from c. 1922"),
    ("../1922", "sampai 1922", "until 1922"),
    ("1922/", "mulai 1922, akhirnya tidak diketahui", "from 1922, end unknown"),
    ("/1922", "sampai 1922, awalnya tidak diketahui", "until 1922, start unknown"),
]


@pytest.mark.parametrize(("text", "indonesian", "english"), SAID)
def test_a_date_is_said_as_exactly_as_it_is_known(text: str, indonesian: str, english: str) -> None:
    """No day is made up for a month, and no doubt is dropped."""
    date = HistoricalDate.parse(text)
    assert word(date, "id") == indonesian
    assert word(date, "en") == english


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("1917-10-25", "25 Oktober 1917 menurut kalender Julian", "25 October 1917 in the Julian calendar"),
        ("1917-10", "Oktober 1917 menurut kalender Julian", "October 1917 in the Julian calendar"),
        (
            "../1917-10",
            "sampai Oktober 1917 menurut kalender Julian",
            "until October 1917 in the Julian calendar",
        ),
        (
            "1066-10/..",
            "sejak Oktober 1066 menurut kalender Julian",
            "from October 1066 in the Julian calendar",
        ),
        (
            "1066/1067-01",
            "1066 sampai Januari 1067 menurut kalender Julian",
            "1066 to January 1067 in the Julian calendar",
        ),
        ("1066", "1066", "1066"),
        ("10XX", "abad ke-11", "11th century"),
        ("1066/..", "sejak 1066", "from 1066"),
    ],
)
def test_a_julian_month_or_day_names_its_calendar(text: str, indonesian: str, english: str) -> None:
    """A reader must know which calendar moved a day; a bare year moves nothing."""
    date = HistoricalDate.parse(text, Calendar.JULIAN)
    assert word(date, "id") == indonesian
    assert word(date, "en") == english


def test_no_date_is_said_to_be_unknown() -> None:
    """A fact without a date says so."""
    assert word(None, "id") == "tanggal tidak diketahui"
    assert word(None, "en") == "date unknown"


@pytest.mark.parametrize("code", ["xx", "", "jv", "../../pyproject", "zz-ID"])
def test_an_unknown_language_is_answered_in_english(code: str) -> None:
    """A missing file is no reason to say nothing, and a code is never a path."""
    assert word(HistoricalDate.parse("1917~"), code) == "c. 1917"


@pytest.mark.parametrize(
    ("code", "said"), [("id-ID", "Juni 1922"), ("ID", "Juni 1922"), ("en_GB", "June 1922")]
)
def test_the_region_of_a_language_is_passed_over(code: str, said: str) -> None:
    """British and American English say dates alike here."""
    assert word(HistoricalDate.parse("1922-06"), code) == said


@given(
    st.sampled_from(["id", "en"]),
    st.integers(-9999, 9999),
    st.integers(1, 12),
    st.integers(1, 28),
)
def test_every_part_of_a_day_is_said(language: str, year: int, month: int, day: int) -> None:
    """Day, month and year all appear, whatever they are, and no zero does."""
    sign = "-" if year < 0 else ""
    said = word(HistoricalDate.parse(f"{sign}{abs(year):04}-{month:02}-{day:02}"), language).split()
    assert said[0] == str(day)
    assert said[1] == date_language(language).months[month - 1][0]
    assert said[2].replace(".", "").replace(",", "") == str(year if year > 0 else 1 - year)
    assert (said[3:] in (["SM"], ["BCE"])) is (year <= 0)


# The files


def test_there_are_two_languages() -> None:
    """Indonesian and English come with Babad."""
    assert {"id", "en"} <= date_languages()


@pytest.mark.parametrize("code", sorted(date_languages()))
def test_every_file_is_whole(code: str) -> None:
    """Each shipped language loads, and its words for questions are in lower case as questions are folded."""
    language = load(code)
    assert language.code == code
    assert all(name.lower() == name for names in language.months for name in names[1:])
    for kind in type(language.reading).__dataclass_fields__:
        assert all(
            name == name.lower() == name.strip()
            for name in getattr(language.reading, kind)
            if kind != "ordinal_before"
        )
    known = {name.lower() for names in language.months for name in names}
    assert set(language.reading.alone) <= known
    assert sorted(set(language.century_words.values())) == list(range(1, 22))


@pytest.mark.parametrize(
    ("name", "month"), [("nop", 11), ("peb", 2), ("djan", 1), ("agt", 8), ("ags", 8), ("agust", 8)]
)
def test_indonesian_months_have_their_old_and_short_spellings(name: str, month: int) -> None:
    """Spellings that CLDR does not list."""
    assert name in load("id").months[month - 1]


def test_a_missing_language_is_named_in_the_error() -> None:
    """Whoever asks for the file itself learns which there are."""
    with pytest.raises(DateLanguageError, match=r"dates\.xx\.yaml.*en, id"):
        load("xx")


def english() -> dict[str, Any]:
    """The English file as plain data, to be spoilt."""
    data = yaml.safe_load((files("facts") / "language" / "dates.en.yaml").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return copy.deepcopy(data)


def test_the_plain_data_are_a_language() -> None:
    """The data that the tests below spoil are good."""
    assert check("en", english()) == load("en")


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("months", [["January"]], "1 months instead of 12"),
        ("months", "January", "months is to be a list of words"),
        ("months", None, "TypeError"),
        ("words.since", "from {dat}", "KeyError: 'dat'"),
        ("words.since", "from {}", "IndexError"),
        ("words.since", "from {date", "ValueError"),
        ("words.since", None, "AttributeError"),
        ("words.sinc", "from {date}", "sinc"),
        ("ordinals", {"last": {}}, "KeyError: 'other'"),
        ("ordinals.last", {1: "{n}st"}, "KeyError: 'n'"),
        ("ordinals.last_two", {31: "{n}st"}, "KeyError: 'n'"),
        ("reading.alone", [True], "alone is to be a list of words, each in quotes"),
        ("reading.alone", "january", "alone is to be a list of words"),
        ("reading.century_words", {"first": "one"}, "ValueError"),
        ("reading.other", [], "other"),
    ],
)
def test_a_spoilt_file_is_refused_with_what_is_wrong(path: str, value: object, complaint: str) -> None:
    """A translator learns which file and which entry."""
    data = english()
    where = data
    *above, last = path.split(".")
    for key in above:
        where = where[key]
    where[last] = value
    with pytest.raises(DateLanguageError) as caught:
        check("en", data)
    assert str(caught.value).startswith("dates.en.yaml: ")
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        "months",
        "words",
        "words.julian",
        "thousands",
        "ordinals",
        "reading",
        "reading.alone",
        "reading.century_first",
    ],
)
def test_a_file_that_lacks_something_is_refused(path: str) -> None:
    """Nothing may be left out."""
    data = english()
    where = data
    *above, last = path.split(".")
    for key in above:
        where = where[key]
    del where[last]
    with pytest.raises(DateLanguageError, match=last):
        check("en", data)
