"""Start links: every action comes back from its payload, and what does not fit waits in the notebook."""

from __future__ import annotations

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.places import place_of
from adapters.telegram.start_links import Errand, StartLinks, decode, encode, url
from bot.blocks import fits_action
from tests.adapters.telegram.stage import Memory

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
actions = st.text(st.characters(codec="ascii"), min_size=1, max_size=63).map(lambda text: f"{text}:"[-64:])


@given(actions)
def test_an_action_comes_back_as_it_was(action: str) -> None:
    """Whatever its characters; Telegram takes every payload."""
    for origin in ("", "-1002000000001", "-1002000000001:12"):
        payload = encode(action, origin)
        if payload is not None:
            assert PAYLOAD.fullmatch(payload)
            assert decode(payload) == Errand(action=action, origin=origin)


@pytest.mark.parametrize(
    "action", ["fact:iwami-reaches-vladivostok", "why:", "settings:zone", f"fact:{'a' * 50}"]
)
def test_usual_actions_fit(action: str) -> None:
    """Ids of facts cost one character more."""
    assert encode(action) is not None


@given(st.text(max_size=70))
def test_a_foreign_payload_is_nothing_or_an_action(payload: str) -> None:
    """Anybody can write a link; it never leads to an error."""
    errand = decode(payload)
    assert errand == Errand() or fits_action(errand.action)
    assert not errand.origin or place_of(errand.origin) is not None


@pytest.mark.parametrize(
    "errand",
    [
        Errand(command="check", args={"claim": "Iwami tiba pada 1918? — ya"}),
        Errand(action=f"report:{'_' * 57}"),
        Errand(action="fact:x"),
        Errand(action="announce:stop:17", origin="-1002000000001"),
        Errand(action=f"report:{'_' * 57}", origin="-1002000000001:12"),
        Errand(command="announce", args={"words": "07.00"}, origin="-1002000000001:12"),
        Errand(),
    ],
)
def test_every_errand_can_be_gone_on_with(errand: Errand) -> None:
    """Commands with free text as well."""

    async def there_and_back() -> Errand:
        links = StartLinks(Memory())
        payload = await links.payload(errand, "1")
        assert not payload or PAYLOAD.fullmatch(payload)
        return await links.errand(payload)

    assert asyncio.run(there_and_back()) == errand


def test_without_the_store_a_link_just_opens_the_chat() -> None:
    """And an unknown payload is none."""

    async def scene() -> None:
        memory = Memory()
        links = StartLinks(memory)
        assert await links.errand("nunknown") == Errand()
        memory.broken = True
        assert not await links.payload(Errand(command="check"), "1")
        assert await links.errand("nkey") == Errand()

    asyncio.run(scene())


def test_the_address_is_the_bots() -> None:
    """With the payload when there is one."""
    assert url("babad_bot") == "https://t.me/babad_bot"
    assert url("babad_bot", "awhy_-") == "https://t.me/babad_bot?start=awhy_-"
