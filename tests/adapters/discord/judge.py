"""What a reader sees of Discord's Markdown: a small parser of our own, written from the client's rules.

Independent of the adapter on purpose: it is the judge of what the adapter writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Seen:
    """A run of characters, how they are shown, and where they lead."""

    kind: str
    text: str
    target: str = ""


# In the order in which the client tries them at each character.
INLINE = [
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("link", re.compile(r"<(https?://[^\s<>]+)>")),
    ("bare link", re.compile(r"(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s]")),
    (
        "masked",
        re.compile(
            r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)"
        ),
    ),
    ("mention", re.compile(r"<@[!&]?\d+>|<#\d+>|@(?:everyone|here)|</[^:>]+:\d+>|<id:\w+>")),
    ("time", re.compile(r"<t:-?\d+(?::\w)?>|@time")),
    ("emoji", re.compile(r"<a?:\w+:\d+>")),
    ("code", re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")),
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("italic", re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)")),
    ("italic", re.compile(r"\b_((?:__|\\[\s\S]|[^\\_])+?)_\b")),
    ("strike", re.compile(r"~~([\s\S]+?)~~(?!_)")),
    ("spoiler", re.compile(r"\|\|([\s\S]+?)\|\|")),
    ("invite", re.compile(r"discord(?:\.gg|(?:app)?\.com/invite)/\w+")),
]
BEGINNINGS = frozenset("\\<[@`*_~|hsd")
"""The characters that any of these begins with."""
LINE = [
    ("heading", re.compile(r"#{1,3} +")),
    ("small", re.compile(r"-# +")),
    ("quote", re.compile(r">(?:>>)? ")),
    ("item", re.compile(r" *(?:[-*+]|\d+\.) +")),
]


def seen(markdown: str) -> list[Seen]:
    """What is shown of ``markdown``, line marks such as bullets left as text of their own kind."""
    found = []
    for line in markdown.split("\n"):
        begins = next(((kind, match) for kind, rule in LINE if (match := rule.match(line))), None)
        if begins is not None:
            found.append(Seen(begins[0], begins[1][0]))
            rest = line[begins[1].end() :]
            # The text of an item may begin with a list of its own.
            found += seen(rest) if begins[0] == "item" else [*_inline(rest, "plain")]
        else:
            found += _inline(line, "plain")
    return found


def _inline(text: str, kind: str) -> Iterator[Seen]:
    at = 0
    while at < len(text):
        if text[at] not in BEGINNINGS:
            yield Seen(kind, text[at])
            at += 1
            continue
        rule, match = next(
            ((rule, match) for rule, pattern in INLINE if (match := pattern.match(text, at))), ("", None)
        )
        if match is None:
            yield Seen(kind, text[at])
            at += 1
            continue
        yield from _node(rule, match, kind)
        at = match.end()


def _node(rule: str, match: re.Match[str], kind: str) -> Iterator[Seen]:
    if rule == "escape":
        yield Seen(kind, match[1])
    elif rule == "link":
        yield Seen(rule, match[1], match[1])
    elif rule == "code":
        yield Seen(rule, match[2])
    elif rule == "masked":
        for part in _inline(match[1], "plain"):
            yield Seen("link", part.text, match[2])
    elif match.re.groups:
        yield from _inline(match[1], rule if kind == "plain" else f"{kind} {rule}")
    else:
        yield Seen(rule, match[0])


def words(found: list[Seen]) -> str:
    """The characters that are shown."""
    return "".join(part.text for part in found)


def kinds(found: list[Seen]) -> set[str]:
    """How they are shown."""
    return {part.kind for part in found}
