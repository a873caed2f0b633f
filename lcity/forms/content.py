"""A criteria set and who is asked in; out comes what their form asks and shows, as plain data."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from lcity.model import Criteria, Group, Indicator, Question
from lcity.words import Words

COMMUNE = "commune"
VERSION = "1"  # of the form's layout, on its hidden sheet: a change of layout counts it up


class Section(NamedTuple):
    """Questions under one heading."""

    title: str
    questions: tuple[Question, ...]


class Form(NamedTuple):
    """One form, without the unit that it goes to."""

    criteria: Criteria
    spoken: Words
    asked: str  # commune, or the code of a holder
    area: str | None  # code of the unit's class, "" for a unit of none, None where nobody knows yet
    period: str
    due: date | None
    before: str | None  # the period of the grey column; "" where it is not known, None for no such column
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]  # those that the answers of this one unit decide

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of recognition; one without a name where the set has none."""
        recognition = self.criteria.recognition
        return tuple(recognition.levels) if recognition else ("",)

    def rows(self) -> tuple[Indicator, ...]:
        """The indicators with the parts of a compound one before it, each with a verdict of its own."""
        return tuple(row for indicator in self.indicators for row in (*indicator.parts, indicator))

    def evidence(self, question: Question) -> tuple[str, ...]:
        """What is asked as evidence by the indicators that a question serves."""
        texts = (i.evidence(self.spoken.code) for i in serving(self.criteria, question))
        return tuple(dict.fromkeys(text for text in texts if text))


def make(
    criteria: Criteria,
    spoken: Words,
    asked: str,
    *,
    area: str | None = None,
    period: str = "",
    due: date | None = None,
    before: str | None = None,
) -> Form:
    """The form for all units that are asked the same. Each figure is asked once, whatever it serves.

    What the list of units tells already, the class of the unit, is not asked.
    """
    questions = asked_of(criteria, asked, area)
    codes = {question.code for question in questions}
    decided = (i for i in criteria.indicators.values() if not i.expert and {*i.questions} <= codes)
    return Form(
        criteria,
        spoken,
        asked,
        area,
        period,
        due,
        before,
        tuple(_sections(criteria, spoken, questions)),
        tuple(i for i in decided if i.questions),
    )


def asked_of(criteria: Criteria, asked: str, area: str | None = None) -> tuple[Question, ...]:
    told = {one.question for one in criteria.areas.values()} if area is not None else set()
    return tuple(q for q in criteria.questions.values() if asked in q.ask and q.code not in told)


def serving(criteria: Criteria, question: Question) -> tuple[Indicator, ...]:
    return tuple(i for i in criteria.indicators.values() if question.code in i.questions)


def _sections(criteria: Criteria, spoken: Words, questions: Sequence[Question]) -> Iterator[Section]:
    """What serves several groups or none comes first; the rest by group, in the order of the set."""
    general: list[Question] = []
    grouped: dict[str, list[Question]] = {}
    groups: dict[str, Group] = {}
    for question in questions:
        served = {i.code: criteria.group_of(i.code) for i in serving(criteria, question)}
        inner = {path[-1].code: path[-1] for path in served.values() if path}
        if len(inner) == 1:
            groups |= inner
            grouped.setdefault(next(iter(inner)), []).append(question)
        else:
            general.append(question)
    if general:
        yield Section(spoken("forms.general"), tuple(general))
    for code in criteria.groups:
        if code in grouped:
            yield Section(_title(criteria, spoken, groups[code]), tuple(grouped[code]))


def _title(criteria: Criteria, spoken: Words, group: Group) -> str:
    """«Tiêu chí 1.2. Kinh tế phát triển», with the set's own word for groups of that depth."""
    level = criteria.levels[group.code.count(".")][1](spoken.code)
    return spoken("forms.group", level=level, code=group.code, title=group.title)
