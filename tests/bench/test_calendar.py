"""The calendar of the shipped packs: its figures, its picture, and how its days are held against lists."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from bench.calendar import coverage, decisions, drawing, pages, reference
from bench.calendar.__main__ import main
from bench.calendar.comparison import compare
from bench.calendar.reference import Date, Event
from facts.day import DAYS, Day
from facts.library import load, shipped
from facts.pack import parse_pack

if TYPE_CHECKING:
    from pathlib import Path

    from facts.fact import Pack

HEAD = """\
pack: small
title: {id: Kecil, en: Small}
names:
  kon-tiki: {kind: ship, name: Kon-Tiki, also: [KT47]}
facts:
"""


def fact(name: str, when: str, text: str, *more: str) -> str:
    """A fact as YAML, in English and in Indonesian alike, with further keys."""
    keys = "".join(f"    {line}\n" for line in more)
    told = f"    text: {{id: {text}., en: {text}.}}\n    sources: [Book]\n"
    return f"  - id: {name}\n    when: {when}\n{told}{keys}"


def pack(*facts: str) -> Pack:
    """A pack of those facts."""
    return parse_pack((HEAD + "".join(facts)).encode(), "small.yaml")


RAFT = fact("raft", "1947-04-28", "Thor Heyerdahl left Callao on the raft Kon-Tiki")
PEAK = fact("peak", "1953-05-29", "Hillary and Tenzing reached the summit of Everest")
PENNY = fact("penny", "1840-05-06", "The Penny Black stamp became valid")
STREAM = fact("stream", "1876-03-10", "Bell spoke by telephone to Watson")
ALL = (RAFT, PEAK, PENNY, STREAM)


def event(day: str, text: str, *, grade: str = "A", origin: str = "events") -> Event:
    """An event of that day; with two days, of either."""
    first, *others = (Date(*map(int, part.split("-"))) for part in day.split("/"))
    return Event(origin, text, "en", first, frozenset({first, *others}), grade, "")


def met(*events: Event, of: tuple[str, ...] = ALL) -> tuple[list[str], list[str]]:
    """The facts that agree with events, and those that differ from one."""
    found = compare([pack(*of)], events)
    return sorted(one.fact.id for one in found.agreeing), sorted(one.fact.id for one in found.differing)


def test_what_follows_from_the_packs_is_fresh() -> None:
    """Pages and picture; ``make calendar`` writes them."""
    assert main(["--check"]) == 0


def test_what_is_stale_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And written by the next run, around the words that are not generated."""
    docs = tmp_path / "docs"
    (docs / "pictures").mkdir(parents=True)
    for name in ("calendar.md", "calendar-decisions.md"):
        shutil.copy(pages.DOCS / name, docs / name)
    page = docs / "calendar.md"
    page.write_text(page.read_text("utf-8").replace("| europe |", "| Europe |") + "\nKept.\n", "utf-8")
    monkeypatch.setattr(pages.written, "__defaults__", (docs,))
    assert main(["--check"]) == 1
    stale = capsys.readouterr().err.splitlines()
    assert [line.split(" is stale")[0] for line in stale] == [
        str(docs / "pictures" / "calendar.svg"),
        str(page),
    ]
    assert main([]) == 0
    assert "| europe |" in page.read_text("utf-8")
    assert page.read_text("utf-8").endswith("\nKept.\n")
    assert main(["--check"]) == 0


def test_facts_are_counted() -> None:
    """By day, century, and tag; a fact counts for each of its regions."""
    both = "tags: {era: modern, region: [asia, europe], theme: [sea]}"
    old = fact("old", "-0043-03-15", "Caesar died", "calendar: julian", "kind: death")
    counted = coverage.measure([pack(RAFT, PEAK, old, fact("year", "1947", "It was a year", both))])
    assert (counted.facts, counted.dated) == (4, 3)
    assert counted.by_day[Day(4, 28)] == 1
    assert len(counted.by_day) == 366
    assert counted.tallies["century"] == {"before our era": 1, "20th": 3}
    assert counted.tallies["region"] == {"asia": 1, "europe": 1} | dict.fromkeys(
        ("africa", "americas", "oceania", "polar", "world", "indonesia"), 0
    )
    assert counted.tallies["kind"] == {"event": 3, "death": 1}
    assert counted.tallies["pack"] == {"small": 4}
    assert len(counted.days_below(1)) == 363
    assert counted.of_one_century == counted.of_one_region == (Day(3, 15), Day(4, 28), Day(5, 29))


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (-1, "before our era"),
        (0, "before our era"),
        (1, "1st to 5th"),
        (500, "1st to 5th"),
        (501, "6th to 10th"),
        (1500, "11th to 15th"),
        (1501, "16th"),
        (1700, "17th"),
        (1900, "19th"),
        (1901, "20th"),
        (2001, "21st"),
    ],
)
def test_a_century_ends_with_its_hundredth_year(year: int, name: str) -> None:
    """And there was no year 0: the one so numbered is 1 BCE."""
    when = f"{year:05}" if year < 0 else f"{year:04}"
    assert list(coverage.measure([pack(fact("one", when, "It was"))]).tallies["century"]) == [name]


def test_the_picture_has_every_day_and_bar() -> None:
    """Each cell says its day and its number, in well-formed SVG that knows light and dark."""
    counted = coverage.measure([load(name) for name in shipped()])
    drawn = drawing.draw(counted)
    root = ET.fromstring(drawn)  # noqa: S314  # our own picture
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    titles = [node.text for node in root.iter("{http://www.w3.org/2000/svg}title")][1:]
    assert len(titles) == len(DAYS)
    assert titles[59] == f"29 February: {counted.by_day[Day(2, 29)]}"
    assert sum(int(str(title).rpartition(" ")[2]) for title in titles) == counted.dated
    for name in drawing.SHOWN:
        assert f"By {name}" in texts
        assert set(counted.tallies[name]) <= set(texts)
    assert "prefers-color-scheme:dark" in drawn
    assert all(f'class="c{step}"' in drawn for step in range(1, 8))


def test_an_event_is_found_by_what_it_says() -> None:
    """Two events of one day are not the same for that, and one without a day of its own is nobody's."""
    same = event("1947-04-28", "Heyerdahl sets out from Callao on the Kon-Tiki")
    other = event("1953-05-29", "A bridge opens in Lima")
    assert met(same, other) == (["raft"], [])
    found = compare([pack(*ALL)], [same, other])
    assert ([one.id for one in found.unlike], list(found.missing), found.dated) == (["peak"], [other], 4)


def test_other_spellings_of_a_name_count() -> None:
    """An acronym may be all that a list says."""
    assert met(event("1947-04-28", "KT47 sails")) == (["raft"], [])


@pytest.mark.parametrize("day", ["1947-04-29", "1947-05-28", "1974-04-28", "1946-12-31"])
def test_a_difference_is_told(day: str) -> None:
    """In the day, the month, the year, or all of them when the words leave no doubt."""
    assert met(event(day, "Thor Heyerdahl leaves Callao on the raft Kon-Tiki")) == ([], ["raft"])


def test_an_event_that_some_fact_has_on_its_day_differs_from_none() -> None:
    """Launch and landing are much alike, and both are told."""
    landing = fact("landing", "1947-08-07", "The raft Kon-Tiki of Thor Heyerdahl reached Raroia")
    assert met(
        event("1947-08-07", "Thor Heyerdahl's raft, the Kon-Tiki, reaches Raroia"), of=(RAFT, landing)
    ) == (
        ["landing"],
        [],
    )


def test_a_far_day_of_a_fact_that_the_lists_have_is_another_event() -> None:
    """Unless it lies in the same year, as when a thing is told twice."""
    own, text = (
        event("1947-04-28", "Heyerdahl leaves Callao on Kon-Tiki"),
        "Thor Heyerdahl leaves Callao on the raft",
    )
    assert met(own, event("1974-11-02", text)) == (["raft"], [])
    assert met(own, event("1947-11-02", text)) == (["raft"], ["raft"])


def test_less_exact_dates_agree_with_the_days_in_them() -> None:
    """Of a month or of some days; a period agrees at its ends alone."""
    said = "Thor Heyerdahl left Callao on the raft Kon-Tiki"
    sailing = event("1947-04-28", said)
    assert met(sailing, of=(fact("month", "1947-04", said), PEAK)) == (["month"], [])
    assert met(sailing, of=(fact("days", "1947-04-27/1947-04-29", said), PEAK)) == (["days"], [])
    period = "1947-04-27/1947-04-29", said, "kind: period"
    assert met(sailing, of=(fact("period", *period), PEAK)) == ([], ["period"])
    assert met(event("1947-04-29", said), of=(fact("period", *period), PEAK)) == (["period"], [])


def test_either_calendar_will_do() -> None:
    """A list gives the day that it is remembered on, or the one that was written."""
    table = fact("table", "1869-03-06", "Mendeleev presented the periodic table", "calendar: julian")
    for day in ("1869-03-06", "1869-03-18"):
        assert met(event(day, "Mendeleev shows the periodic table"), of=(table, PEAK)) == (["table"], [])


def test_one_of_several_days_of_an_event_will_do() -> None:
    """Where a list leaves open which it was, or gives beginning and end."""
    said = "Penny Black stamp becomes valid"
    assert met(event("1840-05-01/1840-05-06", said)) == (["penny"], [])


@pytest.mark.parametrize(
    ("more", "doubted"),
    [((), ["penny"]), (("certainty: disputed", "note: {id: Ragu., en: Doubt.}"), [])],
)
def test_doubt_of_the_list_must_be_told(more: tuple[str, ...], doubted: list[str]) -> None:
    """A day that the list calls contested is no sure one, though it is the same."""
    stamp = fact("penny", "1840-05-06", "The Penny Black stamp became valid", *more)
    found = compare([pack(stamp, PEAK)], [event("1840-05-06", "Penny Black stamp valid", grade="contested")])
    assert [one.fact.id for one in found.doubted] == doubted
    assert len(found.agreeing) == 1


def lists(folder: Path, *rows: dict[str, object]) -> Path:
    """A folder with the three lists, of which the first has these events."""
    for name, text in (("events", rows), ("indonesia", ()), ("commemorations-id", ())):
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in text), "utf-8")
    return folder


def row(year: int, month: int, day: int, gist: str) -> dict[str, object]:
    """An event as a list has it."""
    return {"year": year, "month": month, "day": day, "gist": gist, "grade": "B"}


def test_verifying_tells_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With both days and texts, and ends with 1; what is decided on it counts and passes over."""
    sound = row(1912, 4, 15, "The liner Titanic sinks in the North Atlantic after striking an iceberg")
    decided = row(
        1912, 4, 14, "The British passenger liner RMS Titanic hits an iceberg in the North Atlantic"
    )
    wrong = row(1912, 4, 17, "The liner Titanic sinks in the North Atlantic; about 1,500 people die")
    assert main(["verify", str(lists(tmp_path, sound, decided))]) == 0
    told = capsys.readouterr().out
    assert "1 differences are decided on" in told
    assert "Nothing else differs." in told
    assert main(["verify", str(lists(tmp_path, sound, decided, wrong))]) == 1
    told = capsys.readouterr().out
    assert "titanic-sinks (world-april)" in told
    assert "another day" in told
    assert "events  1912-04-17, B: The liner Titanic sinks" in told
    assert "1 differences are not decided on" in told


def test_lists_that_are_not_there_are_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the way to say where they are."""
    assert main(["verify", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "events.jsonl cannot be read" in told
    assert "make verify-dates REFERENCE=" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("line", ["{", "[]", '{"month": 1}', "3", '{"year": 1, "month": 1, "day": 1}'])
def test_a_line_that_is_no_event_is_told(line: str, tmp_path: Path) -> None:
    """With its place."""
    (lists(tmp_path) / "events.jsonl").write_text(f"{json.dumps(row(1, 1, 1, 'x'))}\n{line}\n", "utf-8")
    with pytest.raises(reference.ListError, match=r"events\.jsonl, line 2, is no event"):
        reference.read(tmp_path)


def test_every_kind_of_list_is_read(tmp_path: Path) -> None:
    """World, Indonesia with verdicts and alternatives, and days of remembrance."""
    lists(tmp_path, row(-43, 3, 15, "Caesar dies"))
    indonesian = {
        "year": 1945,
        "month": 10,
        "day": 15,
        "edtf": "[1945-10-14,1945-10-15]",
        "id": "",
        "en": "Battle",
    }
    (tmp_path / "indonesia.jsonl").write_text(
        json.dumps(indonesian | {"verdict": "contested", "note": "n"}), "utf-8"
    )
    batik = {"year": None, "month": 10, "day": 2, "text": "Hari Batik", "source": "x"}
    (tmp_path / "commemorations-id.jsonl").write_text(json.dumps(batik), "utf-8")
    caesar, battle, day = reference.read(tmp_path)
    assert (str(caesar.day), caesar.grade, caesar.doubted) == ("-0043-03-15", "B", False)
    assert sorted(map(str, battle.days)) == ["1945-10-14", "1945-10-15"]
    assert (battle.doubted, battle.note, battle.language) == (True, "n", "en")
    assert (str(day.day), day.language, day.grade) == ("--10-02", "id", "listed")


def test_days_of_remembrance_have_no_year() -> None:
    """They agree with a fact of the day that tells of them, in Indonesian."""
    batik = fact("batik", "2009-10-02", "UNESCO mengakui batik Indonesia dan kini itu Hari Batik Nasional")
    day = Event(
        "commemorations-id", "Hari Batik Nasional", "id", Date(None, 10, 2), frozenset(), "listed", ""
    )
    assert met(day, of=(batik, PEAK)) == (["batik"], [])


def test_decisions_speak_of_shipped_facts() -> None:
    """Each with a reason, and of none of its own days."""
    packs = [load(name) for name in shipped()]
    read = decisions.read()
    assert all(one.fact in decisions.tables(read, packs) for one in (*read.dates, *read.apart))
    days = {one.id: str(one.when) for pack in packs for one in pack.facts}
    for one in (*read.dates, *read.apart):
        assert one.why
        assert days[one.fact] not in map(str, one.lists)
    with pytest.raises(decisions.DecisionError, match="daguerreotype-announced, which is in none"):
        decisions.tables(read, [])


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ("[{fact: x, lists: [1912]}]", "lacks the key 'why'|is not a day"),
        ("[{fact: x, lists: [14 April 1912], why: y}]", '"14 April 1912" among the decisions is not a day'),
        ("[{lists: [], why: y}]", "lacks the key 'fact'"),
    ],
)
def test_a_faulty_decision_is_told(dates: str, told: str, tmp_path: Path) -> None:
    """In a sentence."""
    file = tmp_path / "decisions.yaml"
    file.write_text(f"dates: {dates}\napart: []\nuntold: []\n", "utf-8")
    with pytest.raises(decisions.DecisionError, match=told):
        decisions.read(file)


def test_what_is_no_longer_told_apart_for_a_reason_is_said() -> None:
    """So that the file does not keep what nothing calls for."""
    (pair,) = compare(
        [pack(*ALL)], [event("1947-05-28", "Thor Heyerdahl leaves Callao on Kon-Tiki")]
    ).differing
    one = decisions.Decision("raft", (Date(1947, 5, 28),), "why")
    kept = decisions.Decisions((), (one,), ())
    assert kept.settle(pair)
    assert kept.idle([pair]) == ()
    assert kept.idle([]) == ("raft",)
    assert not decisions.Decisions((), (), ()).settle(pair)
