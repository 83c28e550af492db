"""Gives replies: in place of what was pressed, to everyone, or aside to the one who asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from adapters.telegram import start_links
from adapters.telegram.courier import answer_to
from adapters.telegram.keyboards import markup, named
from adapters.telegram.limits import ALERT
from adapters.telegram.markup import utf16_length
from adapters.telegram.messages import messages
from adapters.telegram.origins import marked
from adapters.telegram.places import Ref, private_place
from bot.blocks import Audience, File, Image, Quiz, Reply, Span, Text
from bot.delivery import Sent
from bot.plain import plain
from bot.recent import Recent

if TYPE_CHECKING:
    from adapters.telegram.courier import Courier
    from adapters.telegram.messages import Message
    from adapters.telegram.occasions import Occasion
    from adapters.telegram.start_links import StartLinks
    from bot.i18n import Tongue, Tongues
    from bot.seam import Member, Place

WAITING: Final = 1_000
"""Replies that wait to be fetched in private, each as long as its link leads there."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is said to a member once they open the private chat, instead of doing again what led to it."""

    place: Place
    member: Member
    posted: list[Message]


class Replies:
    """Posts what the conversation says to whoever caused it; ``name`` is the bot's username."""

    def __init__(self, courier: Courier, links: StartLinks, tongues: Tongues, name: str) -> None:
        self._courier = courier
        self._links = links
        self._tongues = tongues
        self._name = name
        self._waiting: Recent[str, Waiting] = Recent(WAITING, start_links.LIFETIME)

    def tongue(self, occasion: Occasion) -> Tongue:
        """The language of the adapter's own words to the member."""
        return self._tongues.speak(occasion.member.locale)

    async def give(self, reply: Reply, occasion: Occasion) -> Ref | None:
        """Give a reply; the messages that it was posted as in the place itself, None if there are none."""
        private = occasion.place.private
        if occasion.aside or (reply.audience is Audience.ASKER and not private):
            await self._aside(reply, occasion)
            return None
        posted = marked(messages(reply), occasion.origin)
        if reply.replaces and occasion.pressed is not None:
            before = Ref(int(occasion.place.chat), (occasion.pressed,))
            if isinstance(await self._courier.edit(before, posted), Sent):
                return before
        outcome, _ = await self._courier.post(posted, answer_to(occasion.place, occasion.message))
        return Ref.read(outcome.ref) if isinstance(outcome, Sent) else None

    async def note(self, text: str, occasion: Occasion) -> None:
        """Say one sentence of the adapter's own: over the pressed button, else as a message."""
        short = utf16_length(text) <= ALERT
        answered = occasion.answer is not None and short and await occasion.answer.give(text)
        if not (answered or occasion.aside):
            await self._courier.post(_said(text), answer_to(occasion.place, occasion.message))

    async def _aside(self, reply: Reply, occasion: Occasion) -> None:
        """Give a reply to the asker alone: in an alert, in the private chat, or by a link to it."""
        alert = occasion.answer if _fits_alert(reply) else None
        if alert is not None and await alert.give(plain(reply), alert=True):
            return
        tongue = self.tongue(occasion)
        posted = marked(messages(reply), occasion.place)
        if await self.privately(posted, occasion):
            text = tongue.gettext("I have answered you in our private chat.")
            await self._point(text, start_links.url(self._name), occasion)
            return
        await self.invite(occasion, posted)

    async def privately(self, posted: list[Message], occasion: Occasion) -> bool:
        """Post to the member's private chat, if they ever opened it; those who speak as a chat have none."""
        user = int(occasion.member.user)
        if user < 0:
            return False
        outcome, _ = await self._courier.post(posted, answer_to(private_place(user)))
        return isinstance(outcome, Sent)

    def waiting(self, payload: str) -> Waiting | None:
        """What waits for whoever begins the private chat with ``payload``, as far as this process knows."""
        return self._waiting.get(payload)

    async def invite(self, occasion: Occasion, posted: list[Message] | None = None) -> None:
        """Lead the member to the private chat, where ``posted`` or else their errand awaits them."""
        payload = await self._links.payload(occasion.errand, occasion.member.user)
        # A command may have done something, which must not be done twice; an action bears it.
        if posted and payload and occasion.errand.command:
            self._waiting.put(payload, Waiting(occasion.place, occasion.member, posted))
        address = start_links.url(self._name, payload)
        if occasion.answer is not None and await occasion.answer.give(url=address):
            return
        text = self.tongue(occasion).gettext("Only you should read this. Go on in our private chat.")
        await self._point(text, address, occasion)

    async def _point(self, text: str, address: str, occasion: Occasion) -> None:
        """Say where the reply is: over the button that was pressed, else in a message with a button."""
        if (occasion.answer is not None and await occasion.answer.give(text)) or occasion.aside:
            return
        label = self.tongue(occasion).gettext("Open our private chat")
        buttons = markup([named(label, url=address)])
        pointer = [
            replace(one, parameters={**one.parameters, "reply_markup": buttons}) for one in _said(text)
        ]
        await self._courier.post(pointer, answer_to(occasion.place, occasion.message))


def _said(text: str) -> list[Message]:
    return messages(Reply((Text((Span(text),)),)))


def _fits_alert(reply: Reply) -> bool:
    """Whether an alert, which is plain and has no buttons, holds all of the reply."""
    shown = any(isinstance(block, Image | File | Quiz) for block in reply.blocks)
    return not (shown or reply.actions) and 0 < utf16_length(plain(reply)) <= ALERT
