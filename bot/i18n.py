"""The bot's own words in each language: gettext catalogues, chosen explicitly and handed along.

English stands in the source.  Extraction looks for ``gettext``, ``ngettext`` and ``mark``; the catalogues
are ``locales/<language>/LC_MESSAGES/babad.po`` and their compiled files are built, never committed.
Facts are not messages: packs hold their own languages.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALES: Final = Path(__file__).with_name("locales")
DOMAIN: Final = "babad"
DEFAULT: Final = "id"
"""The language of the community that the bot was made for, spoken when nothing tells otherwise."""


class CatalogueError(Exception):
    """The catalogues are not there to be read; the message says what to do."""


def mark(message: str) -> str:
    """``message`` itself, marked for extraction where it is written before its language is known."""
    return message


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language that the bot speaks: its code and its words."""

    code: str
    words: gettext.NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """``message`` in this language, its placeholders filled in."""
        return self.words.gettext(message).format(**values)

    def ngettext(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form for ``count`` in this language, ``{count}`` and its other placeholders filled in."""
        return self.words.ngettext(one, many, count).format(count=count, **values)


@dataclass(frozen=True, slots=True)
class Tongues:
    """Every language that the bot speaks."""

    by_code: Mapping[str, Tongue]

    def code(self, wish: str | None) -> str | None:
        """The code of ``wish`` when it is spoken: ``id-ID`` and ``id_ID.UTF-8`` count as ``id``."""
        code = (wish or "").replace("_", "-").partition("-")[0].casefold()
        return code if code in self.by_code else None

    def speak(self, *wishes: str | None) -> Tongue:
        """The first wish that is spoken, else the default."""
        return self.by_code[next(filter(None, map(self.code, wishes)), DEFAULT)]


def load(locales: Path = LOCALES) -> Tongues:
    """Read the compiled catalogues.

    Raises:
        CatalogueError: if one is missing or broken.
    """
    codes = sorted(path.parts[-3] for path in locales.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    try:
        return Tongues({code: Tongue(code, gettext.translation(DOMAIN, locales, [code])) for code in codes})
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(
            "The message catalogues are not compiled; install the project again: pip install --editable ."
        ) from error
