"""The index over facts, held against counting by hand: postings, concepts, capitals, records."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts import index as module
from facts import vocabulary
from facts.arrays import ArraysError, save
from facts.index import Builder, Index, Section, SectionKind, concepts_of
from facts.language import languages
from facts.language.meaning import meanings
from facts.language.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CODES = tuple(languages())
SAID = (
    *("perang", "berperang", "dunia", "perang dunia", "wars", "war", "world", "meninggal", "meninggalkan"),
    *("Semenov", "7.000", "7000", "orang", "gencatan", "senjata", "ceasefire", "the", "di"),
    *("ベルリン", "Katō", "·"),
)
SECTION = st.builds(
    Section,
    st.sampled_from(SectionKind),
    st.sampled_from(CODES),
    st.lists(st.sampled_from(SAID), max_size=6).map(" ".join),
)
FACTS = st.lists(st.lists(SECTION, min_size=1, max_size=3), max_size=8)


def built(facts: Sequence[Sequence[Section]]) -> Index:
    """An index over facts that are called by their numbers."""
    builder = Builder(CODES)
    for number, sections in enumerate(facts):
        builder.add(f"fact-{number}", json.dumps({"id": f"fact-{number}", "n": number}).encode(), sections)
    return Index(builder.finish(), CODES)


def of(*texts: str, language: str = "id") -> Index:
    """An index of one statement a fact."""
    return built([[Section(SectionKind.STATEMENT, language, text)] for text in texts])


def concept(index: Index, key: str) -> int:
    """The number of a concept."""
    (number,) = index.concepts([key])
    return number


def expressed(language: str, tokens: Sequence[str]) -> set[str]:
    """The concepts of a run of words in their language, looked for one by one."""
    found: set[str] = set()
    for token in tokens:
        found |= meanings(language).of_word(token)
    stems = tuple(languages()[language].stem(token) for token in tokens)
    for phrase, keys in meanings(language).phrases:
        if any(stems[i : i + len(phrase)] == phrase for i in range(len(stems) - len(phrase) + 1)):
            found |= keys
    return found


def expressed_by(sections: Sequence[Section]) -> set[str]:
    """The concepts of sections, each by itself."""
    return {key for section in sections for key in expressed(section.language, words(section.text))}


def joined(sections: Sequence[Section]) -> list[Section]:
    """Sections of one language that follow one another as one, through which phrases may run."""
    spoken = [section for section in sections if words(section.text)]
    return [
        Section(SectionKind.STATEMENT, language, " ".join(section.text for section in run))
        for language, run in groupby(spoken, key=lambda section: section.language)
    ]


@settings(deadline=None, max_examples=60)
@given(FACTS)
def test_the_holders_of_a_stem_are_those_that_counting_finds(facts: list[list[Section]]) -> None:
    """Each section by the stemmer of its own language; each fact once, in order."""
    index = built(facts)
    held: dict[str, set[int]] = {}
    for number, sections in enumerate(facts):
        for section in sections:
            for word in words(section.text):
                held.setdefault(languages()[section.language].stem(word), set()).add(number)
    every = {languages()[code].stem(word) for text in SAID for word in words(text) for code in CODES}
    for stem in every:
        number_of = index.stem_class(stem)
        if number_of is None:
            assert stem not in held
        else:
            assert index.holding(number_of).tolist() == sorted(held.get(stem, set()))
            assert index.holders(number_of) == len(held.get(stem, set()))
    classes = np.arange(len(index.parts["stem_hash"]), dtype=np.uint32)
    assert index.holders_of_each(classes).tolist() == [index.holders(number) for number in classes.tolist()]


@settings(deadline=None, max_examples=60)
@given(FACTS)
def test_concepts_are_those_that_looking_finds(facts: list[list[Section]]) -> None:
    """By word and by phrase, in the language of the section, in both directions."""
    index = built(facts)
    keys = concepts_of(CODES)
    held = [{keys[number] for number in index.concepts_in(fact)} for fact in range(index.facts)]
    for sections, found in zip(facts, held, strict=True):
        assert expressed_by(sections) <= found <= expressed_by(joined(sections))
    for key in keys:
        holders = index.meaning(concept(index, key)).tolist()
        assert holders == [fact for fact, found in enumerate(held) if key in found]


@settings(deadline=None, max_examples=60)
@given(FACTS)
def test_runs_of_words_and_records_are_kept(facts: list[list[Section]]) -> None:
    """Every section can be read back, and each fact found by its id."""
    index = built(facts)
    assert index.facts == len(facts)
    frequency: Counter[str] = Counter()
    for number, sections in enumerate(facts):
        start, end = int(index.fact_at[number]), int(index.fact_at[number + 1])
        assert end - start == len(sections)
        for place, section in enumerate(sections, start):
            run = index.tokens[int(index.section_at[place]) : int(index.section_at[place + 1])]
            assert [index.vocabulary.word(token) for token in run.tolist()] == words(section.text)
            assert index.section_kind[place] == section.kind
            assert CODES[index.section_language[place]] == section.language
            frequency.update(words(section.text))
        assert index.record(number) == {"id": f"fact-{number}", "n": number}
        assert index.find(f"fact-{number}") == number
        statements = [len(words(s.text)) for s in sections if s.kind is SectionKind.STATEMENT]
        assert index.size[number] == max(statements, default=0)
    assert index.find("fact") is None
    assert {index.vocabulary.word(i): count for i, count in enumerate(index.frequency.tolist())} == frequency


def test_one_meaning_is_found_across_languages() -> None:
    """An Indonesian and an English statement of a war both speak of war."""
    index = built(
        [
            [Section(SectionKind.STATEMENT, "id", "Perang pecah di Siberia")],
            [Section(SectionKind.STATEMENT, "en", "War broke out in Siberia")],
            [Section(SectionKind.STATEMENT, "en", "Semenov bought a horse")],
        ]
    )
    assert index.meaning(concept(index, "war")).tolist() == [0, 1]


def test_a_phrase_does_not_run_from_one_fact_into_the_next() -> None:
    """The last word of one and the first of the other say nothing together."""
    phrase, keys = next(
        (phrase, keys)
        for phrase, keys in meanings("en").phrases
        if len(phrase) == 2 and not keys <= expressed("en", phrase[:1]) | expressed("en", phrase[1:])
    )
    (key, *_) = sorted(keys - expressed("en", phrase[:1]) - expressed("en", phrase[1:]))
    together, apart, at_the_end = " ".join(phrase), phrase, phrase[0]
    index = of(together, *apart, at_the_end, language="en")
    assert index.meaning(concept(index, key)).tolist() == [0]


def test_keys_that_no_language_knows_have_no_number() -> None:
    """A concept that was taken out of the data is no error."""
    assert of("perang").concepts(["war", "no such concept"]) == of("perang").concepts(["war"])
    assert concepts_of(["id", "xx"]) == concepts_of(["id"])
    assert concepts_of(["xx"]) == ()


def test_facts_whose_ids_share_a_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A collision costs a look at the record, never a wrong fact."""
    index = of("perang", "damai", "gencatan")
    with monkeypatch.context() as patched:
        patched.setattr(vocabulary, "digest", lambda _: 7)
        index = built([[Section(SectionKind.STATEMENT, "id", text)] for text in ("perang", "damai")])
        assert [index.find(f"fact-{number}") for number in range(2)] == [0, 1]
        assert index.find("fact-2") is None


def test_a_stem_that_no_fact_holds_has_no_number() -> None:
    """Whether it would sort before, between or behind those that are held."""
    index = of("perang")
    missing = [stem for stem in map(str, range(50)) if index.stem_class(stem) is not None]
    assert missing == []
    assert index.stem_class("perang") is not None


def test_words_written_with_capitals_are_names() -> None:
    """Their share of capitals is 255 of 255; at the head of a sentence a capital says nothing."""
    index = of("Pasukan Semenov mundur", "Lalu semenov dan Semenov, pasukan", "Semenov. Semenov")

    def share(word: str) -> int:
        number = index.vocabulary.find(word)
        assert number is not None
        return int(index.capitals[number])

    assert share("semenov") == 2 * 255 // 5
    assert share("pasukan") == 0
    assert share("lalu") == 0


def test_a_capital_that_folds_to_no_word_of_the_text_is_passed_over() -> None:
    """A mark set apart from its letter ends the capital early, but not the word."""
    index = of("di E\u0301cole itu", "di K itu")
    assert index.vocabulary.find("e") is None
    assert index.vocabulary.find("ecole") is not None


def test_capitals_are_counted_in_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of statements only, and no more of them than tell something."""
    monkeypatch.setattr(module, "_SAMPLE", 1)
    index = built(
        [
            [Section(SectionKind.PHRASING, "id", "kapan Kolchak mundur")],
            [Section(SectionKind.STATEMENT, "id", "lalu Semenov mundur")],
            [Section(SectionKind.STATEMENT, "id", "lalu Kappel mundur")],
        ]
    )
    found = {index.vocabulary.word(i) for i in np.flatnonzero(index.capitals).tolist()}
    assert found == {"semenov"}


def test_a_long_statement_counts_as_255_words() -> None:
    """One byte a fact is enough for lengths."""
    assert of("kata " * 1000).size.tolist() == [255]


def test_a_section_of_a_language_that_is_not_indexed_is_refused() -> None:
    """The builder says so at once, not the reader later."""
    with pytest.raises(ValueError, match="not in tuple"):
        Builder(("id",)).add("x", b"{}", [Section(SectionKind.STATEMENT, "en", "war")])


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    """Nothing to find, nothing to divide by; saved and opened it is the same."""
    built([]).save(tmp_path / "x", {})
    for index in (built([]), Index.open(tmp_path / "x")[0]):
        assert index.facts == 0
        assert index.mean_size == 1.0
        assert index.find("fact-0") is None
        assert index.stem_class("perang") is None
        assert index.meaning(concept(index, "war")).tolist() == []


def test_facts_without_a_single_word_can_be_indexed() -> None:
    """A statement of signs only is held, though no word finds it."""
    index = of("…", "!!")
    assert index.facts == 2
    assert index.find("fact-1") == 1
    assert len(index.vocabulary) == 0


def test_a_saved_index_is_the_same_when_opened(tmp_path: Path) -> None:
    """All its parts, its languages, and what was said of it."""
    index = of("Pasukan Semenov mundur ke Chita", "Perang dunia")
    index.save(tmp_path / "x", {"made": "here"})
    opened, meta = Index.open(tmp_path / "x")
    assert meta == {"made": "here", "version": module.VERSION, "codes": list(CODES)}
    assert opened.codes == index.codes
    parts: Mapping[str, module.Array] = opened.parts
    assert list(parts) == list(index.parts)
    for name, part in index.parts.items():
        assert parts[name].tolist() == part.tolist(), name
        assert not parts[name].flags.writeable


def test_an_index_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is sound, but means something else."""
    with monkeypatch.context() as older:
        older.setattr(module, "VERSION", module.VERSION - 1)
        of("perang").save(tmp_path / "x", {})
    with pytest.raises(ArraysError, match="another version"):
        Index.open(tmp_path / "x")


def test_an_index_that_lacks_a_part_is_refused(tmp_path: Path) -> None:
    """Each is needed, so it is told when opening, not to the member who asks."""
    index = of("perang")
    for name in index.parts:
        kept = {other: part for other, part in index.parts.items() if other != name}
        save(tmp_path / "x", kept, {"version": module.VERSION, "codes": list(CODES)})
        with pytest.raises(ArraysError, match=name):
            Index.open(tmp_path / "x")
