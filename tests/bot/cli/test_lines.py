"""Batches: one line out for each line in, whatever stands in it."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.lines import LONGEST, BadLineError, Request, encode, numbered, parse, run

if TYPE_CHECKING:
    from bot.answering import Answering


def batch(answering: Answering, *lines: bytes, rank: int | None = None) -> tuple[bool, list[dict[str, Any]]]:
    """Run the lines; whether all were sound, and what came out."""
    target = io.BytesIO()
    sound = run(answering, io.BytesIO(b"\n".join(lines)), target, rank=rank)
    return sound, [json.loads(line) for line in target.getvalue().decode().splitlines()]


def test_every_outcome_has_its_record(answering: Answering) -> None:
    """With the facts that the reply shows, in the language of the reply."""
    sound, (answer, unknown, talk) = batch(
        answering,
        b'{"id": "a", "question": "When did the Iwami arrive?"}',
        b'{"id": 2, "question": "siapa komandannya?", "language": null, "history": null}',
        b'{"id": "c", "question": "makasih kak"}',
    )
    assert sound
    assert list(answer) == ["id", "outcome", "reply", "facts", "confidence", "elapsed_ms"]
    assert (answer["id"], answer["outcome"], answer["confidence"]) == ("a", "answer", 0.93)
    assert answer["facts"] == [
        {
            "id": "iwami-reaches-vladivostok",
            "pack": "siberia",
            "text": "The Japanese battleship Iwami reached Vladivostok on 12 January 1918.",
            "score": 9,
        }
    ]
    assert answer["reply"].startswith("12 January 1918.\nThe Japanese battleship")
    assert answer["elapsed_ms"] >= 0
    assert (unknown["id"], unknown["outcome"], len(unknown["facts"])) == (2, "unknown", 2)
    assert (talk["outcome"], talk["facts"]) == ("chitchat", [])


def test_the_best_facts_are_added_on_demand(answering: Answering) -> None:
    """Whatever the outcome, small talk included."""
    _, records = batch(
        answering, b'{"id": 1, "question": "hai"}', b'{"id": 2, "question": "Kapan Iwami tiba?"}', rank=2
    )
    for record in records:
        assert [one["id"] for one in record["ranked"]] == ["iwami-reaches-vladivostok", "semenov-supported"]


def test_history_and_language_reach_the_search(answering: Answering) -> None:
    """And nothing is remembered from one line to the next."""
    batch(
        answering,
        b'{"id": 1, "question": "Kapan Iwami tiba?"}',
        b'{"id": 2, "question": "terus?", "language": "en", "history": ["Siapa Semenov?"]}',
    )
    asked: list[Any] = answering.searcher.asked  # type: ignore[attr-defined]
    assert asked == [("Kapan Iwami tiba?", None, ()), ("terus?", "en", ("Siapa Semenov?",))]


@pytest.mark.parametrize(
    ("line", "line_id", "problem"),
    [
        (b"nonsense", None, "not valid JSON"),
        (b'{"id": 1', None, "not valid JSON"),
        (b"[" * 50_000, None, "nested too deeply"),
        (b'{"id": ' + b"9" * 5000 + b"}", None, "number with too many digits"),
        (b"[1]", None, "not an object"),
        (b'"text"', None, "not an object"),
        (b'{"question": "x"}', None, "'id'"),
        (b'{"id": true, "question": "x"}', None, "'id'"),
        (b'{"id": 1.5, "question": "x"}', None, "'id'"),
        (b'{"id": "a"}', "a", "'question'"),
        (b'{"id": "a", "question": 5}', "a", "'question'"),
        (b'{"id": "a", "question": "x", "language": 5}', "a", "'language'"),
        (b'{"id": "a", "question": "x", "history": "y"}', "a", "'history'"),
        (b'{"id": "a", "question": "x", "history": [1]}', "a", "'history'"),
        (b'{"id": "a", "question": "x", "langauge": "id"}', "a", "did you mean 'language'?"),
        (b'{"id": "a", "question": "x", "History": []}', "a", "did you mean 'history'?"),
        (b'{"id": "a", "qestion": "x"}', "a", "did you mean 'question'?"),
        (b'{"id": "a", "question": "\xff"}', None, "UTF-8"),
        (b'{"id": "a", "question": "' + b"x" * LONGEST + b'"}', None, "longer than"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_go_on(
    answering: Answering, line: bytes, line_id: str | None, problem: str
) -> None:
    """With its number in the input, and its id when that could be read."""
    sound, (first, bad, last) = batch(
        answering, b'{"id": 1, "question": "hai"}', b"", line, b'{"id": 3, "question": "hai"}'
    )
    assert not sound
    assert (first["id"], last["id"]) == (1, 3)
    assert bad["id"] == line_id
    assert bad["error"]["line"] == 3
    assert problem in bad["error"]["problem"]
    assert "sys." not in bad["error"]["problem"]


@pytest.mark.parametrize(
    "more", ['"language": "mixed"', '"lang": "id"', '"questions": 2', '"gold": ["x"]', '"": 0', '"l": 0']
)
def test_other_keys_and_languages_are_passed_over(more: str) -> None:
    """Callers may keep notes of their own in a line, also beside a key that looks much like them."""
    assert parse(f'{{"id": 1, "question": "x", {more}}}'.encode()).question == "x"


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_request_or_a_bad_line(line: bytes) -> None:
    """Never another error."""
    with suppress(BadLineError):
        assert isinstance(parse(line), Request)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_value_in_a_field_is_a_request_or_a_bad_line(value: object) -> None:
    """Whatever its type."""
    for field in ("id", "question", "language", "history"):
        line = json.dumps({"id": "a", "question": "x", field: value}).encode()
        with suppress(BadLineError):
            assert isinstance(parse(line), Request)


def test_a_byte_order_mark_and_blank_lines_are_passed_over() -> None:
    """As editors on Windows leave them."""
    assert parse(b'\xef\xbb\xbf{"id": 1, "question": "x"}\r\n').id == 1
    assert [number for number, _ in numbered(io.BytesIO(b"\n \r\na\n\nb"))] == [3, 5]


def test_a_line_too_long_is_never_held_in_memory() -> None:
    """And the line after it is read from its beginning."""
    source = io.BytesIO(b"x" * (LONGEST * 3) + b"\nnext\n")
    (first, long), (second, following) = numbered(source)
    assert (first, len(long)) == (1, LONGEST + 1)
    assert (second, following) == (2, b"next\n")


def test_letters_stay_letters_and_lone_surrogates_stay_escaped(answering: Answering) -> None:
    """Readable output, always valid UTF-8, and an id comes back as it was."""
    assert encode({"a": "é尼"}) == '{"a": "é尼"}\n'.encode()
    sound, (record,) = batch(answering, rb'{"id": "\ud800", "question": "Kapan \ud800?"}')
    assert sound
    assert record["id"] == "\ud800"


def test_control_characters_of_a_question_never_come_back(answering: Answering) -> None:
    """Nothing that a terminal would act on, in any field that is read by people."""
    target = io.BytesIO()
    question = json.dumps({"id": 1, "question": "Kapan \x1b[31m\x9b2J?"}).encode()
    run(answering, io.BytesIO(question), target)
    assert not {"\x1b", "\x9b"} & set(target.getvalue().decode())
    assert "u001b" not in target.getvalue().decode()
