"""What a criteria file consists of, as data: it is checked, made into Criteria and told to editors by it."""

from typing import Any

from lcity.criteria import making, rules
from lcity.criteria.indicators import INDICATOR
from lcity.criteria.patterns import ADDRESS, CODE, ID, LANGUAGE, LEVEL, MONTH_DAY, NUMBERED, STAGE
from lcity.criteria.reading import Reader, Schema
from lcity.criteria.rules import FIGURES
from lcity.criteria.scalars import Choice, Months, Reference, Word, YesNo
from lcity.criteria.shapes import Bilingual, Field, Fields, Listing, Table, When
from lcity.model import Mark


class Languages(Listing):
    """The list of languages; all texts that are read after it must be in them."""

    def read(self, node: Any, reader: Reader) -> tuple[str, ...] | None:
        reader.languages = super().read(node, reader) or ()
        return reader.languages or None


SOURCE = Fields(
    {
        "title": Field(Bilingual(), "Name of the document or of whoever set the values."),
        "mark": Field(
            Choice(tuple(mark.value for mark in Mark)),
            "How sure: confirmed (read in the text itself), secondary (read about), press, reconstructed.",
        ),
        "url": Field(Word(ADDRESS), "Where it can be read.", required=False),
        "note": Field(Bilingual(), "What to know about it.", required=False),
    },
    making.make_source,
)
UNIT = Fields(
    {
        "label": Field(Bilingual(), "As it is printed."),
        "one": Field(
            Bilingual(partial=True), "As it is printed after 1, where a language tells.", required=False
        ),
        "also": Field(Listing(Word()), "Other ways in which people write it.", required=False),
        "whole": Field(YesNo(), "Counted in whole numbers (default: no).", required=False),
    },
    making.make_measurement,
)
GROUP = Fields(
    {
        "title": Field(Bilingual(), "Title of the standard or criterion."),
        "source": Field(Reference("sources"), "Where the title comes from: a code of `sources`."),
    },
    making.make_group,
)
RECOGNITION = Fields(
    {
        "levels": Field(Table("recognition", STAGE, Bilingual()), "Levels of the title, counted from 1."),
        "valid_months": Field(Months(), "How many months a title holds."),
        "months_between": Field(Months(), "Months from one level to the next, at the least."),
        "rule": Field(
            Choice(("all",)),
            "all: a level is reached when every indicator that applies is met at it; a criterion likewise.",
        ),
    },
    making.make_recognition,
    check=rules.check_recognition,
)
ANSWER_LEVEL = Fields(
    {
        "label": Field(Bilingual(), "As it is printed."),
        "also": Field(Listing(Word()), "Other ways in which people write it.", required=False),
    },
    making.keep,
)
QUESTION = Fields(
    {
        "ask": Field(
            Listing(Reference("holders", words=("commune",)), alone=True),
            "Who is asked: commune, a code of `holders`, or a list of them.",
        ),
        "type": Field(
            Choice((*FIGURES, "yes", "level")),
            "count (whole number from 0), number (from 0, decimals), yes, level.",
        ),
        "unit": Field(Reference("units"), "Unit of measure: a code of `units`.", required=False),
        "label": Field(Bilingual(), "The question, as the form prints it."),
        "help": Field(Bilingual(), "How to count, what belongs to it.", required=False),
        "rollup": Field(
            Choice(("sum", "max", "min", "share", "none")),
            "How figures of communes become the city's (default: sum of figures, else none).",
            required=False,
        ),
        "levels": Field(
            Table("", LEVEL, ANSWER_LEVEL, least=2),
            "For type level: what can be answered, by number, lowest first.",
            required=False,
        ),
    },
    making.make_question,
    rules=(
        *(When("type", value=kind, needs=("unit",), refuses=("levels",)) for kind in FIGURES),
        When("type", value="yes", refuses=("levels",)),
    ),
    check=rules.check_question,
)
AREA = Fields(
    {
        "label": Field(Bilingual(), "Units of this class, as they are called."),
        "question": Field(
            Reference("questions", types=("yes",)),
            "The question that asks a unit whether it is one of them.",
            required=False,
        ),
    },
    making.make_area,
)
LEFT_OUT = Fields(
    {
        "code": Field(Word(), "Its code where it comes from."),
        "title": Field(Bilingual(), "Its title."),
        "why": Field(Bilingual(), "Why it does not count in this set."),
    },
    making.make_left_out,
)
WINDOW = Fields(
    {
        "from": Field(Word(MONTH_DAY), "First day, month-day."),
        "to": Field(Word(MONTH_DAY), "Last day, month-day."),
    },
    making.make_dict,
)
SET = Fields(
    {
        "id": Field(Word(ID), "Name of the set; on the shelf, the file's name."),
        "version": Field(Word(), "Version of the set."),
        "status": Field(
            Choice(("official", "working")), "official: issued by an authority; working: until then."
        ),
        "assesses": Field(Choice(("city", "commune", "unit")), "What is assessed."),
        "languages": Field(
            Languages(Word(LANGUAGE), most=20), "Languages of all texts; the first is the default."
        ),
        "title": Field(Bilingual(), "Title of the set."),
        "summary": Field(Bilingual(), "What the set is, and its limits."),
        "levels": Field(
            Table("levels", CODE, Bilingual()), "Levels, outermost first; the last names the indicators."
        ),
        "window": Field(WINDOW, "The part of the year that is assessed."),
        "missing_evidence": Field(
            Choice(("ignore", "fail")), "fail: without evidence an indicator is not met.", required=False
        ),
        "recognition": Field(RECOGNITION, "The title that a unit can be given.", required=False),
        "sources": Field(Table("sources", CODE, SOURCE), "Where rules, texts and targets come from."),
        "holders": Field(Table("holders", CODE, Bilingual()), "Departments that hold figures."),
        "units": Field(Table("units", CODE, UNIT), "Units of measure."),
        "groups": Field(Table("groups", NUMBERED, GROUP, least=0), "Standards and criteria by their number."),
        "questions": Field(Table("questions", CODE, QUESTION), "The figures and facts that are asked for."),
        "areas": Field(
            Table("areas", CODE, AREA), "Classes of units for which some targets differ.", required=False
        ),
        "indicators": Field(Table("indicators", NUMBERED, INDICATOR), "What is assessed."),
        "left_out": Field(
            Listing(LEFT_OUT, least=0), "Indicators that are known and do not count, and why.", required=False
        ),
    },
    making.make_set,
    check=rules.check_set,
)


def schema() -> Schema:
    """JSON Schema (draft 2020-12) of criteria files, for editors that complete and check while one types."""
    texts = {
        "type": "object",
        "patternProperties": {f"^{LANGUAGE.expression}$": {"type": "string", "minLength": 1}},
    }
    closed = {**texts, "additionalProperties": False, "minProperties": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "lcity criteria set",
        **SET.schema(),
        "$defs": {
            "text": {**closed, "description": "A text in each language of the set: {vi: …, en: …}."},
            "partial_text": {**closed, "description": "A text in some of the languages of the set."},
        },
    }
