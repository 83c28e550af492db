"""A day narrowed to packs, eras, regions and themes: shown, kept on buttons, or refused with a choice."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from bot.commands import BY_NAME, WORDS, read
from bot.day_completing import complete_day, complete_pack
from bot.day_labels import NAMED, TAGS
from bot.day_wish import wish_of, wish_reply
from bot.plain import plain
from facts import day_vocabulary
from facts.almanac import Almanac
from facts.dates import HistoricalDate
from facts.day_filter import GROUPS
from facts.day_request import read_request
from facts.fact import Fact, Pack

if TYPE_CHECKING:
    from bot.blocks import Reply
    from bot.i18n import Tongues

TODAY = date(2026, 11, 22)


def fact(name: str, when: str, pack: str, **tags: str) -> Fact:
    """A fact with one tag of each group named."""
    groups = MappingProxyType({group: (tag,) for group, tag in tags.items()})
    return Fact(
        name, pack, {"id": f"Fakta {name}.", "en": f"Fact {name}."}, (), HistoricalDate(when), tags=groups
    )


def pack(name: str, *facts: Fact) -> Pack:
    """A pack of those facts."""
    titles = {"id": f"Paket {name.title()}", "en": f"{name.title()} Pack"}
    return Pack(name, titles, None, MappingProxyType({}), (), facts, f"{name}.yaml")


PACKS = (
    pack(
        "home",
        fact("a", "1945-08-17", "home", region="indonesia", theme="politics", era="contemporary"),
        fact("b", "1900-08-18", "home", region="asia", theme="war", era="modern"),
    ),
    pack(
        "abroad-1",
        fact("c", "1807-08-17", "abroad-1", region="americas", theme="technology", era="modern"),
        *(fact(f"m{at}", f"{1901 + at}-03-03", "abroad-1", region="asia") for at in range(12)),
    ),
)


@pytest.fixture
def wish(tongues: Tongues) -> Wish:
    """Shows what is wished for."""
    return Wish(tongues)


class Wish:
    """Wishes in a line each."""

    def __init__(self, tongues: Tongues) -> None:
        self._tongues = tongues
        self.actions: dict[str, str] = {}

    def __call__(self, words: str, language: str = "id", packs: tuple[Pack, ...] = PACKS) -> list[str]:
        """The lines of the reply."""
        tongue = self._tongues.speak(language)
        reply: Reply = wish_reply(Almanac(packs), words, tongue, today=TODAY, packs=packs)
        self.actions = {action.label: action.action for action in reply.actions}
        return plain(reply).splitlines()


@pytest.mark.parametrize(
    ("words", "heading", "facts"),
    [
        ("17 agustus", "17 Agustus", ["c", "a"]),
        ("17 agustus indonesia", "17 Agustus · Indonesia", ["a"]),
        ("17 agustus era:modern", "17 Agustus · Zaman Modern", ["c"]),
        ("17 agustus indonesia amerika", "17 Agustus · Amerika, Indonesia", ["c", "a"]),
        ("teknologi 17 agustus amerika", "17 Agustus · Amerika, Teknologi", ["c"]),
        ("pack:home 17 agustus", "17 Agustus · Paket Home", ["a"]),
        ("abroad 17 agustus", "17 Agustus · Paket Abroad-1", ["c"]),
    ],
)
def test_only_facts_that_fit_are_shown(wish: Wish, words: str, heading: str, facts: list[str]) -> None:
    """Of one group any value counts, of several groups each; the heading says which."""
    head, *lines = wish(words)
    assert head == heading
    assert sorted(line.rpartition(" ")[2] for line in lines) == sorted(f"{one}." for one in facts)


def test_every_button_keeps_the_filter(wish: Wish) -> None:
    """Steps to other days, other pages, and the other reading of a date."""
    head, *lines = wish("3/3 asia")
    assert head == "3 Maret · Asia · halaman 1 dari 2"
    assert len(lines) == 10
    further = wish.actions["11\N{EN DASH}12 ▶"].removeprefix("today:")
    assert wish(further)[0] == "3 Maret · Asia · halaman 2 dari 2"
    assert wish(wish.actions["← 2 Maret"].removeprefix("today:"))[0] == "2 Maret · Asia"
    wish("8/3 asia")
    assert wish(wish.actions["Maksudku 3 Agustus"].removeprefix("today:"))[0] == "3 Agustus · Asia"


def test_a_day_with_nothing_that_fits_leads_on(wish: Wish) -> None:
    """To the nearest days that have something, and to all of this one."""
    lines = wish("17 agustus asia")
    assert lines == [
        "17 Agustus · Asia",
        "Untuk pilihan ini, aku belum tahu peristiwa apa pun pada tanggal 17 Agustus.",
        "Tanggal terdekat yang kuketahui peristiwanya adalah 3 Maret dan 18 Agustus.",
    ]
    assert wish(wish.actions["3 Maret"].removeprefix("today:"))[0].startswith("3 Maret · Asia")
    wish("17 agustus asia")
    assert wish.actions["Semua pada 17 Agustus"] == "today:--08-17"
    assert (
        wish("17 agustus zaman kuno")[2]
        == "Tidak satu pun fakta dalam pilihan ini diketahui tanggal pastinya."
    )


@pytest.mark.parametrize(
    ("words", "language", "lines"),
    [
        ("tema:xyz", "en", ["I know no theme called “xyz”; choose one of: War, Politics, Diplomacy, *"]),
        ("region:mars", "id", ["Aku tidak mengenal wilayah “mars”; pilih salah satu: Indonesia, Asia, *"]),
        ("era:x", "id", ["Aku tidak mengenal zaman “x”; pilih salah satu: Prasejarah, Zaman Kuno, *"]),
        ("pack:x", "id", ["Aku tidak punya paket “x”; pilih salah satu: home, abroad-1."]),
        ("17 agustus tema", "id", ["Pilih salah satu: Perang, Politik, *"]),
        (
            "17 agustus Jepang",
            "id",
            [
                "Tidak ada paket, zaman, wilayah, atau tema yang bernama “Jepang”.",
                "- Zaman: Prasejarah, *",
                "- Wilayah: Indonesia, Asia, *",
                "- Tema: Perang, *",
                "- Paket: home, abroad-1",
            ],
        ),
        ("--08-17 =~0123456789ab", "id", ["Aku tidak punya paket “~0123456789ab”; *"]),
    ],
)
def test_what_is_no_filter_is_refused_with_those_there_are(
    wish: Wish, words: str, language: str, lines: list[str]
) -> None:
    """In one sentence, or a list of each kind when no kind was named."""
    told = wish(words, language)
    assert len(told) == len(lines)
    for line, wanted in zip(told, lines, strict=True):
        assert line == wanted or (wanted.endswith("*") and line.startswith(wanted[:-1])), line
    assert wish.actions == {}


def test_a_misspelt_filter_is_asked_about_and_offered(wish: Wish) -> None:
    """The button shows what was likely meant, with whatever was spelt right."""
    lines = wish("17 agustus amerika tekhnologi")
    assert lines == [
        "Tidak ada paket, zaman, wilayah, atau tema yang bernama “tekhnologi”.",
        "Apakah maksudmu “17 agustus amerika teknologi”?",
    ]
    (action,) = wish.actions.values()
    assert wish(action.removeprefix("today:"))[0] == "17 Agustus · Amerika, Teknologi"


def test_no_more_packs_are_taken_than_a_button_carries(wish: Wish) -> None:
    """Two; the third is refused rather than lost on the way."""
    three = (*PACKS, pack("third"))
    assert wish("17 agustus home abroad-1", packs=three)[0].startswith(
        "17 Agustus · Paket Home, Paket Abroad-1"
    )
    assert wish("17 agustus home abroad-1 third", packs=three) == ["Sebutkan paling banyak 2 paket."]


def test_a_long_list_of_packs_is_cut(wish: Wish) -> None:
    """A bot may have hundreds."""
    packs = tuple(pack(f"p{at}") for at in range(100))
    (line,) = wish("pack:x", packs=packs)
    assert line.count(", ") == NAMED
    assert line.endswith("p24, ….")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/hariini 17 agustus  indonesia", "17 agustus  indonesia"),
        ("/today theme:science 24 June", "theme:science 24 June"),
        ("/today", ""),
    ],
)
def test_typed_words_are_taken_as_they_are(line: str, words: str) -> None:
    """In any order; they are not parted into options."""
    typed = read(line)
    assert typed is not None
    assert wish_of(typed.args) == words
    assert wish_of({WORDS: words}) == words


def test_options_are_never_taken_for_one_another() -> None:
    """Each is read as what it is: Indonesia is a pack and a region."""
    options = {"day": "17 agustus", "pack": "indonesia", "region": "asia", "theme": "war", "era": "modern"}
    found = read_request(wish_of(options), ["indonesia"], TODAY)
    del options["day"]
    assert dict(found.narrowed) == options
    assert dict(read_request(wish_of({"region": "indonesia"}), ["indonesia"], TODAY).narrowed) == {
        "region": "indonesia"
    }


def test_options_and_labels_are_those_of_the_closed_lists(tongues: Tongues) -> None:
    """Every tag can be chosen, and what it is called can be typed in both languages."""
    offered = {parameter.name: parameter.choices for parameter in BY_NAME["today"].parameters}
    assert set(offered) == {"day", *GROUPS}
    for group, tags in day_vocabulary.TAGS.items():
        assert {value for value, _ in offered[group]} == set(TAGS[group]) == set(tags)
        for tag, label in TAGS[group].items():
            for tongue in tongues.by_code.values():
                found = read_request(f"{group}:{tongue.gettext(label)}", (), TODAY)
                assert [*found.narrowed] == [(group, tag)]


@pytest.mark.parametrize(
    ("prefix", "language", "values"),
    [
        ("", "id", ["hari ini", "besok", "kemarin", "lusa", "kemarin lusa"]),
        ("to", "en", ["today", "tomorrow"]),
        ("17 ag", "id", ["17 agustus", "17 agama"]),
        ("17 agustus as", "id", ["17 agustus asia"]),
        ("17", "id", []),
    ],
)
def test_a_day_is_completed_with_what_may_follow(
    tongues: Tongues, prefix: str, language: str, values: list[str]
) -> None:
    """Days from today, months behind a number, and filters."""
    assert [one.value.casefold() for one in complete_day(prefix, tongues.speak(language))] == values


def test_packs_are_completed_by_id_and_title(tongues: Tongues) -> None:
    """The title is shown, the id is sent."""
    tongue = tongues.speak("id")
    assert [(one.value, one.label) for one in complete_pack("paket h", PACKS, tongue)] == [
        ("home", "Paket Home")
    ]
    assert [one.value for one in complete_pack("abr", PACKS, tongue)] == ["abroad-1"]
    assert [one.value for one in complete_pack("", PACKS, tongue)] == ["home", "abroad-1"]
