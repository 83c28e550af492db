"""Values of options as they are kept in an announcement, and as buttons carry them."""

from __future__ import annotations

from datetime import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from bot.announcements.announcement import EVERY_DAY, Style
from bot.announcements.wish import TAGS, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.announcements.announcement import Announcement
    from bot.announcements.wish import Meaning

LONGEST_REVEAL: Final = 23
"""Hours from a question to its answer; the next day has a question of its own."""


def chosen(meanings: Iterable[Meaning]) -> Mapping[str, Any]:
    """The fields of an announcement that ``meanings`` set; lists hold everything said of one option."""
    values: dict[str, Any] = {}
    tags: dict[str, tuple[str, ...]] = {}
    for meaning in meanings:
        several = tuple(filter(None, meaning.value.split(",")))
        match meaning.option:
            case Option.TIME:
                values["at"] = time.fromisoformat(meaning.value)
            case Option.ZONE:
                values["zone"] = meaning.value or None
            case Option.DAYS:
                values["days"] = values.get("days", frozenset()) | frozenset(map(int, meaning.value))
            case Option.STYLE:
                values["style"] = Style(meaning.value)
            case Option.QUESTION:
                values["reveal"] = int(meaning.value)
            case Option.LANGUAGE:
                values["languages"] = _joined(values.get("languages", ()), several)
            case Option.PACK:
                values["packs"] = _joined(values.get("packs", ()), several)
            case _:
                tags[meaning.option] = _joined(tags.get(meaning.option, ()), several)
    if tags:
        values["tags"] = MappingProxyType(tags)
    return values


def standing(announcement: Announcement, option: Option) -> str:  # noqa: PLR0911  # one for each
    """The value that ``option`` has, as ``Meaning`` has it."""
    match option:
        case Option.TIME:
            return f"{announcement.at:%H:%M}"
        case Option.ZONE:
            return announcement.zone or ""
        case Option.DAYS:
            return "".join(map(str, sorted(announcement.days or EVERY_DAY)))
        case Option.STYLE:
            return announcement.style
        case Option.QUESTION:
            return str(announcement.reveal)
        case Option.LANGUAGE:
            return ",".join(announcement.languages)
        case Option.PACK:
            return ",".join(announcement.packs)
        case _:
            return ",".join(announcement.tags.get(option, ()))


def put(announcement: Announcement, option: Option, value: str | None, *, there: bool) -> Mapping[str, Any]:
    """The fields with one more or one less of the values that ``option`` has; without any for None."""
    kept = [each for each in standing(announcement, option).split(",") if each and value not in {None, each}]
    several = (*kept, value) if value is not None and there else tuple(kept)
    if option in TAGS:
        tags = {**announcement.tags, option.value: several}
        return {"tags": MappingProxyType({group: named for group, named in tags.items() if named})}
    return {"languages" if option is Option.LANGUAGE else "packs": several}


def _joined(before: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *more)))
