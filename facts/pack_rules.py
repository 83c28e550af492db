"""What must hold between the parts of a pack, beyond the form of each."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from facts.almanac import remembered
from facts.calendars import Calendar
from facts.date_reading import MentionedDate, dates_in
from facts.dates import DateError, HistoricalDate
from facts.fact import Certainty, DateKind
from facts.pack_languages import Reading, is_language
from facts.pack_nodes import Mapping, Node, Scalar, scalars
from facts.pack_report import listed, nearest, quoted

if TYPE_CHECKING:
    from facts.pack_groups import Entry

_ABOUT: Final = frozenset(
    (
        "sekitar",
        "kira-kira",
        "kurang lebih",
        "circa",
        "c.",
        "ca.",
        "c",
        "ca",
        "about",
        "around",
        "approximately",
    )
)
"""What authors write where EDTF has ``~``."""
_DECADE: Final = 10


def learn_languages(root: Node, reading: Reading) -> None:
    """Find out the languages of the pack, which all its texts depend on."""
    if not isinstance(root, Mapping):
        return
    language, title = root.values.get("language"), root.values.get("title")
    if isinstance(language, Scalar) and is_language(language.text):
        reading.language = language.text
        reading.languages = (language.text,)
    elif language is not None:
        reading.asked_for_language = True  # the model reports what is wrong with it
    if isinstance(title, Mapping):
        reading.languages = tuple(filter(is_language, title.values))
        if reading.language is not None and reading.language not in reading.languages:
            reading.report.on(
                title,
                f"the title is not given in {quoted(reading.language)}, the language of the pack",
                'add the title in it, or delete the key "language"',
            )


def check(pack: Entry, reading: Reading) -> None:
    """Report every rule that the pack breaks; put dates in place of their texts."""
    facts = pack.get("facts", ())
    _check_ids(facts, reading)
    _check_names(pack, reading)
    for fact in facts:
        _check_sources(fact, pack, reading)
        _check_note(fact, reading)
        if "when" in fact.values:
            _read_date(fact, reading)
            _check_yearly(fact, reading)


def _check_ids(facts: tuple[Entry, ...], reading: Reading) -> None:
    lines: dict[str, int] = {}
    for fact in facts:
        own = fact.get("id")
        if own is None:
            continue
        place = fact.place("id")
        if own in lines:
            reading.report.on(
                place,
                f"the id {quoted(own)} belongs to the fact in line {lines[own]} already",
                "give each fact an id of its own",
            )
        lines.setdefault(own, place.line)


def _check_names(pack: Entry, reading: Reading) -> None:
    owners: dict[str, str] = {}
    for key, name in pack.get("names", {}).items():
        for place in (*scalars(name.node.values.get("name")), *scalars(name.node.values.get("also"))):
            owner = owners.setdefault(_folded(place.text), key)
            if owner != key:
                reading.report.on(
                    place,
                    f"the spelling {quoted(place.text)} is claimed by the name {quoted(owner)} already",
                    "keep it with the name that members mean by it",
                )


def _folded(spelling: str) -> str:
    # Cut first: a hostile text can grow eighteenfold by normalising.
    return " ".join(unicodedata.normalize("NFKC", spelling[:200]).casefold().split())


def _check_sources(fact: Entry, pack: Entry, reading: Reading) -> None:
    declared = pack.node.values.get("sources")
    if not isinstance(declared, Mapping):
        return  # then sources are plain titles
    for source in fact.get("sources", ()):
        if source in declared.values:
            continue
        near = nearest(source, declared.values) or ""
        place = next(item for item in scalars(fact.place("sources")) if " ".join(item.text.split()) == source)
        reading.report.on(
            place,
            f"the source {quoted(source)} is not in the pack's list of sources",
            f'{near and f"did you mean {quoted(near)}? If not, "}add it under "sources" at the top',
        )


def _check_note(fact: Entry, reading: Reading) -> None:
    written = fact.node.values
    if "certainty" in written and "certainty" not in fact.values:
        return  # nobody can tell what was meant
    if fact.get("certainty", Certainty.SURE) == Certainty.SURE:
        if "note" in written:
            reading.report.on(
                fact.node.key("note"),
                "a note says why a fact is not sure, and this one counts as sure",
                'add "certainty: source_says" or "certainty: disputed", or delete the note',
            )
    elif "note" not in written:
        reading.report.on(
            fact.place("certainty"),
            "a fact that is not sure must say why",
            f'add a "note" in {_every(reading.languages)}',
        )
    elif "note" in fact.values and (lacking := set(reading.languages).difference(fact.get("note"))):
        reading.report.on(
            fact.place("note"),
            f"the note is missing in {quoted(min(lacking))}",
            f"write it in {_every(reading.languages)}",
        )


def _every(languages: tuple[str, ...]) -> str:
    return listed(languages).replace(" or ", " and ") if languages else "every language of the pack"


def _read_date(fact: Entry, reading: Reading) -> None:
    """Put the date in place of its text, or report why it is none."""
    text = fact.values.pop("when")
    try:
        calendar = Calendar(fact.get("calendar", Calendar.GREGORIAN))
        fact.values["when"] = HistoricalDate.parse(text, calendar)
    except DateError as error:
        reading.report.on(
            fact.place("when"),
            f"{quoted(text)} is not a date: {_inner(error.problem)}",
            f"write {meant}" if (meant := _in_edtf(text)) else _inner(error.hint),
        )


def _check_yearly(fact: Entry, reading: Reading) -> None:
    """Report a fact that is to be told on its day and has none."""
    when: HistoricalDate | None = fact.get("when")
    if not fact.get("yearly") or when is None or ("kind" in fact.node.values and "kind" not in fact.values):
        return  # or nobody can tell
    if remembered(when, DateKind(fact.get("kind", DateKind.EVENT))) is None:
        reading.report.on(
            fact.node.key("yearly"),
            f"a fact that is told every year needs a day, and {quoted(str(when))} has none",
            'date it to the day, as in 1945-08-17, or delete "yearly"',
        )


def _in_edtf(text: str) -> str:
    """The EDTF of a date in words that is all of ``text``; empty when there is none to be sure of."""
    mentioned = dates_in(text)
    if len(mentioned) != 1 or mentioned[0].ambiguous:
        return ""
    date = mentioned[0]
    rest = " ".join(f"{text[: date.start]} {text[date.end :]}".casefold().split())
    meant = _digits(date)
    if rest and rest not in _ABOUT:
        return ""
    meant = f"{meant}~" if rest else meant
    try:
        HistoricalDate.parse(meant)
    except DateError:
        return ""
    return meant


def _digits(date: MentionedDate) -> str:
    """A date of our era as far as it was said: ``1918``, ``1918-01``, ``1918-01-12``, ``191X``, ``19XX``."""
    if date.years is not None:
        first, last = date.years
        digits = f"{max(first, 0):04}"
        return f"{digits[:3]}X" if last - first < _DECADE else f"{digits[:2]}XX"
    parts = (date.year, date.month, date.day)
    return (
        ""
        if not date.year
        else "-".join(
            f"{part:02}" if at else f"{part:04}" for at, part in enumerate(parts) if part is not None
        )
    )


def _inner(sentence: str) -> str:
    """A sentence as part of another: without its full stop, and small at the start unless that is a name."""
    first, space, rest = sentence.removesuffix(".").partition(" ")
    if first not in {"Babad", "EDTF", "Y"}:
        first = first.lower()
    return first + space + rest
