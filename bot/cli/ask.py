"""``babad ask``: one question from the command line, or a batch as JSON Lines."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import click

from bot.cli import lines
from bot.cli.knowledge import answering, language_option, locale, pack_option
from bot.plain import plain
from bot.why import why


@click.command()
@click.argument("question", nargs=-1)
@language_option
@pack_option
@click.option("--explain", is_flag=True, help="Say why, after the answer.")
@click.option("as_json", "--json", is_flag=True, help="Answer with one JSON object.")
@click.option("--jsonl", is_flag=True, help="Read questions as JSON Lines from the standard input.")
@click.option(
    "--rank", type=click.IntRange(1, 1000), metavar="N", help="Add the N best facts to each record."
)
@click.option(
    "statements",
    "--facts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.jsonl",
    help="Answer from plain statements, one {id, lang, text} a line, instead of packs.",
)
@click.pass_context
def ask(  # noqa: PLR0913  # one for each option
    context: click.Context,
    *,
    question: tuple[str, ...],
    language: str | None,
    packs: tuple[str, ...],
    explain: bool,
    as_json: bool,
    jsonl: bool,
    rank: int | None,
    statements: Path | None,
) -> None:
    """Answer QUESTION from sourced facts, in its own language.

    With --jsonl, every line of the standard input is {"id", "question", "language"?, "history"?}, and
    one line is written for each, in order:
    {"id", "outcome", "reply", "facts", "confidence", "elapsed_ms"}, or {"id", "error"}.

    \b
    Exit codes: 0 all went well; 1 some line could not be read, or the answering failed;
    2 the command was not used as it should be.
    """  # noqa: D301  # click reads the escape
    if jsonl == bool(question):
        raise click.UsageError("Give a question, or --jsonl to read questions from the standard input.")
    if statements is not None and packs:
        raise click.UsageError("--facts replaces the packs; leave out --pack.")
    desk = answering(packs, statements)
    if jsonl:
        # An input that was closed from outside is None, and holds no question.
        source = sys.stdin.buffer if sys.stdin else BytesIO()
        context.exit(0 if lines.run(desk, source, sys.stdout.buffer, rank=rank) else 1)
    text = " ".join(question)
    if as_json or rank is not None:
        record = lines.answer(desk, lines.Request(0, text, language), rank=rank)
        sys.stdout.buffer.write(lines.encode(record))
        return
    answered = desk.answer(text, language=language, prefers=locale())
    click.echo(plain(answered.reply))
    if explain and answered.outcome is not None:
        click.echo(f"\n{plain(why(answered.outcome, answered.tongue))}")
