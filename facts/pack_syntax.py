"""What the YAML parser complains of, said so that somebody who never heard of parsers can mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from yaml.error import MarkedYAMLError

if TYPE_CHECKING:
    from yaml import YAMLError


class _Complaint(NamedTuple):
    """A complaint by the words of the C parser or of the pure one, and ours for it.

    ``at_start`` puts it where the unfinished thing began rather than where the parser gave up.
    """

    pattern: re.Pattern[str]
    problem: str
    hint: str
    at_start: bool = False


def _complaint(pattern: str, problem: str, hint: str, *, at_start: bool = False) -> _Complaint:
    return _Complaint(re.compile(pattern), problem, hint, at_start)


# Matched against "context: problem"; the first that is found wins, so the particular stands first.
_COMPLAINTS: Final = (
    _complaint(
        "mapping values are not allowed",
        "a colon followed by a space stands inside a text, or the line is indented too far",
        "put a text that has a colon into quotation marks, and align keys with those above them",
    ),
    _complaint(
        "cannot start any token",
        "the text begins with a sign that has a meaning of its own in YAML, or the line begins with a tab",
        "put the text into quotation marks, and indent with spaces only",
    ),
    _complaint(
        "quoted scalar.*(end of stream|document separator)",
        "the quotation mark that opens here is never closed",
        "add the closing one, and write a quotation mark inside the text twice",
        at_start=True,
    ),
    _complaint(
        "escape",
        "a backslash stands inside double quotation marks",
        "use single quotation marks, or write the backslash twice",
    ),
    _complaint(
        r"expected ',' or '\]'",
        "the list that opens here with [ is not closed",
        "add ] after its last item, a comma between items, and quotation marks around items with commas",
        at_start=True,
    ),
    _complaint(
        r"expected ',' or '\}'",
        "the group that opens here with { is not closed",
        "add } after its last value, a comma between values, and quotation marks around texts with commas",
        at_start=True,
    ),
    _complaint(
        "expected '-' indicator|block sequence entries|block collection.*expected <block end>",
        "this line does not belong to the list it stands in",
        'begin every item with "- " and indent all items alike',
    ),
    _complaint(
        "(did not find expected key|expected <block end>)",
        "this line is not indented like those it belongs to",
        "align it with them, and double each quotation mark that stands inside a quoted text",
    ),
    _complaint(
        "could not find expected ':'",
        "this is neither a key with a colon nor part of the text above",
        "write it as key: value, or indent it deeper than the key above",
        at_start=True,
    ),
    _complaint(
        "(expected|find expected) '?<document start>",
        "something stands here after the end of the pack",
        "delete it, or indent it so that it belongs to a key",
    ),
    _complaint(
        "expected (the )?node content",
        "a value is missing before this sign",
        "write the value, or put a text that begins with this sign into quotation marks",
    ),
)


def explain(error: YAMLError) -> tuple[int, int, str, str]:
    """Line, column, problem and hint for what the parser could not read."""
    if not isinstance(error, MarkedYAMLError):
        return 1, 1, "this is not YAML text", "write the pack in a plain text editor, not a word processor"
    words = f"{error.context or ''}: {error.problem or ''}"
    for complaint in _COMPLAINTS:
        if complaint.pattern.search(words):
            mark = error.context_mark if complaint.at_start else error.problem_mark
            return *_place(mark or error.problem_mark), complaint.problem, complaint.hint
    return (
        *_place(error.problem_mark),
        f"YAML cannot be read on from here ({error.problem})",
        "compare the line with those above it: indentation, quotation marks and brackets",
    )


def _place(mark: object) -> tuple[int, int]:
    return getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1
