"""Which words of a wish are read as filters, which as the day, and what is made of misspelt ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.day import DAYS, Day
from facts.day_filter import GROUPS
from facts.day_reading import ImpossibleDay, WishedDay
from facts.day_request import LONGEST, UnknownFilter, read_request
from facts.day_vocabulary import TAGS, vocabulary

TODAY = date(2026, 11, 22)
PACKS = ("indonesia", "siberia-1918", "world-april", "world-may")


def filters(wish: str) -> list[str]:
    """The filters in a wish, as ``group:value``."""
    return [f"{group}:{value}" for group, value in read_request(wish, PACKS, TODAY).narrowed]


@pytest.mark.parametrize(
    ("wish", "day", "found"),
    [
        ("17 agustus indonesia", (8, 17), ["region:indonesia"]),
        ("Indonesia 17 Agustus", (8, 17), ["region:indonesia"]),
        ("17 agustus pack:indonesia", (8, 17), ["pack:indonesia"]),
        ("17 agustus paket indonesia", (8, 17), ["pack:indonesia"]),
        ("June 24 theme:science", (6, 24), ["theme:science"]),
        ("theme: science June 24", (6, 24), ["theme:science"]),
        ("24 juni tema sains", (6, 24), ["theme:science"]),
        ("besok asia", (11, 23), ["region:asia"]),
        ("asia", (11, 22), ["region:asia"]),
        ("siberia", (11, 22), ["pack:siberia-1918"]),
        ("Siberia-1918, 12/01", (1, 12), ["pack:siberia-1918"]),
        ("3 april world-april", (4, 3), ["pack:world-april"]),
        ("world war 12 april", (4, 12), ["region:world", "theme:war"]),
        ("24th of June early-modern Europe", (6, 24), ["era:early-modern", "region:europe"]),
        ("24 juni zaman abad pertengahan", (6, 24), ["era:medieval"]),
        ("zaman modern awal", (11, 22), ["era:early-modern"]),
        ("zaman modern", (11, 22), ["era:modern"]),
        (
            "asia dan eropa, perang and sains",
            (11, 22),
            ["region:asia", "region:europe", "theme:war", "theme:science"],
        ),
        ("peristiwa di eropa tentang sains 5 mei", (5, 5), ["region:europe", "theme:science"]),
        ("asia asia", (11, 22), ["region:asia"]),
    ],
)
def test_filters_stand_anywhere_and_the_rest_is_the_day(
    wish: str, day: tuple[int, int], found: list[str]
) -> None:
    """Alone or after what they are, in either language; tags come in the order of the closed lists."""
    read = read_request(wish, PACKS, TODAY).found
    assert isinstance(read, WishedDay)
    assert read.day == Day(*day)
    assert filters(wish) == found


@pytest.mark.parametrize(
    ("wish", "found", "meant"),
    [
        ("asai 17 agustus", UnknownFilter("asai"), "asia 17 agustus"),
        ("24 juni Sanis", UnknownFilter("Sanis"), "24 juni sains"),
        ("24 june sience", UnknownFilter("sience"), "24 june science"),
        ("region:indonesai", UnknownFilter("indonesai", "region"), "region: indonesia"),
        ("zaman modren", UnknownFilter("modren", "era"), "zaman modern"),
        ("pack:siberai", UnknownFilter("siberai", "pack"), "pack: siberia"),
        ("17 agustus jepang", UnknownFilter("jepang"), ""),
        ("tema:xyz", UnknownFilter("xyz", "theme"), ""),
        ("17 agustus tema", UnknownFilter("", "theme"), ""),
        ("pack:world", UnknownFilter("world", "pack"), ""),
        ("theme:asia", UnknownFilter("asia", "theme"), ""),
        ("17 augsutus", None, "17 agustus"),
        ("besokk", None, "besok"),
        ("jepang", None, ""),
        ("halo kak", None, ""),
        ("17:30", None, ""),
        ("31/2 asia", ImpossibleDay(31, 2), ""),
        ("x" * (LONGEST + 1), None, ""),
    ],
)
def test_what_cannot_be_read_is_told_with_what_was_likely_meant(
    wish: str, found: UnknownFilter | ImpossibleDay | None, meant: str
) -> None:
    """A short word is not taken for quite another one, and a wish that stays unclear is not mended."""
    read = read_request(wish, PACKS, TODAY)
    assert (read.found, read.meant) == (found, meant)


def test_every_name_of_a_tag_is_read_as_it() -> None:
    """By itself, after its group and beside a day, however it is written."""
    for group, phrases in vocabulary().tags.items():
        assert set(phrases.values()) == set(TAGS[group])
        for phrase, tag in phrases.items():
            for wish in (f"{group}:{phrase}", f"{group} {phrase.upper()} 5 mei", f"5 mei {phrase},"):
                assert filters(wish) == [f"{group}:{tag}"], wish


def test_no_name_of_a_filter_is_a_word_for_a_day() -> None:
    """Else one of both could not be wished for."""
    known = vocabulary()
    for phrases in known.tags.values():
        for phrase in (*phrases, *known.groups):
            assert not known.knows(phrase)
            assert phrase not in known.from_today
    assert set(known.groups.values()) == set(GROUPS)


WORDS = st.sampled_from(
    "hari ini besok 17 agustus asia asai era era: tema:sains pack:world-may world pack: , dan - 12/1 \ufdfa "  # noqa: SIM905
    "\u0130 \ud800 : :: theme:: abad pertengahan".split()
)


@given(st.text() | st.lists(WORDS).map(" ".join), st.dates())
def test_no_wish_is_ever_an_error(wish: str, today: date) -> None:
    """What is read is a day that there is, and filters that there are."""
    read = read_request(wish, PACKS, today)
    if isinstance(read.found, WishedDay):
        assert read.found.day in DAYS
        assert not read.meant
    for group, value in read.narrowed:
        assert value in (PACKS if group == "pack" else TAGS[group])
    if read.meant:
        assert isinstance(read_request(read.meant, PACKS, today).found, WishedDay)
