"""The languages' data hold together: same keys, no word twice, nothing that undoes itself."""
# ruff: noqa: D103  # each test's name says what it holds

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from facts.language.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = resources.files("facts.language")
DATA: dict[str, dict[str, Any]] = {
    entry.name.removesuffix(".yaml"): yaml.load(entry.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506
    for entry in _FOLDER.iterdir()
    if entry.name.endswith(".yaml") and entry.name.count(".") == 1 and entry.name != "concepts.yaml"
}
FIRST = min(DATA)

each_language = pytest.mark.parametrize("code", sorted(DATA))


def _lists(value: object, path: str = "") -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, list):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(inner, f"{path}.{key}")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)


def _keys_in_order(node: yaml.Node) -> Iterator[tuple[int, list[str]]]:
    if isinstance(node, yaml.MappingNode):
        yield node.start_mark.line, [key.value for key, _ in node.value]
        for _, value in node.value:
            yield from _keys_in_order(value)


def _written(code: str) -> yaml.Node:
    node = yaml.compose(_FOLDER.joinpath(f"{code}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert node is not None
    return node


@each_language
def test_languages_have_the_same_keys(code: str) -> None:
    assert list(DATA[code]) == list(DATA[FIRST])
    for key in ("question_words", "answer_types", "answer_markers", "numbers", "affixes", "concepts"):
        assert list(DATA[code][key]) == list(DATA[FIRST][key])


@each_language
def test_a_file_is_named_after_its_language(code: str) -> None:
    assert DATA[code]["language"] == code


@each_language
def test_no_key_is_written_twice(code: str) -> None:
    for line, keys in _keys_in_order(_written(code)):
        assert [key for key, times in Counter(keys).items() if times > 1] == [], f"line {line + 1}"


@each_language
def test_no_list_holds_an_item_twice(code: str) -> None:
    for path, items in _lists(DATA[code]):
        seen = Counter(str(item) for item in items)
        assert [item for item, times in seen.items() if times > 1] == [], path


@each_language
def test_no_list_of_concepts_is_empty(code: str) -> None:
    assert [key for key, members in DATA[code]["concepts"].items() if not members] == []


@each_language
def test_everything_is_lower_case_and_trimmed(code: str) -> None:
    assert [text for text in _texts(DATA[code]) if text != text.lower().strip()] == []


@each_language
def test_slang_has_a_meaning_that_is_not_itself(code: str) -> None:
    assert [key for key, value in DATA[code]["slang"].items() if not words(value) or value == key] == []


@each_language
def test_slang_is_unlike_once_folded(code: str) -> None:
    folded = Counter(tuple(words(key)) for key in DATA[code]["slang"])
    assert [key for key, times in folded.items() if times > 1 or not key] == []


@each_language
def test_one_pass_undoes_slang(code: str) -> None:
    slang = DATA[code]["slang"]
    again = {
        key: value
        for key, value in slang.items()
        if value in slang or any(word in slang for word in value.split())
    }
    assert again == {}


@each_language
def test_slang_is_no_stop_word_unless_it_stands_for_one(code: str) -> None:
    stop_words = set(DATA[code]["stop_words"])
    slang = DATA[code]["slang"]
    assert [k for k, value in slang.items() if k in stop_words and value not in stop_words] == []


@each_language
def test_slang_leaves_every_language_its_words(code: str) -> None:
    for language in DATA.values():
        vocabulary = {member for members in language["concepts"].values() for member in members}
        assert sorted(set(DATA[code]["slang"]) & vocabulary) == []


@each_language
def test_stop_words_mean_nothing(code: str) -> None:
    meaning = {word for members in DATA[code]["concepts"].values() for word in members}
    numbers = DATA[code]["numbers"]
    meaning |= {*numbers["units"], *numbers["multipliers"], *numbers["ordinals"], *DATA[code]["negation"]}
    assert [word for word in DATA[code]["stop_words"] if word in meaning] == []


@each_language
def test_a_word_is_in_three_concepts_at_most(code: str) -> None:
    groups = Counter(word for members in DATA[code]["concepts"].values() for word in members)
    assert [word for word, times in groups.items() if times > 3] == []


@each_language
def test_a_concept_is_said_in_three_words_at_most(code: str) -> None:
    long = [word for members in DATA[code]["concepts"].values() for word in members if len(word.split()) > 3]
    assert long == []


@each_language
def test_single_words_where_only_words_are_compared(code: str) -> None:
    data = DATA[code]
    lists = [data["negation"], data["pronouns"], *data["answer_markers"].values()]
    assert [item for items in lists for item in items if len(words(item)) != 1] == []


@each_language
def test_numbers_are_numbers(code: str) -> None:
    numbers = DATA[code]["numbers"]
    for table in ("units", "teens", "multipliers", "ordinals"):
        assert all(value.isdecimal() for value in numbers[table].values()), table


@each_language
def test_rules_are_pairs(code: str) -> None:
    for name in ("old_spelling", "spelling_rules"):
        assert all(len(rule) == 2 and rule[0] and rule[0] != rule[1] for rule in DATA[code][name])
