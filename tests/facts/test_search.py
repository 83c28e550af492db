"""Whole searches over small packs: from a question as members type it to the outcome."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facts.expansion import expand
from facts.fact import Slot
from facts.gather import gather
from facts.language.text import words
from facts.library import UnknownPackError
from facts.outcome import Answer, Asked, Outcome, Overview, Reason, Suggestions, Unknown
from facts.reading import read
from facts.search import ABBREVIATED, CLOSE_LOOK, Searcher, open_searcher, open_statements
from facts.weigh import Weigher
from facts.weights import Weights, weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIBERIA: Final = """\
pack: rail
title: {id: Intervensi Siberia, en: Siberian intervention}
sources: {book: {title: Buku}}
names:
  iwami: {kind: ship, name: Iwami, also: [kapal Iwami, Orel]}
  vladivostok: {kind: place, name: Vladivostok, also: [Haisengai]}
  semenov: {kind: person, name: Grigory Semenov, also: [Semyonov, Ataman Semenov]}
  kolchak: {kind: person, name: Aleksandr Kolchak, also: [Koltschak]}
  chita: {kind: place, name: Chita}
facts:
  - id: iwami-arrives
    when: 1918-01-12
    text:
      id: Kapal perang Iwami tiba di Vladivostok pada 12 Januari 1918.
      en: The battleship Iwami reached Vladivostok on 12 January 1918.
    answers: {who: {id: kapal perang Iwami, en: the battleship Iwami}, where: Vladivostok}
    asked: {id: [Kapan Iwami sampai?], en: [When did the Iwami arrive?]}
    sources: [book]
  - id: iwami-leaves
    when: 1920-04
    text:
      id: Awak kapal itu kembali ke Yokosuka pada April 1920.
      en: The crew of that ship returned to Yokosuka in April 1920.
    sources: [book]
  - id: semenov-manchuria
    when: 1918-01
    text:
      id: Grigory Semenov menyerang Transbaikalia dari Manchuria pada Januari 1918.
      en: Grigory Semenov attacked Transbaikalia from Manchuria in January 1918.
    answers: {who: Grigory Semenov}
    sources: [book]
  - id: semenov-chita
    when: 1920-10-22
    text:
      id: Grigory Semenov meninggalkan Chita pada 22 Oktober 1920.
      en: Grigory Semenov left Chita on 22 October 1920.
    answers: {where: Chita}
    sources: [book]
  - id: semenov-moscow
    text:
      id: Grigory Semenov dihukum gantung di Moskwa.
      en: Grigory Semenov was hanged in Moscow.
    answers: {where: {id: Moskwa, en: Moscow}}
    sources: [book]
  - id: kolchak-omsk
    when: 1918-11-18
    text:
      id: Aleksandr Kolchak merebut kekuasaan di Omsk pada 18 November 1918.
      en: Aleksandr Kolchak seized power in Omsk on 18 November 1918.
    answers: {who: Aleksandr Kolchak, where: Omsk}
    sources: [book]
  - id: kolchak-shot
    when: 1920-02-07
    text:
      id: Aleksandr Kolchak ditembak mati di Irkutsk pada 7 Februari 1920.
      en: Aleksandr Kolchak was shot in Irkutsk on 7 February 1920.
    answers: {where: Irkutsk}
    sources: [book]
  - id: troops
    text:
      id: Jepang mengirim 70.000 tentara ke Siberia karena takut pada kaum Bolshevik.
      en: "Japan sent 70,000 troops to Siberia because it feared the Bolsheviks."
    answers:
      how_many: {id: 70.000 tentara, en: "70,000 troops"}
      why: {id: takut pada kaum Bolshevik, en: fear of the Bolsheviks}
    sources: [book]
"""
TWINS: Final = """\
pack: twins
title: Kembar
language: id
facts:
  - {id: war-1, text: Perang Dunia I pecah di Eropa., sources: [x]}
  - {id: war-2, text: Perang Dunia II pecah di Eropa., sources: [x]}
  - {id: king-6, text: Hamengkubuwono VI naik takhta di Yogyakarta., sources: [x]}
  - {id: king-8, text: Hamengkubuwono VIII naik takhta di Yogyakarta., sources: [x]}
  - {id: king-9, text: Hamengkubuwono IX naik takhta di Yogyakarta., sources: [x]}
  - {id: king-10, text: Hamengkubuwono X naik takhta di Yogyakarta., sources: [x]}
  - {id: quake-1999, text: Gempa besar melanda Bandung pada tahun 1999., sources: [x]}
  - {id: quake-1998, text: Gempa besar melanda Bandung pada tahun 1998., sources: [x]}
  - {id: quake-19, text: Gempa besar melanda Bandung pada abad 19., sources: [x]}
  - {id: congress-1, text: Kongres pertama digelar di Batavia., sources: [x]}
  - {id: congress-2, text: Kongres kedua digelar di Batavia., sources: [x]}
  - {id: fleet-70, text: Armada Rozhestvensky membawa 70 kapal., sources: [x]}
  - {id: fleet-7, text: Armada Rozhestvensky membawa tujuh kapal., sources: [x]}
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packs of these tests."""
    folder: Path = tmp_path_factory.mktemp("packs")
    (folder / "rail.yaml").write_text(SIBERIA, encoding="utf-8")
    (folder / "twins.yaml").write_text(TWINS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def rail(shelf: Path) -> Searcher:
    """A searcher over a pack about Siberia."""
    return open_searcher([shelf / "rail.yaml"], cache=None)


@pytest.fixture(scope="module")
def twins(shelf: Path) -> Searcher:
    """A searcher over facts that differ in a number only."""
    return open_searcher([shelf / "twins.yaml"], cache=None)


@pytest.fixture(scope="module")
def shipped() -> Searcher:
    """A searcher over the pack that comes with Babad."""
    return open_searcher(["siberia-1918"], cache=None)


def ids(outcome: Outcome) -> list[str]:
    """The ids of the facts of an outcome, in order."""
    if isinstance(outcome, Answer):
        return [outcome.best.fact.id]
    facts = outcome.nearest if isinstance(outcome, Unknown) else outcome.facts
    return [scored.fact.id for scored in facts]


def best(searcher: Searcher, question: str, **more: object) -> str | None:
    """The id of the fact that ranks first."""
    ranked = searcher.rank(question, 1, **more)  # type: ignore[arg-type]  # each test gives what it is about
    return ranked[0].fact.id if ranked else None


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    *(
                        "kapan",
                        "siapa",
                        "Semenov",
                        "semenof",
                        "Iwami",
                        "vladi",
                        "1918",
                        "II",
                        "70rb",
                        "kapal2",
                    ),
                    *(
                        "itu",
                        "terus",
                        "dia",
                        "?",
                        "\n",
                        "<b>",
                        "<@1>",
                        "😀",
                        "\u200b",
                        "\u202e",
                        "\ud800",
                        "ﷺ",
                        "'",
                    ),
                ]
            ),
            max_size=50,
        ).map(" ".join),
    ),
    st.lists(st.sampled_from(["kapan Iwami tiba", "\ud800", "", "siapa dia", "😀"]), max_size=4),
    st.sampled_from([None, "id", "en", "xx"]),
)
@example("a" + "\u0301" * 9_999, [], None)
@example("\u202e" * 10_000, ["kapan"], "id")
@example("Semenov " * 1_300, ["Kolchak " * 1_300] * 3, "en")
def test_any_text_has_an_outcome(
    rail: Searcher, question: str, history: list[str], language: str | None
) -> None:
    """No error, no more facts than promised, and the same again when asked again."""
    outcome = rail.search(question, language=language, history=history)
    assert rail.search(question, language=language, history=history) == outcome
    assert 0.0 <= outcome.explanation.confidence <= 1.0
    most = {Answer: 1, Overview: 5, Suggestions: 3, Unknown: 3}[type(outcome)]
    assert len(ids(outcome)) <= most
    assert len(set(ids(outcome))) == len(ids(outcome))
    if isinstance(outcome, Suggestions):
        assert ids(outcome)


@pytest.mark.parametrize("question", ["", "   ", "😀🎉", "?!…", "<@123>", "\u200b\u202e", "kapan?", "siapa"])
def test_a_question_without_words_to_search_by_is_empty(rail: Searcher, question: str) -> None:
    """Nothing is known, nothing is near, and the reason says so."""
    outcome = rail.search(question)
    assert isinstance(outcome, Unknown)
    assert outcome.nearest == ()
    assert outcome.explanation.reason is Reason.EMPTY


PROCESS: Final = """\
import sys
from facts.search import open_searcher
searcher = open_searcher([sys.argv[1]], cache=None)
for question in sys.argv[2:]:
    print(searcher.search(question), searcher.rank(question, 30))
"""


def test_two_processes_give_the_same_outcomes(shelf: Path) -> None:
    """Whatever the seed of hashing: the same facts, scores and explanations."""
    questions = [
        "siapa Semenov?",
        "kapan kapal2 Iwami tibaa di Haisengai",
        "dmn kolchk ditmbak",
        "perang siberia",
    ]
    outputs = [
        subprocess.run(  # noqa: S603  # our own interpreter
            [sys.executable, "-c", PROCESS, str(shelf / "rail.yaml"), *questions],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("kapan kapal Iwami tiba di Vladivostok?", "iwami-arrives"),
        ("kpn kapal iwami tiba d vladivostok", "iwami-arrives"),
        ("kapaaaan iwami sampaiii", "iwami-arrives"),
        ("kapal2 perang iwami kapan tiba", "iwami-arrives"),
        ("kapan iwamy tibaa di vladivostk", "iwami-arrives"),
        ("kapan Orel tiba di Haisengai", "iwami-arrives"),
        ("kapan vladi didatangi Iwami", "iwami-arrives"),
        ("when did kapal Iwami tiba", "iwami-arrives"),
        ("when did the Iwami reach Vladivostok", "iwami-arrives"),
        ("nyerang transbaikalia kapan", "semenov-manchuria"),
        ("dmn koltschak ditembak", "kolchak-shot"),
        ("where was Kolchak shot", "kolchak-shot"),
        ("kapan Semyonov pergi dari Chita", "semenov-chita"),
        ("tujuh puluh ribu tentara", "troops"),
        ("70rb tentara jepang", "troops"),
        ("seventy thousand Japanese troops", "troops"),
        ("mengapa Jepang mengirim tentara", "troops"),
        ("intervensi Siberia Iwami", "iwami-arrives"),
        ("klchk di omsk", "kolchak-omsk"),
    ],
)
def test_the_fact_is_found_however_it_is_asked_for(rail: Searcher, question: str, fact: str) -> None:
    """Slang, drawn-out and doubled words, typos, other spellings, beginnings of names, two languages."""
    assert best(rail, question) == fact


def test_an_answer_comes_with_the_short_answer_of_its_kind(rail: Searcher) -> None:
    """Why, here; a date follows from the fact's own."""
    outcome = rail.search("mengapa Jepang mengirim tentara ke Siberia")
    assert isinstance(outcome, Answer)
    assert (outcome.best.fact.id, outcome.slot) == ("troops", Slot.WHY)
    outcome = rail.search("kapan kapal Iwami tiba di Vladivostok?")
    assert isinstance(outcome, Answer)
    assert outcome.slot is None


@pytest.mark.parametrize(
    "question",
    [
        "apakah Iwami tiba di Vladivostok?",
        "apakah Iwami tidak tiba di Vladivostok?",
        "benarkah kapal perang Iwami tiba di Vladivostok?",
    ],
)
def test_a_yes_no_question_is_answered_with_the_fact(rail: Searcher, question: str) -> None:
    """Denied or not: the fact tells which."""
    outcome = rail.search(question)
    assert isinstance(outcome, Answer)
    assert outcome.best.fact.id == "iwami-arrives"
    assert outcome.explanation.asked is Asked.YES_NO


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("siapa komandan kapal Iwami", "komandan"),
        ("kapan Iwami tiba di Shanghai", "shanghai"),
        ("kapan Iwami tiba di Vladivostok pada 1919?", "1919"),
    ],
)
def test_a_word_that_no_fact_accounts_for_keeps_from_answering(
    rail: Searcher, question: str, word: str
) -> None:
    """However much else matches; the explanation names it."""
    outcome = rail.search(question)
    assert isinstance(outcome, Suggestions | Unknown)
    assert outcome.explanation.unexplained == (word,)
    assert outcome.explanation.reason is Reason.UNEXPLAINED


def test_what_no_fact_is_about_is_not_known(rail: Searcher) -> None:
    """Nothing is near, and every word is left."""
    outcome = rail.search("resep rendang padang enak")
    assert isinstance(outcome, Unknown)
    assert outcome.nearest == ()
    assert outcome.explanation.reason is Reason.WEAK
    assert set(outcome.explanation.unexplained) == {"resep", "rendang", "padang", "enak"}


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("siapa Semenov?", ["semenov-manchuria", "semenov-chita", "semenov-moscow"]),
        ("jelaskan tentang Kolchak", ["kolchak-omsk", "kolchak-shot"]),
        ("Kolchak", ["kolchak-omsk", "kolchak-shot"]),
    ],
)
def test_an_open_question_is_given_an_overview_in_time_order(
    rail: Searcher, question: str, facts: list[str]
) -> None:
    """What has no date comes last."""
    outcome = rail.search(question)
    assert isinstance(outcome, Overview)
    assert ids(outcome) == facts


def test_an_explanation_names_words_and_corrections(rail: Searcher) -> None:
    """What matched what, in which way, and what was read as what."""
    told = rail.search("kpn Kolchax dtembak di Haisengai Irkutsk dibunuh Wrangel").explanation
    matched = {match.word: (match.matched, match.how) for match in told.matched}
    assert matched["kolchax"] == ("kolchak", "typo")
    assert matched["irkutsk"] == ("irkutsk", "exact")
    assert ("kpn", "kapan") in told.corrected
    assert ("kolchax", "kolchak") in told.corrected
    assert "wrangel" in told.unexplained
    assert 0 < sum(match.share for match in told.matched) <= 1.001
    assert told.second is not None


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Perang Dunia I pecah di mana", "war-1"),
        ("perang dunia pertama pecah", "war-1"),
        ("perang dunia 1 pecah", "war-1"),
        ("PD 2 pecah", "war-2"),
        ("Perang Dunia II pecah di mana", "war-2"),
        ("perang dunia kedua pecah", "war-2"),
        ("the second world war", "war-2"),
        ("Hamengkubuwono VI naik takhta", "king-6"),
        ("Hamengkubuwono VIII naik takhta", "king-8"),
        ("Hamengkubuwono 8 naik takhta", "king-8"),
        ("Hamengkubuwono kedelapan naik takhta", "king-8"),
        ("Hamengkubuwono IX naik takhta", "king-9"),
        ("Hamengkubuwono 9 naik takhta", "king-9"),
        ("Hamengkubuwono X naik takhta", "king-10"),
        ("Hamengkubuwono 10 naik takhta", "king-10"),
        ("gempa bandung 1999", "quake-1999"),
        ("gempa bandung 1998", "quake-1998"),
        ("gempa bandung abad 19", "quake-19"),
        ("Kongres I di mana", "congress-1"),
        ("Kongres 1 di mana", "congress-1"),
        ("Kongres II di mana", "congress-2"),
        ("Kongres 2 di mana", "congress-2"),
        ("Kongres ke-2 di mana", "congress-2"),
        ("Kongres dua di mana", "congress-2"),
        ("armada Rozhestvensky 70 kapal", "fleet-70"),
        ("armada Rozhestvensky 7 kapal", "fleet-7"),
    ],
)
def test_near_twins_are_told_apart_by_their_number(twins: Searcher, question: str, fact: str) -> None:
    """In digits, as a numeral, as a word: by a clear margin, never by a likeness of letters."""
    first, second = twins.rank(question, 2)
    assert first.fact.id == fact
    assert first.score - second.score > 0.5


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Hamengkubuwono VII naik takhta di Yogyakarta", "vii"),
        ("Hamengkubuwono 7 naik takhta di Yogyakarta", "7"),
        ("Perang Dunia III pecah di Eropa", "iii"),
        ("gempa besar melanda Bandung pada tahun 1997", "1997"),
        ("apakah kongres ketiga digelar di Batavia", "ketiga"),
    ],
)
def test_a_number_that_no_twin_holds_is_left_unexplained(twins: Searcher, question: str, number: str) -> None:
    """The nearest are named as such, none is the answer; how sure the rest would be does not matter."""
    for answer_from in (weights().answer_from, 0.0):
        shipped = weights()
        fitted = Weights(
            shipped.rank, shipped.confidence, answer_from, min(answer_from, shipped.suggest_from)
        )
        outcome = twins.with_weights(fitted).search(question)
        assert isinstance(outcome, Suggestions | Unknown)
        assert outcome.explanation.unexplained == (number,)
        assert outcome.explanation.reason is Reason.UNEXPLAINED


@pytest.mark.parametrize(
    ("before", "question", "fact"),
    [
        ("siapa Kolchak", "terus kapan dia ditembak?", "kolchak-shot"),
        ("siapa Kolchak", "kapan ditembaknya?", "kolchak-shot"),
        ("siapa Semenov", "kapan meninggalkan Chita?", "semenov-chita"),
        ("kapan Kolchak ditembak", "di mana?", "kolchak-shot"),
    ],
)
def test_a_follow_up_borrows_from_the_question_before(
    rail: Searcher, before: str, question: str, fact: str
) -> None:
    """What it leaves out, as the explanation says."""
    assert best(rail, question, history=[before]) == fact
    explanation = rail.search(question, history=[before]).explanation
    assert set(explanation.borrowed) <= set(words(before))
    assert explanation.borrowed or "Chita" in question


@pytest.mark.parametrize(
    "question",
    ["siapa Semenov?", "kapan Iwami tiba di Vladivostok", "Semenov", "when did Semenov leave Chita"],
)
def test_a_change_of_topic_borrows_nothing(rail: Searcher, question: str) -> None:
    """A question that names something stands by itself."""
    outcome = rail.search(question, history=["siapa Kolchak", "kapan Kolchak ditembak"])
    assert outcome == rail.search(question)
    assert outcome.explanation.borrowed == ()


def test_a_follow_up_borrows_no_word_that_it_holds_itself(rail: Searcher) -> None:
    """In whatever spelling of the number: its own counts in full."""
    borrowed = rail.search("terus yang kedua?", history=["Kongres 2 Semenov"]).explanation.borrowed
    assert borrowed == ("kongres", "semenov")


def test_what_is_borrowed_is_bounded(rail: Searcher) -> None:
    """Of the last two questions, a dozen words."""
    many = " ".join(f"qwz{chr(97 + i)}k" for i in range(20))
    found = rail.find("terus?", history=["Semenov di Chita", many, "Kolchak"])
    assert len(found.borrowed) == 12
    assert found.borrowed[0] == "kolchak"
    assert "semenov" not in found.borrowed


def test_a_follow_up_prefers_facts_beside_the_one_before(rail: Searcher) -> None:
    """Authors tell a story in order: the ship is not named in the fact that follows."""
    found = rail.find("terus kapan kembali?", history=["kapan Iwami tiba di Vladivostok"])
    features = {rail.fact(each).id: each.evidence.features for each in found.candidates}
    assert features["iwami-leaves"]["beside"] == 1.0
    assert features["iwami-arrives"]["told"] == 1.0
    assert features["iwami-arrives"]["beside"] == 0.0
    assert sum(each["told"] for each in features.values()) == 1.0
    assert rail.fact(found.candidates[0]).id == "iwami-leaves"
    unasked = rail.find("kapan Iwami tiba di Vladivostok", history=["siapa Kolchak"])
    assert not any(each.evidence.features["told"] for each in unasked.candidates)


def test_a_follow_up_to_what_is_not_known_stands_by_itself(rail: Searcher) -> None:
    """There is no fact to stand beside."""
    found = rail.find("terus kapan Semenov?", history=["😀"])
    assert found.borrowed == ()
    assert not any(each.evidence.features["told"] for each in found.candidates)


def test_the_question_in_a_long_message_is_found(rail: Searcher) -> None:
    """What stands around it does not keep it from being answered."""
    noise = (
        "Halo kak selamat malam semuanya, mohon maaf mengganggu waktunya karena saya lagi bikin makalah. " * 4
    )
    outcome = rail.search(
        f"{noise}Kapan kapal Iwami tiba di Vladivostok? Makasih banyak ya kak, sehat selalu."
    )
    assert isinstance(outcome, Answer)
    assert outcome.best.fact.id == "iwami-arrives"


def test_the_beginning_of_one_name_is_that_name(rail: Searcher) -> None:
    """Of four letters or more; of two names it may be either, and stays what it is."""
    assert rail.find("kapan vladi").expansions[0].term.readings == ("vladi", "vladivostok")
    assert ABBREVIATED == 4
    assert rail.find("kapan vla").expansions[0].term.readings == ("vla",)
    assert rail.find("kapan Vladivostok").expansions[0].term.readings == ("vladivostok",)


def test_the_beginning_of_a_name_with_a_hyphen_is_its_first_word(tmp_path: Path) -> None:
    """As facts hold it."""
    pack = SIBERIA.replace("name: Vladivostok", "name: Vladivostok-Pogranichny")
    (tmp_path / "x.yaml").write_text(pack, encoding="utf-8")
    searcher = open_searcher([tmp_path / "x.yaml"], cache=None)
    assert searcher.find("kapan vladi").expansions[0].term.readings == ("vladi", "vladivostok")


def test_names_are_completed_in_order(rail: Searcher) -> None:
    """Whatever their case and marks; no more than wanted, and none for what no name begins with."""
    assert rail.complete("") == ("Aleksandr Kolchak", "Chita", "Grigory Semenov", "Iwami", "Vladivostok")
    assert rail.complete("", 2) == ("Aleksandr Kolchak", "Chita")
    assert rail.complete("VLÁ") == ("Vladivostok",)
    assert rail.complete("kolchak") == ()
    assert rail.complete("zz") == ()
    assert rail.complete("a" + "\u0301\u0327" * 50_000) == ("Aleksandr Kolchak",)


def test_facts_are_got_by_id(rail: Searcher) -> None:
    """All of them, in order; none by any other text."""
    every = list(rail.ids())
    assert every[:2] == ["iwami-arrives", "iwami-leaves"]
    assert len(every) == 8
    for fact_id in every:
        fact = rail.get(fact_id)
        assert fact is not None
        assert fact.id == fact_id
    assert rail.get("no-such-fact") is None
    assert rail.get("\ud800") is None


def test_ranking_gives_so_many_facts_best_first(rail: Searcher) -> None:
    """Whatever the confidence; more than are looked at closely where that is wanted."""
    ranked = rail.rank("Semenov Kolchak 1918", 3)
    assert len(ranked) == 3
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)
    assert rail.rank("Semenov", 0) == ()
    assert {each.fact.id for each in rail.rank("Semenov Kolchak Iwami kapal Siberia", 100)} == set(rail.ids())


def test_more_facts_than_are_looked_at_closely_can_be_ranked(tmp_path: Path) -> None:
    """A list of fifty holds fifty."""
    lines = [json.dumps({"id": f"s{i}", "lang": "id", "text": f"Semenov ke-{i} mundur"}) for i in range(50)]
    path = tmp_path / "s.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    searcher = open_statements(path, cache=None)
    assert len(searcher.rank("Semenov", 40)) == 40
    assert len(searcher.find("Semenov").candidates) == CLOSE_LOOK
    assert best(searcher, "Semenov ke-7") == "s7"


def test_the_best_at_first_sight_are_looked_at_closely(tmp_path: Path) -> None:
    """Of many that hold the word those that say the least besides, wherever they stand."""
    texts = ["Semenov " + "dan lain-lain " * (60 - i) for i in range(60)]
    lines = [json.dumps({"id": f"s{i}", "lang": "id", "text": text}) for i, text in enumerate(texts)]
    path = tmp_path / "s.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = open_statements(path, cache=None).find("Semenov")
    assert {each.evidence.fact for each in found.candidates} == set(range(60 - CLOSE_LOOK, 60))


def test_other_weights_decide_otherwise(rail: Searcher) -> None:
    """And leave the searcher itself as it was."""
    shipped = weights()
    strict = rail.with_weights(Weights(shipped.rank, shipped.confidence, 1.1, 1.05))
    question = "kapan kapal Iwami tiba di Vladivostok?"
    assert isinstance(strict.search(question), Unknown)
    assert isinstance(rail.search(question), Answer)
    backwards = {name: -value for name, value in shipped.rank.items()}
    other = rail.with_weights(Weights(backwards, shipped.confidence, 0.5, 0.1))
    assert best(other, question) != best(rail, question)


def test_without_packs_nothing_is_known() -> None:
    """A community may have switched all of them off."""
    searcher = open_searcher([], cache=None)
    outcome = searcher.search("kapan Iwami tiba", history=["siapa Kolchak"])
    assert isinstance(outcome, Unknown)
    assert outcome.explanation.reason is Reason.WEAK
    assert searcher.search("").explanation.reason is Reason.EMPTY
    assert (searcher.rank("Iwami", 3), searcher.complete("I"), list(searcher.ids())) == ((), (), [])
    assert searcher.get("iwami-arrives") is None


QUESTIONS: Final = (
    "kapan kapal Iwami tiba di Vladivostok?",
    "siapa yang didukung Jepang di Transbaikalia?",
    "kenapa Amerika menarik pasukannya dari Siberia?",
    "how many troops did Japan send to Siberia?",
    "apa isi Konvensi Beijing 1925?",
)


def test_a_small_pack_does_not_disturb_answers_from_the_shipped_one(shipped: Searcher, shelf: Path) -> None:
    """The same fact comes first, about as surely."""
    both = open_searcher(["siberia-1918", shelf / "twins.yaml"], cache=None)
    for question in QUESTIONS:
        alone, beside = shipped.search(question), both.search(question)
        assert best(both, question) == best(shipped, question), question
        assert beside.explanation.confidence == pytest.approx(alone.explanation.confidence, abs=0.1)


def test_several_packs_answer_each_for_itself(shelf: Path, shipped: Searcher) -> None:
    """Facts, ids and names of all of them, each file in its own index; a pack named twice counts once."""
    paths = [shelf / "rail.yaml", shelf / "twins.yaml", shelf / "twins.yaml"]
    several = open_searcher(["siberia-1918", *paths], cache=None)
    each = [open_searcher([path], cache=None) for path in paths[:2]]
    assert list(several.ids()) == [fact for one in (shipped, *each) for fact in one.ids()]
    assert best(several, "Hamengkubuwono VIII naik takhta") == "king-8"
    assert best(several, "kapan awak kapal kembali ke Yokosuka") == "iwami-leaves"
    fact = several.get("king-8")
    assert fact is not None
    assert fact.pack == "twins"
    assert "Chita" in several.complete("chit")


def test_what_is_said_of_an_answer_is_said_of_its_own_pack(shelf: Path) -> None:
    """A misspelt word is shown as the word of the pack that answers, not of the first."""
    one, other = shelf / "rail.yaml", shelf / "twins.yaml"
    for order in ([one, other], [other, one]):
        told = open_searcher(order, cache=None).search("kapan Iwmi tiba di Vladibostok").explanation
        matched = {match.word: (match.matched, match.how) for match in told.matched}
        assert matched["vladibostok"] == ("vladivostok", "typo")
    forth, back = (
        open_searcher(order, cache=None).find("peprangan Eropa prtama")
        for order in ([one, other], [other, one])
    )
    assert [each.found for each in forth.expansions] == [each.found for each in back.expansions]
    assert {forth.candidates[0].segment, back.candidates[0].segment} == {0, 1}


def test_rarity_does_not_depend_on_the_order_of_packs(shelf: Path) -> None:
    """A word weighs as much in one as in the other."""
    paths: Sequence[Path] = [shelf / "rail.yaml", shelf / "twins.yaml"]
    question = "kapan Semenov tiba di Batavia tahun 1999"
    forth, back = (open_searcher(order, cache=None) for order in (paths, paths[::-1]))
    assert forth.find(question).masses == back.find(question).masses
    assert [each.fact.id for each in forth.rank(question, 5)] == [
        each.fact.id for each in back.rank(question, 5)
    ]


def test_an_index_kept_on_disk_answers_as_one_in_memory(shelf: Path, rail: Searcher, tmp_path: Path) -> None:
    """On the first start and on the next, with progress told while it is built."""
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        kept = open_searcher(
            [str(shelf / "rail.yaml")], cache=tmp_path, progress=lambda *step: told.append(step)
        )
        assert kept.search("siapa Semenov?") == rail.search("siapa Semenov?")
    assert told == [("rail", 0, 8)]


def test_a_pack_that_is_not_there_is_reported(tmp_path: Path) -> None:
    """By its name or path."""
    with pytest.raises(UnknownPackError, match="siberia-1981"):
        open_searcher(["siberia-1981"], cache=None)
    with pytest.raises(UnknownPackError):
        open_searcher([tmp_path / "none.yaml"], cache=None)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("kpn sih iwami nyampe vladi", "iwami-reaches-vladivostok"),
        ("the Iwami arrived in Vladivostok two days before which British ship", "iwami-reaches-vladivostok"),
    ],
)
def test_the_shipped_pack_answers(shipped: Searcher, question: str, fact: str) -> None:
    """End to end, as members ask."""
    assert best(shipped, question) == fact


def test_the_shipped_pack_does_not_answer_what_it_does_not_hold(shipped: Searcher) -> None:
    """Another war, another continent, and someone it never names."""
    for question in (
        "siapa presiden Brasil tahun 1918",
        "kapan Candi Borobudur dibangun",
        "who invented the telephone",
    ):
        assert isinstance(shipped.search(question), Unknown | Suggestions), question


def _misspelt(word: str, dice: random.Random) -> str:
    """The word with one letter changed, left out or swapped with its neighbour."""
    if len(word) < 5 or word.isdigit():
        return word
    place = dice.randrange(1, len(word) - 1)
    ways: list[Callable[[], str]] = [
        lambda: word[:place] + dice.choice("aeiounrt") + word[place + 1 :],
        lambda: word[:place] + word[place + 1 :],
        lambda: word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ]
    return dice.choice(ways)()


def _asked(statement: str, dice: random.Random) -> str:
    """A statement as a hasty member may recall it: words left out, some misspelt."""
    kept = [word for word in words(statement) if dice.random() < 0.6]
    return " ".join(_misspelt(word, dice) if dice.random() < 0.25 else word for word in kept)


def test_a_close_look_at_a_few_facts_finds_what_a_close_look_at_all_does(shipped: Searcher) -> None:
    """On hundreds of questions made from the facts themselves, by deleting and misspelling words."""
    (segment,) = shipped._segments
    index, rank = segment.index, weights().rank
    dice = random.Random(1918)  # noqa: S311  # the same questions each time
    same = total = 0
    for number in range(index.facts):
        for statement in segment.fact(number).text.values():
            for _ in range(3):
                reading = read(_asked(statement, dice))
                expansions = [expand(term, [index])[0] for term in map(shipped._abbreviated, reading.terms)]
                weigher = Weigher(reading, expansions, index)
                first = dict(gather(expansions, index, index.facts))
                if not first:
                    continue
                every = (weigher.weigh(fact, first.get(fact, 0.0)) for fact in range(index.facts))
                scored = [
                    (sum(rank[name] * each.features[name] for name in rank), each.fact) for each in every
                ]
                highest = max(scored)[0]
                few = shipped.find(" ".join(reading.text.split())).candidates[0].evidence
                total += 1
                same += few.score >= highest - 1e-6
    assert total > 250
    assert same == total


NAMES_OF_WORDS: Final = """\
pack: majapahit
title: Majapahit
language: id
facts:
  - {id: oath, text: Sumpah Palapa diucapkan oleh Gajah Mada pada 1336., sources: [x]}
  - {id: death, text: Pada 1364 wafatlah Mahapatih Gajah Mada., sources: [x]}
  - {id: herd, text: Seekor gajah jinak mengiringi arak-arakan itu., sources: [x]}
"""


def test_a_name_made_of_ordinary_words_is_known_by_its_capitals(tmp_path: Path) -> None:
    """Gajah Mada is a person though "gajah" is an elephant; an elephant is no name."""
    pack = tmp_path / "majapahit.yaml"
    pack.write_text(NAMES_OF_WORDS, "utf-8")
    searcher = open_searcher([pack], cache=None)
    assert searcher.find("siapa gajah mada?").named
    assert not searcher.find("apa arak-arakan itu?").named
    assert not searcher.find("siapa?").named
    outcome = searcher.search("siapa gajah mada?")
    assert isinstance(outcome, Overview)
    assert {each.fact.id for each in outcome.facts} == {"oath", "death"}
