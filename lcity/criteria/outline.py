"""What a criteria file consists of, as data: it is checked, made into Criteria and told to editors by it."""

from typing import Any

from lcity.criteria import making, rules
from lcity.criteria.reading import Reader, Schema
from lcity.criteria.rules import FIGURES, MEASURES, TARGETS
from lcity.criteria.scalars import Choice, Decimal, Pattern, Reference, Word, YesNo
from lcity.criteria.shapes import Bilingual, Field, Fields, Listing, Table, When
from lcity.model import Basis, Mark

ID = Pattern("[a-z0-9]+(?:-[a-z0-9]+)*", "criteria-form-id")
CODE = Pattern("[a-z][a-z0-9_]{0,59}", "criteria-form-code")
NUMBERED = Pattern(r"[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2}){0,4}", "criteria-form-numbered")
LANGUAGE = Pattern("[a-z]{2,3}", "criteria-form-language")
ADDRESS = Pattern(r"https?://[^\s«»…]+", "criteria-form-address")
MONTH_DAY = Pattern(
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|[12][0-9])",
    "criteria-form-month-day",
)
YES = Choice(("yes",))


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
    },
    making.make_question,
    rules=tuple(When("type", value=kind, needs=("unit",)) for kind in FIGURES),
    check=rules.check_question,
)
FIGURE = Reference("questions", types=FIGURES)
PERCENT = Fields(
    {
        "part": Field(FIGURE, "The question that is counted."),
        "whole": Field(FIGURE, "The question that it is a part of."),
    },
    making.make_dict,
    check=rules.check_measure,
)
RATE = Fields(
    {
        "part": Field(FIGURE, "The question that is counted."),
        "whole": Field(FIGURE, "The question that it is divided by."),
        "per": Field(Decimal(positive=True), "For how many of the whole (default: 1).", required=False),
    },
    making.make_dict,
    check=rules.check_measure,
)
BOUND = Decimal()
TARGET = Fields(
    {
        "at_least": Field(BOUND, "This value or more.", required=False),
        "above": Field(BOUND, "More than this value.", required=False),
        "at_most": Field(BOUND, "This value or less.", required=False),
        "below": Field(BOUND, "Less than this value.", required=False),
        "between": Field(
            Listing(BOUND, 2, 2, repeats=True), "From the first value to the second.", required=False
        ),
        "equals": Field(BOUND, "Exactly this value.", required=False),
        "rises": Field(YES, "More than in the period before.", required=False),
        "falls": Field(YES, "Less than in the period before.", required=False),
        "yes": Field(YES, "The answer is yes.", required=False),
        "basis": Field(
            Choice(tuple(basis.value for basis in Basis if basis != Basis.OFFICE)),
            "regulation (fixes that very quantity), national_goal, quoted (in the press), working (for now).",
        ),
        "official": Field(YesNo(), "yes only with basis regulation."),
        "source": Field(Reference("sources"), "Where the target comes from: a code of `sources`."),
        "note": Field(Bilingual(), "One line of reason; needed for working targets.", required=False),
    },
    making.make_target,
    one_of=tuple(TARGETS),
    rules=(When("basis", value=Basis.WORKING.value, needs=("note",)),),
    check=rules.check_target,
)
INDICATOR = Fields(
    {
        "title": Field(Bilingual(), "Title of the indicator."),
        "percent": Field(PERCENT, "100 times part over whole.", required=False),
        "rate": Field(RATE, "`per` times part over whole.", required=False),
        "count": Field(
            Reference("questions", types=("count",)), "The figure of one question.", required=False
        ),
        "value": Field(
            Reference("questions", types=(*FIGURES, "level")), "The figure of one question.", required=False
        ),
        "yes": Field(Reference("questions", types=("yes",)), "The answer of one question.", required=False),
        "rubric": Field(YES, "Experts judge.", required=False),
        "unit": Field(
            Reference("units"),
            "Unit of the result; needed for rate, count, value. percent has the unit percent.",
            required=False,
        ),
        "direction": Field(
            Choice(("higher", "lower")),
            "Whether a higher (default) or lower value is better.",
            required=False,
        ),
        "target": Field(TARGET, "What must be reached; not for a rubric.", required=False),
        "holder": Field(Reference("holders"), "The department that answers for it: a code of `holders`."),
        "source": Field(Reference("sources"), "Where the indicator's text comes from: a code of `sources`."),
        "evidence": Field(Bilingual(), "What proves it."),
        "advice": Field(Bilingual(), "What a city can do where it is not met."),
        "note": Field(Bilingual(), "Traps of definition.", required=False),
        "guide": Field(Bilingual(), "For a rubric: what experts look at.", required=False),
        "unesco": Field(Word(), "The measurement of the UNESCO list that it follows.", required=False),
    },
    making.make_indicator,
    one_of=MEASURES,
    rules=(
        When("rubric", needs=("guide",), refuses=("target", "unit")),
        When("rubric", there=False, needs=("target",), refuses=("guide",)),
        When("yes", refuses=("unit",)),
        *(When(kind, needs=("unit",)) for kind in ("rate", "count", "value")),
    ),
    check=rules.check_indicator,
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
        "sources": Field(Table("sources", CODE, SOURCE), "Where rules, texts and targets come from."),
        "holders": Field(Table("holders", CODE, Bilingual()), "Departments that hold figures."),
        "units": Field(Table("units", CODE, UNIT), "Units of measure."),
        "groups": Field(Table("groups", NUMBERED, GROUP, least=0), "Standards and criteria by their number."),
        "questions": Field(Table("questions", CODE, QUESTION), "The figures and facts that are asked for."),
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
