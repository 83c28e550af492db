"""Bring the message catalogues up to date with the source: extract, merge, compile; see ``make catalogues``.

Translations that still have a message are kept as they are, those that lost theirs are dropped, and new
messages are left empty for a translator.  The head of each file is kept word for word: tools write two plural
forms for Indonesian, which has one.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parent
FLOORS: Final = ("adapters", "bot")
KEYWORDS: Final = {"gettext": None, "ngettext": (1, 2), "mark": None}
WIDTH: Final = 110

Key = str | tuple[str, ...]


def extracted() -> dict[Key, set[str]]:
    """Every message that the source marks, and the files that say it."""
    found: dict[Key, set[str]] = {}
    for floor in FLOORS:
        method = [("**.py", "python")]
        for name, _, message, _, _ in extract_from_dir(ROOT / floor, method_map=method, keywords=KEYWORDS):
            found.setdefault(message, set()).add(f"{floor}/{Path(name).as_posix()}")
    return found


def merged(before: bytes, code: str, found: Mapping[Key, set[str]]) -> bytes:
    """A catalogue with the messages of the source: plurals first, then in the order of their words."""
    known = read_po(BytesIO(before), locale=code)
    head = before.partition(b"\n\n")[0] + b"\n\n"
    catalogue = read_po(BytesIO(head), locale=code)
    for key in sorted(found, key=lambda key: (isinstance(key, str), key)):
        old = known.get(key if isinstance(key, str) else key[0])
        words = old.string if old is not None else ""
        catalogue.add(key, words, locations=[(path, 0) for path in sorted(found[key])])
    written = BytesIO()
    write_po(written, catalogue, width=WIDTH, omit_header=True, include_lineno=False)
    return head + written.getvalue()


def main() -> int:
    """Write and compile every catalogue; 1 when a translation is missing."""
    found = extracted()
    missing = 0
    for path in sorted(ROOT.glob("bot/locales/*/LC_MESSAGES/babad.po")):
        code = path.parts[-3]
        path.write_bytes(merged(path.read_bytes(), code, found))
        fresh = read_po(BytesIO(path.read_bytes()), locale=code)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, fresh)
        for message in fresh:
            forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
            if message.id and not all(forms):
                missing += 1
                print(f"{path.relative_to(ROOT)}: not translated: {message.id}", file=sys.stderr)  # noqa: T201
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
