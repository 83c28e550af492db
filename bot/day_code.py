"""A day of the almanac with its filters and its page, within the few bytes that a button carries.

``--08-17 =r80t8~0123456789abp2``: tags as a hexadecimal number for each group, one bit for each in the
order of the closed list, which grows only at its end; packs by digest; the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.references import digest
from facts.day_filter import EVERYTHING, PACK, DayFilter
from facts.day_vocabulary import TAGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MOST_PACKS: Final = 2
"""Packs that a button can carry beside everything else."""
_CODE: Final = re.compile(
    r"=(?:e(?P<era>[0-9a-f]{1,2}))?(?:r(?P<region>[0-9a-f]{1,2}))?(?:t(?P<theme>[0-9a-f]{1,5}))?"
    r"(?P<packs>(?:~[0-9a-f]{12}){0,2})(?:p(?P<page>[1-9][0-9]{0,2}))?"
)


def code_of(narrowed: DayFilter, page: int = 1) -> str:
    """What stands behind the day on a button; nothing without filters on the first page."""
    code = "".join(_parts(narrowed, page))
    return f" ={code}" if code else ""


def split_code(wish: str, packs: Collection[str]) -> tuple[str, DayFilter, int]:
    """What a button carried: the day, the filters and the page; a wish in words as it is.

    A pack that is no more is named by its digest.
    """
    day, _, code = wish.rpartition(" ")
    read = _CODE.fullmatch(code)
    if read is None:
        return wish, EVERYTHING, 1
    narrowed = EVERYTHING
    for group, tags in TAGS.items():
        bits = int(read[group] or "0", 16)
        for at, tag in enumerate(tags):
            if bits >> at & 1:
                narrowed = narrowed.adding(group, tag)
    known = {digest(pack): pack for pack in packs}
    for short in re.findall("~[0-9a-f]+", read["packs"]):
        narrowed = narrowed.adding(PACK, known.get(short, short))
    return day, narrowed, int(read["page"] or "1")


def _parts(narrowed: DayFilter, page: int) -> Iterator[str]:
    for group, tags in TAGS.items():
        bits = sum(1 << tags.index(tag) for tag in narrowed.tags.get(group, ()))
        if bits:
            yield f"{group[0]}{bits:x}"
    yield from map(digest, narrowed.packs)
    if page > 1:
        yield f"p{page}"
