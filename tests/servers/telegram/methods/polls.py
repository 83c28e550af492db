"""Sending and closing polls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.telegram import addressing, keyboards, texts
from tests.servers.telegram.entities import utf16_length
from tests.servers.telegram.methods.registry import method
from tests.servers.telegram.records import Ballot
from tests.servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from tests.servers.telegram.calls import Call
    from tests.servers.telegram.realm import Realm

QUESTION_LENGTH = 300
OPTION_LENGTH = 100
MOST_OPTIONS = 12
EXPLANATION_LENGTH = 200
EXPLANATION_LINES = 3
OPEN_SECONDS = range(5, 2_628_001)


@method("sendPoll")
def send_poll(realm: Realm, call: Call) -> object:
    """Post a poll or quiz."""
    poll = _poll(realm, call)
    markup = keyboards.check(call.value("reply_markup"))
    chat, place = addressing.placed(realm, call)
    if chat.type == "channel" and not poll["is_anonymous"]:
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    message = realm.post(chat, {"poll": poll}, markup=markup, **place)
    realm.keep(realm.ballots, poll["id"], Ballot(message))
    return message.as_json()


@method("stopPoll")
def stop_poll(realm: Realm, call: Call) -> object:
    """Close a poll of the bot and tell the result."""
    message = addressing.own_message(realm, call)
    poll = message.content.get("poll")
    if poll is None:
        raise bad_request("message with poll to stop not found")
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    poll["is_closed"] = True
    message.markup = keyboards.check(call.value("reply_markup"), inline_only=True)
    realm.updates.push("poll", poll)
    return poll


def _poll(realm: Realm, call: Call) -> dict[str, Any]:
    question, entities = texts.read(
        call.text("question"), call.text("question_parse_mode"), call.value("question_entities")
    )
    if not question:
        raise bad_request("text must be non-empty")
    if utf16_length(question) > QUESTION_LENGTH:
        raise bad_request("poll question length must not exceed 300")
    options = _options(call)
    poll: dict[str, Any] = {
        "id": str(10**18 + next(realm.numbers)),
        "question": question,
        "question_entities": entities,
        "options": [
            {"text": text, "voter_count": 0, "persistent_id": str(n)} for n, text in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.flag("is_anonymous", default=True),
        "type": call.text("type", "regular"),
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": call.flag("allows_revoting"),
        "members_only": call.flag("members_only"),
    }
    if call.text("open_period") and call.integer("open_period") not in OPEN_SECONDS:
        raise bad_request("invalid poll open period specified")
    return {**poll, **_quiz(call, len(options))} if poll["type"] == "quiz" else poll


def _options(call: Call) -> list[str]:
    given = call.value("options") or []
    options = [option if isinstance(option, str) else str(option.get("text", "")) for option in given]
    if not 1 <= len(options) <= MOST_OPTIONS:
        few = not options
        raise bad_request(
            "poll must have at least 1 option" if few else f"poll can't have more than {MOST_OPTIONS} options"
        )
    if any(not option.strip() for option in options):
        raise bad_request("poll option must be non-empty")
    if any(utf16_length(option) > OPTION_LENGTH for option in options):
        raise bad_request("poll options length must not exceed 100")
    return options


def _quiz(call: Call, options: int) -> dict[str, Any]:
    right = call.value("correct_option_ids")
    if not right or any(number not in range(options) for number in right):
        raise bad_request("wrong correct option ID specified")
    explanation, entities = texts.read(
        call.text("explanation"), call.text("explanation_parse_mode"), call.value("explanation_entities")
    )
    if utf16_length(explanation) > EXPLANATION_LENGTH or explanation.count("\n") >= EXPLANATION_LINES:
        raise bad_request("message caption is too long")
    quiz = {"correct_option_ids": right}
    return {**quiz, "explanation": explanation, "explanation_entities": entities} if explanation else quiz
