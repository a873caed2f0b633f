"""The values of one map of a criteria file in, the frozen object of the model out."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lcity.criteria.reading import Reader
from lcity.criteria.rules import FIGURES, LEVELS, MEASURES, TARGETS
from lcity.criteria.shapes import Record
from lcity.model import (
    NO_TEXT,
    Area,
    Basis,
    Criteria,
    Group,
    Indicator,
    LeftOut,
    Level,
    Mark,
    Measure,
    Measurement,
    Question,
    Recognition,
    Source,
    Step,
    Target,
    Text,
)

NO_UNIT = Measurement("", NO_TEXT)


def make_dict(record: Record, _: Reader) -> dict[str, Any]:
    return dict(record.values)


def keep(record: Record, _: Reader) -> Record:
    """For maps that are made into something together with the one that they stand in."""
    return record


def make_source(record: Record, _: Reader) -> Source:
    given = record.values
    return Source(
        record.code, given["title"], Mark(given["mark"]), given.get("url", ""), given.get("note", NO_TEXT)
    )


def make_measurement(record: Record, _: Reader) -> Measurement:
    given = record.values
    label, one = given["label"], given.get("one", NO_TEXT)
    if one:  # a language that does not tell 1 from many keeps its label
        one = Text({**label.by_language, **one.by_language})
    return Measurement(record.code, label, one, given.get("also", ()), given.get("whole", False))


def make_group(record: Record, reader: Reader) -> Group:
    return Group(record.code, record.values["title"], reader.entry("sources", record.values["source"]))


def make_question(record: Record, reader: Reader) -> Question:
    given = record.values
    kind = given["type"]
    unit = reader.entry("units", given["unit"]) if "unit" in given else NO_UNIT
    rollup = given.get("rollup", "sum" if kind in FIGURES else "none")
    levels = tuple(make_level(level) for level in given.get("levels", {}).values())
    return Question(
        record.code, given["label"], kind, unit, given["ask"], rollup, given.get("help", NO_TEXT), levels
    )


def make_level(record: Record) -> Level:
    return Level(int(record.code), record.values["label"], record.values.get("also", ()))


def make_recognition(record: Record, _: Reader) -> Recognition:
    return Recognition(**record.values)


def make_area(record: Record, _: Reader) -> Area:
    return Area(record.code, record.values["label"], record.values.get("question", ""))


def make_step(record: Record, _: Reader) -> Step:
    given = record.values
    kind = next(kind for kind in TARGETS if kind in given)
    low: Fraction | None = None
    high: Fraction | None = None
    if kind == "between":
        low, high = given[kind]
    elif kind == "equals":
        low = high = given[kind]
    elif kind in ("at_least", "above"):
        low = given[kind]
    elif kind in ("at_most", "below"):
        high = given[kind]
    return Step("", "", kind, low, high)


def make_steps(record: Record, reader: Reader) -> tuple[Step, ...]:
    """One step for each level, or one for all."""
    by_level = [
        record.values[name]._replace(level=name.removeprefix("level_"))
        for name in LEVELS
        if name in record.values
    ]
    return tuple(by_level) or (make_step(record, reader),)


def make_target(record: Record, reader: Reader) -> Target:
    given = record.values
    steps = make_steps(record, reader)
    for area, own in given.get("areas", {}).items():
        steps += tuple(step._replace(area=area) for step in own)
    first = steps[0]
    return Target(
        first.kind,
        first.low,
        first.high,
        Basis(given["basis"]),
        given["official"],
        reader.entry("sources", given["source"]),
        given.get("note", NO_TEXT),
        steps=steps if len(steps) > 1 else (),
    )


def make_indicator(record: Record, reader: Reader) -> Indicator:
    """With its parts, which share its holder, source, evidence and advice."""
    given = record.values
    shared = {name: given[name] for name in ("holder", "source", "evidence", "advice")}
    parts = tuple(
        build_indicator(f"{record.code}.{letter}", {**shared, **part.values}, reader)
        for letter, part in given.get("all_of", {}).items()
    )
    return build_indicator(record.code, given, reader)._replace(parts=parts)


def build_indicator(code: str, given: Mapping[str, Any], reader: Reader) -> Indicator:
    kind = next(kind for kind in MEASURES if kind in given)
    measure = Measure(kind)
    if kind in ("percent", "rate"):
        measure = Measure(
            kind, given[kind]["part"], given[kind]["whole"], given[kind].get("per", Fraction(1))
        )
    elif kind not in ("all_of", "rubric"):
        measure = Measure(kind, given[kind])
    unit = NO_UNIT
    if kind in ("percent", "rate", "count", "value"):
        unit = reader.entry("units", given.get("unit", "percent"))
    return Indicator(
        code=code,
        title=given["title"],
        measure=measure,
        unit=unit,
        higher=given.get("direction", "higher") == "higher",
        target=given.get("target"),
        holder=given["holder"],
        source=reader.entry("sources", given["source"]),
        evidence=given["evidence"],
        advice=given["advice"],
        note=given.get("note", NO_TEXT),
        guide=given.get("guide", NO_TEXT),
        unesco=given.get("unesco", ""),
    )


def make_left_out(record: Record, _: Reader) -> LeftOut:
    return LeftOut(record.values["code"], record.values["title"], record.values["why"])


def make_set(record: Record, reader: Reader) -> Criteria:
    given = record.values
    window = given["window"]
    return Criteria(
        **{name: value for name, value in given.items() if name not in ("levels", "window", "left_out")},
        levels=tuple(given["levels"].items()),
        window=(window["from"], window["to"]),
        left_out=given.get("left_out", ()),
        path=reader.mistakes.file,
    )
