"""What of a fact is searched: its texts in the languages known, and the names that it mentions."""

from __future__ import annotations

from types import MappingProxyType

from facts.dates import HistoricalDate
from facts.fact import Fact, Name, NameKind, Slot
from facts.index import Section, SectionKind
from facts.sections import NamesIn, sections

CODES = ("en", "id")
SEMENOV = Name("semenov", NameKind.PERSON, {"id": "Semenov", "en": "Semyonov"}, ("Ataman Semenov",))
CHITA = Name("chita", NameKind.PLACE, {"id": "Chita", "en": "Chita"}, ("Tjita",))
WRANGEL = Name("wrangel", NameKind.PERSON, {"en": "Wrangel"})
NAMES = NamesIn([SEMENOV, CHITA, WRANGEL])


def fact(**more: object) -> Fact:
    """A fact in two languages that mentions Semenov."""
    values: dict[str, object] = {
        "id": "x",
        "pack": "p",
        "text": {"id": "Semenov mundur.", "en": "Semyonov withdrew."},
        "sources": (),
    }
    return Fact(**{**values, **more})  # type: ignore[arg-type]  # each test gives what it is about


def of_kind(found: list[Section], kind: SectionKind) -> list[tuple[str, str]]:
    """Language and text of the sections of a kind."""
    return [(section.language, section.text) for section in found if section.kind is kind]


def test_every_text_is_a_section_of_its_kind() -> None:
    """Statements, dates in words, answers, phrasings and the pack's title, each in its language."""
    found = sections(
        fact(
            when=HistoricalDate.parse("1918-01-12"),
            answers=MappingProxyType({Slot.WHERE: {"id": "di barat", "en": "in the west"}}),
            asked=MappingProxyType({"en": ("who withdrew", "who left")}),
        ),
        NAMES,
        {"id": "Siberia", "en": "The Far East"},
        CODES,
    )
    assert found[:4] == [
        Section(SectionKind.STATEMENT, "id", "Semenov mundur."),
        Section(SectionKind.WHEN, "id", "12 Januari 1918"),
        Section(SectionKind.STATEMENT, "en", "Semyonov withdrew."),
        Section(SectionKind.WHEN, "en", "12 January 1918"),
    ]
    assert of_kind(found, SectionKind.WHERE) == [("id", "di barat"), ("en", "in the west")]
    assert of_kind(found, SectionKind.PHRASING) == [("en", "who withdrew"), ("en", "who left")]
    assert of_kind(found, SectionKind.TITLE) == [("id", "Siberia"), ("en", "The Far East")]
    assert of_kind(found, SectionKind.NAMES) == [("id", "Semenov · Semyonov · Ataman Semenov")]


def test_every_slot_has_a_section_of_its_name() -> None:
    """No answer of a pack can be lost for want of a kind."""
    for slot in Slot:
        found = sections(fact(answers=MappingProxyType({slot: {"en": "so"}})), NAMES, {}, CODES)
        assert of_kind(found, SectionKind[slot.name]) == [("en", "so")]


def test_names_in_answers_count_as_mentioned() -> None:
    """Also where the answer is in a language that is not indexed; each name once."""
    answers = MappingProxyType({Slot.WHERE: {"fr": "à Tjita"}, Slot.WHO: {"en": "Semenov"}})
    ((language, spellings),) = of_kind(sections(fact(answers=answers), NAMES, {}, CODES), SectionKind.NAMES)
    assert language == "id"
    assert spellings == "Semenov · Semyonov · Ataman Semenov · Chita · Tjita"


def test_a_fact_without_names_has_no_section_of_names() -> None:
    """Nor one of a date or a title that it lacks."""
    found = sections(fact(text={"en": "It snowed."}), NAMES, {}, CODES)
    assert found == [Section(SectionKind.STATEMENT, "en", "It snowed.")]


def test_a_language_without_data_is_matched_by_its_words() -> None:
    """Its statement is indexed under the first language; what hangs on a language's data is left out."""
    found = sections(
        fact(
            text={"fr": "Wrangel part."},
            when=HistoricalDate.parse("1918"),
            answers=MappingProxyType({Slot.WHO: {"fr": "Wrangel"}}),
            asked=MappingProxyType({"fr": ("qui part",)}),
        ),
        NAMES,
        {"fr": "Sibérie"},
        CODES,
    )
    assert found == [
        Section(SectionKind.STATEMENT, "en", "Wrangel part."),
        Section(SectionKind.NAMES, "en", "Wrangel"),
    ]


def test_names_are_told_in_the_first_language_that_is_indexed() -> None:
    """Not in one that has no data."""
    found = sections(fact(text={"fr": "Wrangel part.", "id": "Wrangel pergi."}), NAMES, {}, CODES)
    assert of_kind(found, SectionKind.NAMES) == [("id", "Wrangel")]


def test_names_are_found_under_any_spelling_once_and_in_order() -> None:
    """The longest spelling first, so that no part of one is read as another."""
    assert NAMES.find(["ataman", "semenov", "ke", "tjita", "dan", "semyonov"]) == [SEMENOV, CHITA]
    assert NAMES.find(["ataman"]) == []
    assert NAMES.find([]) == []
