"""What happens on Telegram: what is done otherwise there, and what is only there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from tests.demo.floods import FLOOD, check_flood
from tests.demo.telegram_stage import TelegramStage, labels, words

if TYPE_CHECKING:
    from tests.servers.telegram import Message

QUESTION: Final = "kapan kapal Iwami tiba di Vladivostok?"
HOSTILE: Final = "<b>@siti_x</b> <a href='https://evil.example'>Iwami</a> reached Vladivostok in 1918 &lt;"


async def asks_in_private(stage: TelegramStage) -> None:
    """Commands and plain words in a private chat."""
    chat = stage.server.private(stage.siti)
    await stage.ask(chat, stage.siti, "/start")
    answer = await stage.ask(chat, stage.siti, f"/tanya {QUESTION}")
    stage.transcript.expect_words(words(answer), "12 Januari 1918", "Sumber")
    answer = await stage.ask(chat, stage.siti, "min, kpn sih pemerintahan semyonov runtuh")
    stage.transcript.expect_words(words(answer), "Sumber")
    answer = await stage.ask(chat, stage.siti, "how many japanese soldiers died of disease in siberia?")
    stage.transcript.expect_words(words(answer), "Sources")


async def presses_buttons(stage: TelegramStage) -> None:
    """The buttons below an answer."""
    chat = stage.server.private(stage.budi)
    answer = await stage.ask(chat, stage.budi, "When did the Iwami reach Vladivostok?")
    stage.transcript.expect_words(words(answer), "12 January 1918")
    why = await stage.followed(stage.budi, answer, "Why this answer?")
    stage.transcript.expect_words(words(why), "vladivostok")
    instead = await stage.followed(stage.budi, answer, "Not what I meant")
    stage.transcript.expect("Others should be offered.", holds=len(labels(instead)) > 1)
    await stage.replaced(stage.budi, answer, "Bahasa Indonesia")
    stage.transcript.expect_words(words(answer), "12 Januari 1918")
    await stage.replaced(stage.budi, answer, "Sesudahnya ▶")
    await stage.replaced(stage.budi, answer, "◀ Sebelumnya")
    stage.transcript.expect_words(words(answer), "12 Januari 1918")
    copied = [button for button in answer.buttons if "copy_text" in button]
    stage.transcript.expect("Citing copies.", holds=copied)
    stage.transcript.note(f"[{copied[0]['text']}] copies: {copied[0]['copy_text']['text']}")


async def speaks_in_groups_when_addressed(stage: TelegramStage) -> None:
    """In a group: a mention, did you mean, hostile text."""
    offer = await stage.ask(stage.group, stage.siti, "@babad_bot berapa tentara jepang?")
    stage.transcript.expect("Facts should be suggested.", holds=len(labels(offer)) > 1)
    await stage.replaced(stage.siti, offer, labels(offer)[0])
    stage.transcript.expect_words(words(offer), "Sumber")
    answer = await stage.ask(stage.group, stage.budi, "/ask@babad_bot when was Terauchi born?")
    stage.transcript.expect("What is not known should not be answered.", holds="Sources" not in words(answer))
    claim = await stage.say(stage.group, stage.budi, HOSTILE)
    checked = await stage.ask(stage.group, stage.siti, "/periksa@babad_bot", reply_to=claim)
    stage.transcript.expect_words(words(checked), HOSTILE)
    targets = [entity.get("url", "") for entity in checked.entities]
    stage.transcript.expect("No foreign link leads anywhere.", holds="evil" not in "".join(targets))
    stage.transcript.expect("Nobody is mentioned.", holds=not checked.marked("mention"))


async def follows_corrections(stage: TelegramStage) -> None:
    """A question that is edited: its answer is, too."""
    chat = stage.server.private(stage.teacher)
    question = await stage.say(chat, stage.teacher, QUESTION)
    answer = await stage.next(chat, 0)
    before = words(answer)
    new = "how many japanese soldiers died of disease in siberia?"
    stage.transcript.say("Telegram, private chat", stage.teacher.name, f"(edits the question) {new}")
    await stage.server.edit(question, new)
    await stage.server.until(lambda: words(answer) != before)
    stage.tell(answer, "in its place")
    stage.transcript.expect("There is one answer.", holds=len(stage.server.replies(chat)) == 1)


async def answers_inline(stage: TelegramStage) -> None:
    """Inline mode: facts to post in any other chat."""
    found = await stage.inline(stage.siti, "iwami vladivostok")
    stage.transcript.expect("Something should be found.", holds=found.results)
    posted = found.results[0]["input_message_content"]["message_text"]
    stage.transcript.expect_words(posted, "Iwami", "Sumber")


async def lets_administrators_change_it(stage: TelegramStage) -> None:
    """Settings: a student may look, the administrator may change."""
    refused = await stage.told(stage.siti, "/setelan@babad_bot zona Makassar")
    stage.transcript.expect("A student changes nothing.", holds="Makassar" not in words(refused))
    changed = await stage.told(stage.teacher, "/setelan@babad_bot zona Makassar")
    stage.transcript.expect_words(words(changed), "Makassar")


async def moves_with_a_group(stage: TelegramStage) -> None:
    """A group that becomes a supergroup keeps its settings."""
    stage.transcript.note("Telegram makes the group a supergroup; it has another id from now on.")
    stage.group = await stage.server.migrate(stage.group, stage.teacher)
    kept = await stage.told(stage.teacher, "/setelan@babad_bot zona")
    stage.transcript.expect_words(words(kept), "Makassar")


async def begins_a_report(stage: TelegramStage) -> None:
    """A report, asked for step by step."""
    answer = await stage.answer(await stage.say(stage.group, stage.siti, f"@babad_bot {QUESTION}"))
    kind = await stage.followed(stage.siti, answer, "Laporkan kesalahan")
    stage.form = await stage.followed(stage.siti, kind, labels(kind)[0])


async def posts_by_itself(stage: TelegramStage) -> None:
    """A daily post: set up in one line, posted (here at once), stopped."""
    panel = await stage.told(stage.teacher, "/kiriman@babad_bot 7 malem senin-jumat rangkuman soal indonesia")
    stage.transcript.expect_words(words(panel), "19.00", "Senin sampai Jumat", "Wilayah: Indonesia", "Mulai")
    await stage.press(stage.teacher, panel, "Kirim sekarang")
    await stage.server.until(lambda: _posts(stage))
    post = _posts(stage)[0]
    stage.tell(post, "by itself")
    stage.transcript.expect_words(words(post), "Sumber")
    refused = await stage.press(stage.siti, post, "Hentikan kiriman ini")
    stage.transcript.expect_words(refused.text or "", "Hanya pengelola")
    stopped = await stage.press(stage.teacher, post, "Hentikan kiriman ini")
    stage.transcript.expect_words(stopped.text or "", "Berhenti")
    listed = await stage.told(stage.teacher, "/kiriman@babad_bot stop")
    stage.transcript.expect_words(words(listed), "Dijeda")


def _posts(stage: TelegramStage) -> list[Message]:
    """What the bot has posted in the group that nobody had asked it just then."""
    return [one for one in stage.server.replies(stage.group) if "Hentikan kiriman ini" in labels(one)]


async def hands_over_what_it_keeps(stage: TelegramStage) -> None:
    """What is kept of a member, as a file, and erased."""
    chat = stage.server.private(stage.budi)
    chosen = await stage.ask(chat, stage.budi, "/language en")
    stage.transcript.expect("A language should be chosen.", holds=words(chosen))
    before = len(stage.server.replies(chat))
    await stage.ask(chat, stage.budi, "/mydata export")
    copy = await stage.next(chat, before + 1)
    kept = stage.server.realm.files[copy.content["document"]["file_id"]].data.decode()
    stage.transcript.expect_words(kept, '"language"')
    sure = await stage.ask(chat, stage.budi, "/mydata erase")
    await stage.replaced(stage.budi, sure, labels(sure)[0])


async def withstands_a_flood(stage: TelegramStage) -> None:
    """One member asks forty times at once, and others are answered."""
    stage.transcript.say("Telegram, Kelas XI", stage.budi.name, f"@babad_bot {QUESTION} ({FLOOD} times)")
    stage.heard = len(stage.server.replies(stage.server.private(stage.budi)))
    for _ in range(FLOOD):
        stage.flood.append(await stage.server.say(stage.group, stage.budi, f"@babad_bot {QUESTION}"))
    answer = await stage.answer(await stage.say(stage.group, stage.teacher, f"@babad_bot {QUESTION}"))
    stage.transcript.expect_words(words(answer), "12 Januari 1918")


async def answers_old_buttons(stage: TelegramStage) -> None:
    """A button from before the restart."""
    chat = stage.server.private(stage.budi)
    old = next(one for one in stage.server.replies(chat) if "Sesudahnya ▶" in labels(one))
    await stage.replaced(stage.budi, old, "Sesudahnya ▶")
    stage.transcript.expect_words(words(old), "Suffolk")


async def goes_on_with_forms(stage: TelegramStage) -> None:
    """The report that was begun before the restart goes on, and is read."""
    written = "Buku paketku menulis 13 Januari."
    link = await stage.told(stage.siti, written, reply_to=stage.form)
    thanks = await stage.told(stage.siti, "/lewati", reply_to=link)
    stage.transcript.expect_words(words(thanks), "/dataku")
    read = await stage.told(stage.teacher, "/laporan@babad_bot")
    stage.transcript.expect_words(words(read), "13 Januari")
    kept = await stage.told(stage.teacher, "/setelan@babad_bot zona")
    stage.transcript.expect_words(words(kept), "Makassar")


async def refused_the_flood(stage: TelegramStage) -> None:
    """What became of the flood."""
    said = [words(one) for one in stage.server.replies(stage.group) if one.reply_to in stage.flood]
    aside = stage.server.replies(stage.server.private(stage.budi))[stage.heard :]
    check_flood(stage.transcript, said, [words(one) for one in aside])


Scene = Callable[[TelegramStage], Awaitable[None]]
BEFORE: Final[tuple[Scene, ...]] = (
    asks_in_private,
    presses_buttons,
    speaks_in_groups_when_addressed,
    follows_corrections,
    answers_inline,
    lets_administrators_change_it,
    moves_with_a_group,
    posts_by_itself,
    hands_over_what_it_keeps,
    begins_a_report,
    withstands_a_flood,
)
BETWEEN: Final[tuple[Scene, ...]] = (refused_the_flood,)
AFTER: Final[tuple[Scene, ...]] = (answers_old_buttons, goes_on_with_forms)
"""What is played before, during and after the restart."""
