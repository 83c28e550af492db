"""Replies in the private chat whose buttons act in the group that they came from."""

from __future__ import annotations

import asyncio

from adapters.telegram.messages import messages
from adapters.telegram.origins import carried, marked
from adapters.telegram.places import group_place, private_place
from bot.blocks import Action, Audience, Field, Form, Option, Reply
from bot.seam import Command, Event, Press, Right, Submit
from tests.adapters.telegram.stage import Script, play, said, stage

DONE = (Action("Selesai", "done:2:"), Action("Salin", "cite:a", copies="teks"))


def private(event: Event) -> Reply | Form | None:
    """Answer everybody aside, with buttons; one of them asks for something in a form."""
    if isinstance(event, Press) and event.action.startswith("report:"):
        return Form("report:a", "Lapor", (Field("kind", "Apa?", options=(Option("date", "Tanggal"),)),))
    if isinstance(event, Press):
        return said("sudah", actions=DONE, audience=Audience.ASKER, replaces=True)
    actions = (*DONE, Action("Lapor", "report:a", opens_form=True))
    return said("daftar " * 40, actions=actions, audience=Audience.ASKER)


def test_a_press_in_private_acts_in_the_group_that_it_came_from() -> None:
    """With the rights that the member has there; its reply takes the message's place and goes on so."""

    async def scene() -> None:
        async with stage(Script(private)) as scene:
            ratna = scene.server.add_user("Ratna")
            own = scene.server.private(ratna)
            group = scene.server.add_group("Kelas XI", admins=[ratna])
            await scene.server.say(group, ratna, "/reports@babad_bot")
            listed = await scene.server.next_message(own)
            for _ in range(2):
                await scene.server.press(ratna, listed, f"done:2:@{group.id}")
                await scene.settled()
                press = scene.script.last(Press)
                assert (press.action, press.place) == ("done:2:", group_place(group.id))
                assert (press.asker, press.member.rights) == (str(ratna.id), frozenset({Right.MANAGE}))
            assert listed.text == "sudah"
            assert len(scene.server.replies(own)) == 1

    play(scene())


def test_who_manages_nothing_there_does_not_by_being_alone_with_the_bot() -> None:
    """Nor whoever forges a button of a group that they are not in."""

    async def scene() -> None:
        async with stage(Script(private)) as scene:
            siti, budi = scene.server.add_user("Siti"), scene.server.add_user("Budi")
            own = scene.server.private(siti)
            group = scene.server.add_group("Kelas XI", admins=[budi], members=[siti])
            await scene.server.say(group, siti, "/reports@babad_bot")
            await scene.server.press(siti, await scene.server.next_message(own), f"done:2:@{group.id}")
            await scene.settled()
            assert scene.script.last(Press).member.rights == set()

    play(scene())


def test_a_form_opened_in_private_is_for_the_group() -> None:
    """And is sent with no right that the member has in private only."""

    async def scene() -> None:
        async with stage(Script(private)) as scene:
            siti = scene.server.add_user("Siti")
            own = scene.server.private(siti)
            group = scene.server.add_group("Kelas XI", members=[siti])
            await scene.server.say(group, siti, "/why@babad_bot")
            listed = await scene.server.next_message(own)
            await scene.server.press(siti, listed, f"report:a@{group.id}")
            field = await scene.server.next_message(own)
            await scene.server.press(siti, field, "~0.0")
            await scene.settled()
            submit = scene.script.last(Submit)
            assert (submit.place, submit.values) == (group_place(group.id), {"kind": "date"})
            assert submit.member.rights == set()

    play(scene())


def test_who_manages_the_group_fills_in_a_form_as_such() -> None:
    """Also in private; and what they are told there goes on to act in the group."""

    async def scene() -> None:
        async with stage(Script(private)) as scene:
            ratna = scene.server.add_user("Ratna")
            own = scene.server.private(ratna)
            group = scene.server.add_group("Kelas XI", admins=[ratna])
            await scene.server.say(group, ratna, "/why@babad_bot")
            listed = await scene.server.next_message(own)
            await scene.server.press(ratna, listed, f"report:a@{group.id}")
            await scene.server.press(ratna, await scene.server.next_message(own), "~0.0")
            told = await scene.server.next_message(own)
            submit = scene.script.last(Submit)
            assert (submit.place, submit.member.rights) == (group_place(group.id), frozenset({Right.MANAGE}))
            assert told.buttons[0]["callback_data"] == f"done:2:@{group.id}"

    play(scene())


def test_a_button_carries_the_group_where_it_can() -> None:
    """One that is full, or copies, stays as it is; alone with the bot there is nothing to carry."""
    full = Action("Penuh", "fact:" + "x" * 59)
    posted = messages(said("x", actions=(*DONE, full)))

    def carries(origin: int) -> list[str]:
        (one,) = marked(posted, group_place(origin))
        rows = one.parameters["reply_markup"]["inline_keyboard"]
        return [button.get("callback_data", "") for row in rows for button in row]

    assert carries(-100123) == ["done:2:@-100123", "", full.action]
    assert marked(posted, private_place(5)) == posted
    assert marked(posted, None) == posted
    (plain,) = messages(said("x"))
    assert marked([plain], group_place(-1)) == [plain]


def test_what_carries_no_group_is_an_action_alone() -> None:
    """Whatever somebody forged."""
    assert carried("done:2:@-100123") == ("done:2:", group_place(-100123))
    for data in ("done:2:", "done:2:@", "done:2:@x", "@-1", "done:@-1@-2", "done:@5", "done:@-\u0661"):
        assert carried(data) == (data, None)


def test_a_group_is_told_once_that_the_answer_is_in_private() -> None:
    """As before."""

    async def scene() -> None:
        async with stage(Script(private)) as scene:
            ratna = scene.server.add_user("Ratna")
            scene.server.private(ratna)
            group = scene.server.add_group("Kelas XI", admins=[ratna])
            await scene.server.say(group, ratna, "/reports@babad_bot")
            await scene.server.next_message(group)
            assert isinstance(scene.script.events[-1], Command)
            await asyncio.sleep(0)
            assert len(scene.server.replies(group)) == 1

    play(scene())
