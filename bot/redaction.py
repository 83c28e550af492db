"""Takes secrets out of text before anyone reads it: those of this configuration, and what looks like one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASK: Final = "***"
SHORTEST: Final = 4
"""Characters of a secret that is looked for; a shorter one guards nothing and would tear words apart."""
LINE: Final = 16
"""Characters of a line of a secret of many lines, such as a key, that is looked for by itself."""

_TOKENS: Final = re.compile(
    r"(?<![0-9])[0-9]{6,}(?::|%3A)[A-Za-z0-9_-]{30,}"  # a number, a colon and a long word
    r"|(?<![\w-])[A-Za-z0-9_-]{23,}\.[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{27,}"  # three words joined by dots
)
"""The two shapes that tokens of bots have."""
_IN_URL: Final = re.compile(r"(?<=://)([^\s/:@]*):[^\s/@]+@")
"""The password in a URL, after the name of the user."""


class Redactor:
    """Replaces secrets in any text, also where they were escaped for JSON, Python or a URL."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets for form in _forms(secret)}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        self._secrets = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def __call__(self, text: str) -> str:
        """``text`` without secrets."""
        text = self._secrets.sub(MASK, text)
        text = _TOKENS.sub(MASK, text)
        return _IN_URL.sub(rf"\1:{MASK}@", text)


def _forms(secret: str) -> Iterator[str]:
    lines = [line for line in secret.splitlines() if len(line) >= LINE]
    for part in (secret, *lines):
        if len(part) >= SHORTEST:
            yield part
            yield json.dumps(part)[1:-1]
            yield json.dumps(part, ensure_ascii=False)[1:-1]
            yield repr(part)[1:-1]
            yield quote(part, safe="", errors="replace")
            yield quote_plus(part, errors="replace")
