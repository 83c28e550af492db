"""What the exit codes of ``babad`` mean; those above 2 are those of ``sysexits.h``."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Exit(IntEnum):
    """How a command ended."""

    OK = 0
    FAILED = 1
    USAGE = 2
    REFUSED = 77
    CONFIG = 78


MEANINGS: Final = {
    Exit.OK: "All went well; `babad run` was asked to end and did so in order.",
    Exit.FAILED: "It failed, was cut off 15 seconds after it was asked to end, or is not well.",
    Exit.USAGE: "The command was not used as it should be.",
    Exit.REFUSED: "A platform refuses the bot, as with a wrong token. Starting again will not help.",
    Exit.CONFIG: "The configuration, a pack or the database has to be mended first; everything is listed.",
}
"""What each means, for the documentation."""
