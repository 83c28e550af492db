"""The shipped packs keep every rule of the library, and each rule is shown to bite."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from facts.day import DAYS
from facts.library import locate, shipped
from tests.facts import library_rules as rules

if TYPE_CHECKING:
    from tests.facts.library_rules import Rule

SOUND = """\
pack: small
title: {id: Kecil, en: Small}
license: CC-BY-SA-4.0
sources:
  article: {article: {en: Beijing}}
names:
  beijing: {kind: place, name: Beijing, also: [Peking]}
facts:
  - id: university-founded
    when: 1898-07-03
    text:
      id: Universitas Peking didirikan di Beijing pada 3 Juli 1898.
      en: Peking University was founded in Beijing on 3 July 1898.
    answers: {where: Beijing}
    asked: {id: [Kapan kampus itu dibuka?], en: [When was it opened?]}
    tags: {era: modern, region: [asia], theme: [education]}
    sources: [article]
  - id: doubtful
    when: 1066-10-14
    calendar: julian
    text:
      id: William menang di Hastings pada 14 Oktober 1066.
      en: William won at Hastings on 14 October 1066.
    answers: {who: William}
    asked: {id: [Siapa yang menang?], en: [Who won?]}
    tags: {era: medieval, region: [europe], theme: [war]}
    certainty: source_says
    note: {id: Menurut satu sumber., en: By one source.}
    sources: [article]
"""

FACT = SOUND[SOUND.index("  - id: university") : SOUND.index("  - id: doubtful")]
LATER = FACT.replace("university", "again").replace("07-03", "07-13").replace("3 Ju", "13 Ju")
LONG = "Itu terjadi pada waktu yang lama sekali, " * 7
BROKEN: list[tuple[str, str, str, str]] = [
    # what is wrong, what is taken out, what is put in its place, and what is said about it
    ("another pack's id", "pack: small", "pack: smaller", "the pack is called smaller"),
    ("no licence", "license: CC-BY-SA-4.0\n", "", "no licence"),
    ("an id twice", "- id: doubtful", "- id: university-founded", "belongs to the fact in line 9"),
    (
        "a title in one language",
        "{id: Kecil, en: Small}",
        "{en: Small}",
        '"id" is not a language of this pack',
    ),
    (
        "a text in one language",
        "      en: William won at Hastings on 14 October 1066.\n",
        "",
        "text is not in en",
    ),
    ("an answer in one language", "{who: William}", "{who: {id: William}}", "who is not in en"),
    (
        "a question in one language",
        "{id: [Siapa yang menang?], en: [Who won?]}",
        "{en: [Who won?]}",
        "asked is not in id",
    ),
    ("no question", "    asked: {id: [Siapa yang menang?], en: [Who won?]}\n", "", "asked is not in en"),
    ("a name in one language", "name: Beijing", "name: {en: Beijing}", "name beijing is not in id"),
    ("no short answer", "    answers: {where: Beijing}\n", "", "no short answer"),
    ("no source", "    sources: [article]\n  - id: doubtful", "  - id: doubtful", '"sources" is missing'),
    (
        "doubt without a note",
        "    note: {id: Menurut satu sumber., en: By one source.}\n",
        "",
        "must say why",
    ),
    (
        "a note in one language",
        "{id: Menurut satu sumber., en: By one source.}",
        "{en: Yes.}",
        'note is missing in "id"',
    ),
    ("a note on what is sure", "    certainty: source_says\n", "", "this one counts as sure"),
    (
        "a long text",
        "Universitas Peking didirikan",
        f"{LONG}Universitas Peking didirikan",
        "characters in id",
    ),
    ("a tag of no list", "theme: [war]", "theme: [battle]", '"battle" is not a theme'),
    ("no theme", ", theme: [war]", "", "no theme"),
    (
        "another day in the text",
        "pada 3 Juli 1898",
        "pada 4 Juli 1898",
        "3/7, its day, is not in the id text",
    ),
    ("another year in the text", "on 3 July 1898", "on 3 July 1889", "the year 1898 is not in the en text"),
    ("a calendar left out", "    calendar: julian\n", "", "is a Gregorian day before 15 October 1582"),
    (
        "the same again",
        "  - id: doubtful",
        f"{FACT.replace('university', 'again')}  - id: doubtful",
        "tell the same",
    ),
    (
        "the same on another day",
        "  - id: doubtful",
        f"{LATER}  - id: doubtful",
        "tell the same",
    ),
    (
        "the same person on one day",
        "  - id: doubtful",
        """\
  - id: victory
    when: 1066-10-14
    calendar: julian
    text:
      id: Raja Harold gugur ketika tentaranya dikalahkan orang Normandia, 14 Oktober 1066.
      en: The Normans overcame the English army, and King Harold fell, on 14 October 1066.
    answers: {who: William}
    asked: {id: [Kapan Harold gugur?], en: [When did Harold fall?]}
    tags: {era: medieval, region: [europe], theme: [war]}
    sources: [article]
  - id: doubtful""",
        "tell of the same on one day",
    ),
]
OTHER = """\
pack: other
title: {id: Lain, en: Other}
license: CC-BY-SA-4.0
facts:
  - id: capital
    when: 1949-10-01
    text:
      id: Beijing menjadi ibu kota pada 1 Oktober 1949.
      en: Beijing became the capital on 1 October 1949.
    answers: {where: Beijing}
    asked: {id: [Di mana ibu kotanya?], en: [Where is the capital?]}
    tags: {era: modern, region: [asia], theme: [politics]}
    sources: [Buku]
"""
WITHOUT_DAYS: tuple[Rule, ...] = tuple(rule for rule in rules.RULES if rule is not rules.days)


def said(*packs: tuple[str, str], only: tuple[Rule, ...] = WITHOUT_DAYS) -> list[str]:
    """What is wrong with packs, each given by the name of its file and its text."""
    return rules.problems({name: text.encode() for name, text in packs}, only)


def test_the_shipped_packs_keep_every_rule() -> None:
    """All of them, all at once, for names, ids and days are the whole library's."""
    assert rules.problems({f"{name}.yaml": locate(name).read_bytes() for name in shipped()}) == []


def test_a_sound_pack_is_left_alone() -> None:
    """So that what is said of the broken ones comes from what was broken."""
    assert said(("small.yaml", SOUND)) == []


@pytest.mark.parametrize(("old", "new", "words"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_pack_is_told(old: str, new: str, words: str) -> None:
    """Each rule by itself: one thing is changed in a sound pack, and just that is said."""
    assert SOUND.count(old) == 1
    found = said(("small.yaml", SOUND.replace(old, new)))
    assert any(words in problem for problem in found), found


def test_a_pack_in_one_language_is_told() -> None:
    """Sound by itself, as members' own packs may be, but not shipped."""
    pack = OTHER.replace("{id: Lain, en: Other}", "Other\nlanguage: en")
    for text in ("      id: Beijing menjadi ibu kota pada 1 Oktober 1949.\n", "id: [Di mana ibu kotanya?], "):
        assert text in pack
        pack = pack.replace(text, "")
    assert {"other: title is not in id", "capital: text is not in id"} <= set(said(("other.yaml", pack)))


def test_an_id_belongs_to_one_fact_of_all_packs() -> None:
    """Ids are shown below answers and noted down without their pack."""
    named = OTHER.replace("id: capital", "id: doubtful").replace("Beijing", "Ibu kota")
    assert said(("small.yaml", SOUND), ("other.yaml", named)) == ["doubtful: 2 facts have this id"]


def test_a_name_is_declared_where_facts_mention_it() -> None:
    """Unless it has one spelling only, is a part of a longer name, or stands in one language alone."""
    (problem,) = said(("small.yaml", SOUND), ("other.yaml", OTHER))
    assert problem == "other: capital mentions beijing, which is not among the names of the pack"
    assert said(("small.yaml", SOUND.replace(", also: [Peking]", "")), ("other.yaml", OTHER)) == []
    assert said(("small.yaml", SOUND), ("other.yaml", OTHER.replace("Beijing became", "It became"))) == []
    declared = OTHER.replace("facts:", "names:\n  x: {kind: event, name: Beijing menjadi}\nfacts:")
    assert said(("small.yaml", SOUND), ("other.yaml", declared)) == []


def test_a_key_means_one_name() -> None:
    """The same person or place has the same spellings in every pack."""
    declared = OTHER.replace(
        "facts:", "names:\n  beijing: {kind: place, name: Beijing, also: [Pekin]}\nfacts:"
    )
    assert said(("small.yaml", SOUND), ("other.yaml", declared)) == [
        "the name beijing is not the same in every pack"
    ]


def year(*left_out: str, theme: str = "art", kind: str = "event") -> str:
    """A pack with four facts on each day but for those ``left_out``; the first of 1 May is of that sort."""
    lines = [SOUND[: SOUND.index("names:")], "facts:"]
    for day in DAYS:
        for number in range(4):
            name = f"f{day.month:02}{day.day:02}-{number}"
            if name not in left_out:
                special = (day.month, day.day, number) == (5, 1, 0)
                lines += [
                    f"  - id: {name}",
                    f"    when: {1904 + 4 * number}-{day.month:02}-{day.day:02}",
                    f"    kind: {kind if special else 'event'}",
                    "    text: {id: Teks., en: Text.}",
                    f"    tags: {{theme: {theme if (day.month, day.day) == (5, 1) else 'art'}}}",
                    "    sources: [article]",
                ]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        (year(), []),
        (year("f0229-2"), ["29/2 has 3 facts, 3 of them events"]),
        (year("f0501-0", "f0501-1", "f0501-2", "f0501-3"), ["1/5 has 0 facts, 0 of them events"]),
        (year(kind="birth"), []),
        (year("f0501-1", kind="birth"), ["1/5 has 3 facts, 2 of them events"]),
        (year(theme="war"), ["1/5 has nothing but war and disaster"]),
    ],
    ids=["full", "leap day", "empty", "birth", "birth and two events", "war"],
)
def test_a_day_without_enough_is_told(pack: str, told: list[str]) -> None:
    """29 February among them; births count, but not as events."""
    assert said(("small.yaml", pack), only=(rules.days,)) == told


def test_the_seed_does_not_fill_days() -> None:
    """A calendar that leans on one war would be told by it."""
    pack = year().replace("pack: small", "pack: siberia-1918")
    assert len(said(("siberia-1918.yaml", pack), only=(rules.days,))) == len(DAYS)


def test_rules_are_all_in_force() -> None:
    """Each function that takes packs and yields faults is one of those that are kept."""
    public = [
        value
        for name, value in vars(rules).items()
        if getattr(value, "__module__", "") == rules.__name__ and name[0] != "_" and name != "problems"
    ]
    assert list(rules.RULES) == public
    assert all(one is not other for one, other in pairwise(public))
