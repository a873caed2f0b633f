"""What an indicator of a criteria file consists of, as data: measures, targets by level and class, parts."""

from lcity.criteria import making, rules
from lcity.criteria.patterns import CODE, LETTER
from lcity.criteria.rules import BOUNDS, FIGURES, LEVELS, MEASURES, PART_MEASURES, TARGETS
from lcity.criteria.scalars import Choice, Decimal, Reference, Word, YesNo
from lcity.criteria.shapes import Bilingual, Field, Fields, Listing, Table, When
from lcity.model import Basis

YES = Choice(("yes",))
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
BOUND_FIELDS = {
    "at_least": Field(BOUND, "This value or more.", required=False),
    "above": Field(BOUND, "More than this value.", required=False),
    "at_most": Field(BOUND, "This value or less.", required=False),
    "below": Field(BOUND, "Less than this value.", required=False),
    "between": Field(
        Listing(BOUND, 2, 2, repeats=True), "From the first value to the second.", required=False
    ),
    "equals": Field(BOUND, "Exactly this value.", required=False),
}
STEP = Fields(BOUND_FIELDS, making.make_step, one_of=BOUNDS, check=rules.check_steps)
STEP_FIELDS = {
    **BOUND_FIELDS,
    **{name: Field(STEP, f"What level {name[-1]} of `recognition` asks.", required=False) for name in LEVELS},
}
ONLY_WITH_FIRST = tuple(When(name, needs=LEVELS[:1]) for name in LEVELS[1:])
STEPS = Fields(
    STEP_FIELDS,
    making.make_steps,
    one_of=(*BOUNDS, LEVELS[0]),
    rules=ONLY_WITH_FIRST,
    check=rules.check_steps,
)
TARGET = Fields(
    {
        **STEP_FIELDS,
        "rises": Field(YES, "More than in the period before.", required=False),
        "falls": Field(YES, "Less than in the period before.", required=False),
        "yes": Field(YES, "The answer is yes.", required=False),
        "areas": Field(
            Table("", CODE, STEPS, keys_of="areas"),
            "What is asked of classes of units instead: a code of `areas`, and its bounds.",
            required=False,
        ),
        "basis": Field(
            Choice(tuple(basis.value for basis in Basis if basis != Basis.OFFICE)),
            "regulation (fixes that very quantity), national_goal, quoted (in the press), working (for now).",
        ),
        "official": Field(YesNo(), "yes only with basis regulation."),
        "source": Field(Reference("sources"), "Where the target comes from: a code of `sources`."),
        "note": Field(Bilingual(), "One line of reason; needed for working targets.", required=False),
    },
    making.make_target,
    one_of=(*TARGETS, LEVELS[0]),
    rules=(
        When("basis", value=Basis.WORKING.value, needs=("note",)),
        *(When(kind, refuses=("areas",)) for kind in TARGETS if kind not in BOUNDS),
        *ONLY_WITH_FIRST,
    ),
    check=rules.check_target,
)
MEASURE_FIELDS = {
    "percent": Field(PERCENT, "100 times part over whole.", required=False),
    "rate": Field(RATE, "`per` times part over whole.", required=False),
    "count": Field(Reference("questions", types=("count",)), "The figure of one question.", required=False),
    "value": Field(
        Reference("questions", types=(*FIGURES, "level")), "The figure of one question.", required=False
    ),
    "level": Field(
        Reference("questions", types=("level",)),
        "The level that is the answer of one question; targets are numbers of its `levels`.",
        required=False,
    ),
    "yes": Field(Reference("questions", types=("yes",)), "The answer of one question.", required=False),
    "unit": Field(
        Reference("units"),
        "Unit of the result; needed for rate, count, value. percent has the unit percent.",
        required=False,
    ),
    "direction": Field(
        Choice(("higher", "lower")), "Whether a higher (default) or lower value is better.", required=False
    ),
    "target": Field(TARGET, "What must be reached; not for all_of and rubric.", required=False),
}
MEASURE_RULES = (
    When("percent", needs=("target",)),
    *(When(kind, needs=("target", "unit")) for kind in ("rate", "count", "value")),
    *(When(kind, needs=("target",), refuses=("unit",)) for kind in ("level", "yes")),
)
PART = Fields(
    {
        "title": Field(Bilingual(), "Title of the part."),
        **MEASURE_FIELDS,
        "note": Field(Bilingual(), "Traps of definition.", required=False),
    },
    making.keep,
    one_of=PART_MEASURES,
    rules=MEASURE_RULES,
    check=rules.check_indicator,
)
INDICATOR = Fields(
    {
        "title": Field(Bilingual(), "Title of the indicator."),
        **MEASURE_FIELDS,
        "all_of": Field(
            Table("", LETTER, PART, least=2),
            "Parts that must all be met, by letter; each has its own title, measure and target.",
            required=False,
        ),
        "rubric": Field(YES, "Experts judge.", required=False),
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
        *MEASURE_RULES,
        When("rubric", needs=("guide",), refuses=("target", "unit")),
        When("rubric", there=False, refuses=("guide",)),
        When("all_of", refuses=("target", "unit", "direction")),
    ),
    check=rules.check_indicator,
)
