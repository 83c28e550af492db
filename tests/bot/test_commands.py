"""The one table of commands."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bot.commands import TABLE, read


def test_no_two_commands_answer_to_the_same_name() -> None:
    """In any language."""
    counts = Counter(name for row in TABLE for name in row.names)
    assert max(counts.values()) == 1


def test_names_can_be_registered_on_every_platform() -> None:
    """Lower case letters, digits and underscores, at most 32."""
    for row in TABLE:
        assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in row.names)


@pytest.mark.parametrize(
    ("line", "name", "args"),
    [
        ("/help", "help", {}),
        ("/BANTUAN", "help", {}),
        ("/fakta  iwami-reaches ", "fact", {"fact": "iwami-reaches"}),
        ("/fact", "fact", {}),
        ("/help me", "help", {}),
        ("/ keluar", "quit", {}),
        ("/nonsense x", "nonsense", {}),
        ("/", "", {}),
    ],
)
def test_a_line_with_a_slash_is_a_command(line: str, name: str, args: dict[str, str]) -> None:
    """By its name or an alias in any language, with what follows as its option."""
    typed = read(line)
    assert typed is not None
    assert (typed.name, typed.args) == (name, args)


@pytest.mark.parametrize("line", ["help", "Kapan /help?", ""])
def test_any_other_line_is_none(line: str) -> None:
    """Words are questions."""
    assert read(line) is None
