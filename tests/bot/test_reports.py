"""Reports and notes: taken by forms, mended when unfit, refused politely, never lost without a word."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.blocks import Audience, fits_action
from bot.drafts import LIFETIME
from bot.preferences import Community
from bot.report_forms import KINDS, MISTAKES, QUESTIONS, TEXT
from bot.reports import EACH, Reporting
from bot.store import Report
from tests.bot.turns import (
    ANI,
    BUDI,
    CHAT,
    CHIEF,
    EVIL,
    GROUP,
    NOON,
    actions_of,
    away,
    form_of,
    kept,
    press,
    reply_of,
    submit,
    text_of,
    turn,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.i18n import Tongues
    from bot.store import Store
    from facts.fact import Fact

NOTES = Community(notes=True)


@pytest.fixture
def fact(facts: tuple[Fact, ...]) -> Fact:
    """The fact that is reported."""
    return facts[0]


def reporting(store: Store | None, fact: Fact, question: str = "Siapa?") -> Reporting:
    """Takes reports on one fact."""
    return Reporting(store, {fact.id: fact}.get, lambda _: question)


def filled(fact: Fact, **values: str) -> dict[str, str]:
    """What the form for a report brings."""
    return {"fact": fact.id, "kind": "date", "text": "It was 1919.", "link": "", **values}


async def all_open(store: Store) -> tuple[Report, ...]:
    """The open reports of the group."""
    return await store.reports.open("test", GROUP.community, limit=100)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_report_is_asked_for_by_a_form_and_kept(
    tongues: Tongues, tmp_path: Path, fact: Fact, language: str
) -> None:
    """With all that a manager needs; the member is told who reads it and how to erase it."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            reports = reporting(store, fact)
            made = turn(tongues.speak(language), submit(ANI))
            form = form_of(await reports.report(made, {"fact": fact.id}))
            assert form.id == f"report:{fact.id}"
            assert [option.value for option in form.fields[0].options] == list(MISTAKES)
            assert [field.required for field in form.fields] == [True, True, False]
            said = await reports.send(made, filled(fact, link="example.org/iwami"))
            command = {"id": "/dataku", "en": "/mydata"}[language]
            assert command in text_of(said)
            assert {"id": "pengelola komunitas", "en": "manages this community"}[language] in text_of(said)
            assert reply_of(said).audience is Audience.ASKER
            (report,) = await all_open(store)
            assert report == Report(
                id=report.id,
                platform="test",
                community="group",
                chat="chat",
                user="ani",
                kind="date",
                fact=fact.id,
                text="It was 1919.",
                link="https://example.org/iwami",
                language=language,
                at=NOON,
            )

    asyncio.run(main())


def test_a_report_from_a_private_chat_says_who_reads_it(tongues: Tongues, tmp_path: Path, fact: Fact) -> None:
    """Nobody manages that community but the member."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            said = await reporting(store, fact).send(
                turn(tongues.speak("en"), submit(ANI, CHAT)), filled(fact)
            )
            assert "whoever runs me can read it" in text_of(said)

    asyncio.run(main())


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"text": " "}, "nothing written"),
        ({"text": "x" * (TEXT + 1)}, "too long: at most 1000"),
        ({"link": "javascript:alert(1)"}, "https://example.org/page"),
    ],
)
def test_what_is_unfit_comes_back_in_the_form(
    tongues: Tongues, tmp_path: Path, fact: Fact, values: dict[str, str], reason: str
) -> None:
    """For an hour, once, to the member who wrote it and for the fact that it was about."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            reports = reporting(store, fact)
            made = turn(tongues.speak("en"), submit(ANI))
            said = await reports.send(made, filled(fact, **values))
            assert reason in text_of(said)
            assert list(actions_of(said).values()) == [f"report:{fact.id}"]
            assert await all_open(store) == ()
            others = turn(tongues.speak("en"), press(BUDI))
            assert form_of(await reports.report(others, {"fact": fact.id})).fields[1].filled == ""
            wanted = filled(fact, **values)
            form = form_of(await reports.report(made, {"fact": fact.id}))
            assert {field.name: field.filled for field in form.fields} == {
                name: wanted[name] for name in ("kind", "text", "link")
            }
            again = form_of(await reports.report(made, {"fact": fact.id}))
            assert {field.filled for field in again.fields} == {""}

    asyncio.run(main())


def test_a_draft_is_for_one_fact_and_one_hour(
    tongues: Tongues, tmp_path: Path, facts: tuple[Fact, ...]
) -> None:
    """As the privacy notice says."""
    assert timedelta(hours=1).total_seconds() == LIFETIME

    async def main() -> None:
        async with kept(tmp_path) as store:
            reports = Reporting(store, {fact.id: fact for fact in facts}.get, lambda _: "")
            made = turn(tongues.speak("en"), submit(ANI))
            await reports.send(made, filled(facts[0], link="no link"))
            other = form_of(await reports.report(made, {"fact": facts[1].id}))
            assert other.fields[1].filled == ""
            later = replace(made, event=replace(press(ANI), at=NOON + timedelta(hours=1, seconds=1)))
            assert form_of(await reports.report(later, {"fact": facts[0].id})).fields[1].filled == ""

    asyncio.run(main())


def test_what_nobody_offered_counts_as_something_else(tongues: Tongues, tmp_path: Path, fact: Fact) -> None:
    """A forged kind is not kept; hostile text is, as it was written."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            made = turn(tongues.speak("en"), submit(ANI))
            await reporting(store, fact).send(made, filled(fact, kind=EVIL, text=EVIL))
            (report,) = await all_open(store)
            assert (report.kind, report.text) == ("other", EVIL)

    asyncio.run(main())


def test_a_fact_that_is_not_there_cannot_be_reported(tongues: Tongues, tmp_path: Path, fact: Fact) -> None:
    """Neither by command nor by a form that was open when the pack changed."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            reports, made = reporting(store, fact), turn(tongues.speak("en"))
            assert "Which fact?" in text_of(await reports.report(made, {}))
            assert "“nope”" in text_of(await reports.report(made, {"fact": "nope"}))
            assert "“nope”" in text_of(await reports.send(made, {**filled(fact), "fact": "nope"}))

    asyncio.run(main())


def test_one_member_cannot_fill_the_list(tongues: Tongues, tmp_path: Path, fact: Fact) -> None:
    """They wait until some are read; others do not."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            reports, made = reporting(store, fact), turn(tongues.speak("en"), submit(ANI))
            for _ in range(EACH):
                assert "Thank you" in text_of(await reports.send(made, filled(fact)))
            assert "still unread" in text_of(await reports.report(made, {"fact": fact.id}))
            said = await reports.send(made, filled(fact))
            assert "still unread" in text_of(said)
            assert "stays in the form" in text_of(said)
            assert len(await all_open(store)) == EACH
            form_of(await reports.report(turn(tongues.speak("en"), press(BUDI)), {"fact": fact.id}))

    asyncio.run(main())


def test_a_full_list_is_said_to_be_full(
    tongues: Tongues, tmp_path: Path, fact: Fact, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what the member can do."""
    monkeypatch.setattr("bot.store.reports.OPEN_REPORTS", 2)

    async def main() -> None:
        async with kept(tmp_path) as store:
            report = Report(platform="test", community="group", chat="chat", user="x", kind="other", at=NOON)
            for _ in range(2):
                await store.reports.add(report)
            made = turn(tongues.speak("en"), submit(ANI))
            said = await reporting(store, fact).send(made, filled(fact))
            assert "so many unread reports here" in text_of(said)
            assert "stays in the form" in text_of(said)

    asyncio.run(main())


@pytest.mark.parametrize("language", ["id", "en"])
def test_while_nothing_can_be_kept_nobody_fills_a_form(
    tongues: Tongues, tmp_path: Path, fact: Fact, language: str
) -> None:
    """And whoever did is not told that it was kept."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            reports = reporting(store, fact)
            made = turn(tongues.speak(language), submit(ANI), NOTES)
            async with away(store, tmp_path):
                answers = [
                    await reports.report(made, {"fact": fact.id}),
                    await reports.send(made, filled(fact)),
                    await reports.send_note(made, {"kind": "meant", "question": "Siapa?"}),
                ]
            for said in answers:
                assert {"id": "Coba lagi", "en": "try again"}[language] in text_of(said)
                assert reply_of(said).audience is Audience.ASKER
            assert await all_open(store) == ()

    asyncio.run(main())


def test_without_a_store_no_report_is_taken(tongues: Tongues, fact: Fact) -> None:
    """As in a terminal."""

    async def main() -> None:
        reports, made = reporting(None, fact), turn(tongues.speak("en"), submit(ANI), NOTES)
        assert "can't keep reports" in text_of(await reports.report(made, {"fact": fact.id}))
        assert "can't keep reports" in text_of(await reports.send(made, filled(fact)))
        assert "not collected" in text_of(await reports.note(made, {"kind": "meant"}))

    asyncio.run(main())


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_question_is_handed_over_where_the_community_wants_that(
    tongues: Tongues, tmp_path: Path, fact: Fact, kind: str
) -> None:
    """Begun with what was asked, changed as the member likes."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            reports = reporting(store, fact, "Siapa?" * 500)
            made = turn(tongues.speak("id"), submit(ANI), NOTES)
            form = form_of(await reports.note(made, {"kind": kind}))
            assert form.id == f"note:{kind}"
            assert form.fields[0].filled == ("Siapa?" * 500)[:TEXT]
            assert "kosong" in text_of(await reports.send_note(made, {"kind": kind, "question": " "}))
            assert "Terima kasih" in text_of(
                await reports.send_note(made, {"kind": kind, "question": "Mengapa?"})
            )
            (note,) = await all_open(store)
            assert (note.kind, note.text, note.fact) == (kind, "Mengapa?", "")

    asyncio.run(main())


def test_elsewhere_no_question_is_collected(tongues: Tongues, tmp_path: Path, fact: Fact) -> None:
    """Neither from an old button nor from an open form, nor of a forged kind."""

    async def main() -> None:
        async with kept(tmp_path) as store:
            reports = reporting(store, fact)
            for community, kind in ((Community(), "meant"), (NOTES, "date"), (NOTES, EVIL)):
                made = turn(tongues.speak("en"), submit(CHIEF), community)
                assert "not collected" in text_of(await reports.note(made, {"kind": kind}))
                values = {"kind": kind, "question": "Why?"}
                assert "not collected" in text_of(await reports.send_note(made, values))
            assert await all_open(store) == ()

    asyncio.run(main())


def test_forms_are_named_within_what_platforms_carry(tongues: Tongues, tmp_path: Path, fact: Fact) -> None:
    """Also for facts whose id is too long for it; every kind has its words."""
    long = replace(fact, id="x" * 64)

    async def main() -> None:
        async with kept(tmp_path) as store:
            made = turn(tongues.speak("en"))
            assert fits_action(form_of(await reporting(store, long).report(made, {"fact": long.id})).id)

    asyncio.run(main())
    for words in KINDS.values():
        assert tongues.speak("id").gettext(words) != words
