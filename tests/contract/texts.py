"""Texts that try to be more than text on some platform, and texts at the limits of every platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EVIL: Final = "https://evil.example"
HOSTILE: Final[Mapping[str, str]] = {
    "empty": "",
    "space": " ",
    "every sign": "*_[]()~>#+-=|{}.!<&",
    "backslashes": r"\ \\ \*mati\* \[x\](y)",
    "pings": "@everyone @here <@1> <@!1> <@&1> <#1> @siti_1 halo,@siti_1!",
    "commands": "</ask:1> /start (/settings@other_bot)",
    "timestamps and emoji": "<t:0> <t:1700000000:R> <a:wave:5> <:smile:5> <id:home>",
    "addresses": f"{EVIL} {EVIL}/a_b?c=d&e evil.example t.me/joinchat/x discord.gg/abc",
    "mail and telephone": "siti@example.com +62 812 3456 7890",
    "links": f"[x]({EVIL}) [x](<{EVIL}>) [x]: {EVIL} <{EVIL}> [[x]]({EVIL})",
    "other schemes": "tg://user?id=1 javascript:alert(1) steam://x data:text/html,x",
    "emphasis": "**a** *b* __c__ _d_ ~~e~~ ||f|| `g` ``h`` ```i```",
    "open emphasis": "**a *b __c _d ~~e ||f `g ```h",
    "heading": "# heading",
    "small": "-# small",
    "quote": "> quote",
    "long quote": ">>> quote",
    "list": "- item",
    "star list": "* item",
    "plus list": "+ item",
    "numbered list": "1. list",
    "deep numbered list": "   12. list",
    "lines": "a\n# b\r\n> c\u2028- d\u2029-# e\x0bf\x0cg\x85h",
    "html": '<b>x</b><script>alert("x")</script><a href="tg://user?id=1">Siti</a>',
    "character references": "&lt;b&gt; &#60;i&#62; &amp;lt; &#64;everyone &#x2f;start",
    "tags": "#tag \uff03tag $IDR ¥ €",
    "right to left": "بابا سيبيريا 1918 עברית",
    "directions": "a\u202etxt.exe\u202c \u2066b\u2069 \u200fc\u200e \u061cd",
    "unseen": "a\u200bb\u2060c\ufeffd\u00ade\u034ff\u180eg\u3164h \u200c \u200d \U000e0041",
    "piled marks": "Z" + "\u0300\u0301\u0302\u0303\u0304\u0305" * 20 + "algo e\u0301",
    "families and flags": "👩‍👩‍👧‍👦 👩🏽‍🏫 🇮🇩🇯🇵 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 1️⃣",
    "controls": "a\x00b\x07c\x1b[31md\x1b]0;e\x07f\x9bg\x7fh",
    "lone surrogates": "a\ud800b\udfff\ud83d c",
    "not characters": "a\ufffeb\uffff c\ufffd",
    "scripts": "Владивосток 浦塩 ウラジオストク सबसे ครั้งที่",
    "quotation": "“a” 'b' \"c\" `d' ¯\\_(ツ)_/¯",
}
"""What members, packs and other bots may say, by what it plays at."""

FILLINGS: Final[Mapping[str, str]] = {
    "letters": "a",
    "words": "sejarah ",
    "costly": "*_@",
    "live": "@siti/a.b:c ",
    "astral": "😀",
    "families": "👩‍👩‍👧‍👦",
    "addresses": f"{EVIL}/a_b ",
}


def around(limit: int) -> Iterator[tuple[str, str]]:
    """Texts one short of a limit, at it and one beyond, of easy characters and of costly ones."""
    for filling in ("letters", "costly", "families"):
        part = FILLINGS[filling]
        for length in (limit - 1, limit, limit + 1):
            yield f"{length} of {filling}", (part * (length // len(part) + 1))[:length]


def endless() -> Iterator[tuple[str, str]]:
    """Texts that no platform takes in one message."""
    for filling, part in {**FILLINGS, "marks": "e\u0301\u0302"}.items():
        yield f"endless {filling}", (part * 10_000)[:10_000]
