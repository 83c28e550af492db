"""The settings of a community as a member sees them: what each stands at, and buttons for whoever may press.

Pure: a turn in, a reply out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.blocks import Action, Bullets, Field, Form, Heading, Reply, Span, Style, fits_action
from bot.commands import BY_NAME
from bot.i18n import mark
from bot.notice import paragraph
from bot.preferences import EACH, NO, SETTINGS, YES
from bot.seam import Press, Submit
from bot.setting_values import language_in_words, value_in_words
from bot.zones import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.blocks import Block, Line
    from bot.i18n import Tongue, Tongues
    from bot.preferences import Community
    from bot.turn import Turn

ASK: Final = "?"
"""The value that asks for a form instead."""
PRIVATE: Final = ("language", "zone")
"""The settings that mean anything to a member alone with the bot."""
NAMES: Final = {
    "id": {
        "language": "bahasa",
        "zone": "zona",
        "ambient": "spontan",
        "notes": "catatan",
        "managers": "pengelola",
    }
}
"""What a setting may be called beside its own name, by language."""
LABELS: Final = dict(next(each for each in BY_NAME["settings"].parameters if each.name == "setting").choices)

MEANINGS: Final = {
    "language": mark("I speak it when nothing tells me which language somebody wants."),
    "zone": mark("It tells me when a day begins here."),
    "ambient": mark(
        "When it is on, I also answer questions that nobody addressed to me, if I am sure of the answer. For "
        "that, I must be allowed to read every message here, in the platform's own settings."
    ),
    "notes": mark(
        "When it is on, members can hand over questions that I could not answer or misunderstood, "
        "and whoever manages this community can read them."
    ),
    "managers": mark("Members with this role may change settings too."),
}
_TURN_ON: Final = mark("{setting}: turn on")
_TURN_OFF: Final = mark("{setting}: turn off")


def named(setting: str, language: str) -> str:
    """The name of a setting to show in ``language``."""
    return NAMES.get(language, {}).get(setting, setting)


def offered(turn: Turn, community: Community) -> tuple[str, ...]:
    """The settings that there are where ``turn`` happens; a role only where one is known of."""
    if turn.place.private:
        return PRIVATE
    roles = turn.member.roles or community.managers
    return tuple(setting for setting in SETTINGS if setting != "managers" or roles)


def panel(
    turn: Turn, tongues: Tongues, community: Community, *, only: str | None = None, said: str = ""
) -> Reply:
    """Every setting, or ``only`` one with what it means, after what there is to say first."""
    tongue = turn.tongue
    settings = offered(turn, community) if only is None else (only,)
    head = (
        tongue.gettext("How I behave with you") if turn.place.private else tongue.gettext("How I behave here")
    )
    blocks: list[Block] = [paragraph(said, Style.BOLD)] if said else []
    blocks += [Heading(head), Bullets(tuple(_item(turn, community, setting) for setting in settings))]
    explained = only or ("ambient" if "ambient" in settings else None)
    if explained:
        blocks.append(paragraph(_explained(explained, tongue, named=only is None), Style.ITALIC))
    blocks.append(paragraph(_how(turn, only)))
    actions = tuple(_actions(turn, tongues, community, settings)) if turn.manager else ()
    return Reply(tuple(blocks), actions, replaces=replaces_panel(turn))


def replaces_panel(turn: Turn) -> bool:
    """Whether there is a panel that the reply should stand in for."""
    return isinstance(turn.event, Press | Submit)


def zone_form(community: Community, tongue: Tongue) -> Form:
    """Asks for a city or a time zone; what comes back is read as if it were typed."""
    label = LABELS["zone"]
    field = Field(
        "value",
        tongue.gettext("City or time zone"),
        limit=LONGEST,
        hint=tongue.gettext("Such as WIB, Makassar or Asia/Tokyo"),
        filled=community.zone,
    )
    return Form("settings:zone", tongue.gettext(label), (field,))


def zone_form_action(tongue: Tongue) -> Action:
    """Opens the form for the time zone."""
    return Action(tongue.gettext("Another time zone…"), f"settings:zone={ASK}", opens_form=True)


def set_action(label: str, setting: str, value: str) -> tuple[Action, ...]:
    """The action that sets a value; none for a value too long to be carried back."""
    action = f"settings:{setting}={value}"
    return (Action(label, action),) if fits_action(action) else ()


def _item(turn: Turn, community: Community, setting: str) -> Line:
    value = value_in_words(setting, community, turn.tongue, turn.at)
    return Span(turn.tongue.gettext(LABELS[setting]), Style.BOLD), Span(f": {value}")


def _explained(setting: str, tongue: Tongue, *, named: bool) -> str:
    meaning = tongue.gettext(MEANINGS[setting])
    return f"{tongue.gettext(LABELS[setting])}: {meaning}" if named else meaning


def _how(turn: Turn, only: str | None) -> str:
    """How to change them, for whoever may, and who may, for whoever may not."""
    if not turn.manager:
        return who_may(turn)
    setting = only or "zone"
    command = f"/{BY_NAME['settings'].named(turn.tongue.code)} {named(setting, turn.tongue.code)}"
    examples = {"language": "en", "zone": "Makassar", "managers": "1234567890"}
    example = f"{command} {examples.get(setting, turn.tongue.gettext('yes'))}"
    return turn.tongue.gettext("Press a button, or write what you want, such as {example}", example=example)


def who_may(turn: Turn) -> str:
    """Who may change settings where ``turn`` happens."""
    if turn.community.managers:
        return turn.tongue.gettext(
            "These settings can be changed by whoever may manage this community, "
            "and by members with the role that was chosen for it."
        )
    return turn.tongue.gettext("These settings can be changed by whoever may manage this community.")


def _actions(
    turn: Turn, tongues: Tongues, community: Community, settings: tuple[str, ...]
) -> Iterator[Action]:
    tongue = turn.tongue
    for setting in settings:
        label = tongue.gettext(LABELS[setting])
        match setting:
            case "language":
                yield from _languages(tongues, community, tongue)
            case "zone":
                yield zone_form_action(tongue)
            case "managers":
                if community.managers:
                    yield from set_action(tongue.gettext("No role may change settings"), setting, "none")
            case _ if getattr(community, setting):
                yield from set_action(tongue.gettext(_TURN_OFF, setting=label), setting, NO)
            case _:
                yield from set_action(tongue.gettext(_TURN_ON, setting=label), setting, YES)


def _languages(tongues: Tongues, community: Community, tongue: Tongue) -> Iterator[Action]:
    """Every language but the one chosen; where only one is spoken there is nothing to choose."""
    setting = LABELS["language"]
    for code in (*tongues.by_code, None):
        if code != community.language:
            label = f"{tongue.gettext(setting)}: {language_in_words(code, tongue)}"
            yield from set_action(label, "language", code or EACH)
