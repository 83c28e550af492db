"""Indexes on disk: reused while nothing changed, made again when anything did, done without if need be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from facts import segments as module
from facts.arrays import ArraysError, load
from facts.index import Builder, Index, SectionKind
from facts.library import load as load_pack
from facts.segments import (
    STATEMENTS,
    Segment,
    StatementsError,
    build_packs,
    build_statements,
    open_segment,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MINIMAL = Path(__file__).parents[1] / "data" / "packs" / "valid" / "minimal.yaml"


class Shelf:
    """A file of statements with its cache, and how often an index was built of it."""

    def __init__(self, folder: Path, *texts: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "facts.jsonl"
        self.cache = folder.parent / "cache"
        self.built = 0
        self.write(*texts)

    def write(self, *texts: str) -> None:
        """Put these statements into the file."""
        lines = [json.dumps({"id": f"s{i}", "lang": "id", "text": text}) for i, text in enumerate(texts)]
        self.file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def touch(self, nanoseconds: int) -> None:
        """Make the file look as if it was written then."""
        os.utime(self.file, ns=(nanoseconds, nanoseconds))

    def build(self) -> tuple[Builder, Sequence[str]]:
        """Count, and build."""
        self.built += 1
        return build_statements(self.file)[0], ["Semenov", "Katō"]

    def open(self) -> Segment:
        """The index, from the cache if that will do."""
        return open_segment([self.file], self.build, self.cache)

    @property
    def saved(self) -> Path:
        """The one file of the cache."""
        (path,) = self.cache.iterdir()
        return path


def texts(segment: Segment) -> list[str]:
    """What the facts of a segment say."""
    return [next(iter(segment.fact(number).text.values())) for number in range(segment.index.facts)]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two statements, not yet indexed."""
    return Shelf(tmp_path / "shelf", "Semenov mundur.", "Katō tiba.")


class TestCache:
    """When an index is built, and when it is not."""

    def test_an_index_is_built_once(self, shelf: Shelf) -> None:
        """The second time it is mapped, and says the same."""
        first, second = shelf.open(), shelf.open()
        assert shelf.built == 1
        assert texts(first) == texts(second) == ["Semenov mundur.", "Katō tiba."]
        assert first.completions == second.completions == ("Semenov", "Katō")
        assert not any(
            part.flags.writeable for part in (*first.index.parts.values(), *second.index.parts.values())
        )

    def test_without_a_cache_it_is_built_each_time(self, shelf: Shelf) -> None:
        """And nothing is written."""
        for _ in range(2):
            assert texts(open_segment([shelf.file], shelf.build, None)) == ["Semenov mundur.", "Katō tiba."]
        assert shelf.built == 2
        assert not shelf.cache.exists()

    def test_a_changed_file_is_indexed_again(self, shelf: Shelf) -> None:
        """Longer, or of the same length with a new time."""
        shelf.open()
        shelf.write("Semenov maju.")
        assert texts(shelf.open()) == ["Semenov maju."]
        shelf.write("Semenov mati.")
        shelf.touch(1)
        assert texts(shelf.open()) == ["Semenov mati."]
        assert shelf.built == 3

    def test_a_file_that_was_only_touched_is_not(self, shelf: Shelf) -> None:
        """Its new time is written down, so that its contents are not compared at each start."""
        shelf.open()
        shelf.touch(1_000_000_000)
        shelf.open()
        assert shelf.built == 1
        assert load(shelf.saved)[1]["stamp"] == [[str(shelf.file), shelf.file.stat().st_size, 1_000_000_000]]
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(module, "_content", lambda _: pytest.fail("contents were compared"))
            assert texts(shelf.open()) == ["Semenov mundur.", "Katō tiba."]

    def test_a_stamp_that_cannot_be_renewed_costs_nothing_else(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The index is as sound as before."""
        shelf.open()
        shelf.touch(1)
        monkeypatch.setattr(Index, "save", refuse)
        assert texts(shelf.open()) == ["Semenov mundur.", "Katō tiba."]
        assert shelf.built == 1

    def test_a_file_that_changes_while_it_is_indexed_is_indexed_again(self, shelf: Shelf) -> None:
        """What was read before the change must not pass for what is there after it."""

        def build() -> tuple[Builder, Sequence[str]]:
            built = shelf.build()
            shelf.write("Semenov kembali ke Chita.")
            return built

        assert texts(open_segment([shelf.file], build, shelf.cache)) == ["Semenov mundur.", "Katō tiba."]
        assert texts(shelf.open()) == ["Semenov kembali ke Chita."]
        assert shelf.built == 2

    @pytest.mark.parametrize("made_by", ["VERSION", "date_languages", "languages"])
    def test_an_index_made_another_way_is_made_again(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, made_by: str
    ) -> None:
        """Of another version, or with other data of languages or dates."""
        with monkeypatch.context() as older:
            older.setattr(module, "_make", lambda: "another")
            shelf.open()
        assert texts(shelf.open()) == ["Semenov mundur.", "Katō tiba."]
        assert shelf.built == 2
        before = module._make()
        other = {"VERSION": 0, "date_languages": lambda: frozenset({"id"}), "languages": dict}[made_by]
        monkeypatch.setattr(module, made_by, other)
        assert module._make() != before

    @pytest.mark.parametrize("of", ["Stemmer.version", "unicodedata.unidata_version"])
    def test_an_index_made_by_other_libraries_is_made_again(
        self, monkeypatch: pytest.MonkeyPatch, of: str
    ) -> None:
        """Another stemmer or another Unicode may make other stems and letters of the same words."""
        before = module._make()
        monkeypatch.setattr(of, "0" if of.startswith("unicodedata") else lambda: "0")
        assert module._make() != before

    def test_a_small_file_does_not_rebuild_a_large_one(self, shelf: Shelf, tmp_path: Path) -> None:
        """Each has an index of its own in the same cache."""
        small = Shelf(tmp_path / "small", "Perang.")
        assert small.cache == shelf.cache
        for text in ("Perang.", "Damai.", "Gencatan senjata."):
            small.write(text)
            assert texts(small.open()) == [text]
            assert texts(shelf.open()) == ["Semenov mundur.", "Katō tiba."]
        assert (small.built, shelf.built) == (3, 1)

    def test_files_of_one_name_in_two_folders_are_two(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also where each is called by its bare name."""
        shelves = [Shelf(tmp_path / name, f"Di {name}.") for name in ("chita", "omsk")]
        for shelf in shelves:
            shelf.touch(1)
            monkeypatch.chdir(shelf.file.parent)
            open_segment([Path("facts.jsonl")], shelf.build, shelf.cache)
        monkeypatch.chdir(shelves[0].file.parent)
        found = open_segment([Path("facts.jsonl")], shelves[0].build, shelves[0].cache)
        assert texts(found) == ["Di chita."]
        assert [shelf.built for shelf in shelves] == [1, 1]

    def test_a_missing_file_is_told(self, shelf: Shelf) -> None:
        """No stale index answers for it."""
        shelf.open()
        shelf.file.unlink()
        with pytest.raises(FileNotFoundError):
            shelf.open()


def refuse(*_: object) -> None:
    """Stand for a disk that takes nothing."""
    raise OSError(28, "No space left on device")


class TestDamage:
    """A cache is never trusted and never needed."""

    @pytest.mark.parametrize("what", ["empty", "cut", "foreign", "bit", "version"])
    def test_an_unsound_file_is_replaced(self, shelf: Shelf, what: str) -> None:
        """Found at once, answered from a new one, and sound at the next start."""
        shelf.open()
        whole = shelf.saved.read_bytes()
        damaged = bytearray(whole)
        damaged[-1] ^= 1
        replacement = {
            "empty": b"",
            "cut": whole[:-9],
            "foreign": b"SQLite format 3\0" * 99,
            "bit": bytes(damaged),
            "version": b"BABADIX0" + whole[8:],
        }[what]
        shelf.saved.write_bytes(replacement)
        with pytest.raises(ArraysError):
            load(shelf.saved)
        for _ in range(2):
            assert texts(shelf.open()) == ["Semenov mundur.", "Katō tiba."]
        assert shelf.built == 2

    def test_a_cache_that_cannot_be_written_is_done_without(self, shelf: Shelf) -> None:
        """Here a file stands where the folder should be."""
        shelf.cache.write_text("in the way", encoding="utf-8")
        for _ in range(2):
            assert texts(shelf.open()) == ["Semenov mundur.", "Katō tiba."]
        assert shelf.built == 2
        assert shelf.cache.read_text(encoding="utf-8") == "in the way"

    def test_a_full_disk_costs_no_answer(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """The index in memory answers."""
        monkeypatch.setattr(Index, "save", refuse)
        segment = shelf.open()
        assert texts(segment) == ["Semenov mundur.", "Katō tiba."]
        assert segment.completions == ("Semenov", "Katō")

    def test_a_file_that_is_damaged_as_it_is_written_costs_no_answer(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was just built is still in memory."""

        def broken(_path: Path) -> None:
            raise ArraysError("damaged")

        monkeypatch.setattr(Index, "open", broken)
        assert texts(shelf.open()) == ["Semenov mundur.", "Katō tiba."]


OPENER = """
import sys
from pathlib import Path
from facts.segments import build_statements, open_segment
file, cache = map(Path, sys.argv[1:])
for saved in (None, *cache.glob("*.index")):
    segment = open_segment([file], lambda: build_statements(file), cache)
    assert segment.index.facts == 300, segment.index.facts
"""


def test_two_processes_that_build_at_once_leave_a_sound_cache(tmp_path: Path) -> None:
    """Two shards start together on one machine."""
    shelf = Shelf(tmp_path / "shelf", *(f"Semenov mundur ke {place}." for place in range(300)))
    openers = [
        subprocess.Popen([sys.executable, "-c", OPENER, str(shelf.file), str(shelf.cache)])  # noqa: S603 - our own
        for _ in range(2)
    ]
    assert [opener.wait() for opener in openers] == [0, 0]
    assert shelf.saved.suffix == ".index"
    assert shelf.open().index.facts == 300
    assert shelf.built == 0


class TestPacks:
    """An index over packs."""

    def test_facts_of_packs_come_back_whole(self) -> None:
        """By number and by id, from several packs in one index."""
        packs = [load_pack("siberia-1918"), load_pack(MINIMAL)]
        builder, completions = build_packs(packs)
        segment = Segment(Index(builder.finish(), builder.codes), tuple(completions))
        facts = [fact for pack in packs for fact in pack.facts]
        assert [segment.fact(number) for number in range(segment.index.facts)] == facts
        for number, fact in enumerate(facts):
            assert segment.index.find(fact.id) is not None, fact.id
            assert segment.index.record(number)["pack"] == fact.pack

    def test_names_are_completed_once_each(self) -> None:
        """In every language, without the other spellings."""
        pack = load_pack("siberia-1918")
        _, completions = build_packs([pack, pack])
        assert len(completions) == len(set(completions))
        assert set(completions) == {text for name in pack.names for text in name.name.values()}

    def test_progress_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Now and then, with the whole."""
        monkeypatch.setattr(module, "_REPORT_EVERY", 10)
        told: list[tuple[str, int, int]] = []
        pack = load_pack("siberia-1918")
        build_packs([pack], lambda *step: told.append(step))
        assert told == [("siberia-1918", done, len(pack.facts)) for done in range(0, len(pack.facts), 10)]


class TestStatements:
    """An index over bare statements."""

    def file(self, tmp_path: Path, data: bytes) -> Path:
        """A file of these bytes."""
        path = tmp_path / "x.jsonl"
        path.write_bytes(data)
        return path

    def test_statements_are_facts(self, tmp_path: Path) -> None:
        """Blank lines are passed over, other keys too; a language without data has its words."""
        builder, completions = build_statements(
            self.file(
                tmp_path,
                '\ufeff{"id": "a", "lang": "id", "text": "Semenov mundur.", "more": 1}\r\n\n  \n'
                '{"id": "b", "lang": "ja", "text": "ベルリン"}'.encode(),
            )
        )
        segment = Segment(Index(builder.finish(), builder.codes), tuple(completions))
        assert completions == []
        assert segment.fact(0).text == {"id": "Semenov mundur."}
        assert segment.fact(1).text == {"ja": "ベルリン"}
        assert segment.fact(1).pack == STATEMENTS
        assert segment.index.find("b") == 1
        assert segment.index.section_kind.tolist() == [SectionKind.STATEMENT] * 2
        assert builder.codes[segment.index.section_language[1]] == builder.codes[0]

    def test_an_empty_file_is_an_empty_index(self, tmp_path: Path) -> None:
        """Which answers nothing."""
        builder, _ = build_statements(self.file(tmp_path, b"\n"))
        assert Index(builder.finish(), builder.codes).facts == 0

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            (b"Semenov mundur.", "not JSON"),
            (b'{"id": "a", "lang": "id", "text": "', "not JSON"),
            (b'{"id": "a", "lang": "id", "text": "\xff"}', "not JSON"),
            (b"[" * 100_000, "not JSON"),
            (b"1" * 5_000, "not JSON"),
            (b"[]", "each line needs"),
            (b'{"id": "a", "lang": "id"}', "each line needs"),
            (b'{"id": 1, "lang": "id", "text": "x"}', "each line needs"),
            (b'{"id": "a", "lang": "", "text": "x"}', "each line needs"),
            (b'{"id": "a", "lang": "id", "text": "\\ud800"}', "half a surrogate pair"),
        ],
    )
    def test_a_line_that_is_no_statement_is_named(self, tmp_path: Path, line: bytes, problem: str) -> None:
        """With file, line and what to write instead."""
        path = self.file(tmp_path, b'{"id": "a", "lang": "id", "text": "x"}\n' + line + b"\n")
        with pytest.raises(StatementsError, match=problem) as caught:
            build_statements(path)
        assert str(caught.value).startswith(f"{path}:2: ")

    def test_progress_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """In bytes of the file."""
        monkeypatch.setattr(module, "_REPORT_EVERY", 2)
        line = b'{"id": "a", "lang": "id", "text": "x"}\n'
        told: list[tuple[str, int, int]] = []
        build_statements(self.file(tmp_path, line * 5), lambda *step: told.append(step))
        size = len(line)
        assert told == [("x.jsonl", 2 * size, 5 * size), ("x.jsonl", 4 * size, 5 * size)]
