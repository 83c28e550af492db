"""Every block with every text on every platform: taken, harmless and complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from bot import blocks
from bot.blocks import Reply
from tests.contract.cases import CASES, addresses, contents, descriptions, flat, words
from tests.contract.texts import HOSTILE, around, endless
from tests.contract.views import VIEWS, stray

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.blocks import Block
    from tests.contract.views import Shown, View

on_every_platform = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
of_every_type = pytest.mark.parametrize("kind", CASES, ids=lambda kind: kind.__name__)


def check(view: View, made: Iterable[Block], named: str) -> Shown:
    """Show blocks, and hold what is seen against what they say."""
    made = tuple(made)
    shown = view.show(Reply(made))
    missing(shown, made, f"{named} on {view.name}")
    harmless(shown, view, made, f"{named} on {view.name}")
    return shown


def missing(shown: Shown, made: Iterable[Block], named: str) -> None:
    """Raise for a word, an address or a file that got lost, and for words out of order."""
    seen, at = flat(shown.text), 0
    led = {flat(url) for _, url in shown.links}
    for block in made:
        for text in map(flat, words(block)):
            found = seen.find(text, at)
            assert found >= 0, f"{named}: {text[:60]!r} is not in {seen[at : at + 200]!r}"
            at = found + len(text)
        for text in map(flat, descriptions(block)):
            assert text in flat(shown.described) or text in seen, f"{named}: {text!r} is lost"
        for url in map(flat, addresses(block)):
            assert url in led or url in seen, f"{named}: {url!r} is lost"
    handed = [data for block in made for data in contents(block)]
    assert not shown.files or list(shown.files) == handed, named


def harmless(shown: Shown, view: View, made: Iterable[Block], named: str) -> None:
    """Raise for anything in foreign text that came to life."""
    meant = {flat(url) for block in made for url in addresses(block)}
    assert {flat(url) for _, url in shown.links} <= meant, named
    assert all(url.startswith(("http://", "https://")) for _, url in shown.links), named
    assert shown.styles <= view.decorations, named
    assert not stray(shown), named


def test_every_type_of_block_has_its_cases() -> None:
    """Whoever adds one adds it here, and to every adapter."""
    assert set(CASES) == set(get_args(blocks.Block))


@on_every_platform
@of_every_type
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(view: View, kind: type[Block], text: str) -> None:
    """Each block by itself, and all together as one reply."""
    made = tuple(CASES[kind](HOSTILE[text]))
    for block in made:
        check(view, (block,), text)
    check(view, made, text)


@on_every_platform
@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_is_shown_plainly(view: View, text: str) -> None:
    """No style, no link: nothing in a text is markup of ours."""
    shown = view.show(Reply((blocks.Text((blocks.Span(HOSTILE[text]),)),)))
    assert (shown.styles, shown.links) == (frozenset(), ())


@on_every_platform
@of_every_type
def test_text_at_a_limit_is_whole(view: View, kind: type[Block]) -> None:
    """One short of each limit that the platform has, at it, and one beyond."""
    for limit in view.limits:
        for named, text in around(limit):
            check(view, [next(CASES[kind](text))], named)


@on_every_platform
@of_every_type
def test_endless_text_goes_on_in_further_messages(view: View, kind: type[Block]) -> None:
    """Ten thousand characters, with and without spaces; no source and no word is lost."""
    for named, text in endless():
        check(view, [next(CASES[kind](text))], named)


@on_every_platform
def test_blocks_without_number_are_all_shown(view: View) -> None:
    """As many as no message holds, of every type in turn."""
    made = [block for kind in CASES for block in CASES[kind]("a *b* @everyone")] * 6
    check(view, made, "many blocks")
