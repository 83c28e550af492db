"""What members do on Discord, told in the transcript with what they are shown for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.adapters.discord.judge import seen
from tests.demo.transcript import UnexpectedError
from tests.servers.discord import Callback, Message, Permission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.demo.transcript import Transcript
    from tests.servers.discord import Channel, DiscordServer, Interaction, User

_MARKS: Final = frozenset({"heading", "small"})


def readable(markdown: str) -> str:
    """What a reader sees of Discord's Markdown."""
    return "\n".join(
        "".join(part.text for part in seen(line) if part.kind not in _MARKS) for line in markdown.splitlines()
    )


def words(shown: Message | Interaction) -> str:
    """What a reader sees of a message, or of all messages that respond to an interaction."""
    return readable(shown.text if isinstance(shown, Message) else shown.response.text)


def links(message: Message) -> set[str]:
    """Where the words of a message lead."""
    return {part.target for line in message.text.splitlines() for part in seen(line)}


def labels(message: Message) -> list[str]:
    """What stands on the message's buttons."""
    return [str(control["label"]) for control in message.controls if "label" in control]


@dataclass(frozen=True, slots=True)
class DiscordStage:
    """A server with three channels, a teacher who manages it, two students and a guest who speaks English."""

    server: DiscordServer
    transcript: Transcript
    hall: Channel
    flooded: Channel
    notices: Channel
    teacher: User
    siti: User
    budi: User
    emma: User
    flood: list[Message] = field(default_factory=list)

    @classmethod
    def set_up(cls, server: DiscordServer, transcript: Transcript) -> DiscordStage:
        """Set the stage, before the bot comes."""
        guild = server.add_guild(
            "kelas-xi",
            channels=["sejarah", "banjir", "pengumuman"],
            roles={"guru": Permission.MANAGE_GUILD},
            locale="id",
        )
        teacher, siti, budi, emma = map(server.add_user, ("bu_ratna", "siti", "budi", "emma"))
        server.join(guild, teacher, "guru")
        hall, flooded, notices = map(guild.channel, ("sejarah", "banjir", "pengumuman"))
        return cls(server, transcript, hall, flooded, notices, teacher, siti, budi, emma)

    async def command(
        self,
        user: User,
        name: str,
        options: Mapping[str, str | Channel] | None = None,
        *,
        channel: Channel | None = None,
        locale: str = "id",
    ) -> Interaction:
        """Use a slash command, and wait for what is shown."""
        channel = channel or self.hall
        self.transcript.say(self.name(channel), user.name, self._typed(name, options or {}, locale))
        interaction = await self.server.command(user, channel, name, options, locale=locale)
        return await self._shown(interaction)

    async def menu(self, user: User, name: str, message: Message, *, locale: str) -> Interaction:
        """Use the context menu of a message."""
        self.transcript.say(self.name(message.channel), user.name, f"(right click on the message) {name}")
        return await self._shown(await self.server.context_menu(user, name, message, locale=locale))

    async def press(self, user: User, message: Message, label: str, *, locale: str = "id") -> Interaction:
        """Press the button of that label."""
        self.transcript.say(self.name(message.channel), user.name, f"presses [{label}]")
        if label not in labels(message):
            raise UnexpectedError(f"There should be a button “{label}” among {labels(message)}.")
        pressed = await self.server.press(user, message, message.custom_id(label), locale=locale)
        return await self._shown(pressed)

    async def fill_in(
        self, user: User, form: Interaction, values: Mapping[str, Any], *, locale: str = "id"
    ) -> Interaction:
        """Send off the form that was shown."""
        entered = "; ".join(f"{name}: {value}" for name, value in values.items())
        self.transcript.say(self.name(form.channel), user.name, f"fills in {entered}")
        return await self._shown(await self.server.submit(user, form, dict(values), locale=locale))

    async def complete(self, user: User, name: str, option: str, prefix: str) -> list[str]:
        """Begin to type an option; the names of what is offered."""
        self.transcript.say(self.name(self.hall), user.name, f"/{name} {option}:{prefix}▏")
        choices = await self.server.autocomplete(
            user, self.hall, name, {option: prefix}, focused=option, locale="id"
        )
        names = [str(choice["name"]) for choice in choices]
        self.transcript.reply("\n".join(f"‣ {name}" for name in names), manner="offers while one types")
        return names

    async def mention(
        self, user: User, text: str, *, channel: Channel | None = None
    ) -> tuple[Message, Message]:
        """Ask in plain words with a mention; what was said, and the answer."""
        channel = channel or self.hall
        self.transcript.say(self.name(channel), user.name, f"@Babad {text}")
        said = await self.server.say(channel, user, text, mentions_bot=True)
        return said, await self.answer(said)

    async def whisper(self, user: User, text: str) -> Message:
        """Ask in a direct message; the answer."""
        channel = self.server.dm(user)
        self.transcript.say(self.name(channel), user.name, text)
        return await self.answer(await self.server.say(channel, user, text))

    async def answer(self, said: Message) -> Message:
        """The bot's answer to a message, once it is there."""
        await self.server.until(lambda: self.answers(said))
        answer = self.answers(said)[0]
        self.tell(answer)
        return answer

    def answers(self, said: Message) -> list[Message]:
        """The bot's messages that answer a message."""
        return [
            one for one in self.server.messages(said.channel) if one.reference is said and not one.deleted
        ]

    def tell(self, message: Message, manner: str = "") -> None:
        """Write a message of the bot's into the transcript."""
        text = "\n".join([readable(message.text), *(f"📎 {file.filename}" for file in message.attachments)])
        self.transcript.reply(text, labels(message), manner=manner)

    def name(self, channel: Channel) -> str:
        """What a channel is called in the transcript."""
        return f"Discord, {f'#{channel.name}' if channel.guild else 'direct message'}"

    def _typed(self, name: str, options: Mapping[str, str | Channel], locale: str) -> str:
        """A command as it stands in the language of whoever types it."""
        command = next(one for one in self.server.commands if one["name"] == name)
        words = {one["name"]: _localised(one, locale) for one in (command, *command["options"])}
        return " ".join(
            [f"/{words[name]}", *(f"{words[key]}: {_entered(value)}" for key, value in options.items())]
        )

    async def _shown(self, interaction: Interaction) -> Interaction:
        response = await interaction.answered()
        if response.modal is not None:
            self._tell_form(response.modal)
            return interaction
        manner = "in its place" if response.type in {Callback.UPDATE, Callback.DEFERRED_UPDATE} else ""
        for message in (response.message, *response.followups):
            if message is not None and not message.deleted:
                self.tell(message, "to them alone" if message.ephemeral else manner)
        return interaction

    def _tell_form(self, modal: dict[str, Any]) -> None:
        fields = [f"{part['label']}: ____" for part in modal["components"] if "label" in part]
        self.transcript.reply("\n".join([str(modal["title"]), *fields]), manner="opens a form")


def _entered(value: str | Channel) -> str:
    return value if isinstance(value, str) else f"#{value.name}"


def _localised(definition: Mapping[str, Any], locale: str) -> str:
    return str((definition.get("name_localizations") or {}).get(locale, definition["name"]))


def message_of(interaction: Interaction) -> Message:
    """The message with which the bot responded.

    Raises:
        UnexpectedError: it responded otherwise.
    """
    shown = [*interaction.response.followups, interaction.response.message]
    for message in shown:
        if message is not None and not message.deleted:
            return message
    raise UnexpectedError(f"A message should have been shown, not {interaction.response}.")
