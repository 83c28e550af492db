"""A button carries a day with its filters and page in few bytes, and brings them back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import fits_action
from bot.day_code import MOST_PACKS, code_of, split_code
from bot.references import digest
from bot.today import show_day
from facts.day import Day
from facts.day_filter import EVERYTHING, DayFilter
from facts.day_vocabulary import TAGS

PACKS = ("indonesia", "x" * 63, "y")


def chosen(packs: list[str], tags: dict[str, list[str]]) -> DayFilter:
    """A filter of those."""
    found = EVERYTHING
    for group, values in {"pack": packs, **tags}.items():
        for value in values:
            found = found.adding(group, value)
    return found


FILTERS = st.builds(
    chosen,
    st.lists(st.sampled_from(PACKS), max_size=MOST_PACKS, unique=True),
    st.fixed_dictionaries({group: st.lists(st.sampled_from(tags)) for group, tags in TAGS.items()}),
)


@given(FILTERS, st.integers(1, 999))
def test_whatever_is_carried_comes_back(narrowed: DayFilter, page: int) -> None:
    """Within what every platform carries."""
    action = show_day(Day(8, 17), "label", narrowed, page).action
    assert fits_action(action)
    assert split_code(action.removeprefix("today:"), PACKS) == ("--08-17", narrowed, page)


def test_the_longest_code_fits() -> None:
    """Every tag, as many packs as may be, and a high page."""
    narrowed = chosen(["x" * 63, "y"], {group: list(tags) for group, tags in TAGS.items()})
    assert fits_action(show_day(Day(12, 31), "", narrowed, 999).action)


def test_a_code_keeps_its_meaning() -> None:
    """Buttons work at any age: these must be read alike for ever, whatever is appended to the lists."""
    assert code_of(chosen([], {"region": ["indonesia"], "theme": ["science"]}), 2) == " =r80t8p2"
    assert code_of(chosen(["y"], {"era": ["ancient", "modern"]})) == f" =e12{digest('y')}"
    assert code_of(EVERYTHING) == ""


@pytest.mark.parametrize(
    "wish", ["17 agustus", "17 agustus =x", "=p0", "12 =r123", "a = b", "--08-17 =e1r2x", ""]
)
def test_words_are_left_as_they_are(wish: str) -> None:
    """What is no code is for whoever reads words."""
    assert split_code(wish, PACKS) == (wish, EVERYTHING, 1)


def test_a_pack_that_is_no_more_is_not_passed_over() -> None:
    """Lest everything be shown for it."""
    gone = digest("gone")
    assert split_code(f"--08-17 ={gone}", PACKS)[1].packs == (gone,)
