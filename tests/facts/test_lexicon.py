"""Which known word a misspelt one, a chat form or bare consonants most likely stand for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from facts import vocabulary
from facts.language import languages, lexicon
from facts.language.lexicon import BONES, is_function_word, known_words, nearest, standard_form
from facts.vocabulary import Vocabulary, skeleton


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a handful of words is known."""
    listed = ["perang", "parang", "peringatan", "kapal", "kapak", "kapas", "kapan", "brdcfgh", "1918"]
    book = Vocabulary(vocabulary.build(listed, listed)[0])
    monkeypatch.setattr(lexicon, "known_words", lambda: frozenset(listed))
    monkeypatch.setattr(lexicon, "_vocabulary", lambda: book)


def meant(word: str) -> list[tuple[str, float]]:
    """Nearest words with similarity to three places."""
    return [(known, round(similarity, 3)) for known, similarity in nearest(word)]


class TestNearest:
    """The word meant."""

    def test_a_misspelt_word_is_the_one_nearest(self) -> None:
        """With the similarity of that one."""
        assert meant("perabg") == [("perang", 0.833)]
        assert meant("kemedekaan") == [("kemerdekaan", 0.909)]

    @pytest.mark.usefixtures("few")
    def test_of_several_as_near_a_few_are_given(self) -> None:
        """Three, whichever way they differ."""
        found = nearest("kapax")
        assert len(found) == 3
        assert {word for word, _ in found} < {"kapal", "kapak", "kapas", "kapan"}
        assert {similarity for _, similarity in found} == {0.8}

    @pytest.mark.usefixtures("few")
    def test_bare_consonants_are_the_words_that_have_them(self) -> None:
        """The shortest first; they beat words that are only somewhat near."""
        assert sorted(meant("prng")) == [("parang", BONES), ("perang", BONES)]
        assert meant("prngtn") == [("peringatan", BONES)]

    @pytest.mark.usefixtures("few")
    def test_consonants_that_no_word_has_are_a_misspelt_word_still(self) -> None:
        """What is near is not forgotten because nothing has those bones."""
        assert meant("brxcfgx") == [("brdcfgh", 0.714)]

    @pytest.mark.usefixtures("few")
    def test_a_word_that_is_nearer_than_bones_stays(self) -> None:
        """One slip of seven letters is 0.86."""
        assert meant("brdcfgx") == [("brdcfgh", 0.857)]

    @pytest.mark.usefixtures("few")
    @pytest.mark.parametrize(
        "word", ["perang", "", "pr", "kapa", "1917", "per4ng", "zzzzzzzz", "ベルリン", "a" * 50]
    )
    def test_other_words_stand_for_themselves(self, word: str) -> None:
        """Known ones, short ones, numbers, and what is near nothing."""
        assert nearest(word) == ()

    @settings(deadline=None)
    @given(st.text(st.characters(codec="ascii", categories=["Ll"]), max_size=12))
    def test_what_is_found_is_known_and_alike(self, word: str) -> None:
        """Whatever is typed."""
        found = nearest(word)
        assert len(found) <= 3
        for known, similarity in found:
            assert known in known_words()
            likeness = 1 - OSA.distance(word, known) / max(len(word), len(known))
            assert similarity == pytest.approx(likeness) or (
                similarity == BONES and skeleton(known) == skeleton(word)
            )


class TestKnown:
    """The words of the data."""

    @pytest.mark.parametrize("word", ["perang", "war", "kapan", "when", "kemerdekaan"])
    def test_words_of_concepts_questions_and_grammar_are_known(self, word: str) -> None:
        """In every language."""
        assert word in known_words()

    def test_what_chat_words_stand_for_is_known(self) -> None:
        """Else a standard form would be taken for misspelt."""
        for language in languages().values():
            assert {word for _, value in language.slang.items() for word in value} <= known_words()

    @pytest.mark.parametrize(
        ("word", "joins"), [("yang", True), ("the", True), ("kapan", True), ("who", True), ("perang", False)]
    )
    def test_words_that_only_ask_or_join(self, word: str, joins: bool) -> None:  # noqa: FBT001 - a table
        """No misspelt word is read as one."""
        assert is_function_word(word) is joins


class TestStandardForm:
    """Chat forms and what they stand for."""

    @pytest.mark.parametrize(
        ("word", "code", "standard"),
        [
            ("nyerang", "id", "serang"),
            ("ngebunuh", "id", "bunuh"),
            ("jelasin", "id", "jelaskan"),
            ("kebunuh", "id", "terbunuh"),
            ("fightin", "en", "fighting"),
        ],
    )
    def test_informal_affixes_are_undone(self, word: str, code: str, standard: str) -> None:
        """At the end, at the beginning, or both."""
        assert standard_form(word, code) == standard

    @pytest.mark.parametrize("word", ["", "in", "ngin", "xyzzyin", "zzz"])
    def test_what_leads_to_no_known_word_has_none(self, word: str) -> None:
        """Too little is left, or nobody knows it."""
        assert standard_form(word, "id") is None

    @pytest.mark.parametrize("code", languages())
    def test_a_standard_form_is_never_the_word_itself(self, code: str) -> None:
        """It would be corrected for ever."""
        for word in sorted(known_words())[::7]:
            assert standard_form(word, code) != word
