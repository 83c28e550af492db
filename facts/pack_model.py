"""What a pack may hold: the one table from which packs are checked and the JSON Schema is made."""

from __future__ import annotations

from typing import Any, Final

from facts.calendars import Calendar
from facts.fact import Certainty, DateKind, NameKind, Slot
from facts.pack_groups import Either, Field, Record, Table
from facts.pack_languages import LANGUAGE, ByLanguage
from facts.pack_shapes import (
    Choice,
    Coordinates,
    Flag,
    Integer,
    Many,
    Text,
)

ID: Final = r"^[a-z0-9][a-z0-9_-]{0,62}$"
_ID_FORM: Final = "use small letters a-z, digits, - and _ only, 63 at most, beginning with a letter or digit"

ERAS: Final = ("prehistory", "ancient", "medieval", "early-modern", "modern", "contemporary")
REGIONS: Final = ("africa", "americas", "asia", "europe", "oceania", "polar", "world", "indonesia")
THEMES: Final = (
    "war",
    "politics",
    "diplomacy",
    "science",
    "technology",
    "art",
    "law",
    "economy",
    "society",
    "religion",
    "exploration",
    "disaster",
    "sea",
    "sport",
    "education",
    "health",
    "environment",
)

_id: Final = Text("an id", 63, ID, _ID_FORM)
_spelling: Final = Text("a name", 150)
_license: Final = Text("the short name of a licence", 100)
_url: Final = Text(
    "a web address",
    1000,
    r'^https?://[A-Za-z0-9.-]+\.[A-Za-z][A-Za-z0-9-]+(:[0-9]{1,5})?([/?#][^\s\\<>"]*)?$',
    "write it in full, as in https://example.org/page, without a user name or password",
)
_article: Final = Text(
    "the title of a Wikipedia article",
    255,
    r"^[^#<>\[\]|{}]+$",
    "write it as it stands at the head of the article, not its address",
)

SOURCE: Final = Either(
    Record(
        "a source on Wikipedia",
        {
            "article": Field(
                ByLanguage(_article, foreign=True),
                "Title of the Wikipedia article by language; publisher and address follow from it.",
                required=True,
            ),
            "license": Field(_license, "Licence of the article, such as CC-BY-SA-4.0."),
        },
    ),
    Record(
        "a source",
        {
            "title": Field(
                ByLanguage(Text("a title", 300), shared=True, foreign=True),
                "Title of the work; by language where it has several.",
                required=True,
            ),
            "author": Field(Text("the names of the authors", 300), "Who wrote it."),
            "publisher": Field(Text("the name of the publisher", 300), "Who published it."),
            "year": Field(Text("a year", 40), "When it was published."),
            "url": Field(
                ByLanguage(_url, shared=True, foreign=True),
                "Its web address; by language where it has several.",
            ),
            "license": Field(_license, "Its licence, where texts are taken from it."),
        },
    ),
)

NAME: Final = Record(
    "a name",
    {
        "kind": Field(Choice("a kind of name", tuple(NameKind)), "What it is the name of.", required=True),
        "name": Field(
            ByLanguage(_spelling, shared=True),
            "The proper spelling; by language where they differ.",
            required=True,
        ),
        "also": Field(
            Many(_spelling, 100, "a list of spellings"), "Other spellings and names that members may use."
        ),
        "at": Field(Coordinates(), "Where it lies: [latitude, longitude] in degrees."),
    },
)

_answer: Final = ByLanguage(Text("a short answer", 300), shared=True)
_ANSWERS: Final = {
    Slot.WHO: "Short answer to who did it or whom it concerns.",
    Slot.WHAT: "Short answer to what it was.",
    Slot.WHERE: "Short answer to where it happened.",
    Slot.WHY: "Short answer to why it happened.",
    Slot.HOW: "Short answer to how it happened.",
    Slot.HOW_MANY: "Short answer to how many there were.",
}

FACT: Final = Record(
    "a fact",
    {
        "id": Field(
            _id, "Short name of the fact, unique in the pack; keep it when the text changes.", required=True
        ),
        "when": Field(
            Text("a date", 100),
            "When it happened, in EDTF: 1918, 1918-01, 1918-01-12, 1918/1922, 1918~ (about), 191X (decade).",
        ),
        "calendar": Field(
            Choice("a calendar", tuple(Calendar)),
            "Calendar in which the date is written; gregorian unless said otherwise.",
            needs="when",
        ),
        "kind": Field(
            Choice("a kind of date", tuple(DateKind)),
            "What the date is the date of; event unless said otherwise.",
            needs="when",
        ),
        "yearly": Field(
            Flag(),
            "Whether it is told every year on its day, before the others; false unless said otherwise.",
            needs="when",
        ),
        "derived_from": Field(
            Text("a short explanation", 300),
            "How the date was reached when the source does not state it.",
            needs="when",
        ),
        "text": Field(
            ByLanguage(Text("a text", 1000)),
            "The fact in one sentence that can stand alone, best under 300 characters; by language.",
            required=True,
        ),
        "answers": Field(
            Record(
                "a group of answers",
                {slot.value: Field(_answer, description) for slot, description in _ANSWERS.items()},
                elsewhere={"when": 'delete it: the date belongs in the key "when" of the fact itself'},
            ),
            "Short answers by kind of question; 'when' follows from the date.",
        ),
        "asked": Field(
            ByLanguage(Many(Text("a question", 200), 3, "a list of questions")),
            "Ways in which members may ask for it, three at most in each language.",
        ),
        "tags": Field(
            Record(
                "a group of tags",
                {
                    "era": Field(Many(Choice("an era", ERAS), 6, "an era", single=True), "The era or eras."),
                    "region": Field(
                        Many(Choice("a region", REGIONS), 8, "a region", single=True),
                        "The region or regions.",
                    ),
                    "theme": Field(
                        Many(Choice("a theme", THEMES), 17, "a theme", single=True), "The theme or themes."
                    ),
                },
            ),
            "What it belongs to, from closed lists.",
        ),
        "ref": Field(
            Many(Integer("a row number", 1, 1_000_000), 50, "a list of row numbers"),
            "Rows of an outside list that this fact answers for.",
        ),
        "certainty": Field(
            Choice("a certainty", tuple(Certainty)),
            "How far it may be trusted; sure unless said otherwise, else with a note.",
        ),
        "note": Field(
            ByLanguage(Text("a note", 600)),
            "Why the fact is not sure, in every language of the pack; only for facts that are not.",
        ),
        "sources": Field(
            Many(Text("a source", 300), 20, "a list of sources", single=True),
            "Keys of the pack's sources; plain titles when the pack lists none.",
            required=True,
        ),
    },
    conditions={
        "if": {
            "properties": {"certainty": {"enum": [Certainty.SOURCE_SAYS, Certainty.DISPUTED]}},
            "required": ["certainty"],
        },
        "then": {"required": ["note"]},
        "else": {"not": {"required": ["note"]}},
    },
)

PACK: Final = Record(
    "a pack",
    {
        "pack": Field(_id, "Id of the pack; keep it when the title changes.", required=True),
        "title": Field(
            ByLanguage(Text("a title", 150)),
            "Title of the pack; the languages it is given in are the languages of the pack.",
            required=True,
        ),
        "language": Field(
            Text("the code of a language", 20, LANGUAGE, "write a code such as id or en"),
            "Language of every text that names none.",
        ),
        "license": Field(_license, "Licence under which the pack may be shared, such as CC-BY-SA-4.0."),
        "sources": Field(
            Table("a group of sources", ID, _ID_FORM, SOURCE, 5000),
            "Works that support the facts, each under a key of your choice.",
        ),
        "names": Field(
            Table("a group of names", ID, _ID_FORM, NAME, 20_000),
            "People, places, ships and bodies with their spellings, each under a key of your choice.",
        ),
        "facts": Field(
            Many(FACT, 50_000, "a list of facts", unlike=False), "The facts, in any order.", required=True
        ),
    },
)


def schema() -> dict[str, Any]:
    """The pack format as JSON Schema, draft 7, which is what editors complete with."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Babad pack",
        "description": "A named set of facts about the past, each with its sources.",
        **PACK.schema(),
    }
