"""The bot's own account: identity, commands, descriptions."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.servers.telegram.entities import utf16_length
from tests.servers.telegram.methods.registry import METHODS, Handler, method
from tests.servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.realm import Realm

MOST_COMMANDS = 100
DESCRIPTION_LENGTH = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_LANGUAGE = re.compile(r"([a-z]{2})?\Z")
_PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


@method("getMe")
def get_me(realm: Realm, call: Call) -> object:  # noqa: ARG001  # every method has the same shape
    """The bot's account and what it is set up for."""
    return {
        **realm.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not realm.privacy,
        "supports_inline_queries": realm.inline_mode,
        "supports_guest_queries": realm.guest_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("setMyCommands")
def set_my_commands(realm: Realm, call: Call) -> object:
    """Show a list of commands to some users in a language."""
    commands = call.value("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = _audience(realm, call)
    realm.commands[key] = [_command(command) for command in commands]
    return True


@method("getMyCommands")
def get_my_commands(realm: Realm, call: Call) -> object:
    """The commands shown to some users in a language."""
    return realm.commands.get(_audience(realm, call), [])


@method("deleteMyCommands")
def delete_my_commands(realm: Realm, call: Call) -> object:
    """Show no commands of their own to some users in a language."""
    realm.commands.pop(_audience(realm, call), None)
    return True


def _language(call: Call) -> str:
    language = call.text("language_code")
    if not _LANGUAGE.match(language):
        raise bad_request("invalid language code specified")
    return language


def _audience(realm: Realm, call: Call) -> tuple[str, str]:
    scope = call.value("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in _CHAT_SCOPES:
        if scope.get("chat_id") not in realm.chats:
            raise bad_request("chat not found")
        parts = [kind, scope["chat_id"], *([scope["user_id"]] if kind == "chat_member" else [])]
        return ":".join(map(str, parts)), _language(call)
    if kind not in _PLAIN_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return str(kind), _language(call)


def _command(command: Any) -> dict[str, str]:
    name = str(command.get("command", "")).removeprefix("/")
    if not _COMMAND.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    description = str(command.get("description", ""))
    if not description.strip() or utf16_length(description) > DESCRIPTION_LENGTH:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _enter(name: str, field: str, longest: int) -> None:
    """Enter the setter and the getter of one of the bot's texts."""

    def set_it(realm: Realm, call: Call) -> object:
        if utf16_length(call.text(field)) > longest:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        realm.profile[field, _language(call)] = call.text(field)
        return True

    def get_it(realm: Realm, call: Call) -> object:
        default = realm.profile.get((field, ""), "")
        return {field: realm.profile.get((field, _language(call)), default)}

    setter: Handler = set_it
    METHODS[f"setMy{name}"], METHODS[f"getMy{name}"] = setter, get_it


_enter("Name", "name", 64)
_enter("Description", "description", 512)
_enter("ShortDescription", "short_description", 120)


@method("setChatMenuButton")
def set_chat_menu_button(realm: Realm, call: Call) -> object:
    """Set what the button beside the input field does."""
    realm.profile["menu_button", call.text("chat_id")] = json.dumps(call.value("menu_button"))
    return True
