"""Every word of the bot's own comes from the catalogues, in replies of every kind.

In a made-up language each message is longer and in brackets.  What is left outside the brackets must come
from the packs, from the members, from dates as the language data word them, or from names that every
language shares.
"""

from __future__ import annotations

import asyncio
import gettext
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from bot.cli.knowledge import read_packs
from bot.commands import TABLE
from bot.i18n import Tongue, Tongues
from bot.menu import ENDONYMS
from bot.reply_json import as_json
from facts.date_words import word
from facts.day import DAYS, day_in_words
from facts.library import shipped
from tests.contract.kinds import HOMEPAGE, OLD_STYLE, OPERATOR, play

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from facts.fact import Fact

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MESSAGE: Final = re.compile("⟦[^⟦⟧]*⟧")
_SHOWN: Final = ("text", "label", "title", "caption", "description", "hint", "filled", "copies", "alt")
_SAME_EVERYWHERE: Final = "Babad MIT WIB UTC Asia Jakarta json my data circa c Julian Gregorian"


class Pseudo(gettext.NullTranslations):
    """Messages two fifths longer, in brackets, their placeholders kept."""

    def gettext(self, message: str) -> str:
        """Lengthen."""
        return f"⟦{message}{'~' * (len(message) * 2 // 5)}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As one message."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def shown(value: Any) -> Iterator[str]:
    """Every text in a reply or form as JSON that members see; small talk is data of its own."""
    if isinstance(value, list):
        yield from chain.from_iterable(map(shown, value))
    elif isinstance(value, dict):
        for name, part in value.items():
            if isinstance(part, str):
                yield from (part,) if name in _SHOWN else ()
            else:
                yield from shown(part)


def own(fact: Fact) -> Iterator[str]:
    """The words of a fact, and its date in words."""
    yield from (fact.id, fact.pack, *fact.text.values(), *fact.note.values())
    yield from chain.from_iterable(answer.values() for answer in fact.answers.values())
    yield from chain.from_iterable(fact.asked.values())
    if fact.when is not None:
        yield word(fact.when, "en")


def test_no_reply_says_a_word_of_its_own(tmp_path: Path) -> None:
    """Of about forty kinds, in their longest form."""
    pseudo = Tongue("en", Pseudo())
    played = asyncio.run(play("en", tmp_path, Tongues({"id": pseudo, "en": pseudo})))
    packs = read_packs((*shipped(), OLD_STYLE))
    known: list[str | None] = [_SAME_EVERYWHERE, HOMEPAGE, OPERATOR, *ENDONYMS.values()]
    known += chain.from_iterable(row.names for row in TABLE)
    known += [day_in_words(day, "en") for day in DAYS]
    for pack in packs:
        known += [pack.id, *pack.title.values(), pack.license or ""]
        known += chain.from_iterable(own(fact) for fact in pack.facts)
        for source in pack.sources.values():
            known += [
                *source.title.values(),
                *source.url.values(),
                source.author,
                source.publisher,
                source.id,
            ]
    for kind, (lines, said) in played.items():
        if kind == "small talk":
            continue
        words = set(_LETTERS.findall(" ".join((*filter(None, known), *lines)).casefold()))
        texts = list(shown(as_json(said)))
        assert texts, kind
        for text in texts:
            left = text
            while _MESSAGE.search(left):
                left = _MESSAGE.sub(" ", left)
            assert not {one.casefold() for one in _LETTERS.findall(left)} - words, (kind, text)
