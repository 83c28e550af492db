"""What happens on Discord: every capability once, as members use it there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from tests.demo.discord_stage import DiscordStage, labels, links, message_of, words
from tests.demo.floods import FLOOD, check_flood
from tests.servers.discord import Callback

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.servers.discord import Channel

QUESTION: Final = "kapan kapal Iwami tiba di Vladivostok?"
HOSTILE: Final = "@everyone <@&1918> [Iwami](https://evil.example) **reached** Vladivostok in 1918 ||hah||"


async def asks_in_two_languages(stage: DiscordStage) -> None:
    """A slash command, in English and in Indonesian."""
    english = {"question": "When did the Iwami reach Vladivostok?"}
    asked = await stage.command(stage.emma, "ask", english, locale="en-GB")
    stage.transcript.expect_words(words(asked), "12 January 1918", "Sources", "Wikipedia")
    asked = await stage.command(stage.budi, "ask", {"question": QUESTION})
    stage.transcript.expect_words(words(asked), "12 Januari 1918", "Sumber")


async def understands_how_people_chat(stage: DiscordStage) -> None:
    """A mention, in slang and with typos, and a direct message."""
    _, answer = await stage.mention(stage.budi, "min, kpn kapal iwmai nyampe vladivostok?")
    stage.transcript.expect_words(words(answer), "12 Januari 1918")
    answer = await stage.whisper(stage.emma, "how many japanese soldiers died of disease in siberia?")
    stage.transcript.expect(
        "The direct message should be answered in English.", holds="died" in words(answer)
    )


async def suggests_rather_than_guesses(stage: DiscordStage) -> None:
    """A question that could mean several facts: pressing one opens it."""
    _, offer = await stage.mention(stage.siti, "berapa tentara jepang?")
    stage.transcript.expect("Facts should be suggested.", holds=len(labels(offer)) > 1)
    pressed = await stage.press(stage.siti, offer, labels(offer)[0])
    stage.transcript.expect_words(words(pressed), "Sumber")
    _, honest = await stage.mention(stage.emma, "when was Terauchi born?")
    stage.transcript.expect("What is not known should not be answered.", holds="Sources" not in words(honest))


async def goes_on_from_an_answer(stage: DiscordStage) -> None:
    """The buttons below an answer."""
    asked = await stage.command(stage.teacher, "ask", {"question": QUESTION})
    answer = message_of(asked)
    why = await stage.press(stage.teacher, answer, "Mengapa jawabannya begini?")
    stage.transcript.expect("Reasons are for the one who asks.", holds=message_of(why).ephemeral)
    await stage.press(stage.teacher, answer, "English")
    stage.transcript.expect_words(words(answer), "12 January 1918")
    await stage.press(stage.teacher, answer, "Later ▶")
    stage.transcript.expect_words(words(answer), "HMS Suffolk came to Vladivostok")
    await stage.press(stage.teacher, answer, "◀ Earlier")
    stage.transcript.expect_words(words(answer), "12 January 1918")
    cited = await stage.press(stage.teacher, answer, "Cite")
    stage.transcript.expect_words(words(cited), "iwami-reaches-vladivostok", "Wikipedia")
    other = await stage.press(stage.siti, answer, "Later ▶")
    stage.transcript.expect("Somebody else is answered beside it.", holds=message_of(other) is not answer)


async def admits_to_have_misunderstood(stage: DiscordStage) -> None:
    """Not what I meant: what else it may have been."""
    asked = await stage.command(stage.budi, "ask", {"question": QUESTION})
    instead = await stage.press(stage.budi, message_of(asked), "Bukan itu maksudku")
    stage.transcript.expect("Others should be offered.", holds=len(labels(message_of(instead))) > 1)


async def takes_reports(stage: DiscordStage) -> None:
    """A report in a form, which those who manage the server can read."""
    asked = await stage.command(stage.siti, "ask", {"question": QUESTION})
    form = await stage.press(stage.siti, message_of(asked), "Laporkan kesalahan")
    stage.transcript.expect("A form should open.", holds=form.response.type is Callback.MODAL)
    thanks = await stage.fill_in(
        stage.siti, form, {"kind": ["date"], "text": "Buku paketku menulis 13 Januari. @everyone"}
    )
    stage.transcript.expect("Thanks are for the one who reports.", holds=message_of(thanks).ephemeral)
    read = await stage.command(stage.teacher, "reports")
    stage.transcript.expect_words(words(read), "13 Januari")


async def lets_managers_change_it(stage: DiscordStage) -> None:
    """Settings: a student may look, the teacher may change."""
    looked = await stage.command(stage.budi, "settings")
    stage.transcript.expect("A student gets no buttons.", holds=not labels(message_of(looked)))
    refused = await stage.command(stage.budi, "settings", {"setting": "zone", "value": "Makassar"})
    stage.transcript.expect("A student changes nothing.", holds="Makassar" not in words(refused))
    panel = message_of(await stage.command(stage.teacher, "settings"))
    stage.transcript.expect("The teacher gets buttons.", holds=labels(panel))
    changed = await stage.command(stage.teacher, "settings", {"setting": "zone", "value": "Makassar"})
    stage.transcript.expect_words(words(changed), "Makassar")


async def tells_of_itself(stage: DiscordStage) -> None:
    """A day in history, the packs, help and privacy."""
    today = await stage.command(stage.budi, "today", {"day": "12 Januari"})
    stage.transcript.expect_words(words(today), "12 Januari", "Iwami")
    packs = await stage.command(stage.siti, "packs")
    stage.transcript.expect_words(words(packs), "CC-BY-SA-4.0")
    helped = await stage.command(stage.emma, "help", locale="en-GB")
    stage.transcript.expect_words(words(helped), "/ask")
    private = await stage.command(stage.emma, "privacy", locale="en-GB")
    stage.transcript.expect_words(words(private), "guru@example.org")


async def helps_to_type(stage: DiscordStage) -> None:
    """Questions are completed while they are typed."""
    offered = await stage.complete(stage.siti, "ask", "question", "kapal iwa")
    stage.transcript.expect("The Iwami should be offered.", holds=any("Iwami" in name for name in offered))


async def checks_claims(stage: DiscordStage) -> None:
    """Somebody else's claim is checked from its menu; hostile text stays text."""
    stage.transcript.say(stage.name(stage.hall), stage.budi.name, HOSTILE)
    claim = await stage.server.say(stage.hall, stage.budi, HOSTILE)
    checked = await stage.menu(stage.emma, "Check this claim", claim, locale="en-GB")
    shown = message_of(checked)
    stage.transcript.expect("It is for the one who checks.", holds=shown.ephemeral)
    stage.transcript.expect_words(words(shown), HOSTILE, "12 January 1918")
    stage.transcript.expect("Nobody is pinged.", holds=not shown.pings)
    stage.transcript.expect("No foreign link leads anywhere.", holds="evil" not in "".join(links(shown)))


async def follows_corrections(stage: DiscordStage) -> None:
    """A question that is edited: its answer is, too."""
    said, answer = await stage.mention(stage.siti, QUESTION)
    before = words(answer)
    new = "how many japanese soldiers died of disease in siberia?"
    stage.transcript.say(stage.name(stage.hall), stage.siti.name, f"(edits the question) {new}")
    await stage.server.edit(said, f"{stage.server.bot.mention} {new}")
    await stage.server.until(lambda: words(answer) != before)
    stage.tell(answer, "in its place")
    stage.transcript.expect("There is one answer.", holds=stage.answers(said) == [answer])


async def sets_up_daily_posts(stage: DiscordStage) -> None:
    """A daily post, set up by the teacher for another channel."""
    refused = await stage.command(stage.budi, "announce", {"time": "07.00"})
    stage.transcript.expect("A student starts nothing.", holds="07.00" not in words(refused))
    await stage.command(stage.teacher, "language", {"language": "id"})
    wish: Mapping[str, str | Channel] = {
        "time": "jam 7 pagi",
        "days": "senin-jumat",
        "region": "indonesia",
        "place": stage.notices,
    }
    panel = message_of(await stage.command(stage.teacher, "announce", wish))
    stage.transcript.expect("It is for the teacher alone.", holds=panel.ephemeral)
    stage.transcript.expect_words(
        words(panel), "Kiriman di #pengumuman", "07.00", "Senin sampai Jumat", "Mulai"
    )
    ahead = await stage.press(stage.teacher, panel, "Pratinjau")
    stage.transcript.expect_words(words(ahead), "Kiriman berikutnya, pukul 07.00", "Senin", "Jumat")
    listed = await stage.command(stage.budi, "announce")
    stage.transcript.expect_words(words(listed), "#pengumuman", "07.00")


async def posts_by_itself(stage: DiscordStage) -> None:
    """The post, here at once rather than in the morning; the teacher stops it."""
    panel = message_of(await stage.command(stage.teacher, "announce"))
    panel = message_of(await stage.press(stage.teacher, panel, "Buka 1"))
    await stage.press(stage.teacher, panel, "Kirim sekarang")
    await stage.server.until(lambda: stage.server.messages(stage.notices))
    (post,) = stage.server.messages(stage.notices)
    stage.tell(post, "by itself in #pengumuman")
    stage.transcript.expect_words(words(post), "atas permintaan pengelola", "Sumber")
    stage.transcript.expect("Nobody is pinged.", holds=not post.pings)
    refused = await stage.press(stage.siti, post, "Hentikan kiriman ini")
    stage.transcript.expect_words(words(refused), "Hanya pengelola")
    stopped = await stage.press(stage.teacher, post, "Hentikan kiriman ini")
    stage.transcript.expect_words(words(stopped), "Berhenti", "/kiriman")


async def hands_over_what_it_keeps(stage: DiscordStage) -> None:
    """What is kept of a member, as a file, and erased."""
    copy = message_of(await stage.command(stage.siti, "mydata", {"part": "export"}))
    stage.transcript.expect("A file should be sent.", holds=copy.attachments)
    stage.transcript.expect_words(copy.attachments[0].content.decode(), "13 Januari")
    sure = message_of(await stage.command(stage.siti, "mydata", {"part": "erase"}))
    await stage.press(stage.siti, sure, labels(sure)[0])
    copy = message_of(await stage.command(stage.siti, "mydata", {"part": "export"}))
    left = copy.attachments[0].content.decode()
    stage.transcript.expect("Nothing should be left.", holds="13 Januari" not in left)


async def withstands_a_flood(stage: DiscordStage) -> None:
    """One member asks forty times at once, and others are answered."""
    stage.transcript.say(stage.name(stage.flooded), stage.budi.name, f"@Babad {QUESTION} ({FLOOD} times)")
    for _ in range(FLOOD):
        said = await stage.server.say(stage.flooded, stage.budi, QUESTION, mentions_bot=True)
        stage.flood.append(said)
    _, answer = await stage.mention(stage.teacher, QUESTION, channel=stage.flooded)
    stage.transcript.expect_words(words(answer), "12 Januari 1918")


async def answers_old_buttons(stage: DiscordStage) -> None:
    """A button from before the restart, and the settings that were changed."""
    old = next(one for one in stage.server.messages(stage.hall) if "Sesudahnya ▶" in labels(one))
    await stage.press(stage.budi, old, "Sesudahnya ▶")
    stage.transcript.expect_words(words(old), "Suffolk")
    kept = await stage.command(stage.teacher, "settings", {"setting": "zone"})
    stage.transcript.expect_words(words(kept), "Makassar")


async def still_knows_daily_posts(stage: DiscordStage) -> None:
    """The daily post is still stopped; it is resumed, and removed."""
    panel = message_of(await stage.command(stage.teacher, "announce"))
    panel = message_of(await stage.press(stage.teacher, panel, "Buka 1"))
    stage.transcript.expect_words(words(panel), "Dijeda")
    resumed = message_of(await stage.press(stage.teacher, panel, "Lanjutkan"))
    stage.transcript.expect_words(words(resumed), "Kiriman berikutnya", "WITA")
    sure = message_of(await stage.press(stage.teacher, resumed, "Hapus…"))
    gone = await stage.press(stage.teacher, sure, "Ya, hapus")
    stage.transcript.expect_words(words(gone), "Belum ada kiriman berkala")


async def refused_the_flood(stage: DiscordStage) -> None:
    """What became of the flood."""
    said = [words(answer) for question in stage.flood for answer in stage.answers(question)]
    aside = [words(message) for message in stage.server.messages(stage.server.dm(stage.budi))]
    check_flood(stage.transcript, said, aside)


Scene = Callable[[DiscordStage], Awaitable[None]]
BEFORE: Final[tuple[Scene, ...]] = (
    asks_in_two_languages,
    understands_how_people_chat,
    suggests_rather_than_guesses,
    goes_on_from_an_answer,
    admits_to_have_misunderstood,
    takes_reports,
    lets_managers_change_it,
    tells_of_itself,
    helps_to_type,
    checks_claims,
    follows_corrections,
    sets_up_daily_posts,
    posts_by_itself,
    hands_over_what_it_keeps,
    withstands_a_flood,
)
BETWEEN: Final[tuple[Scene, ...]] = (refused_the_flood,)
AFTER: Final[tuple[Scene, ...]] = (answers_old_buttons, still_knows_daily_posts)
"""What is played before, during and after the restart."""
