"""Commands for authors of packs: check them, complete them in an editor, list what they say."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from facts.calendars import Calendar
from facts.library import UnknownPackError, load, shipped
from facts.pack import PackError, read_pack
from facts.pack_model import schema as pack_schema
from facts.pack_report import nearest, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from facts.fact import Fact, Source
    from facts.pack import PackProblem

_SUFFIXES = frozenset({".yaml", ".yml"})


class _UsageError(click.ClickException):
    """One sentence about what was asked for wrongly, without the usage lines."""

    exit_code = 2


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as a JSON array.")
def check(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Check packs: files, or directories with all the packs in them.

    Prints every problem on a line of its own and ends with status 1 when there are any.
    """
    files = list(dict.fromkeys(file for path in paths for file in _packs_at(path)))
    problems: list[PackProblem] = []
    facts = 0
    for file in files:
        try:
            facts += len(read_pack(file).facts)
        except PackError as error:
            problems += error.problems
    if as_json:
        click.echo(_json([asdict(problem) for problem in problems]))
    else:
        faulty = len({problem.file for problem in problems})
        checked = _count(len(files), "pack")
        summary = (
            f"{_count(len(problems), 'problem')} in {faulty} of {checked}."
            if problems
            else f"{checked} checked, {_count(facts, 'fact')}: no problems."
        )
        click.echo("\n".join([*map(str, problems), summary]))
    if problems:
        raise click.exceptions.Exit(1)


def _packs_at(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise _UsageError(f"There is no file or directory called {quoted(str(path))}.")
    if not path.is_dir():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    if not found:
        raise _UsageError(f"The directory {quoted(str(path))} holds no pack, that is, no file named *.yaml.")
    yield from found


@click.command()
def schema() -> None:
    """Print the JSON Schema of packs, with which editors complete and check them."""
    click.echo(_json(pack_schema()))


@click.command()
@click.option("--pack", "names", multiple=True, metavar="PACK", help="Name or file of a pack; default: all.")
@click.option(
    "--tag", "tags", multiple=True, metavar="TAG", help="Only facts with this tag; all, if several."
)
@click.option("--json", "as_json", is_flag=True, help="Print the facts as a JSON array.")
def facts(names: tuple[str, ...], tags: tuple[str, ...], *, as_json: bool) -> None:
    """List facts with their dates and sources."""
    wanted = set(tags)
    known = _tags()
    if unknown := sorted(wanted - known):
        near = nearest(unknown[0], known)
        hint = f'did you mean "{near}"?' if near else f"choose from {', '.join(sorted(known))}."
        raise _UsageError(f"There is no tag {quoted(unknown[0])}: {hint}")
    chosen = [fact for fact in _facts(dict.fromkeys(names or shipped())) if wanted <= _tags_of(fact)]
    if as_json:
        click.echo(_json([_as_json(fact) for fact in chosen]))
    else:
        click.echo("\n\n".join([*map(_as_text, chosen), f"{_count(len(chosen), 'fact')}."]))


def _facts(names: Iterable[str]) -> Iterator[Fact]:
    for name in names:
        try:
            yield from load(name).facts
        except UnknownPackError as error:
            raise _UsageError(str(error)) from error
        except PackError as error:
            raise click.ClickException(f"The pack cannot be used:\n{error}") from error


def _tags() -> set[str]:
    groups = pack_schema()["properties"]["facts"]["items"]["properties"]["tags"]["properties"]
    return {tag for group in groups.values() for tag in group["oneOf"][0]["enum"]}


def _tags_of(fact: Fact) -> set[str]:
    return {tag for tags in fact.tags.values() for tag in tags}


def _julian(fact: Fact) -> bool:
    return fact.when is not None and fact.when.calendar is Calendar.JULIAN


def _as_json(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "pack": fact.pack,
        "when": None if fact.when is None else str(fact.when),
        **({"calendar": Calendar.JULIAN} if _julian(fact) else {}),
        "kind": fact.kind,
        **({"yearly": True} if fact.yearly else {}),
        **({} if fact.derived_from is None else {"derived_from": fact.derived_from}),
        "text": dict(fact.text),
        "answers": {slot: dict(answer) for slot, answer in fact.answers.items()},
        "asked": {language: list(asked) for language, asked in fact.asked.items()},
        "certainty": fact.certainty,
        "note": dict(fact.note),
        "sources": [_source_as_json(source) for source in fact.sources],
        "ref": list(fact.ref),
        "tags": {group: list(tags) for group, tags in fact.tags.items()},
    }


def _source_as_json(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": dict(source.title),
        "author": source.author,
        "publisher": source.publisher,
        "year": source.year,
        "url": dict(source.url),
        "license": source.license,
    }


def _as_text(fact: Fact) -> str:
    when = "no date" if fact.when is None else str(fact.when)
    if _julian(fact):
        when += " (julian)"
    lines = [f"{fact.pack}/{fact.id}  {when}"]
    lines += [f"  {language}: {text}" for language, text in fact.text.items()]
    if fact.note:
        lines += [
            f"  {fact.certainty.replace('_', ' ')} ({language}): {note}"
            for language, note in fact.note.items()
        ]
    lines += [f"  source: {_source_as_text(source)}" for source in fact.sources]
    return "\n".join(map(printable, lines))


def _source_as_text(source: Source) -> str:
    title = next(iter(source.title.values()))
    parts = [source.author, title, source.publisher, source.year, *source.url.values()]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
