"""Whom a message pings, and the house rule that the bot pings nobody.

Source: docs.discord.com/developers/resources/message#allowed-mentions-object. Without ``allowed_mentions``
Discord parses everything.
"""

from __future__ import annotations

import re
from typing import Any

EVERYTHING: dict[str, Any] = {"parse": ["users", "roles", "everyone"], "replied_user": True}


def pings(text: str, allowed: dict[str, Any] | None, replied: int | None = None) -> frozenset[str]:
    """Ids of users and roles that are notified, and ``everyone``."""
    rule = EVERYTHING if allowed is None else allowed
    if "@" not in text and replied is None:
        return frozenset()
    parse = rule.get("parse", ())
    found = {"everyone"} if "everyone" in parse and re.search(r"@(everyone|here)\b", text) else set()
    for sign, key in (("@!?", "users"), ("@&", "roles")):
        mentioned = set(re.findall(rf"<{sign}(\d+)>", text))
        found |= mentioned if key in parse else mentioned & {str(one) for one in rule.get(key, ())}
    if replied is not None and rule.get("replied_user"):
        found.add(str(replied))
    return frozenset(found)


def risk(body: dict[str, Any]) -> str | None:
    """Why a body that carries text could ping somebody; none when it cannot."""
    if not any(body.get(key) for key in ("content", "embeds", "components")):
        return None
    allowed = body.get("allowed_mentions")
    if not isinstance(allowed, dict):
        return "allowed_mentions is missing"
    if allowed.get("parse") != []:
        return f"allowed_mentions.parse is {allowed.get('parse')}, not []"
    for key in ("users", "roles", "replied_user"):
        if allowed.get(key):
            return f"allowed_mentions.{key} is {allowed[key]}"
    return None
