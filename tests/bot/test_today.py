# ruff: noqa: RUF001 - ranges are written with an en dash
"""What a member reads about a day, with facts and without."""

from __future__ import annotations

import gettext
import re
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import Heading, Reply
from bot.day_list import CITED, LONGEST, SHORTEST
from bot.day_wish import wish_reply
from bot.i18n import Tongue, Tongues
from bot.plain import plain
from bot.references import refer
from bot.today import LISTED, ROOM, today_reply
from facts.almanac import Almanac
from facts.dates import Calendar, HistoricalDate
from facts.day import DAYS, Day
from facts.fact import Certainty, DateKind, Fact, Pack, Source
from facts.library import load, shipped

TODAY = date(2026, 11, 22)
BOOK = Source("book", {"id": "Buku Sejarah", "en": "History Book"}, url={"id": "https://x.id/buku"})


def fact(  # noqa: PLR0913  # one for each thing that a line shows
    name: str,
    when: str,
    *,
    kind: str = "event",
    calendar: Calendar = Calendar.GREGORIAN,
    certainty: Certainty = Certainty.SURE,
    text: str = "",
    source: Source | None = BOOK,
) -> Fact:
    """A fact that names its id."""
    return Fact(
        name,
        "p",
        {"id": text or f"Peristiwa {name}.", "en": text or f"Event {name}."},
        (source,) if source else (),
        HistoricalDate(when, calendar),
        DateKind(kind),
        certainty=certainty,
    )


def almanac(*facts: Fact) -> Almanac:
    """An almanac of those facts."""
    return Almanac([Pack("p", {"id": "p"}, None, MappingProxyType({}), (), facts, "p.yaml")])


FACTS = (
    fact("revolution", "1917-10-25", calendar=Calendar.JULIAN),
    fact("ides", "-0043-03-15", kind="death"),
    fact("leap", "2000-02-29", kind="birth"),
    fact("siege", "1918-01-09/1918-01-12", kind="period"),
    fact("doubt", "1926-01-12?", certainty=Certainty.DISPUTED),
    fact("ship", "1918-01-12", certainty=Certainty.SOURCE_SAYS),
    fact("mothers", "1959-12-22", kind="commemoration"),
    fact("deadline", "2025-05-15", kind="deadline"),
    fact("future", "2027-05-15"),
)


def told(reply: Reply) -> list[str]:
    """The lines of a reply."""
    return plain(reply).splitlines()


def actions(reply: Reply) -> dict[str, str]:
    """The actions by their labels."""
    return {action.label: action.action for action in reply.actions}


@pytest.mark.parametrize(
    ("language", "day", "lines"),
    [
        (
            "id",
            (11, 7),
            ["7 November", "1. 25 Oktober 1917 menurut kalender Julian · 109 tahun yang lalu: *"],
        ),
        ("en", (11, 7), ["7 November", "1. 25 October 1917 in the Julian calendar · 109 years ago: *"]),
        ("id", (3, 15), ["15 Maret", "Wafat", "1. 44 SM · 2069 tahun yang lalu: Peristiwa ides."]),
        ("en", (3, 15), ["15 March", "Died", "1. 44 BCE · 2069 years ago: Event ides."]),
        ("id", (2, 29), ["29 Februari", "Lahir", "1. 2000 · 26 tahun yang lalu: *"]),
        ("id", (1, 9), ["9 Januari", "1. 9–12 Januari 1918 · 108 tahun yang lalu · mulai: *"]),
        (
            "id",
            (1, 12),
            [
                "12 Januari",
                "1. 12 Januari 1926 (?) · 100 tahun yang lalu: Peristiwa doubt. (diperdebatkan)",
                "2. 1918 · 108 tahun yang lalu: Peristiwa ship. (menurut sumbernya)",
            ],
        ),
        ("id", (12, 22), ["22 Desember", "Peringatan", "1. 1959 · 67 tahun yang lalu: *"]),
        ("en", (5, 15), ["15 May", "1. 2027: Event future.", "Deadlines", "2. 2025 · 1 year ago: *"]),
    ],
)
def test_each_fact_of_a_day_is_a_line(
    tongues: Tongues, language: str, day: tuple[int, int], lines: list[str]
) -> None:
    """Its year, how long ago, what kind of date it is, the statement, and whatever makes it unsure."""
    *found, source = told(today_reply(almanac(*FACTS), Day(*day), tongues.speak(language), today=TODAY))
    assert len(found) == len(lines)
    for line, wanted in zip(found, lines, strict=True):
        assert line == wanted or (wanted.endswith("*") and line.startswith(wanted[:-1])), line
    assert source.startswith(("Sumber: Buku Sejarah (https://x.id/buku)", "Source: History Book (https://"))


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        ((11, 20), "20 November — kemarin lusa"),
        ((11, 21), "21 November — kemarin"),
        ((11, 22), "22 November — hari ini"),
        ((11, 23), "23 November — besok"),
        ((11, 24), "24 November — lusa"),
        ((11, 25), "25 November"),
        ((2, 29), "29 Februari"),
    ],
)
def test_the_heading_says_which_day_it_is(tongues: Tongues, day: tuple[int, int], heading: str) -> None:
    """Whether there are facts or none."""
    for built in (almanac(), almanac(fact("x", f"2000-{day[0]:02}-{day[1]:02}"))):
        reply = today_reply(built, Day(*day), tongues.speak("id"), today=TODAY)
        assert reply.blocks[0] == Heading(heading)


@pytest.mark.parametrize(
    ("today", "year", "day", "said"),
    [
        (date(2026, 12, 31), None, (1, 1), "1 January — tomorrow 77 years ago"),
        (date(2026, 12, 25), None, (1, 1), "1 January 77 years ago"),
        (date(2026, 12, 24), None, (1, 1), "1 January 76 years ago"),
        (date(2027, 1, 1), None, (12, 31), "31 December — yesterday 76 years ago"),
        (date(2026, 12, 31), 2000, (1, 1), "1 January 50 years ago"),
        (date(2026, 12, 31), 2026, (12, 31), "31 December — today 76 years ago"),
        (date(2026, 12, 31), 2025, (12, 31), "31 December 75 years ago"),
        (date.max, None, (12, 31), "31 December — today 8049 years ago"),
        (date.min, None, (1, 1), "1 January — today "),
    ],
)
def test_years_are_counted_to_the_date_that_is_meant(
    tongues: Tongues, today: date, year: int | None, day: tuple[int, int], said: str
) -> None:
    """Tomorrow's in the new year on the last day of the old one, or to the year that was asked for."""
    built = almanac(fact("x", f"1950-{day[0]:02}-{day[1]:02}"))
    heading, line, _ = told(today_reply(built, Day(*day), tongues.speak("en"), today=today, year=year))
    elapsed = re.search(r"\d+ years ago", line)
    assert f"{heading} {elapsed[0] if elapsed else ''}" == said


def test_facts_can_be_opened_and_days_turned(tongues: Tongues) -> None:
    """The numbers are those of the list."""
    reply = today_reply(almanac(*FACTS), Day(1, 12), tongues.speak("id"), today=TODAY)
    assert actions(reply) == {
        "1": "fact:doubt",
        "2": "fact:ship",
        "← 11 Januari": "today:--01-11",
        "13 Januari →": "today:--01-13",
    }


def test_days_are_turned_round_the_year_and_over_the_leap_day(tongues: Tongues) -> None:
    """Pressing on leads through all 366 and back."""
    day, seen = "--01-01", []
    for _ in DAYS:
        seen.append(day)
        reply = wish_reply(almanac(*FACTS), day, tongues.speak("en"), today=TODAY)
        day = next(one.action for one in reply.actions if one.label.endswith("→")).removeprefix("today:")
    assert (seen, day) == ([str(one) for one in DAYS], "--01-01")


def test_facts_with_long_ids_can_be_opened_too(tongues: Tongues) -> None:
    """By a short name, for a button carries few bytes."""
    reply = today_reply(almanac(fact("x" * 80, "1918-08-17")), Day(8, 17), tongues.speak("id"), today=TODAY)
    assert list(actions(reply)) == ["1", "← 16 Agustus", "18 Agustus →"]
    assert actions(reply)["1"] == refer("fact", "x" * 80)


@pytest.mark.parametrize("language", ["id", "en"])
def test_kinds_are_told_apart(tongues: Tongues, language: str) -> None:
    """Events and what began first, under no name; numbered through, and opened by the same numbers."""
    kinds = ("deadline", "death", "period", "commemoration", "birth", "event")
    facts = [fact(kind, f"{1901 + at}-08-17", kind=kind) for at, kind in enumerate(kinds)]
    reply = today_reply(almanac(*facts), Day(8, 17), tongues.speak(language), today=TODAY)
    names = {
        "id": ["Lahir", "Wafat", "Peringatan", "Tenggat"],
        "en": ["Born", "Died", "Commemorated", "Deadlines"],
    }[language]
    lines = told(reply)[1:-1]
    assert [line for line in lines if not line[0].isdigit()] == names
    assert [line[0] for line in lines if line[0].isdigit()] == list("123456")
    opened = [action.removeprefix("fact:") for action in list(actions(reply).values())[:6]]
    assert sorted(opened[:2]) == ["event", "period"]
    assert opened[2:] == ["birth", "death", "commemoration", "deadline"]


def many(count: int) -> Almanac:
    """So many long facts of one day."""
    return almanac(*(fact(f"f{at:02}", f"{1900 + at}-08-17", text="kata " * 90) for at in range(count)))


def test_a_long_list_is_turned_page_by_page(tongues: Tongues) -> None:
    """Ten facts each, in one order and numbered through; every page leads to the one before and after."""
    seen: list[str] = []
    tongue = tongues.speak("id")
    for page, (numbers, labels) in enumerate(
        [("1 10", ["11–20 ▶"]), ("11 20", ["◀ 1–10", "21 ▶"]), ("21 21", ["◀ 11–20"])], 1
    ):
        reply = today_reply(many(21), Day(8, 17), tongue, today=TODAY, page=page)
        assert reply.blocks[0] == Heading(f"17 Agustus · halaman {page} dari 3")
        lines = [line for line in told(reply) if line[0].isdigit()][1:]
        assert [line.partition(".")[0] for line in (lines[0], lines[-1])] == numbers.split()
        assert sum(map(len, lines)) <= ROOM + LISTED * len("10. ")
        assert [one for one in actions(reply) if "▶" in one or "◀" in one] == labels
        seen += [one.action for one in reply.actions if one.action.startswith("fact:")]
    assert len(seen) == len(set(seen)) == 21
    assert seen[:2] == ["fact:f01", "fact:f06"] or seen[0] == "fact:f06"


def test_a_page_that_is_no_more_is_the_last_one(tongues: Tongues) -> None:
    """As when facts were taken out of a pack since the button was made."""
    tongue = tongues.speak("id")
    last = today_reply(many(13), Day(8, 17), tongue, today=TODAY, page=2)
    assert today_reply(many(13), Day(8, 17), tongue, today=TODAY, page=99) == last


def test_all_can_be_told_at_once(tongues: Tongues) -> None:
    """For a terminal, where nothing has to be turned."""
    reply = today_reply(many(21), Day(8, 17), tongues.speak("id"), today=TODAY, page=None)
    lines = [line for line in told(reply) if line[0].isdigit()][1:]
    assert len(lines) == 21
    assert all(SHORTEST < len(line) <= LONGEST + len("21. ") for line in lines)
    assert reply.blocks[0] == Heading("17 Agustus")


def test_what_short_lines_leave_is_for_the_long_ones(tongues: Tongues) -> None:
    """A list is cut only where it is too long as a whole."""
    facts = [fact(f"f{at}", f"{1900 + at}-08-17", text="kata " * (34 if at < 5 else 4)) for at in range(10)]
    lines = told(today_reply(almanac(*facts), Day(8, 17), tongues.speak("id"), today=TODAY))
    assert sum("…" in line for line in lines[1:11]) == 0
    assert max(map(len, lines[1:11])) > ROOM // LISTED


def test_whatever_stands_before_a_statement_leaves_room_for_it(tongues: Tongues) -> None:
    """Ten facts, each with the longest date that there is."""
    when = "1918-09-12?/1922-09-30%"
    facts = [
        fact(f"f{at}", when, kind="period", calendar=Calendar.JULIAN, text="kata " * 90) for at in range(10)
    ]
    lines = told(today_reply(almanac(*facts), Day(9, 25), tongues.speak("id"), today=TODAY))[1:11]
    assert all(SHORTEST / 2 < len(line.partition("mulai: ")[2]) <= SHORTEST for line in lines)


def test_sources_give_way_to_facts(tongues: Tongues) -> None:
    """Addresses go first, then the last titles; facts without a source are listed as they are."""

    def last(*titles: str) -> str:
        sources = [Source(title, {"id": title}, url={"id": "https://x.id/" + "a" * 90}) for title in titles]
        facts = [fact(f"f{at}", "1918-08-17", source=source) for at, source in enumerate(sources)]
        return told(today_reply(almanac(*facts), Day(8, 17), tongues.speak("id"), today=TODAY))[-1]

    assert last("Buku A").startswith("Sumber: Buku A (https://x.id/")
    assert last("Buku A", "Buku B", "Buku C") == "Sumber: Buku A; Buku C; Buku B"
    assert len(last(*("kata " * 30 + str(at) for at in range(5)))) <= CITED
    bare = almanac(fact("f", "1918-08-17", source=None))
    assert "Sumber" not in plain(today_reply(bare, Day(8, 17), tongues.speak("id"), today=TODAY))


@pytest.mark.parametrize(
    ("facts", "language", "lines", "offered"),
    [
        (
            FACTS,
            "id",
            [
                "22 November — hari ini",
                "Aku belum tahu peristiwa apa pun pada tanggal 22 November.",
                "Tanggal terdekat yang kuketahui peristiwanya adalah 7 November dan 22 Desember.",
            ],
            ["--11-07", "--12-22", "--11-21", "--11-23"],
        ),
        (
            [fact("x", "1918-11-21")],
            "en",
            [
                "22 November — today",
                "I know of nothing yet that happened on 22 November.",
                "The only day that I know something about is 21 November.",
            ],
            ["--11-21", "--11-23"],
        ),
        (
            [fact("x", "1918-11")],
            "en",
            [
                "22 November — today",
                "I know of nothing yet that happened on 22 November.",
                "None of my facts is known to the day.",
            ],
            ["--11-21", "--11-23"],
        ),
    ],
)
def test_a_day_without_facts_leads_to_those_with_some(
    tongues: Tongues, facts: list[Fact], language: str, lines: list[str], offered: list[str]
) -> None:
    """Nothing is made up to fill it, and no action is offered twice."""
    reply = today_reply(almanac(*facts), Day(11, 22), tongues.speak(language), today=TODAY)
    assert told(reply) == lines
    assert [one.action for one in reply.actions] == [f"today:{day}" for day in offered]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_shipped_fact_that_has_a_day_is_shown_on_it(tongues: Tongues, language: str) -> None:
    """Every day of the year, its own words and no more than one message."""
    built = Almanac([load(name) for name in shipped()])
    listed = 0
    for day in DAYS:
        for page in range(1, 1 + max(1, -(-len(built.on(day, 2026)) // LISTED))):
            reply = today_reply(built, day, tongues.speak(language), today=TODAY, page=page)
            listed += sum(one.action.startswith("fact:") for one in reply.actions)
            assert len(plain(reply)) < 2000
    assert listed == sum(len(built.on(day, 2026)) for day in DAYS) > 0


class Pseudo(gettext.NullTranslations):
    """Every message longer and in brackets, so that what is not a message shows."""

    def gettext(self, message: str) -> str:
        """Lengthen by two fifths."""
        return f"⟦{message}{'~' * (len(message) * 2 // 5)}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As one message."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def test_every_word_comes_from_the_catalogues() -> None:
    """In a made-up language nothing is left outside the brackets but facts, dates and figures."""
    pseudo = Tongue("en", Pseudo())
    twelve = [fact(f"m{at}", f"{1900 + at}-08-17") for at in range(12)]
    wishes = [
        "",
        "besok",
        *map(str, DAYS),
        "12/1/1918",
        "31/2",
        "29 feb 2023",
        "13/13",
        "halo",
        "asia",
        "xyz asia",
    ]
    for wish in wishes:
        reply = wish_reply(almanac(*FACTS, *twelve), wish, pseudo, today=TODAY)
        left = "\n".join((plain(reply), *(one.label for one in reply.actions)))
        while re.search(r"⟦[^⟦⟧]*⟧", left):
            left = re.sub(r"⟦[^⟦⟧]*⟧", "", left)
        left = re.sub(r"Event \w+\.|History Book|https://x.id/buku|in the Julian calendar|BCE", "", left)
        left = re.sub(r"\d+ [A-Z][a-z]+|[\d\W_]", " ", re.sub(r"–\d+ January", "", left))
        assert not left.split(), wish


@given(st.text(max_size=200), st.sampled_from(["id", "en"]), st.dates())
def test_hostile_statements_stay_on_their_line(
    tongues: Tongues, text: str, language: str, today: date
) -> None:
    """No statement begins a line of its own or moves the reader's screen."""
    one = replace(fact("x", "1918-08-17"), text={language: text or "?"})
    lines = told(today_reply(almanac(one), Day(8, 17), tongues.speak(language), today=today))
    assert len(lines) == 3
    assert "\x1b" not in "".join(lines)
