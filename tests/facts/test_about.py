"""Names asked about by themselves: which facts are about them, and what becomes of the question."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pytest

from facts.about import about, says
from facts.fact import DateKind, Fact, Slot, Source
from facts.outcome import Answer, Overview, Suggestions, Unknown
from facts.search import Searcher, open_searcher

if TYPE_CHECKING:
    from pathlib import Path

LEADERS: Final = """\
pack: leaders
title: {id: Tokoh, en: Leaders}
language: id
sources:
  hatta: {title: Mohammad Hatta}
  agung: {title: Sultan Agung}
  book: {title: Sejarah}
names:
  hatta: {kind: person, name: Mohammad Hatta, also: [Hatta, Bung Hatta]}
  agung: {kind: person, name: Sultan Agung}
  bandung: {kind: place, name: Bandung}
  youth: {kind: body, name: Kongres Pemuda}
facts:
  - {id: born, when: 1902-08-12, kind: birth, text: "Mohammad Hatta lahir di Bukittinggi, Sumatra Barat, pada
      12 Agustus 1902 dari keluarga ulama dan saudagar.", answers: {who: Mohammad Hatta}, sources: [hatta]}
  - {id: dies, when: 1980-03-14, kind: death, text: "Mohammad Hatta, wakil presiden pertama, wafat di Jakarta
      pada 14 Maret 1980 dan dimakamkan di Tanah Kusir.", answers: {who: Mohammad Hatta}, sources: [hatta]}
  - {id: resigns, when: 1956-12-01, text: "Mohammad Hatta berhenti sebagai wakil presiden pada 1 Desember 1956
      karena berbeda jalan dengan Soekarno.", answers: {who: Mohammad Hatta}, sources: [hatta]}
  - {id: m1, when: 1930, text: Rapat bersama Hatta pada 1930., sources: [book]}
  - {id: m2, when: 1931, text: Kapal membawa Hatta pada 1931., sources: [book]}
  - {id: m3, when: 1932, text: Surat untuk Hatta pada 1932., sources: [book]}
  - {id: m4, when: 1933, text: Pidato tentang Hatta pada 1933., sources: [book]}
  - {id: m5, when: 1934, text: Foto milik Hatta pada 1934., sources: [book]}
  - {id: siege, when: 1628, text: Sultan Agung mengepung Batavia pada 1628., sources: [agung]}
  - {id: calendar, when: 1633, text: Kalender Jawa dibuat Sultan Agung pada 1633., sources: [agung]}
  - {id: tomb, when: 1645, text: Sultan Agung wafat pada 1645., sources: [agung]}
  - {id: court, when: 1950, text: "Sultan Yogyakarta itu membuka gedung baru Mahkamah Agung pada 1950.",
      sources: [book]}
  - {id: proclaimed, when: 1945-08-17, text: Proklamasi dibacakan pada Agustus 1945., sources: [book]}
  - {id: congress, when: 1928, text: Kongres Pemuda berlangsung pada 1928., sources: [book]}
  - {id: crowd, when: 1929, text: Para pemuda berkumpul di alun-alun pada 1929., sources: [book]}
"""


@pytest.fixture(scope="module")
def leaders(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """A searcher over a pack in which many facts mention a name that the language knows."""
    path: Path = tmp_path_factory.mktemp("shelf") / "leaders.yaml"
    path.write_text(LEADERS, "utf-8")
    return open_searcher([path], cache=None)


def fact(text: str, *, kind: DateKind = DateKind.EVENT, title: str = "", who: str = "") -> Fact:
    """A fact with what is asked of it here."""
    answers = MappingProxyType({Slot.WHO: {"id": who}} if who else {})
    return Fact("f", "p", {"id": text}, (Source("s", {"id": title}),), kind=kind, answers=answers)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pada 1898 Marie dan Pierre Curie menemukan radium.", True),
        ("Marie Curie lahir di Warsawa.", True),
        ("Marie pergi ke kota tempat Curie lahir.", False),
        ("Pierre Curie lahir di Paris.", False),
        ("Radium ditemukan.", False),
    ],
)
def test_a_name_is_said_where_its_words_stand_together(text: str, said: bool) -> None:  # noqa: FBT001  # expected
    """With at most two others between, as where two share a surname."""
    assert says(fact(text), ("marie", "curie")) is said


@pytest.mark.parametrize(
    ("told", "far"),
    [
        (fact("x"), 0.0),
        (fact("x", title="Hatta"), 1.0),
        (fact("x", title="Mohammad Hatta"), 0.5),
        (fact("x", title="Hatta", kind=DateKind.BIRTH), 2.0),
        (fact("x", title="Hatta", kind=DateKind.DEATH, who="Hatta"), 3.0),
        (fact("x", title="Soekarno", kind=DateKind.DEATH), 0.0),
        (fact("x", who="Mohammad Hatta"), 0.5),
    ],
)
def test_a_fact_is_about_what_its_source_and_its_short_answer_are(told: Fact, far: float) -> None:
    """Births and deaths tell most; of others in the same place they tell nothing."""
    assert about(told, ("hatta",)) == far


@pytest.mark.parametrize("question", ["siapa hatta", "who was Hatta?", "Hatta", "siapa Mohammad Hatta?"])
def test_a_name_that_many_facts_mention_is_told_by_those_about_it(leaders: Searcher, question: str) -> None:
    """Though the language knows the word, and shorter facts mention it; in time order."""
    outcome = leaders.search(question)
    assert isinstance(outcome, Overview)
    told = [each.fact.id for each in outcome.facts]
    assert [one for one in told if not one.startswith("m")] == ["born", "resigns", "dies"]
    assert len(told) <= 5


def test_a_name_of_several_words_is_told_by_facts_that_say_it_together(leaders: Searcher) -> None:
    """One that holds its words apart is about something else."""
    outcome = leaders.search("siapa Sultan Agung")
    assert isinstance(outcome, Overview)
    assert [each.fact.id for each in outcome.facts] == ["siege", "calendar", "tomb"]


@pytest.mark.parametrize(
    "question", ["siapa pemuda", "siapa presiden", "siapa Nakamura", "siapa Sultan Hatta Agung"]
)
def test_what_is_no_name_that_facts_hold_gets_no_overview(leaders: Searcher, question: str) -> None:
    """A common noun, even one within a name; someone whom no fact names."""
    assert isinstance(leaders.search(question), Suggestions | Unknown)


@pytest.mark.parametrize(
    "question", ["siapa hatta", "siapa Sultan Agung", "kapan proklamasi dibacakan", "kapan proklamasi"]
)
def test_a_question_that_is_whole_borrows_nothing(leaders: Searcher, question: str) -> None:
    """Whatever was asked before, it fares as it does alone."""
    outcome = leaders.search(question, history=["di mana Bandung"])
    assert outcome == leaders.search(question)
    assert outcome.explanation.borrowed == ()


def test_what_may_be_whole_borrows_where_that_brings_it_further(leaders: Searcher) -> None:
    """Alone it is not answered, with the name from before it is."""
    assert isinstance(leaders.search("kapan wafat?"), Suggestions)
    outcome = leaders.search("kapan wafat?", history=["siapa Mohammad Hatta"])
    assert isinstance(outcome, Answer)
    assert outcome.best.fact.id == "dies"
    assert outcome.explanation.borrowed == ("mohammad", "hatta")
