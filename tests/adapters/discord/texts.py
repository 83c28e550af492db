"""Texts that try to be more than text on Discord."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = [
    "@everyone",
    "@here <@1> <@!1> <@&2> <#3> </ask:4> <id:customize>",
    "<t:1700000000:R> <a:senyum:5> <:senyum:5>",
    "# besar",
    "-# kecil",
    "> kutip",
    ">>> kutip",
    "- butir",
    "* butir",
    "+ butir",
    "12. butir",
    "  3. butir",
    "**tebal** __garis__ _miring_ *miring* ~~coret~~ ||tirai|| `kode` ```kode```",
    "[klik](https://jahat.example) [klik](<https://jahat.example>)",
    "https://jahat.example/a_b steam://x http://x.y",
    "discord.gg/abc discord.com/invite/abc",
    r"\*\*tetap\*\* \\",
    "¯\\_(ツ)_/¯",
    "a_b_c 2*3*4 1|2||3",
]
MARKED = st.text(st.sampled_from("\\*_~|`>#-+.1 [](){}<>@:/!ab\n\t\u202e\u200b é\U0001f600"), max_size=30)
ANY = st.one_of(MARKED, st.text(max_size=60), st.sampled_from(HOSTILE))
