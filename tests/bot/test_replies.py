"""Goldens: what a member reads, for each kind of reply in each language.

Write them anew with ``pytest --write-goldens`` and read the difference.
"""

from __future__ import annotations

import gettext
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import information
from bot.ask import CITED, about, compose, shown
from bot.citation import citation_reply
from bot.i18n import Tongue, Tongues
from bot.menu import Menu
from bot.plain import plain
from bot.references import References, digest
from bot.telling import LIMIT
from bot.why import no_longer_known, nothing_asked, why
from facts.fact import Slot, Source
from facts.outcome import Answer, Overview, Scored, Suggestions, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.blocks import Reply
    from facts.fact import Fact, Pack
    from facts.outcome import Outcome

    Outcomes = Callable[[str], dict[str, Outcome]]

GOLDENS = Path(__file__).parents[1] / "data" / "goldens"


EXAMPLE = "Iwami?"
MENU = Menu(lambda fact: (fact, None))
"""As if each fact came after itself, so that of two neighbours one is there and one is not."""


def unmatched(outcome: Outcome) -> Outcome:
    """The outcome, had no word matched."""
    return replace(outcome, explanation=replace(outcome.explanation, matched=()))


class Pseudo(gettext.NullTranslations):
    """Every message longer and in brackets, so that what is not a message shows."""

    def gettext(self, message: str) -> str:
        """Lengthen by two fifths."""
        return f"⟦{message}{'~' * (len(message) * 2 // 5)}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As one message."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def replies(
    tongue: Tongue, tongues: Tongues, by_kind: Outcomes, facts: tuple[Fact, ...], pack: Pack
) -> dict[str, Reply]:
    """Every reply that there is, by name."""
    outcomes = by_kind(tongue.code)
    return {
        **{name: compose(outcome, tongue, MENU, EXAMPLE) for name, outcome in outcomes.items()},
        "unknown-empty-no-example": compose(outcomes["unknown-empty"], tongue, MENU),
        "unknown-unmatched": compose(unmatched(outcomes["unknown"]), tongue, MENU),
        **{
            f"why-{name}": why(outcomes[name], tongue)
            for name in ("answer-when", "overview", "unknown", "unknown-empty")
        },
        "why-nothing": nothing_asked(tongue),
        "why-forgotten": no_longer_known(tongue),
        "too-many": information.too_many_reply(tongue),
        "managers-only": information.managers_only_reply(tongue),
        "apology": information.apology_reply("a1b2c3", tongue),
        "citation": citation_reply(facts[0], tongue),
        "fact": about(facts[1], tongue, MENU),
        "help": information.help_reply(tongue, EXAMPLE),
        "help-for-managers": information.help_reply(tongue, EXAMPLE, manager=True),
        "help-no-example": information.help_reply(tongue),
        "number-not-offered": information.not_offered_reply(3, tongue),
        "number-not-offered-of-one": information.not_offered_reply(1, tongue),
        "number-without-list": information.not_offered_reply(0, tongue),
        "packs": information.packs_reply((pack,), tongue),
        "packs-none": information.packs_reply((), tongue),
        "language": information.language_reply(tongue),
        "language-unknown": information.languages_reply("Klingon", tongue, tongues),
        "command-unknown": information.no_command_reply("foo", tongue),
        "fact-unknown": information.no_fact_reply("nope", tongue),
        "fact-missing": information.no_fact_reply("", tongue),
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_replies_read_as_agreed(  # noqa: PLR0913, PLR0917  # what replies are made of
    language: str,
    tongues: Tongues,
    by_kind: Outcomes,
    facts: tuple[Fact, ...],
    pack: Pack,
    pytestconfig: pytest.Config,
) -> None:
    """Text and actions, as in the golden file of the language."""
    said = {
        name: {
            "text": plain(reply).splitlines(),
            "actions": {action.label: action.action for action in reply.actions},
        }
        for name, reply in replies(tongues.speak(language), tongues, by_kind, facts, pack).items()
    }
    golden = GOLDENS / f"replies.{language}.json"
    if pytestconfig.getoption("write_goldens"):
        golden.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert said == json.loads(golden.read_text("utf-8"))


def test_every_word_of_the_bot_comes_from_the_catalogues(
    tongues: Tongues, by_kind: Outcomes, facts: tuple[Fact, ...], pack: Pack
) -> None:
    """In a made-up language nothing is left outside the brackets but facts, words and figures."""
    pseudo = Tongue("en", Pseudo())
    own = {text for fact in facts for text in (*fact.text.values(), *fact.note.values(), fact.id)}
    own |= {"the battleship Iwami", "12 January 1918", "c. 1918", "25 October 1917 in the Julian calendar"}
    for name, reply in replies(pseudo, tongues, by_kind, facts, pack).items():
        assert len(plain(reply)) <= 2 * LIMIT, name
        left = plain(reply)
        while re.search(r"⟦[^⟦⟧]*⟧", left):
            left = re.sub(r"⟦[^⟦⟧]*⟧", "", left)
        for text in sorted(own, key=len, reverse=True):
            left = re.sub(re.escape(text), "", left, flags=re.IGNORECASE)
        left = re.sub(r"https?://[^)]*|“[^”]*”|/\w+|[\d\W_]", " ", left)
        names = {"Japanese", "intervention", "in", "Siberia", "Wikipedia", "Tucker", "World", "War", "I"}
        names |= {"Babad", "ABC", "CLIO", "siberia", "CC", "BY", "SA", "c", EXAMPLE.rstrip("?")}
        assert not set(left.split()) - names, name


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reply_to_a_question_keeps_the_limit(
    language: str, tongues: Tongues, by_kind: Outcomes
) -> None:
    """Whatever the outcome."""
    for name, outcome in by_kind(language).items():
        assert len(plain(compose(outcome, tongues.speak(language), MENU))) <= LIMIT, name


def test_sources_of_an_overview_give_way_to_its_facts(
    tongues: Tongues, by_kind: Outcomes, facts: tuple[Fact, ...]
) -> None:
    """Addresses go first, then the last titles; facts without a source are listed as they are."""
    tongue, reasons = tongues.speak("id"), by_kind("id")["overview"].explanation

    def listed(titles: Sequence[str]) -> str:
        many = [
            replace(facts[0], sources=(Source(title, {"id": title}, url={"id": "https://x.id/" + "a" * 90}),))
            for title in titles
        ]
        return plain(compose(Overview(tuple(Scored(fact, 1.0) for fact in many), reasons), tongue, MENU))

    assert "Buku A; Buku B; Buku C" in listed(("Buku A", "Buku B", "Buku C"))
    assert len(listed(["kata " * 30 + str(at) for at in range(5)]).splitlines()[-1]) <= CITED
    bare = Scored(replace(facts[0], sources=()), 1.0)
    assert "Sumber" not in plain(compose(Overview((bare,), reasons), tongue, MENU))


@pytest.mark.parametrize(("language", "start"), [("id", "Sekitar 1918.\n"), ("en", "Around 1918.\n")])
def test_a_date_that_is_about_right_begins_with_a_word(
    tongues: Tongues, by_kind: Outcomes, facts: tuple[Fact, ...], language: str, start: str
) -> None:
    """No abbreviation begins a reply, and the date is not said again."""
    answer = Answer(Scored(facts[1], 1.0), None, by_kind(language)["answer-when"].explanation)
    text = plain(compose(answer, tongues.speak(language), MENU))
    assert text.startswith(start)
    assert text.count("1918") == 1


def test_a_statement_that_is_its_own_short_answer_is_said_once(
    tongues: Tongues, by_kind: Outcomes, facts: tuple[Fact, ...]
) -> None:
    """The short answer stands only where it says less."""
    whole = replace(facts[0], answers={Slot.WHAT: {"en": facts[0].text["en"].rstrip(".")}})
    answer = Answer(Scored(whole, 1.0), Slot.WHAT, by_kind("en")["answer-who"].explanation)
    assert plain(compose(answer, tongues.speak("en"), MENU)).startswith(
        "The Japanese battleship Iwami reached"
    )


def test_nearest_facts_are_named_as_nearest_only(tongues: Tongues, by_kind: Outcomes) -> None:
    """What is not known is said first, and no fact stands before the words that set it apart."""
    text = plain(compose(by_kind("id")["unknown"], tongues.speak("id"), MENU))
    assert text.startswith("Aku belum tahu jawabannya.")
    assert text.index("“komandan”") < text.index("Fakta terdekat") < text.index("Iwami")


def test_no_more_facts_are_shown_than_can_be_read(by_kind: Outcomes, facts: tuple[Fact, ...]) -> None:
    """Five in an overview, three of any others."""
    many = tuple(Scored(facts[0], 1.0) for _ in range(9))
    reasons = by_kind("id")["overview"].explanation
    assert len(shown(Overview(many, reasons))) == 5
    assert len(shown(Suggestions(many, reasons))) == 3
    assert len(shown(Unknown(many, reasons))) == 3


def test_facts_with_long_ids_are_opened_by_a_digest(
    tongues: Tongues, by_kind: Outcomes, facts: tuple[Fact, ...]
) -> None:
    """An id that no button could carry back is named in short, and found by that."""
    long = Scored(replace(facts[0], id="x" * 60), 1.0)
    outcome = Suggestions((long, long), by_kind("id")["overview"].explanation)
    reply = compose(outcome, tongues.speak("id"), MENU)
    assert [action.action for action in reply.actions] == [f"fact:{digest('x' * 60)}"] * 2
    assert References(lambda: ["y", "x" * 60]).resolve(digest("x" * 60)) == "x" * 60


def test_an_overview_of_long_facts_keeps_the_limit_and_a_source(
    tongues: Tongues, by_kind: Outcomes, facts: tuple[Fact, ...]
) -> None:
    """Five facts share the room evenly."""
    long = Scored(replace(facts[1], text={"id": "kata " * 200}), 1.0)
    text = plain(
        compose(Overview((long,) * 5, by_kind("id")["overview"].explanation), tongues.speak("id"), MENU)
    )
    assert len(text) <= LIMIT
    assert "5. kata" in text
    assert "Sumber: Tucker" in text
