"""Questions as JSON Lines in, answers as JSON Lines out: one for each, in order, as they come.

A line that cannot be read is answered with its problem, and the next one is taken up.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz.distance import OSA

from bot.plain import clean, plain
from facts.pack_report import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from bot.answering import Answered, Answering

LONGEST: Final = 65_536
"""Bytes of a line; a question is a sentence, and history holds a few more."""

KEYS: Final = ("question", "language", "history")
"""What a line may hold beside its id."""
TYPO: Final = 2
"""Slips of the finger in a key that was still meant for one of these."""

Record = dict[str, Any]


class BadLineError(ValueError):
    """A line that holds no question: what is wrong, and its id when that could be read."""

    def __init__(self, problem: str, line_id: str | int | None = None) -> None:
        super().__init__(problem)
        self.line_id = line_id


@dataclass(frozen=True, slots=True)
class Request:
    """One question of a batch."""

    id: str | int
    question: str
    language: str | None = None
    history: tuple[str, ...] = ()


def run(answering: Answering, source: BinaryIO, target: BinaryIO, *, rank: int | None = None) -> bool:
    """Answer every line of ``source``; whether all of them could be read."""
    sound = True
    for number, line in numbered(source):
        try:
            request = parse(line)
            result = {"id": request.id, **answer(answering, request, rank=rank)}
        except BadLineError as error:
            sound = False
            result = {"id": error.line_id, "error": {"line": number, "problem": str(error)}}
        target.write(encode(result))
        target.flush()
    return sound


def numbered(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; of one too long, just enough to tell."""
    number = 0
    while line := source.readline(LONGEST + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST + 1)
        if line.strip():
            yield number, line


def parse(line: bytes) -> Request:
    """Read one line.

    Raises:
        BadLineError: if it holds no question.
    """
    data = _object(line)
    line_id = data.get("id")
    if not isinstance(line_id, str | int) or isinstance(line_id, bool):
        raise BadLineError("'id' must be a text or a whole number")
    _refuse_misspelt(data, line_id)
    question, language, history = data.get("question"), data.get("language"), data.get("history")
    if not isinstance(question, str):
        raise BadLineError("'question' must be a text", line_id)
    if not isinstance(language, str | None):
        raise BadLineError("'language' must be a text", line_id)
    history = [] if history is None else history
    if not isinstance(history, list) or not all(isinstance(item, str) for item in history):
        raise BadLineError("'history' must be a list of texts", line_id)
    return Request(line_id, question, language, tuple(history))


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST:
        raise BadLineError(f"the line is longer than {LONGEST} bytes")
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLineError("the line is not valid UTF-8") from error
    except RecursionError as error:
        raise BadLineError("the line is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise BadLineError(f"the line is not valid JSON: {error}") from error
    except ValueError as error:  # all else that can be wrong with it
        raise BadLineError("the line holds a number with too many digits") from error
    if not isinstance(data, dict):
        raise BadLineError("the line is not an object")
    return data


def _refuse_misspelt(data: dict[str, Any], line_id: str | int) -> None:
    """Refuse a key that is all but one of ours: to pass it over would answer another question.

    Other keys are the caller's own.
    """
    for key in data.keys() - set(KEYS):
        word = key[: 2 * TYPO + max(map(len, KEYS))].casefold()
        for known in KEYS:
            if known not in data and OSA.distance(word, known) <= TYPO:
                raise BadLineError(
                    f"{quoted(key)} is not a key of a question; did you mean '{known}'?", line_id
                )


def answer(answering: Answering, request: Request, *, rank: int | None = None) -> Record:
    """What a question comes to, as a record."""
    start = time.perf_counter()
    history = tuple(map(clean, request.history))
    answered = answering.answer(request.question, language=request.language, history=history)
    record = describe(answered)
    record["elapsed_ms"] = round((time.perf_counter() - start) * 1000, 3)
    if rank is not None:
        ranked = answering.searcher.rank(
            clean(request.question), rank, language=answering.known(request.language), history=history
        )
        record["ranked"] = [{"id": one.fact.id, "score": round(one.score, 6)} for one in ranked]
    return record


def describe(answered: Answered) -> Record:
    """A reply and what it rests on."""
    return {
        "outcome": answered.kind.value,
        "reply": plain(answered.reply),
        "facts": [
            {
                "id": one.fact.id,
                "pack": one.fact.pack,
                "text": clean(one.fact.in_language(answered.tongue.code)),
                "score": round(one.score, 6),
            }
            for one in answered.facts
        ],
        "confidence": round(answered.confidence, 4),
    }


def encode(record: Record) -> bytes:
    """One line of JSON; what UTF-8 cannot hold (a lone surrogate in an id) goes back escaped, as it came."""
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record).encode() + b"\n"
