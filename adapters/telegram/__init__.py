"""Telegram: private chats, groups with topics, channels to post to, and inline mode.

Needs no more than privacy mode lets through.  ``create`` is the entry point; ``adapters.telegram.adapter``
has the adapter's life, ``listening``, ``pressing`` and ``inline`` what comes in, ``courier`` what goes out,
``markup`` and ``rendering`` how it looks.
"""

from __future__ import annotations

import os

# Otherwise the library warns at each refusal that asks to wait: it is about to give spans, not numbers.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from adapters.telegram.adapter import Telegram, create
from adapters.telegram.messages import payload

__all__ = ["Telegram", "create", "payload"]
