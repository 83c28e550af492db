"""What a day can be narrowed to: packs, and the eras, regions and themes that facts are tagged with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from facts.day_vocabulary import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from facts.almanac import Almanac

PACK: Final = "pack"
GROUPS: Final = (PACK, *TAGS)
"""The kinds of filters; of each several values can be named, of which a fact has to have one."""
_NO_TAGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DayFilter:
    """Packs by id, and tags by group in the order of the closed lists; nothing named, nothing left out."""

    packs: tuple[str, ...] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_TAGS)

    def __bool__(self) -> bool:
        """Whether anything is named."""
        return bool(self.packs or any(self.tags.values()))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Every value with its group."""
        yield from ((PACK, pack) for pack in self.packs)
        yield from ((group, tag) for group, tags in self.tags.items() for tag in tags)

    def narrow(self, almanac: Almanac) -> Almanac:
        """What is left of the almanac."""
        return almanac.only(packs=self.packs, tags=self.tags) if self else almanac

    def adding(self, group: str, value: str) -> DayFilter:
        """The same with one value more."""
        if group == PACK:
            return replace(self, packs=tuple(dict.fromkeys((*self.packs, value))))
        named = {*self.tags.get(group, ()), value}
        chosen = {**self.tags, group: tuple(tag for tag in TAGS[group] if tag in named)}
        ordered = {one: chosen[one] for one in TAGS if chosen.get(one)}
        return replace(self, tags=MappingProxyType(ordered))


EVERYTHING: Final = DayFilter()
"""No filter at all."""
