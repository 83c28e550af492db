"""The forms by which members tell of mistakes and of questions that came to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.blocks import Field, Form, Option
from bot.i18n import mark
from bot.link import LONGEST, LinkError, read_link
from bot.references import refer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.i18n import Tongue
    from facts.fact import Fact

TEXT: Final = 1000
"""Characters of what a member writes."""
MISTAKES: Final = {
    "date": mark("The date is wrong"),
    "wrong": mark("Something else in it is wrong"),
    "wording": mark("It could be worded better"),
    "source": mark("A source is missing or does not fit"),
    "other": mark("Something else"),
}
"""What may be amiss with a fact, by the word that is kept."""
QUESTIONS: Final = {
    "unanswered": mark("A question that I could not answer"),
    "meant": mark("A question that I misunderstood"),
}
"""What may be amiss with an answer."""
KINDS: Final = {**MISTAKES, **QUESTIONS}


class UnfitReportError(ValueError):
    """What was written cannot be kept so; its text says why in one sentence of the member's language."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a form was filled with."""

    kind: str
    text: str
    link: str = ""


def report_form(fact: Fact, tongue: Tongue, filled: Mapping[str, str]) -> Form:
    """Asks what is amiss with ``fact``, beginning with what was ``filled`` in before."""
    options = tuple(Option(kind, tongue.gettext(label)) for kind, label in MISTAKES.items())
    fields = (
        Field("kind", tongue.gettext("What is the matter?"), options=options, filled=filled.get("kind", "")),
        Field(
            "text",
            tongue.gettext("What should be different?"),
            long=True,
            limit=TEXT,
            hint=tongue.gettext("What is wrong, and what would be right"),
            filled=filled.get("text", ""),
        ),
        Field(
            "link",
            tongue.gettext("Where does it say so?"),
            required=False,
            limit=LONGEST,
            hint=tongue.gettext("The address of a page, if you have one"),
            filled=filled.get("link", ""),
        ),
    )
    return Form(refer("report", fact.id), tongue.gettext("Report a mistake"), fields)


def note_form(kind: str, question: str, tongue: Tongue) -> Form:
    """Asks for the question to hand over, beginning with the one that was asked."""
    field = Field(
        "question",
        tongue.gettext("Your question"),
        long=True,
        limit=TEXT,
        hint=tongue.gettext("Say what you wanted to know"),
        filled=question[:TEXT],
    )
    return Form(f"note:{kind}", tongue.gettext(QUESTIONS[kind]), (field,))


def read_report(values: Mapping[str, str], tongue: Tongue) -> Written:
    """The report that a form holds.

    Raises:
        UnfitReportError: something is missing, too long or no address.
    """
    kind = values.get("kind", "")
    try:
        link = read_link(values.get("link", ""))
    except LinkError:
        text = tongue.gettext("The link must be the address of a page, such as https://example.org/page.")
        raise UnfitReportError(text) from None
    return Written(kind if kind in MISTAKES else "other", _text(values.get("text", ""), tongue), link)


def read_note(kind: str, values: Mapping[str, str], tongue: Tongue) -> Written:
    """The question that a form holds.

    Raises:
        UnfitReportError: there is none, or it is too long.
    """
    return Written(kind, _text(values.get("question", ""), tongue))


def _text(text: str, tongue: Tongue) -> str:
    text = text.strip()
    if not text:
        raise UnfitReportError(tongue.gettext("There is nothing written in it yet."))
    if len(text) > TEXT:
        raise UnfitReportError(
            tongue.ngettext(
                "That is too long: at most {count} character.",
                "That is too long: at most {count} characters.",
                TEXT,
            )
        )
    return text
