"""Write the conversation in the README anew: fixed questions, typed into the real console at a terminal.

Run as ``make transcript``; with ``--check`` nothing is written, and it ends with 1 when the README is stale.
"""  # noqa: INP001  # a script

from __future__ import annotations

import difflib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import textwrap
import time
from pathlib import Path
from typing import Final

README: Final = Path(__file__).parents[1] / "README.md"
BEGIN: Final = "<!-- transcript -->"
END: Final = "<!-- /transcript -->"
QUESTIONS: Final = (
    "min, kpn kapal iwmai nyampe vladivostok?",
    "how many japanese soldiers died of disease in siberia?",
    "/why",
    "kpn sih pemerintahan semyonov runtuh",
    "berapa tentara jepang?",
    "when was Terauchi born?",
    "/quit",
)
"""Slang with a typo, English, the reasons, a disputed fact, did you mean, and an honest "I don't know"."""
BABAD: Final = (sys.executable, "-m", "bot", "chat")
PROMPT: Final = "> "
WIDTH: Final = 100
PATIENCE: Final = 120.0
WIDE: Final = struct.pack("HHHH", 1_000, 1_000, 0, 0)
"""A terminal so wide that its own line breaks never come into it."""


def conversation() -> str:
    """What stands on the terminal after all questions, in lines no longer than ``WIDTH``."""
    with tempfile.TemporaryDirectory() as home:
        main, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, WIDE)
        kept = {"PATH": os.environ.get("PATH", ""), "LANG": "en_GB.UTF-8", "PYTHONUTF8": "1", "TERM": "dumb"}
        with subprocess.Popen(  # noqa: S603  # our own command
            BABAD,
            stdin=child,
            stdout=child,  # not the standard error: progress on a slow machine is no part of the talk
            cwd=README.parent,
            env={**kept, "HOME": home, "BABAD_CACHE": home},
        ) as process:
            os.close(child)
            shown = read(main, "")
            for question in QUESTIONS:
                os.write(main, f"{question}\n".encode())
                shown = read(main, shown)
            if process.wait(PATIENCE):
                raise SystemExit(f"babad chat failed:\n{shown}")
        os.close(main)
    lines = shown.replace("\r", "").strip().splitlines()
    return "\n".join(wrapped for line in lines for wrapped in wrap(line))


def read(terminal: int, shown: str) -> str:
    """What is shown once the next prompt stands there, or all has been said."""
    prompts = prompts_in(shown)
    deadline = time.monotonic() + PATIENCE
    pending = b""
    while prompts_in(shown + pending.decode(errors="ignore")) == prompts:
        if time.monotonic() > deadline:
            raise SystemExit(f"babad chat has gone silent:\n{shown}")
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                pending += os.read(terminal, 65_536)
            except OSError:  # Linux reports the other end closed so
                break
    return shown + pending.decode()


def prompts_in(shown: str) -> int:
    """How often babad has asked for a line."""
    return len(re.findall(rf"(?m)^{PROMPT}", shown))


def wrap(line: str) -> list[str]:
    """One line as a terminal of ``WIDTH`` columns would break it, between words."""
    return textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]


def written(readme: str, talk: str) -> str:
    """The README with ``talk`` between its marks."""
    before, _, rest = readme.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"README.md must hold {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n```text\n$ make -s chat\n{talk}\n```\n\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Write the README, or say how it differs."""
    old = README.read_text("utf-8")
    new = written(old, conversation())
    if "--check" not in arguments:
        README.write_text(new, "utf-8")
        return 0
    sys.stdout.writelines(
        difflib.unified_diff(old.splitlines(True), new.splitlines(True), "README.md", "make transcript")  # noqa: FBT003
    )
    return int(old != new)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
