"""``babad today`` on the packs that are shipped and on others."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from bot import i18n
from bot.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PACK = ("--pack", "siberia-1918")
ENVIRONMENT = {"LANG": "id_ID.UTF-8", "LC_ALL": None, "LC_MESSAGES": None}
JULIAN = """\
pack: julian
title: {id: Julian, en: Julian}
license: CC0-1.0
sources:
  book: {title: {id: Buku, en: Book}, author: Writer, year: "1900", url: https://example.org}
facts:
  - id: october-revolution
    when: 1917-10-25
    calendar: julian
    text: {id: Kaum Bolshevik merebut Istana Musim Dingin., en: The Bolsheviks took the Winter Palace.}
    sources: book
  - id: tsingtao
    when: 1914-11-07
    text: {id: Tsingtao menyerah., en: Tsingtao surrendered.}
    sources: book
"""


def today(*args: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["today", *args], env=ENVIRONMENT)


@pytest.mark.parametrize(
    ("args", "start"),
    [
        (("--date", "01-12"), "12 Januari"),
        (("--date", "2018-01-12"), "12 Januari\n1. 1918 · 100 tahun yang lalu: Kapal perang Jepang Iwami"),
        (("--date", "2018-01-12", "--lang", "en"), "12 January\n1. 1918 · 100 years ago: The Japanese"),
        (("--date", "2018-05-15", "--lang", "en"), "15 May\nDeadlines\n1. 1925 · 93 years ago: Under the"),
        (("--date", "02-29"), "29 Februari\nAku belum tahu peristiwa apa pun"),
        (("--date", "1900-01-12"), "12 Januari\n1. 1918: Kapal perang"),
    ],
)
def test_a_day_is_told(args: tuple[str, ...], start: str) -> None:
    """In the language of the terminal or the one chosen, with the anniversaries of the year."""
    result = today(*PACK, *args)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(start)


def test_without_a_date_it_is_today() -> None:
    """By the clock and the zone of the machine."""
    before = datetime.now(UTC).astimezone().date()
    result = today(*PACK)
    after = datetime.now(UTC).astimezone().date()
    assert result.exit_code == 0, result.output
    heading = result.stdout.partition("\n")[0]
    assert heading.endswith(" — hari ini")
    assert int(heading.split()[0]) in {before.day, after.day}


def test_facts_can_be_had_as_json() -> None:
    """Each with its sources, in the order in which they are told."""
    result = today(*PACK, "--date", "06-24", "--json")
    assert result.exit_code == 0
    (record,) = json.loads(result.stdout)
    assert list(record) == ["id", "pack", "when", "kind", "text", "sources"]
    assert (record["id"], record["pack"]) == ("japan-announces-withdrawal", "siberia-1918")
    assert (record["when"], record["kind"]) == ("1922-06-24", "event")
    listed = CliRunner().invoke(main, ["facts", "--json", *PACK]).stdout
    (same,) = [fact for fact in json.loads(listed) if fact["id"] == record["id"]]
    assert {key: same[key] for key in record} == record


def test_only_some_facts_can_be_asked_for() -> None:
    """Of each kind of tag a fact has one of those named, as text and as JSON."""
    tags = ("--region", "asia", "--region", "europe", "--theme", "war")
    some, every = (
        {one["id"] for one in json.loads(today("--date", "06-24", "--json", *each).stdout)}
        for each in (tags, ())
    )
    assert "japan-announces-withdrawal" in some < every
    told = today("--date", "06-24", *tags).stdout
    assert told.startswith("24 Juni · Asia, Eropa, Perang\n")
    assert sum(line[0].isdigit() for line in told.splitlines()[1:]) == len(some)


@pytest.mark.parametrize("args", [("--date", "02-29"), ("--date", "2026-07-31")])
def test_a_day_without_facts_is_no_mistake(args: tuple[str, ...]) -> None:
    """An empty array, with exit code 0."""
    result = today(*PACK, "--json", *args)
    assert (result.exit_code, result.stdout) == (0, "[]\n")


def test_another_calendar_is_named(tmp_path: Path) -> None:
    """The date as it was written means nothing without it."""
    path = tmp_path / "julian.yaml"
    path.write_text(JULIAN, "utf-8")
    records = json.loads(today("--pack", str(path), "--date", "1967-11-07", "--json").stdout)
    (record,) = (one for one in records if "calendar" in one)
    assert (record["when"], record["calendar"]) == ("1917-10-25", "julian")
    assert record["sources"][0]["title"] == {"id": "Buku", "en": "Book"}
    told = today("--pack", str(path), "--date", "11-07").stdout
    assert ". 25 Oktober 1917 menurut kalender Julian · " in told


@pytest.mark.parametrize(
    ("year", "order"),
    [(1967, ["october-revolution", "tsingtao"]), (1964, ["tsingtao", "october-revolution"])],
)
def test_the_array_is_in_the_order_of_the_list(tmp_path: Path, year: int, order: list[str]) -> None:
    """Fifty years come first."""
    path = tmp_path / "julian.yaml"
    path.write_text(JULIAN, "utf-8")
    args = ("--pack", str(path), "--date", f"{year}-11-07")
    assert [one["id"] for one in json.loads(today(*args, "--json").stdout)] == order
    first = {"tsingtao": "Tsingtao", "october-revolution": "Kaum Bolshevik"}[order[0]]
    assert f": {first}" in today(*args).stdout.splitlines()[1]


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (("--date", ""), '"" is not a date; write YYYY-MM-DD or MM-DD'),
        (("--date", "12/1"), '"12/1" is not a date'),
        (("--date", "2026-1-12"), '"2026-1-12" is not a date'),
        (("--date", "\u0661\u0662-\u0661\u0662"), "is not a date"),
        (("--date", "2026-13-01"), "There is no month 13"),
        (("--date", "00-01"), "There is no month 00"),
        (("--date", "02-30"), "There is no day 30"),
        (("--date", "2023-02-29"), "There is no day 29"),
        (("--date", "06-00"), "write 01 to 30"),
        (("--pack", "no-such-pack"), 'no pack and no file called "no-such-pack"'),
        (("--lang", "fr"), "'fr' is not one of"),
        (("--era", "stone"), "'stone' is not one of 'prehistory', 'ancient'"),
        (("--region", "mars"), "'mars' is not one of 'africa'"),
        (("--theme", "x"), "'x' is not one of 'war'"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(args: tuple[str, ...], problem: str) -> None:
    """With exit code 2 and nothing on the standard output."""
    result = today(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr.splitlines()[-1]


def test_missing_catalogues_are_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that was not built says what to do."""

    def missing() -> i18n.Tongues:
        raise i18n.CatalogueError("The message catalogues are not compiled.")

    monkeypatch.setattr(i18n, "load", missing)
    result = today(*PACK)
    assert (result.exit_code, result.stderr) == (1, "Error: The message catalogues are not compiled.\n")
