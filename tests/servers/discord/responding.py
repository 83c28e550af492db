"""How the bot responds to interactions: the first response, the original message, follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payloads
from .errors import ApiError, Findings, Problem
from .interactions import FIRST_RESPONSE_SECONDS, TOKEN_SECONDS, Callback, Did, Interaction
from .posting import Draft, delete, edit, post, publish
from .rules.commands import check_choices
from .rules.modals import check_modal
from .world import EPHEMERAL, LOADING, Message

if TYPE_CHECKING:
    from .platform import Platform

CHAT_COMMAND, CONTEXT_MENU, REPLY = 20, 23, 19
ALLOWED = {
    Did.COMMAND: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL},
    Did.AUTOCOMPLETE: {Callback.CHOICES},
    Did.COMPONENT: set(Callback) - {Callback.CHOICES},
    Did.MODAL: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE, Callback.UPDATE},
}
MAX_FOLLOWUPS_ABROAD = 5
"""Follow-ups where the bot is not a member."""


class Responding:
    """Takes the bot's responses to one interaction."""

    def __init__(self, platform: Platform, interaction: Interaction) -> None:
        self._platform = platform
        self._interaction = interaction

    async def callback(self, draft: Draft) -> dict[str, Any]:
        """The first response; what the request is answered with."""
        interaction, now = self._interaction, self._platform.clock.now()
        if interaction.expired or now - interaction.began > (
            TOKEN_SECONDS if interaction.response.type else FIRST_RESPONSE_SECONDS
        ):
            interaction.expired = interaction.response.type is None
            raise ApiError(Problem.UNKNOWN_INTERACTION)
        if interaction.response.type:
            self._platform.journal.blame("acknowledged", draft.where, "a second first response")
            raise ApiError(Problem.ALREADY_ACKNOWLEDGED)
        kind = self._kind(draft.body.get("type"))
        await self._respond(kind, Draft(draft.body.get("data") or {}, draft.files, ("data",), draft.where))
        interaction.acknowledge(kind, now)
        if kind not in {Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE}:
            interaction.answer(now)
        return self._result(kind)

    async def original(self) -> Message:
        """The original message; refused when there is none or it was deleted."""
        self._check_token()
        message = self._interaction.response.message
        if message is None or message.deleted:
            raise ApiError(Problem.UNKNOWN_MESSAGE)
        return message

    async def message(self, number: str) -> Message:
        """The original message or a follow-up."""
        if number == "@original":
            return await self.original()
        self._check_token()
        response = self._interaction.response
        for message in (response.message, *response.followups):
            if message and str(message.id) == number and not message.deleted:
                return message
        raise ApiError(Problem.UNKNOWN_MESSAGE)

    async def edit(self, message: Message, draft: Draft) -> Message:
        """Change one of the messages."""
        await edit(self._platform, message, draft)
        self._interaction.response.edits += 1
        self._interaction.answer(self._platform.clock.now())
        return message

    async def delete(self, message: Message) -> None:
        """Take one of the messages away."""
        await delete(self._platform, message)

    async def follow_up(self, draft: Draft) -> Message:
        """A further message; the first one after a deferral completes the original."""
        self._check_token()
        interaction = self._interaction
        response = interaction.response
        if response.message and response.message.flags & LOADING and not response.message.deleted:
            return await self.edit(response.message, draft)
        if interaction.abroad and len(response.followups) >= MAX_FOLLOWUPS_ABROAD:
            raise ApiError(Problem.TOO_MANY_FOLLOWUPS)
        message = await self._post(draft, type=REPLY, reference=response.message)
        response.followups.append(message)
        interaction.answer(self._platform.clock.now())
        return message

    def _kind(self, number: object) -> Callback:
        kinds = ALLOWED[self._interaction.type]
        if number in kinds and (
            self._interaction.message or number not in {Callback.UPDATE, Callback.DEFERRED_UPDATE}
        ):
            return Callback(number)  # type: ignore[arg-type]  # it is one of them
        findings = Findings()
        findings.add(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {sorted(map(int, kinds))}.")
        raise ApiError(Problem.INVALID_FORM, findings.tree)

    async def _respond(self, kind: Callback, draft: Draft) -> None:
        response = self._interaction.response
        if kind is Callback.MESSAGE:
            response.message = await self._post(draft)
        elif kind is Callback.DEFERRED_MESSAGE:
            response.deferred = True
            response.message = await self._defer(int(draft.body.get("flags") or 0) & EPHEMERAL)
        elif kind is Callback.MODAL:
            check_modal(draft.body)
            response.modal = draft.body
        elif kind is Callback.CHOICES:
            response.choices = _choices(draft.body)
        else:
            response.deferred = kind is Callback.DEFERRED_UPDATE
            response.message = self._interaction.message
            if kind is Callback.UPDATE and response.message:
                await edit(self._platform, response.message, draft)
        response.ephemeral = bool(response.message and response.message.ephemeral)

    async def _post(self, draft: Draft, **fields: Any) -> Message:
        ephemeral = int(draft.body.get("flags") or 0) & EPHEMERAL
        return await post(
            self._platform, self._interaction.channel, draft, **{**self._marks(ephemeral), **fields}
        )

    async def _defer(self, ephemeral: int) -> Message:
        platform, channel = self._platform, self._interaction.channel
        stamp = platform.clock.stamp()
        message = Message(platform.ids.next(), channel, platform.bot, stamp, **self._marks(ephemeral))
        message.flags = ephemeral | LOADING
        await publish(platform, message)
        return message

    def _marks(self, ephemeral: int) -> dict[str, Any]:
        interaction = self._interaction
        kind = {Did.COMMAND: CHAT_COMMAND, Did.COMPONENT: REPLY, Did.MODAL: REPLY}.get(interaction.type, 0)
        if "target_id" in interaction.data:
            kind = CONTEXT_MENU
        reader = interaction.user if ephemeral else None
        return {"interaction": interaction.metadata(), "visible_to": reader, "type": kind}

    def _check_token(self) -> None:
        interaction = self._interaction
        if self._platform.clock.now() - interaction.began > TOKEN_SECONDS:
            raise ApiError(Problem.INVALID_WEBHOOK_TOKEN)
        if interaction.response.type is None:
            raise ApiError(Problem.UNKNOWN_WEBHOOK)

    def _result(self, kind: Callback) -> dict[str, Any]:
        interaction, message = self._interaction, self._interaction.response.message
        result: dict[str, Any] = {
            "interaction": {
                "id": str(interaction.id),
                "type": int(interaction.type),
                "response_message_id": str(message.id) if message else None,
                "response_message_loading": kind is Callback.DEFERRED_MESSAGE,
                "response_message_ephemeral": interaction.response.ephemeral,
            }
        }
        if message and kind in {Callback.MESSAGE, Callback.UPDATE, Callback.DEFERRED_MESSAGE}:
            result["resource"] = {
                "type": int(kind),
                "message": payloads.message(message, self._platform.users),
            }
        return result


def _choices(body: dict[str, Any]) -> list[dict[str, Any]]:
    findings = Findings()
    path = ("data", "choices")
    choices = findings.items(path, body.get("choices"), 25)
    check_choices(findings, choices, path)
    findings.check()
    return choices
