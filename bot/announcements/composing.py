"""What a delivery says, by its kind: composed once, and from then on said in the same words."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.announcements.condition import problem_in_words
from bot.announcements.delivery import ANSWER, NOTICE, NOW, DeliveryRow
from bot.announcements.parts import tongues_of
from bot.announcements.post import Composed, compose
from bot.announcements.question import reveal
from bot.blocks import Reply
from bot.notice import paragraph
from bot.reply_json import as_json, from_json

if TYPE_CHECKING:
    from bot.announcements.announcement import Announcement
    from bot.i18n import Tongues
    from bot.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Composing:
    """Composes deliveries of every kind from the facts at hand; that takes time, so not on the event loop.

    Args:
        shelf: the facts to choose from.
        tongues: every language that is spoken.
    """

    shelf: Shelf
    tongues: Tongues

    def compose(
        self, announcement: Announcement, delivery: DeliveryRow, language: str
    ) -> tuple[DeliveryRow, Reply] | None:
        """The delivery with what it says fixed, and that; None when there is nothing to say.

        What was fixed before is said again.

        Args:
            announcement: whose delivery it is.
            delivery: of any kind.
            language: that of the community.
        """
        kept = read_reply(delivery)
        if kept is not None:
            return delivery, kept
        composed = self._composed(announcement, delivery, language)
        return None if composed is None else (_fixed(delivery, composed, language), composed.reply)

    def _composed(self, announcement: Announcement, delivery: DeliveryRow, language: str) -> Composed | None:
        asked, day = delivery.question, delivery.date
        match delivery.kind:
            case k if k == NOTICE:
                return Composed(self._notice(announcement, language), ())
            case k if k == ANSWER:
                reply = reveal(announcement, day, self.shelf, self.tongues, language, question=asked)
                return None if reply is None else Composed(reply, (asked,), asked)
            case kind:
                marked = kind.startswith(NOW)
                return compose(announcement, day, self.shelf, self.tongues, language, marked=marked)

    def _notice(self, announcement: Announcement, language: str) -> Reply:
        (tongue, *_) = tongues_of(announcement, self.tongues, language)
        text = tongue.gettext(
            "The daily post in {place} is suspended: {problem} I'll try again by myself from time to time, "
            "and go on as soon as I can. /announce shows how it stands.",
            place=announcement.label or tongue.gettext("its place"),
            problem=problem_in_words(announcement.problem, tongue),
        )
        return Reply((paragraph(text),), quiet=True)


def read_reply(delivery: DeliveryRow) -> Reply | None:
    """What a delivery says, if that was fixed and this version can read it."""
    if not delivery.reply:
        return None
    try:
        reply = from_json(json.loads(delivery.reply))
    except ValueError:
        return None
    return reply if isinstance(reply, Reply) else None


def _fixed(delivery: DeliveryRow, composed: Composed, language: str) -> DeliveryRow:
    return replace(
        delivery,
        facts=composed.facts,
        question=composed.question,
        language=language,
        reply=json.dumps(as_json(composed.reply)),
    )
