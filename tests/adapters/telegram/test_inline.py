"""Inline mode: facts to post in any chat, complete with their sources, and a way to the private chat."""

from __future__ import annotations

import pytest

from bot.blocks import Citation, Reply, Sources, Span, Text
from bot.seam import Choice, Command, Lookup, Press
from tests.adapters.telegram.stage import Script, play, said, stage
from tests.servers.telegram import TelegramServer

FACT = Reply(
    (
        Text((Span("Iwami tiba pada 12 Januari 1918. @siti /start"),)),
        Sources("Sumber", (Citation("Intervensi", "https://id.wikipedia.org/wiki/I"),)),
    )
)
CHOICES = (
    Choice("fact:iwami-reaches-vladivostok", "Iwami tiba di Vladivostok", "12 Januari 1918", FACT),
    Choice("fact:iwami-reaches-vladivostok", "Iwami tiba di Vladivostok", "12 Januari 1918", FACT),
    Choice("fact:long é", "x" * 500, "", said("kata " * 2_000)),
    Choice("word", "tanpa jawaban"),
)


def test_what_is_found_is_offered_as_articles_with_their_sources() -> None:
    """Each once, for this member alone, cached for five minutes."""

    async def scene() -> None:
        async with stage(Script(choices=CHOICES)) as scene:
            siti = scene.server.add_user("Siti", language_code="id")
            answer = await scene.server.inline(siti, "iwami")
            first, second = answer.results
            assert (first["title"], first["description"]) == ("Iwami tiba di Vladivostok", "12 Januari 1918")
            assert "Sumber: Intervensi" in first["message"]["text"]
            assert [entity["type"] for entity in first["message"]["entities"]] == ["italic", "text_link"]
            assert len(second["title"]) <= 100
            assert (answer.cache_time, answer.is_personal) == (300, True)
            assert answer.button == {"text": "Tanya aku lewat obrolan pribadi", "start_parameter": "inline"}
            lookup = scene.script.lookups[0]
            assert (lookup.parameter, lookup.prefix, lookup.answers) == ("question", "iwami", True)
            assert lookup.place.private

    play(scene())


def test_ids_stay_the_same_for_the_same_fact_and_change_with_it() -> None:
    """Telegram tells results apart by them."""

    async def scene() -> None:
        script = Script(choices=CHOICES[:1])
        async with stage(script) as scene:
            siti = scene.server.add_user("Siti")
            one, again = [(await scene.server.inline(siti, "iwami")).results[0]["id"] for _ in range(2)]
            script.choices = (Choice("fact:iwami-reaches-vladivostok", "Iwami", "", said("versi baru")),)
            changed = (await scene.server.inline(siti, "iwami")).results[0]["id"]
            assert one == again != changed

    play(scene())


def test_a_posted_fact_leads_on_to_the_private_chat() -> None:
    """To the same fact; the button above the results just opens the chat."""

    async def scene() -> None:
        async with stage(Script(choices=CHOICES[:1])) as scene:
            siti = scene.server.add_user("Siti")
            answer = await scene.server.inline(siti, "iwami")
            button = answer.results[0]["reply_markup"]["inline_keyboard"][0][0]
            chat = scene.server.private(siti)
            await scene.server.say(chat, siti, f"/start {button['url'].partition('=')[2]}")
            await scene.server.next_message(chat)
            assert scene.script.last(Press).action == "fact:iwami-reaches-vladivostok"
            await scene.server.say(chat, siti, "/start inline")
            await scene.server.next_message(chat)
            assert scene.script.last(Command).name == "help"

    play(scene())


@pytest.mark.parametrize("query", ["", "  ", "tidak ada"])
def test_nothing_found_still_shows_the_way(query: str) -> None:
    """And is not cached: the next letter may find something."""

    async def scene() -> None:
        async with stage() as scene:
            siti = scene.server.add_user("Siti", language_code="fr")
            answer = await scene.server.inline(siti, query)
            assert not answer.results
            assert answer.cache_time == 0
            assert answer.button is not None

    play(scene())


def test_a_failure_while_suggesting_is_an_empty_answer() -> None:
    """Whoever types sees nothing of it."""

    class Failing(Script):
        async def suggest(self, lookup: Lookup) -> tuple[Choice, ...]:
            raise RuntimeError(lookup.prefix)

    async def scene() -> None:
        async with stage(Failing()) as scene:
            siti = scene.server.add_user("Siti")
            assert not (await scene.server.inline(siti, "iwami")).results

    play(scene())


def test_a_stale_query_is_no_error() -> None:
    """The member typed on; nobody waits for it."""

    async def scene() -> None:
        async with stage(Script(choices=CHOICES)) as scene:
            siti = scene.server.add_user("Siti")
            asked = await scene.server.begin(siti, "iwami")
            asked.expire()
            await scene.settled()
            assert len((await scene.server.inline(siti, "iwami")).results) == 2

    play(scene())


def test_inline_mode_can_be_switched_off() -> None:
    """Then the queries are not even asked for."""

    async def scene() -> None:
        async with TelegramServer() as server, stage(server=server, inline=False):
            assert "inline_query" not in server.updates.allowed

    play(scene())
