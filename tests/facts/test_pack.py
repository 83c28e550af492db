"""Reading packs: the corpora of sound and faulty ones, the rules between parts, and hostile bytes."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facts import pack_tree
from facts.dates import HistoricalDate
from facts.fact import Certainty, DateKind, Slot
from facts.pack import PackError, PackProblem, parse_pack, read_pack
from facts.pack_report import MAX_PROBLEMS
from facts.pack_text import MAX_BYTES

PACKS = Path(__file__).parents[1] / "data" / "packs"
VALID = sorted(PACKS.glob("valid/*.yaml"))
INVALID = sorted(PACKS.glob("invalid/*.yaml"))
FULL = (PACKS / "valid" / "full.yaml").read_bytes()


def plain(value: object) -> Any:
    """A value of a pack as JSON has it, without what is empty."""
    if isinstance(value, HistoricalDate):
        return f"{value.edtf} {value.calendar}"
    if hasattr(value, "__dataclass_fields__"):
        members = {member.name: plain(getattr(value, member.name)) for member in fields(value)}  # type: ignore[arg-type]
        return {name: member for name, member in members.items() if member not in (None, {}, [], False)}
    if hasattr(value, "items"):
        return {str(key): plain(member) for key, member in value.items()}
    if isinstance(value, tuple):
        return [plain(member) for member in value]
    return value


def problems_of(data: bytes) -> tuple[PackProblem, ...]:
    """What is wrong with a pack that is known to be faulty."""
    with pytest.raises(PackError) as caught:
        parse_pack(data, "x.yaml")
    return caught.value.problems


def without_questions(path: Path) -> bytes:
    """The pack with no question mark in its texts: the pure parser wants those quoted."""
    return re.sub(rb"(?<=\w)\?", b".", path.read_bytes())


def test_there_are_packs_to_test_with() -> None:
    """A lost folder must not pass for a clean one."""
    assert len(VALID) >= 5
    assert len(INVALID) >= 90


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_sound_pack_is_read_as_written(path: Path) -> None:
    """Each sound pack comes to exactly the values set down beside it."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert plain(parse_pack(path.read_bytes(), path.name)) == expected


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_faulty_pack_is_refused_with_every_mistake(path: Path) -> None:
    """Each faulty pack is refused with exactly the sentences set down beside it."""
    with pytest.raises(PackError) as caught:
        parse_pack(path.read_bytes(), path.name)
    assert str(caught.value) == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_every_sentence_says_what_to_do(path: Path) -> None:
    """A problem has a place within the file, and words for what is wrong and how to mend it."""
    lines = path.read_bytes().count(b"\n") + path.read_bytes().count(b"\r") + 1
    for problem in problems_of(path.read_bytes()):
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.path
        assert problem.problem
        assert problem.hint
        assert str(problem).isprintable()


def test_both_parsers_agree_on_sound_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the same packs come out."""
    fast = [plain(parse_pack(without_questions(path), path.name)) for path in VALID]
    monkeypatch.setattr(pack_tree, "_CParser", None)
    assert [plain(parse_pack(without_questions(path), path.name)) for path in VALID] == fast


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_both_parsers_refuse_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the same mistakes are found; but for columns, and words where YAML breaks off."""
    fast = problems_of(without_questions(path))
    monkeypatch.setattr(pack_tree, "_CParser", None)
    slow = problems_of(without_questions(path))
    assert [(problem.line, problem.path) for problem in slow] == [
        (problem.line, problem.path) for problem in fast
    ]
    if not path.stem.startswith("syntax-"):
        assert [problem.problem for problem in slow] == [problem.problem for problem in fast]


def test_values_have_their_types() -> None:
    """The enumerations and the date are the real ones, not their texts."""
    first, second = parse_pack(FULL, "x").facts
    assert isinstance(first.when, HistoricalDate)
    assert first.kind is DateKind.EVENT
    assert first.certainty is Certainty.SURE
    assert second.kind is DateKind.COMMEMORATION
    assert all(isinstance(slot, Slot) for slot in first.answers)
    assert first.sources[0] is second.sources[1]


def test_pack_cannot_be_changed() -> None:
    """What was read is shared between threads, so nothing of it can be written to."""
    pack = parse_pack(FULL, "x")
    for mapping in (pack.title, pack.sources, pack.facts[0].text, pack.facts[0].answers, pack.facts[0].tags):
        with pytest.raises(TypeError):
            mapping["x"] = "y"  # type: ignore[index]


def test_a_large_file_is_refused_unread() -> None:
    """One byte more than allowed, and the file is not looked into."""
    assert [problem.problem for problem in problems_of(b"#" * (MAX_BYTES + 1))] == [
        "the file is larger than 8 MiB"
    ]
    assert [problem.problem for problem in problems_of(b"#" * MAX_BYTES)] == ["the file is empty"]


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file cannot make a large tree."""
    monkeypatch.setattr(pack_tree, "MAX_NODES", 10)
    assert not problems_of(b"[a,a,a,a,a,a,a,a,a]")[0].problem.startswith("the file has more")
    assert problems_of(b"[a,a,a,a,a,a,a,a,a,a]")[0].problem == "the file has more than 10 values"


def test_too_many_keys_or_items_are_refused() -> None:
    """The lists of a pack are bounded one by one as well."""
    keys = b"".join(b"  s%d: {title: T}\n" % number for number in range(5001))
    problems = problems_of(b"pack: a\ntitle: {id: A}\nsources:\n" + keys + b"facts: []\n")
    assert problems[0].problem == "a group of sources has 5,001 keys and may have 5,000"


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 200_000,
        b"{a: " * 200_000,
        b"- " * 200_000,
        b"? " * 200_000,
        b"a: " + b"[" * 30_000 + b"]" * 30_000,
    ],
    ids=["brackets", "braces", "dashes", "questions", "closed"],
)
def test_deep_nesting_is_refused_in_a_thread_with_a_small_stack(data: bytes) -> None:
    """What overruns the stack of PyYAML's loader is one sentence here, even with 128 KiB of stack."""
    found: list[PackProblem] = []
    before = threading.stack_size(128 * 1024)
    try:
        thread = threading.Thread(target=lambda: found.extend(problems_of(data)))
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert found[0].problem in {
        "lists and groups are nested more than 16 deep",
        "a list or a group stands where a key belongs",
    }


def test_sixteen_levels_are_read() -> None:
    """The limit is where it is said to be."""
    assert "nested" not in problems_of(b"[" * 16 + b"]" * 16)[0].problem
    assert "nested" in problems_of(b"[" * 17 + b"]" * 17)[0].problem


def test_no_more_problems_than_can_be_read() -> None:
    """The hundredth problem is reported; after it a sentence says that there are more."""
    exactly = b"a:\n" * (MAX_PROBLEMS + 1)  # the first is unknown and "pack" and others are missing
    problems = problems_of(exactly)
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].problem == "there are more problems than these 100"


def test_unknown_name_of_a_file_cannot_steer_a_terminal() -> None:
    """The name comes from whoever sent the file."""
    with pytest.raises(PackError) as caught:
        parse_pack(b"", "a\x1b[2J\n.yaml")
    assert str(caught.value).startswith("a<U+001B>[2J<U+000A>.yaml:1:1: ")


def test_file_that_cannot_be_opened_is_a_problem_like_others(tmp_path: Path) -> None:
    """A missing file or a directory is told as a pack problem."""
    with pytest.raises(PackError, match=r"the file cannot be opened \(No such file or directory\)"):
        read_pack(tmp_path / "none.yaml")
    with pytest.raises(PackError, match=r"the file cannot be opened \(Is a directory\)"):
        read_pack(tmp_path)


def test_file_is_read_and_named(tmp_path: Path) -> None:
    """The pack remembers where it came from."""
    path = tmp_path / "x.yaml"
    path.write_bytes(FULL)
    assert read_pack(path).origin == str(path)


def test_endless_file_is_read_only_so_far() -> None:
    """A device without an end is a file that is too large."""
    if not Path("/dev/zero").exists():
        pytest.skip("no endless file here")
    with pytest.raises(PackError, match="larger than 8 MiB"):
        read_pack(Path("/dev/zero"))


def test_problem_becomes_json() -> None:
    """The command line prints problems as objects."""
    assert asdict(problems_of(b"")[0]) == {
        "file": "x.yaml",
        "line": 1,
        "column": 1,
        "path": "file",
        "problem": "the file is empty",
        "hint": "write a pack as in the example of the manual",
    }


def attempt(data: bytes) -> None:
    """Read; only ``PackError`` may be raised, and with problems that can be shown."""
    try:
        pack = parse_pack(data, "fuzz.yaml")
    except PackError as error:
        problems = error.problems
    else:
        problems = ()
        assert pack.facts
    assert len(problems) <= MAX_PROBLEMS + 1
    assert all(str(problem).isprintable() for problem in problems)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_pack_or_an_error(data: bytes) -> None:
    """Bytes from anywhere."""
    attempt(data)


YAML_PIECES = (
    *(
        "pack: a\n",
        "title: ",
        "language: id\n",
        "facts:\n",
        "  - id: ",
        "text: ",
        "sources: ",
        "names:\n",
        "note: ",
    ),
    *(
        "when: ",
        "1918-01-12",
        "certainty: ",
        "sure",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "? ",
        ", ",
        "\n",
        "  ",
        "&a ",
    ),
    *(
        "*a",
        "!!str ",
        "!",
        "|\n",
        ">-\n",
        "'",
        '"',
        "\\u202e",
        "\\ud800",
        "\\U99999999",
        "#",
        "%",
        "---\n",
        "...\n",
    ),
    *(
        "<<: ",
        "null",
        "~",
        "\t",
        "\r",
        "é",
        "\u0301",
        "\u2028",
        "\ufeff",
        "💥",
        "id",
        "en",
        "@",
        "`",
        "at: [1, 2]\n",
    ),
)


@given(st.lists(st.sampled_from(YAML_PIECES), max_size=40), st.booleans())
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_pieces_of_yaml_are_a_pack_or_an_error(pieces: list[str], pure: bool) -> None:  # noqa: FBT001
    """Pieces of YAML in any order, with either parser."""
    with pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.setattr(pack_tree, "_CParser", None)
        attempt("".join(pieces).encode())


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_damaged_packs_are_a_pack_or_an_error(data: st.DataObject) -> None:
    """A sound pack in which parts are cut out, doubled or replaced."""
    text = bytearray(FULL)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        piece = data.draw(st.one_of(st.sampled_from(YAML_PIECES).map(str.encode), st.binary(max_size=5)))
        text[start:end] = data.draw(st.sampled_from([piece, bytes(text[start:end]) * 2]))
    attempt(bytes(text))
