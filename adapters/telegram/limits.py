"""What Telegram can carry, as the Bot API states it; the sizes that the rest of the adapter keeps to.

Lengths count UTF-16 code units, as offsets of entities do: where a limit is stated in "characters", theirs
is never the larger number.
"""

from __future__ import annotations

from typing import Final

from telegram.constants import (
    BotDescriptionLimit,
    CallbackQueryLimit,
    FileSizeLimit,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    InlineQueryLimit,
    MessageLimit,
    PollLimit,
)

from adapters.telegram.markup import measure
from bot.delivery import Capabilities

BLOCKS: Final = 60
"""Blocks in one message; the reserve for the blank lines between them is as large."""
TEXT: Final = int(MessageLimit.MAX_TEXT_LENGTH)
CAPTION: Final = int(MessageLimit.CAPTION_LENGTH)
BUTTONS: Final = 40
"""Buttons on one message; Telegram takes more, readers do not."""
ROW: Final = int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
COPIED: Final = 256
"""Characters that one button puts on the clipboard (Bot API, CopyTextButton)."""
ALERT: Final = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
CALLBACK: Final = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
"""Bytes of what a button carries."""
START: Final = 64
"""Characters of a start parameter, ``A-Za-z0-9_-`` only (Bot features, deep linking)."""
INLINE: Final = int(InlineQueryLimit.RESULTS)
QUESTION: Final = int(PollLimit.MAX_QUESTION_LENGTH)
OPTION: Final = int(PollLimit.MAX_OPTION_LENGTH)
OPTIONS: Final = int(PollLimit.MAX_OPTION_NUMBER)
EXPLANATION: Final = int(PollLimit.MAX_EXPLANATION_LENGTH)
EXPLANATION_LINES: Final = int(PollLimit.MAX_EXPLANATION_LINE_FEEDS) + 1
DOWNLOAD: Final = int(FileSizeLimit.FILESIZE_DOWNLOAD)
"""Bytes of a file that bots can fetch."""
UPLOAD: Final = 8 * 1024 * 1024
"""Bytes of a file that the bot takes, well below ``DOWNLOAD``: it is held in memory."""
DESCRIPTION: Final = int(BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)
SHORT_DESCRIPTION: Final = int(BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH)
PLACEHOLDER: Final = 64
"""Characters in the empty input field of a forced reply (Bot API, ForceReply)."""

CAPABILITIES: Final = Capabilities(
    posts=25.0,
    text=TEXT - BLOCKS,
    actions=BUTTONS,
    blocks=BLOCKS,
    images=True,
    quizzes=True,
    files=True,
    measure=measure,
)
