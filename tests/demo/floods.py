"""A flood of questions, and what must become of it on every platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.demo.transcript import Transcript

FLOOD: Final = 40
"""Questions of one member at once; far more than anybody asks."""


def check_flood(transcript: Transcript, said: Sequence[str], aside: Sequence[str]) -> None:
    """See that some of the flood was answered, the rest refused once, and that there was silence then.

    Args:
        transcript: where it is told.
        said: the bot's replies where the flood was.
        aside: what the bot said to the flooder alone meanwhile.

    Raises:
        UnexpectedError: it was not so.
    """
    answers = sum("12 Januari 1918" in reply for reply in said)
    pointers = len(said) - answers
    transcript.note(f"{FLOOD} questions: {answers} answered, {len(aside)} refusal, then silence.")
    transcript.expect("Most of a flood should go unanswered.", holds=0 < answers < FLOOD / 2)
    transcript.expect(f"The flooder should be told once, not {[*aside]}.", holds=len(aside) == 1)
    transcript.expect(f"At most a pointer to that may be there: {[*said]}", holds=pointers <= 1)
    transcript.reply(aside[0], manner="to them alone")
