"""The rules that join several keys of a criteria file: what the shape of each part alone cannot tell."""

from decimal import Decimal
from fractions import Fraction

from lcity.criteria.reading import Reader
from lcity.criteria.shapes import Record
from lcity.model import Basis, Target

FIGURES = ("count", "number")
MEASURES = ("percent", "rate", "count", "value", "yes", "rubric")
# Each target and the direction of an indicator that can have it.
TARGETS = {
    "at_least": "higher",
    "above": "higher",
    "at_most": "lower",
    "below": "lower",
    "between": "",
    "equals": "",
    "rises": "higher",
    "falls": "lower",
    "yes": "higher",
}


def check_question(record: Record, reader: Reader) -> None:
    """Sums are of figures; a share is the part of the units that say yes."""
    kind, rollup = record.values.get("type"), record.values.get("rollup")
    if kind and ((rollup == "sum" and kind not in FIGURES) or (rollup == "share" and kind != "yes")):
        reader.add(record.spot_of("rollup"), "criteria-rollup", given=rollup, type=kind)


def check_measure(record: Record, reader: Reader) -> None:
    part = record.values.get("part")
    if part is not None and part == record.values.get("whole"):
        reader.add(record.spot_of("whole"), "criteria-part-whole", given=part)


def check_target(record: Record, reader: Reader) -> None:
    given = record.values
    if given.get("official") and given.get("basis", Basis.REGULATION) != Basis.REGULATION:
        reader.add(record.spot_of("official"), "criteria-official", given=given["basis"])
    low, high = given.get("between", (0, 0))
    if low > high:
        reader.add(record.spot_of("between"), "criteria-between", low=write(low), high=write(high))


def check_indicator(record: Record, reader: Reader) -> None:
    """What measure, unit, direction and target must have in common."""
    given = record.values
    check_unit(record, reader)
    target: Target | None = given.get("target")
    if target is None:
        return
    spot = record.spot_of("target")
    direction = given.get("direction", "higher")
    if "direction" not in record.written or "direction" in given:
        wanted = TARGETS[target.kind]
        if wanted and wanted != direction:
            reader.add(spot, "criteria-direction", given=target.kind, direction=direction, wanted=wanted)
    measures = [kind for kind in MEASURES if kind in record.written]
    if len(measures) != 1 or measures[0] == "rubric":
        return
    if (measures[0] == "yes") != (target.kind == "yes"):
        reader.add(spot, "criteria-target-measure", given=target.kind, measure=measures[0])
    for bound in (target.low, target.high):
        if measures[0] == "percent" and bound is not None and not 0 <= bound <= 100:
            reader.add(spot, "criteria-target-percent", given=write(bound))
            break


def check_unit(record: Record, reader: Reader) -> None:
    """A figure keeps the unit of its question; a percentage has the unit `percent` where none is given."""
    given = record.values
    for kind in ("count", "value"):
        question = reader.entry("questions", given.get(kind, ""))
        unit = question and question.unit  # None where the unit has mistakes
        asked = unit.code if unit else ""
        if asked and given.get("unit", asked) != asked:
            values = {"given": given["unit"], "question": given[kind], "unit": asked}
            reader.add(record.spot_of("unit"), "criteria-unit", **values)
    defaults = "percent" in record.written and "unit" not in record.written
    if defaults and "percent" not in reader.tables.get("units", {"percent"}):
        reader.add(record.written["percent"][0].spot, "criteria-no-percent")


def check_set(record: Record, reader: Reader) -> None:
    """What the whole must fit: id and file name, codes, levels, groups, the use of questions."""
    given = record.values
    if reader.stem and given.get("id", reader.stem) != reader.stem:
        reader.add(record.spot_of("id"), "criteria-id-file", given=given["id"], wanted=reader.stem)
    check_codes(reader)
    if "indicators" in reader.tables:
        for code, (key, _) in reader.tables.get("questions", {}).items():
            if ("questions", code) not in reader.used:
                reader.add(key.spot, "criteria-question-unused", given=code)


def check_codes(reader: Reader) -> None:
    levels = len(reader.tables.get("levels", ()))
    indicators = reader.tables.get("indicators")
    groups = reader.tables.get("groups")
    if not levels or indicators is None or groups is None:
        return
    wanted: set[str] = set()
    for code, (key, _) in indicators.items():
        depth = code.count(".") + 1
        if depth != levels:
            reader.add(key.spot, "criteria-depth", given=code, depth=depth, levels=levels)
            continue
        parts = code.split(".")
        for prefix in (".".join(parts[:n]) for n in range(1, levels)):
            if prefix not in groups and prefix not in wanted:
                reader.add(key.spot, "criteria-group-missing", given=code, group=prefix)
            wanted.add(prefix)
    for code, (key, _) in groups.items():
        depth = code.count(".") + 1
        if depth >= levels:
            reader.add(key.spot, "criteria-group-depth", given=code, depth=depth, most=levels - 1)
        elif code not in wanted:
            reader.add(key.spot, "criteria-group-empty", given=code)


def write(number: Fraction) -> str:
    """A number of the file, as it is written there."""
    return f"{Decimal(number.numerator) / number.denominator:f}"
