"""One fact, told within the limit, with what must never be left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import Reply
from bot.plain import plain
from bot.telling import LIMIT, brief, sentence, shorten, tell
from facts.dates import HistoricalDate
from facts.fact import Certainty, Fact, Source

if TYPE_CHECKING:
    from bot.i18n import Tongues

texts = st.text(st.sampled_from("abcdefg   \n\x1b"), min_size=1, max_size=1500)
sources = st.builds(
    Source,
    st.just("s"),
    st.builds(lambda text: {"id": text}, texts),
    author=st.none() | st.just("Tucker"),
    url=st.builds(lambda text: {"id": f"https://x.id/{text}"}, st.text("abc", max_size=400)),
)
long_facts = st.builds(
    Fact,
    st.text("abc-", min_size=1, max_size=200),
    st.just("pack"),
    st.builds(lambda language, text: {language: text}, st.sampled_from(["id", "en", "jv"]), texts),
    st.lists(sources, max_size=5).map(tuple),
    st.sampled_from([None, HistoricalDate.parse("1918~")]),
    certainty=st.sampled_from(Certainty),
    note=st.builds(lambda text: {"id": text}, st.text("xyz ", max_size=1200)),
)


@given(long_facts, st.text("kl ", max_size=400))
def test_a_fact_never_takes_more_than_the_limit(tongues: Tongues, fact: Fact, short: str) -> None:
    """However long its parts are."""
    assert len(plain(Reply(tell(fact, tongues.speak("id"), short=short)))) <= LIMIT


@given(long_facts)
def test_a_note_that_can_fit_is_never_cut(tongues: Tongues, fact: Fact) -> None:
    """Sources and the tail of a statement give way first."""
    note = fact.note["id"][:600]
    told = plain(Reply(tell(replace(fact, note={"id": note}), tongues.speak("id"))))
    assert note in told


def test_a_source_is_kept_before_the_tail_of_a_long_statement(
    facts: tuple[Fact, ...], tongues: Tongues
) -> None:
    """Further sources go first, then the end of the statement; one source stays."""
    long = replace(facts[0], text={"id": "kata " * 400})
    told = plain(Reply(tell(long, tongues.speak("id"))))
    assert (
        "Sumber: Intervensi Jepang di Siberia, Wikipedia (https://id.wikipedia.org/wiki/Intervensi)" in told
    )
    assert "…" in told
    assert "iwami-reaches-vladivostok" in told


def test_a_bare_statement_is_told_without_a_source(facts: tuple[Fact, ...], tongues: Tongues) -> None:
    """Statements that stand in for packs have none; an id too long to type is left out."""
    bare = replace(facts[0], sources=(), id="x" * 200)
    told = plain(Reply(tell(bare, tongues.speak("id"))))
    assert told == "Kapal perang Jepang Iwami tiba di Vladivostok pada 12 Januari 1918."


def test_a_date_that_the_statement_says_is_not_said_again(facts: tuple[Fact, ...], tongues: Tongues) -> None:
    """Nor one that the short answer has just given."""
    iwami, semenov, _ = facts
    assert "Date:" not in plain(Reply(tell(iwami, tongues.speak("en"))))
    assert "Date: c. 1918" in plain(Reply(tell(semenov, tongues.speak("en"))))
    assert "Date:" not in plain(Reply(tell(semenov, tongues.speak("en"), short="c. 1918")))


@pytest.mark.parametrize(("date", "said"), [("1918?", True), ("1918", False)])
def test_a_doubtful_date_is_said_though_its_year_stands_in_the_statement(
    facts: tuple[Fact, ...], tongues: Tongues, date: str, *, said: bool
) -> None:
    """The doubt is what the statement does not say."""
    fact = replace(facts[0], when=HistoricalDate.parse(date))
    assert ("Date:" in plain(Reply(tell(fact, tongues.speak("en"))))) is said


def test_the_julian_calendar_is_named(facts: tuple[Fact, ...], tongues: Tongues) -> None:
    """A day counted otherwise than today's is never passed off as today's."""
    told = plain(Reply(tell(facts[2], tongues.speak("id"))))
    assert "Tanggal: 25 Oktober 1917 menurut kalender Julian" in told


def test_a_doubtful_fact_always_comes_with_a_note(facts: tuple[Fact, ...], tongues: Tongues) -> None:
    """Its own note, or a general one when its author wrote none."""
    _, disputed, unsure = facts
    assert "Note: Other sources name Harbin." in plain(Reply(tell(disputed, tongues.speak("en"))))
    assert "Catatan: Begitulah menurut sumbernya" in plain(Reply(tell(unsure, tongues.speak("id"))))
    assert "menurut sumbernya)" in brief(unsure, tongues.speak("id"))


def test_a_fact_in_another_language_says_so(facts: tuple[Fact, ...], tongues: Tongues) -> None:
    """A text that the member may not read is not passed off as theirs."""
    assert "(This fact is only available in Indonesian.)" in plain(Reply(tell(facts[2], tongues.speak("en"))))
    javanese = replace(facts[2], text={"jv": "Ing taun 1918"})
    assert "bahasa jv" in plain(Reply(tell(javanese, tongues.speak("id"))))


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("satu dua", 8, "satu dua"),
        ("satu dua tiga", 10, "satu dua…"),
        ("abcdefghij", 5, "abcd…"),
        ("ab", 0, ""),
    ],
)
def test_shortening_cuts_between_words_and_shows_it(text: str, limit: int, short: str) -> None:
    """And never returns more than was asked for."""
    assert shorten(text, limit) == short


@given(st.text(), st.integers(0, 50))
def test_shortening_keeps_its_limit(text: str, limit: int) -> None:
    """For any text."""
    assert len(shorten(text, limit)) <= limit


def test_a_short_answer_reads_as_a_sentence() -> None:
    """A capital and a full stop, unless it has its own."""
    assert sentence("kapal perang Iwami") == "Kapal perang Iwami."
    assert sentence("24 Juni 1922 M.") == "24 Juni 1922 M."
