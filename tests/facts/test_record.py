"""A fact kept inside an index is the fact that was put there."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest

from facts.dates import Calendar, HistoricalDate
from facts.fact import Certainty, DateKind, Fact, Name, NameKind, Slot, Source
from facts.library import load, shipped
from facts.record import from_record, to_record

FULL = Fact(
    id="p-1",
    pack="p",
    text=MappingProxyType({"id": "Katō tiba.", "en": "Katō arrived."}),
    sources=(
        Source(
            "s",
            MappingProxyType({"en": "A book"}),
            "A. Author",
            "House",
            "1920",
            {"en": "https://e.x/"},
            "CC0",
        ),
        Source("t", {"en": "Another"}),
    ),
    when=HistoricalDate.parse("1917-10-25/1918", Calendar.JULIAN),
    kind=DateKind.PERIOD,
    derived_from="counted back",
    answers=MappingProxyType({Slot.HOW_MANY: {"en": "70,000"}}),
    asked=MappingProxyType({"en": ("who came", "who arrived")}),
    tags=MappingProxyType({"people": ("kato",)}),
    ref=(3, 1),
    certainty=Certainty.DISPUTED,
    note=MappingProxyType({"en": "Others say 1916."}),
    yearly=True,
)
BARE = Fact("p-2", "p", {"en": "It snowed."}, ())


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_fact_comes_back_whole(name: str) -> None:
    """Nothing of any fact is lost on its way through an index."""
    facts = load(name).facts
    assert facts
    for fact in facts:
        assert from_record(json.loads(to_record(fact))) == fact


@pytest.mark.parametrize("fact", [FULL, BARE])
def test_full_and_bare_facts_come_back_whole(fact: Fact) -> None:
    """With everything that a fact can have, and with nothing that it may lack."""
    again = from_record(json.loads(to_record(fact)))
    assert again == fact
    assert again.when == fact.when
    assert again.certainty is fact.certainty
    assert again.kind is fact.kind


def test_what_is_empty_takes_no_room() -> None:
    """A million facts are kept this way."""
    assert json.loads(to_record(BARE)) == {
        "id": "p-2",
        "pack": "p",
        "text": {"en": "It snowed."},
        "kind": "event",
        "certainty": "sure",
    }
    assert json.loads(to_record(FULL))["sources"][1] == {"id": "t", "title": {"en": "Another"}}


def test_records_are_kept_in_plain_letters() -> None:
    """A macron takes two bytes, not six."""
    assert "Katō".encode() in to_record(FULL)


def test_a_bare_statement_is_a_fact_of_one_language() -> None:
    """It has neither source nor date."""
    said = {"id": "s-1", "pack": "statements", "lang": "ja", "text": "ベルリン"}
    assert from_record(said) == Fact("s-1", "statements", {"ja": "ベルリン"}, ())


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"id": "x", "pack": "p"},
        {"id": "x", "pack": "p", "text": {}, "kind": "party"},
        {"id": "x", "pack": "p", "text": {}, "when": "1918"},
        {"id": "x", "pack": "p", "text": {}, "answers": {"whose": {}}},
    ],
)
def test_a_record_of_another_make_is_refused(record: dict[str, object]) -> None:
    """It is not half understood."""
    with pytest.raises((KeyError, ValueError)):
        from_record(record)


def test_a_fact_speaks_the_language_asked_for_if_it_can() -> None:
    """Else the first that it has."""
    assert FULL.in_language("en") == "Katō arrived."
    assert FULL.in_language("fr") == "Katō tiba."


def test_spellings_of_a_name_come_once_the_proper_ones_first() -> None:
    """Two languages mostly write a name alike."""
    name = Name("n", NameKind.PERSON, {"id": "Semenov", "en": "Semenov"}, ("Semyonov", "Semenov"))
    assert name.spellings == ("Semenov", "Semyonov")


def test_a_source_without_an_address_shares_the_empty_one() -> None:
    """And it cannot be filled by mistake."""
    url = Source("s", {}).url
    assert url == {}
    with pytest.raises(TypeError):
        url["en"] = "https://e.x/"  # type: ignore[index]
    assert BARE.note is FULL.sources[1].url
