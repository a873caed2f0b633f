"""The words of lcity as frozen types: criteria on one side, results and findings on the other.

Named tuples rather than dataclasses, which take ten times as long to define: every command starts with these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Text:
    """A text in several languages; where one is missing, the first is given."""

    by_language: Mapping[str, str]

    def __call__(self, language: str) -> str:
        if language in self.by_language:
            return self.by_language[language]
        return next(iter(self.by_language.values()), "")

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_language.values())

    def __bool__(self) -> bool:
        return bool(self.by_language)


NO_TEXT = Text({})


class Mark(StrEnum):
    """How sure we are of a source: read in the text itself, read about, printed in the press, or rebuilt."""

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    PRESS = "press"
    RECONSTRUCTED = "reconstructed"


class Source(NamedTuple):
    code: str
    title: Text
    mark: Mark
    url: str = ""
    note: Text = NO_TEXT


class Measurement(NamedTuple):
    """A unit of measure: `person`, `percent`, `million_vnd`. Called so because Unit is a commune or city."""

    code: str
    label: Text
    one: Text = NO_TEXT  # the label after 1, where a language tells 1 from many
    also: tuple[str, ...] = ()  # other ways in which people write it in a cell
    whole: bool = False  # counted in whole numbers


class Level(NamedTuple):
    """One answer to a question of type level."""

    number: int
    label: Text
    also: tuple[str, ...] = ()  # other ways in which people write it in a cell: MĐ2, mức 2, II


class Question(NamedTuple):
    code: str
    label: Text
    type: str  # count | number | yes | level
    unit: Measurement
    ask: tuple[str, ...]  # "commune" or codes of holders
    rollup: str  # sum | max | min | share | none
    help: Text = NO_TEXT
    levels: tuple[Level, ...] = ()  # of type level: what can be answered, lowest first


class Basis(StrEnum):
    """Where a target comes from."""

    REGULATION = "regulation"  # a circular or decree fixes that very quantity
    NATIONAL_GOAL = "national_goal"  # a goal of a national programme: not a pass mark
    QUOTED = "quoted"  # quoted in the press for a city
    WORKING = "working"  # set by lcity until the office puts in its own
    OFFICE = "office"  # put in by the office


class Step(NamedTuple):
    """What a target asks at one level of recognition of one class of units; "" stands for all of them."""

    level: str
    area: str
    kind: str
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def bound(self) -> Fraction | None:
        return self.low if self.low is not None else self.high


class Target(NamedTuple):
    """What an indicator must reach. `low` and `high` are exact; which of them count depends on `kind`.

    Where it differs by level or class of units, `steps` says all, and `kind`, `low` and `high` are those of
    the first step: `at` gives the target that counts for a unit.
    """

    kind: str  # at_least | above | at_most | below | between | equals | rises | falls | yes
    low: Fraction | None = None
    high: Fraction | None = None
    basis: Basis = Basis.WORKING
    official: bool = False
    source: Source | None = None
    note: Text = NO_TEXT
    typed: str = ""  # as the office wrote it, where it did
    place: str = ""  # file, sheet and cell where the office wrote it
    steps: tuple[Step, ...] = ()

    @property
    def rows(self) -> tuple[Step, ...]:
        """The steps, also of a target that is the same for all."""
        return self.steps or (Step("", "", self.kind, self.low, self.high),)

    def at(self, level: str, area: str = "") -> "Target | None":
        """The target of that level and class of units, without steps.

        A class of which the target does not speak has the bounds of all units. None for a level that the set
        does not have.
        """
        if not self.steps:
            return self
        of_area = [step for step in self.steps if step.area == area]
        for step in of_area or [step for step in self.steps if not step.area]:
            if step.level in ("", level):
                return self._replace(kind=step.kind, low=step.low, high=step.high, steps=())
        return None

    @property
    def bounds(self) -> tuple[str, Fraction | None, Fraction | None]:
        """What decides: two targets with equal bounds ask for the same."""
        if self.kind == "between":
            return self.kind, self.low, self.high
        return self.kind, self.bound, None

    @property
    def bound(self) -> Fraction | None:
        """The one level of a target that has one."""
        return self.low if self.low is not None else self.high


class Measure(NamedTuple):
    """How an indicator's value comes about: `kind` says which of the other fields count.

    percent and rate: 100 or `per` times part over whole. count and value: the figure of `part`. level: the
    number of the level that is the answer of `part`. yes: the answer of `part`. all_of: every part of the
    indicator must be met. rubric: experts judge.
    """

    kind: str  # percent | rate | count | value | level | yes | all_of | rubric
    part: str = ""
    whole: str = ""
    per: Fraction = Fraction(1)

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(code for code in (self.part, self.whole) if code)


class Indicator(NamedTuple):
    code: str
    title: Text
    measure: Measure
    unit: Measurement
    higher: bool  # a higher value is better
    target: Target | None
    holder: str
    source: Source
    evidence: Text = NO_TEXT
    advice: Text = NO_TEXT
    note: Text = NO_TEXT
    guide: Text = NO_TEXT  # what experts look at
    unesco: str = ""  # the measurement of the UNESCO list that it follows
    parts: tuple["Indicator", ...] = ()  # of all_of: 5.2.a and 5.2.b, which only together are one indicator

    @property
    def expert(self) -> bool:
        return self.measure.kind == "rubric"

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that decide it, those of its parts included, each once."""
        asked = (*self.measure.questions, *(code for part in self.parts for code in part.questions))
        return tuple(dict.fromkeys(asked))

    @property
    def areas(self) -> frozenset[str]:
        """The classes of units that have a target of their own, here or in a part."""
        steps = self.target.steps if self.target is not None else ()
        own = frozenset(step.area for step in steps if step.area)
        return own.union(*(part.areas for part in self.parts))

    def target_for(self, level: str, area: str) -> Target | None:
        """What a unit of that class must reach at that level of recognition; area "" is a unit of no class.

        None where nothing is asked, and for all_of, whose parts have the targets.
        """
        return self.target.at(level, area) if self.target is not None else None


class Group(NamedTuple):
    code: str
    title: Text
    source: Source


class LeftOut(NamedTuple):
    """An indicator that is known or recalled but does not count in the set, and why."""

    code: str
    title: Text
    why: Text


class Recognition(NamedTuple):
    """The title that a unit can be given."""

    levels: Mapping[str, Text]  # by code, lowest first
    valid_months: int  # how long a title holds
    months_between: int  # from one level to the next, at the least
    rule: str  # all: a level is reached when every indicator that applies is met at it, a criterion likewise


class Area(NamedTuple):
    """A class of units for which some targets differ, such as communes in disadvantaged areas."""

    code: str
    label: Text
    question: str = ""  # the question of type yes that asks the unit itself


@dataclass(frozen=True)
class Criteria:
    """One criteria set, as `criteria.load` reads it."""

    id: str
    version: str
    status: str  # official | working
    assesses: str  # city | commune | unit
    title: Text
    summary: Text
    levels: tuple[tuple[str, Text], ...]  # outermost first; the last names the indicators
    window: tuple[str, str]  # month-day from, to
    languages: tuple[str, ...]
    sources: Mapping[str, Source]
    holders: Mapping[str, Text]
    units: Mapping[str, Measurement]
    groups: Mapping[str, Group]
    questions: Mapping[str, Question]
    indicators: Mapping[str, Indicator]
    left_out: tuple[LeftOut, ...] = ()
    missing_evidence: str = "ignore"  # fail: without evidence an indicator is not met
    recognition: Recognition | None = None
    areas: Mapping[str, Area] = field(default_factory=dict)
    path: str = field(default="", compare=False)

    @cached_property
    def scored(self) -> tuple[Indicator, ...]:
        """The indicators that figures decide."""
        return tuple(i for i in self.indicators.values() if not i.expert)

    @cached_property
    def measured(self) -> Mapping[str, Indicator]:
        """The indicators and, after each that has parts, its parts: everything that has a measure."""
        return {one.code: one for i in self.indicators.values() for one in (i, *i.parts)}

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The levels of recognition, lowest first; one without a name in a set without them."""
        return tuple(self.recognition.levels) if self.recognition else ("",)

    @cached_property
    def experts(self) -> tuple[Indicator, ...]:
        return tuple(i for i in self.indicators.values() if i.expert)

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The indicators below each group."""
        found: dict[str, list[str]] = {code: [] for code in self.groups}
        for code in self.indicators:
            for group in self.group_of(code):
                found[group.code].append(code)
        return {code: tuple(held) for code, held in found.items()}

    def levels_of(self, one: Indicator) -> tuple[Level, ...]:
        """The levels that its value can be; none where it is a figure."""
        question = self.questions.get(one.measure.part) if not one.measure.whole else None
        return question.levels if question is not None else ()

    def group_of(self, code: str) -> tuple[Group, ...]:
        """The groups above an indicator or group, outermost first: 2.1.3 lies in 2 and in 2.1."""
        parts = code.split(".")
        codes = (".".join(parts[:n]) for n in range(1, len(parts)))
        return tuple(self.groups[c] for c in codes if c in self.groups)


class Status(StrEnum):
    """What came out for one indicator."""

    MET = "met"
    EXCEEDED = "exceeded"  # met, and strictly beyond
    NOT_MET = "not_met"
    AWAITING_EXPERT = "awaiting_expert"
    NO_EVIDENCE = "no_evidence"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    NO_TARGET = "no_target"


class Severity(StrEnum):
    ERROR = "error"  # voids its answer
    WARNING = "warning"  # does not
    NOTE = "note"  # says how something was read


class Place(NamedTuple):
    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if not self.sheet:
            return self.file
        return f"{self.file}:{self.sheet}!{self.cell}" if self.cell else f"{self.file}:{self.sheet}"


class Finding(NamedTuple):
    """Something wrong in what somebody wrote, worded when it is printed, in the reader's language."""

    code: str
    place: Place
    item: str = ""  # the question or indicator
    values: Mapping[str, object] = {}
    severity: Severity = Severity.WARNING  # set by the shelf of checks


class Cited(NamedTuple):
    """One cell that a result rests on: what was typed there and how it was read."""

    item: str
    role: str  # figure | result | previous | target | verdict | reason | evidence | met | note
    raw: str
    state: str
    value: Fraction | None
    part: Fraction | None
    whole: Fraction | None
    place: Place
    counts: bool  # an error voids it otherwise


class Result(NamedTuple):
    """The outcome of one indicator for one unit and period."""

    unit: str
    period: str
    file: str
    indicator: str
    status: Status
    value: Fraction | None = None  # in the indicator's unit
    part: Fraction | None = None
    whole: Fraction | None = None
    basis: str = ""  # figures | fraction | typed | asserted | parts | expert, see `scoring`
    target: Target | None = None
    margin: Fraction | None = None  # in the indicator's unit; below 0 is short of the target
    heads: int | None = None  # the same in whole persons, places, communes
    previous: Fraction | None = None
    reason: str = ""  # why there is no data
    missing: tuple[str, ...] = ()  # the questions without a figure that counts
    claimed: str = ""  # met | not_met, as the office judged itself
    cited: tuple[Cited, ...] = ()
    level: str = ""  # of recognition, in a set that has levels
    area: str = ""  # the class of units whose target counts
    either: bool = False  # the class of the unit is not known, and the outcome the same
    parts: tuple["Result", ...] = ()  # of an indicator that consists of parts

    @property
    def met(self) -> bool:
        return self.status in (Status.MET, Status.EXCEEDED)


class Tally(NamedTuple):
    """How many indicators came out how. Those that figures decide and those of experts never share a base."""

    total: int
    scored: int  # decided by figures: the base of met and not met
    experts: int
    met: int = 0  # exceeded ones included
    exceeded: int = 0
    not_met: int = 0
    no_data: int = 0
    no_evidence: int = 0
    not_applicable: int = 0
    no_target: int = 0
    awaiting: int = 0
    expert_met: int = 0
    expert_not_met: int = 0

    @property
    def base(self) -> int:
        """What met and not met are shares of: an indicator that does not apply counts neither way."""
        return self.scored - self.not_applicable


class Standing(NamedTuple):
    """How a unit and each of its groups stand at one level of recognition: met, not met, or not known."""

    level: str
    status: Status  # met, not_met, or no_data where it is not known
    tally: Tally
    groups: Mapping[str, Status]  # criteria and the like, by code; not_applicable where nothing applies
    not_met: tuple[str, ...]  # indicators
    unknown: tuple[str, ...]  # indicators without data, evidence or verdict
    aside: tuple[str, ...]  # indicators that the unit says do not apply
