"""What an announcement can be about and in which language: found by any of its names, and named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.announcements.vocabulary import named, plain
from bot.announcements.wish import TAGS, Meaning, Option
from bot.day_labels import TAGS as LABELS
from bot.day_labels import titled
from bot.plain import clean
from bot.references import DIGEST, digest
from bot.telling import LANGUAGES
from facts.day_vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.i18n import Tongue, Tongues
    from facts.fact import Pack

_BREAKS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Subjects:
    """The languages, packs and tags that there are."""

    tongues: Tongues
    packs: Sequence[Pack]

    def read(self, option: Option, text: str) -> str | None:
        """The value that ``text`` names; None when it names none of ``option``."""
        if option is Option.PACK and text.startswith(DIGEST):
            return next((pack.id for pack in self.packs if digest(pack.id) == text), None)
        return self._names.get(option, {}).get(_key(text))

    def all(self, option: Option) -> tuple[str, ...]:
        """Every value that there is."""
        if option is Option.LANGUAGE:
            return tuple(self.tongues.by_code)
        if option is Option.PACK:
            return tuple(pack.id for pack in self.packs)
        return tuple(LABELS[option])

    def label(self, option: Option, value: str, tongue: Tongue) -> str:
        """What one value is called."""
        if option is Option.LANGUAGE:
            return tongue.gettext(LANGUAGES.get(value, value))
        if option is Option.PACK:
            titles = (titled(pack, tongue) for pack in self.packs if pack.id == value)
            return next(titles, clean(value))
        label = LABELS[option].get(value)
        return value if label is None else tongue.gettext(label)

    def phrases(self) -> Iterator[tuple[str, Meaning]]:
        """Every name with what it means."""
        for option, names in self._names.items():
            for name, value in names.items():
                yield name, Meaning(option, value)

    @cached_property
    def _names(self) -> Mapping[Option, Mapping[str, str]]:
        found: dict[Option, dict[str, str]] = {Option.LANGUAGE: self._languages()}
        for option in TAGS:
            found[option] = {}
            for tag, label in LABELS[option].items():
                for name in (tag, *(tongue.gettext(label) for tongue in self.tongues.by_code.values())):
                    found[option].setdefault(_key(name), tag)
            for name, tag in vocabulary().tags[option].items():
                found[option].setdefault(_key(name), tag)
        found[Option.PACK] = {}
        for pack in self.packs:
            for name in (pack.id, *pack.title.values()):
                found[Option.PACK].setdefault(_key(name), pack.id)
        return found

    def _languages(self) -> dict[str, str]:
        names = dict.fromkeys(map(_key, named("languages")), "")
        for name, meaning in named("languages").items():
            names[_key(name)] = ",".join(self.tongues.by_code) if meaning == "all" else ""
        for code in self.tongues.by_code:
            for tongue in self.tongues.by_code.values():
                name = _key(tongue.gettext(LANGUAGES.get(code, code)))
                names |= {name: code, f"bahasa {name}": code}
            names[code] = code
        return names


def _key(text: str) -> str:
    return _BREAKS.sub(" ", plain(text)).strip()
