"""Bytes → text → tree: places, texts left as they are, and the paths of nodes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from yaml._yaml import CParser
from yaml.reader import ReaderError

from facts.pack_nodes import Hole, Mapping, Node, Scalar, Sequence, paths, scalars
from facts.pack_report import Report, nearest, printable, quoted
from facts.pack_syntax import explain
from facts.pack_text import HIDDEN, decode, place
from facts.pack_tree import PureParser, TreeReader

Make = Callable[[str], object]
both = pytest.mark.parametrize("parser", [CParser, PureParser])


def read(text: str, parser: Make = CParser) -> Node | None:
    """The tree of a text in which nothing is wrong."""
    report = Report("x")
    tree = TreeReader(report, parser)  # type: ignore[arg-type]
    assert tree.read(text)
    assert not report
    return tree.root


def sentences(report: Report) -> list[str]:
    """The problems of a report, without their paths."""
    return [f"{problem.line}:{problem.column} {problem.problem}" for problem in report.problems(lambda _: {})]


@both
def test_scalars_stay_text(parser: Make) -> None:
    """Nothing is resolved to a number, a date or a truth value."""
    root = read("[no, 12:30, 1e3, 1918-01-12, 0x1F, 2.10, ~, true, 'quoted', =]", parser)
    assert [scalar.text for scalar in scalars(root)] == [
        *("no", "12:30", "1e3", "1918-01-12", "0x1F", "2.10", "~", "true", "quoted", "=")
    ]


@both
def test_places_count_from_one_in_characters(parser: Make) -> None:
    """Lines and columns are those an editor shows, also behind letters of several bytes."""
    root = read("é: [ä, 💥, b]\nkey:\n  - 'x'\n", parser)
    assert [(scalar.text, scalar.line, scalar.column, scalar.plain) for scalar in scalars(root)] == [
        ("ä", 1, 5, True),
        ("💥", 1, 8, True),
        ("b", 1, 11, True),
        ("x", 3, 5, False),
    ]
    assert isinstance(root, Mapping)
    assert (root.line, root.column) == (1, 1)
    assert (root.key("key").line, root.key("key").column) == (2, 1)
    assert (root.values["key"].line, root.values["key"].column) == (3, 3)


@both
def test_structure_is_kept(parser: Make) -> None:
    """Groups and lists within each other come back to where they were left."""
    root = read("a: {b: [c, {d: e}, [f]], g: h}\ni: []\nj: {}\n", parser)

    def shape(node: Node) -> object:
        if isinstance(node, Mapping):
            return {key: shape(value) for key, value in node.values.items()}
        if isinstance(node, Sequence):
            return [shape(item) for item in node.items]
        assert isinstance(node, Scalar)
        return node.text

    assert root is not None
    assert shape(root) == {"a": {"b": ["c", {"d": "e"}, ["f"]], "g": "h"}, "i": [], "j": {}}


def test_nothing_comes_of_nothing() -> None:
    """A text without a document has no root, and that is for the model to report."""
    assert read("") is None
    assert list(scalars(None)) == []
    assert paths(None, {1}) == {}


def test_first_of_two_values_is_kept() -> None:
    """A key given twice keeps its first value, so that later checks are about what the author sees first."""
    report = Report("x")
    tree = TreeReader(report)
    assert tree.read("a: 1\na: 2\n")
    assert isinstance(tree.root, Mapping)
    assert [scalar.text for scalar in scalars(tree.root)] == ["1"]
    assert sentences(report) == ['2:1 the key "a" stands here for the second time']


def test_paths_lead_through_ids_and_numbers() -> None:
    """An item with an id is called by it, any other by its number; keys have the path of their value."""
    root = read("facts:\n- {id: one, text: [a]}\n- {id: [x]}\n- b\n" + "k" * 70 + ": c\n")
    assert isinstance(root, Mapping)
    wanted = [root, *scalars(root), root.keys[1]]
    found = paths(root, {id(node) for node in wanted})
    assert [found[id(node)] for node in wanted] == [
        "file",
        "facts[one].id",
        "facts[one].text[#1]",
        "facts[#2].id[#1]",
        "facts[#3]",
        "k" * 63 + "…",
        "k" * 63 + "…",
    ]


def test_paths_of_holes_and_of_keys_without_values() -> None:
    """Reading that stopped half-way leaves a key without its value."""
    report = Report("x")
    tree = TreeReader(report)
    assert not tree.read("a: *b\nc: @")
    assert isinstance(tree.root, Mapping)
    hole = tree.root.values["a"]
    assert isinstance(hole, Hole)
    assert list(scalars(tree.root)) == []
    assert paths(tree.root, {id(hole)}) == {id(hole): "a"}


def test_pure_parser_survives_impossible_escapes() -> None:
    """PyYAML's own parser raises what is no YAMLError there."""
    for text in ('"\\U99999999"', '"\\UFFFFFFFF"', '"\\U00110000"'):
        report = Report("x")
        assert not TreeReader(report, PureParser).read(text)
        assert sentences(report) == ["1:1 a backslash is followed by a number that is no character"]


def test_lone_surrogates_are_refused() -> None:
    """They are no characters and could not be sent anywhere."""
    report = Report("x")
    TreeReader(report, PureParser).read('"\\ud800"')
    assert len(sentences(report)) == 1


def test_complaint_without_a_place_is_still_a_sentence() -> None:
    """Whatever a parser raises, something can be said."""
    line, column, problem, _ = explain(ReaderError("x", 0, 0, "utf-8", "no"))
    assert (line, column, problem) == (1, 1, "this is not YAML text")


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\rb"])
def test_lines_break_as_in_yaml(text: str) -> None:
    """All three ways to end a line count."""
    assert place(text, text.index("b")) == (2, 1)
    assert place(text, 0) == (1, 1)


def test_cut_off_letter_has_a_place() -> None:
    """The first byte that is no text is pointed at in characters."""
    report = Report("x")
    assert decode("é\néé".encode()[:-1], report) is None
    assert sentences(report) == ["2:2 the byte 0xC3 is not part of UTF-8 text"]


@pytest.mark.parametrize(
    "hidden",
    [
        *("\0", "\x1b", "\x7f", "\x85", "\xad", "\u200b", "\u200d", "\u200e", "\u2028", "\u202e", "\u2066"),
        *(
            "\u2069",
            "\u061c",
            "\u034f",
            "\ufeff",
            "\ufe0f",
            "\ufffe",
            "\ufffd",
            "\ue000",
            "\U000e0041",
            "\U0010ffff",
        ),
    ],
)
def test_hidden_characters_are_found_anywhere(hidden: str) -> None:
    """In comments as in texts, behind plain and other letters."""
    report = Report("x")
    assert decode(f"# é{hidden}\na: b{hidden}c\n".encode(), report) is None
    assert [sentence[:3] for sentence in sentences(report)] == ["1:4", "2:5"]


def test_ordinary_letters_are_not_hidden() -> None:
    """Names in many scripts, dashes, quotation marks, no-break spaces and emoji pass."""
    text = "Katō – “Jum’at” … 12 000 シベリア出兵 原敬 Сибирь ꦗꦮ العربية हिन्दी 💥 ằ"  # noqa: RUF001
    assert HIDDEN.search(text) is None
    assert decode(text.encode(), Report("x")) == text


def test_percent_is_refused_only_where_a_line_begins() -> None:
    """Elsewhere it is a sign like any other."""
    assert decode(b"a: 50%\n %\n", Report("x")) is not None
    for data in (b"%", b"a\n%", b"a\r%"):
        assert decode(data, Report("x")) is None


def test_words_for_messages() -> None:
    """Texts from the file are cut, and what steers a terminal is spelt out."""
    assert quoted("é\x1b\u202e") == '"é<U+001B><U+202E>"'
    assert quoted("a" * 50) == '"' + "a" * 39 + '…"'
    assert printable("é") == "é"
    assert nearest("txt", ["text", "note"]) == "text"
    assert nearest("xyz", ["text", "note"]) is None
    assert nearest("text" * 20, ["text"]) is None
    assert nearest("", ["text"]) is None
