"""The text of a pack → a tree of texts with their places, straight from the parser's events.

Nothing is resolved: every scalar stays text, so that no date, number, *no* or *12:30* is ever read as what it
was not meant to be.  Nothing recurses: PyYAML's C loader overruns the stack on a kilobyte of brackets, while
its event parser, used here, does not.  Whatever lets a small file grow large is refused: anchors, aliases,
merge keys.  So are tags, further documents, keys given twice and more than a pack could need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from facts.pack_nodes import Hole, Mapping, Node, Scalar, Sequence
from facts.pack_report import quoted
from facts.pack_syntax import explain
from facts.pack_text import HIDDEN, complaint

_CParser: Any
try:
    from yaml._yaml import CParser as _CParser
except ImportError:  # pragma: no cover - a PyYAML built without libyaml
    _CParser = None

if TYPE_CHECKING:
    from collections.abc import Callable

    from facts.pack_report import Report

MAX_DEPTH: Final = 16
"""Deepest nesting read; a pack has six levels."""
MAX_NODES: Final = 500_000
"""Most keys, values, lists and groups read: those of ten thousand facts as full as facts come."""

_YAML: Final = "tag:yaml.org,2002:"
"""What the parser makes of ``!!``."""


class PureParser(Reader, Scanner, Parser):
    """PyYAML's parser in Python, for where it was built without the C one.

    It is ten times slower and refuses a question mark within [] and {} unless it stands in quotation marks.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


class _Stop(Exception):  # noqa: N818 - ends the reading, after its reason was reported
    """No sense can be made of what follows."""


class TreeReader:
    """Reads one text; ``root`` is the tree so far, kept even when reading stops early, for its places."""

    def __init__(self, report: Report, make_parser: Callable[[str], Parser] | None = None) -> None:
        """Prepare to read.

        Args:
            report: receives all problems.
            make_parser: another parser than the fastest there is; tests compare both.
        """
        self.root: Node | None = None
        self._report = report
        self._make_parser = make_parser or _CParser or PureParser
        self._texts: dict[str, str] = {}

    def read(self, text: str) -> bool:
        """Read a text that ``pack_text.decode`` let through; whether the tree is complete."""
        try:
            self._build(self._make_parser(text).get_event)
        except YAMLError as error:
            self._report.at(*explain(error))
        except (ValueError, OverflowError):
            # The pure parser makes an error of its own of "\U99999999".
            self._report.at(1, 1, "a backslash is followed by a number that is no character", "delete it")
        except _Stop:
            pass
        else:
            return True
        return False

    def _build(self, next_event: Callable[[], Event | None]) -> None:  # noqa: C901, PLR0912 - one loop, for speed
        """Put all events together."""
        container: Any = None
        key: str | None = None
        outer: list[tuple[Any, str | None]] = []
        count = 0
        while (event := next_event()) is not None:
            kind = event.__class__
            if kind is ScalarEvent:
                node: Node = self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                node = self._collection(event)
            elif kind is AliasEvent:
                node = self._alias(event)
            elif kind is DocumentStartEvent:
                self._check_single(event)
                continue
            elif kind is StreamEndEvent:
                return
            else:
                if outer:
                    container, key = outer.pop()
                continue

            count += 1
            if count > MAX_NODES:
                self._stop(
                    node, f"the file has more than {MAX_NODES:,} values", "divide it among several packs"
                )
            if container is None:
                self.root = node
            elif container.__class__ is Sequence:
                container.items.append(node)
            elif key is None:
                key = self._key(node, container)
                continue
            else:
                container.values.setdefault(key, node)
                key = None
            if isinstance(node, Mapping | Sequence):
                outer.append((container, key))
                if len(outer) > MAX_DEPTH:
                    self._stop(
                        node,
                        f"lists and groups are nested more than {MAX_DEPTH} deep",
                        "write the facts as in the example of the manual",
                    )
                container, key = node, None

    # Events are taken as they come: the stubs allow for marks and anchors that this parser always sets.

    def _scalar(self, event: Any) -> Scalar:
        mark, text, style = event.start_mark, event.value, event.style
        node = Scalar(mark.line + 1, mark.column + 1, text, style is None or style == "")
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event, node)
        # Only between double quotation marks can an escape bring in what the file itself does not show.
        if style == '"' and (hidden := HIDDEN.search(text)):
            self._report.on(node, *complaint(hidden[0]))
        return node

    def _collection(self, event: Any) -> Mapping | Sequence:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        node: Mapping | Sequence
        if event.__class__ is MappingStartEvent:
            node = Mapping(line, column, flow=bool(event.flow_style))
        else:
            node = Sequence(line, column)
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event, node)
        return node

    def _alias(self, event: Any) -> Hole:
        node = Hole(event.start_mark.line + 1, event.start_mark.column + 1)
        self._report.on(
            node,
            f"{quoted('*' + event.anchor)} repeats another part of the file, which packs may not do",
            "write the value out, in quotation marks if it begins with *",
        )
        return node

    def _refuse_marks(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            self._report.on(
                node,
                f"{quoted('&' + event.anchor)} names a part of the file to repeat it, which packs may not do",
                "delete it, or put a text that begins with & into quotation marks",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report.on(
                node,
                f"{quoted(tag.replace(_YAML, '!!'))} gives the value a YAML type, which packs may not do",
                "delete it, or put a text that begins with ! into quotation marks",
            )

    def _key(self, node: Node, mapping: Mapping) -> str:
        if isinstance(node, Hole):
            raise _Stop
        if not isinstance(node, Scalar):
            self._stop(
                node, "a list or a group stands where a key belongs", "write key: value, or quote the text"
            )
        text = node.text = self._texts.setdefault(node.text, node.text)
        if text == "<<" and node.plain:
            self._report.on(
                node, '"<<" merges another part of the file, which packs may not do', "write its values out"
            )
        if text in mapping.values:
            first = mapping.key(text)
            self._report.on(
                node,
                f"the key {quoted(text)} stands here for the second time",
                f"keep one: the first is in line {first.line}",
            )
        mapping.keys.append(node)
        return text

    def _check_single(self, event: Any) -> None:
        if self.root is not None:
            mark = event.start_mark
            self._report.at(
                mark.line + 1,
                mark.column + 1,
                "a second document starts here, and a pack is a single one",
                'delete the line "---", or move what follows into a file of its own',
            )
            raise _Stop

    def _stop(self, node: Node, problem: str, hint: str) -> NoReturn:
        self._report.on(node, problem, hint)
        raise _Stop
