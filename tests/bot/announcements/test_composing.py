"""What deliveries of each kind say, the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.announcements.composing import Composing, read_reply
from bot.announcements.delivery import ANSWER, NOTICE, NOW, POST, DeliveryRow
from bot.announcements.layout import STOP
from bot.plain import plain
from bot.reply_json import as_json
from tests.bot.announcements.samples import SINCE, announcement, asked, fact, shelf

if TYPE_CHECKING:
    from bot.blocks import Reply
    from bot.i18n import Tongues

DAY = date(2026, 11, 22)
HOME = announcement().place
FACTS = (fact("a", "1922-11-22"), *(asked(f"q{year}", year) for year in range(1801, 1831)))


def row(kind: str, **values: object) -> DeliveryRow:
    """A delivery of 22 November."""
    plain_ = DeliveryRow(
        announcement=7, date=DAY, kind=kind, place=HOME, due=SINCE, until=SINCE + timedelta(hours=6)
    )
    return replace(plain_, **values)  # type: ignore[arg-type]


def said(composing: Composing, delivery: DeliveryRow, **values: Any) -> tuple[DeliveryRow, Reply]:
    """What comes of a delivery, which is something."""
    found = composing.compose(announcement(**values), delivery, "id")
    assert found is not None
    return found


def test_a_post_is_fixed_with_all_that_it_says(tongues: Tongues) -> None:
    """Its facts, its question and its words; quietly, and with the button that stops it."""
    fixed, reply = said(Composing(shelf(*FACTS), tongues), row(POST), reveal=10)
    assert fixed.facts == ("a",)
    assert fixed.question.startswith("q18")
    assert fixed.language == "id"
    assert read_reply(fixed) == reply
    assert reply.quiet
    assert any(action.action == f"{STOP}7" for action in reply.actions)


def test_what_was_fixed_is_said_again(tongues: Tongues) -> None:
    """Though the announcement and the packs have changed since."""
    fixed, reply = said(Composing(shelf(*FACTS), tongues), row(POST))
    later = Composing(shelf(fact("b", "1930-11-22")), tongues)
    assert said(later, fixed, languages=("en",)) == (fixed, reply)


@pytest.mark.parametrize("broken", ["{", '"text"', '{"is": "hologram"}', str(as_json(HOME))])
def test_what_another_version_wrote_is_composed_anew(tongues: Tongues, broken: str) -> None:
    """When this one cannot read it."""
    delivery = row(POST, reply=broken)
    assert read_reply(delivery) is None
    fixed, reply = said(Composing(shelf(*FACTS), tongues), delivery)
    assert read_reply(fixed) == reply


def test_the_answer_is_about_what_was_asked(tongues: Tongues) -> None:
    """And there is none when that is gone."""
    composing = Composing(shelf(*FACTS), tongues)
    post, _ = said(composing, row(POST), reveal=10)
    fixed, reply = said(composing, row(ANSWER, question=post.question), reveal=10)
    assert fixed.facts == (post.question,)
    assert post.question.removeprefix("q") in plain(reply)
    assert composing.compose(announcement(), row(ANSWER, question="gone"), "id") is None


def test_a_post_wished_for_at_once_says_so_and_asks_nothing(tongues: Tongues) -> None:
    """Its reader sees why it comes out of turn."""
    composing = Composing(shelf(*FACTS), tongues)
    usual, daily = said(composing, row(POST), reveal=10)
    fixed, reply = said(composing, row(f"{NOW}1795380314"), reveal=10)
    assert (fixed.facts, fixed.question) == (usual.facts, "")
    assert plain(reply) != plain(daily)


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Kiriman di #sejarah ditangguhkan: "), ("en", "The daily post in #sejarah is suspended: ")],
)
def test_a_suspension_is_told_with_its_reason(tongues: Tongues, language: str, words: str) -> None:
    """In the language of the community."""
    told = announcement(label="#sejarah", problem="forbidden")
    found = Composing(shelf(), tongues).compose(told, row(NOTICE), language)
    assert found is not None
    assert plain(found[1]).startswith(words)
    assert "{" not in plain(found[1])


def test_without_a_fact_there_is_nothing_to_say(tongues: Tongues) -> None:
    """Rather than an empty post."""
    assert Composing(shelf(), tongues).compose(announcement(), row(POST), "id") is None
