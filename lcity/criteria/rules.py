"""The rules that join several keys of a criteria file: what the shape of each part alone cannot tell."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from lcity.criteria.mistakes import list_names
from lcity.criteria.reading import Reader
from lcity.criteria.shapes import Record
from lcity.model import Basis, Step, Target
from lcity.text import fold

FIGURES = ("count", "number")
PART_MEASURES = ("percent", "rate", "count", "value", "level", "yes")  # of an indicator, or of a part of one
MEASURES = (*PART_MEASURES, "all_of", "rubric")
LEVELS = tuple(f"level_{n}" for n in range(1, 5))  # keys of targets by level of recognition
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
BOUNDS = (
    "at_least",
    "above",
    "at_most",
    "below",
    "between",
    "equals",
)  # targets with a number, which can differ


def check_question(record: Record, reader: Reader) -> None:
    """Sums are of figures; a share is the part of the units that say yes."""
    kind, rollup = record.values.get("type"), record.values.get("rollup")
    if kind and ((rollup == "sum" and kind not in FIGURES) or (rollup == "share" and kind != "yes")):
        reader.add(record.spot_of("rollup"), "criteria-rollup", given=rollup, type=kind)
    check_levels(record, reader)


def check_levels(record: Record, reader: Reader) -> None:
    """Levels rise, and no two are written alike: whoever reads a cell must know which one is meant."""
    levels: dict[str, Record] = record.values.get("levels", {})
    if list(levels) != sorted(levels, key=int):
        reader.add(record.spot_of("levels"), "criteria-levels-order", given=list_names(levels))
    said: dict[str, str] = {}
    for code, level in levels.items():
        for spelling in (code, *level.values["label"], *level.values.get("also", ())):
            if said.setdefault(fold(spelling), code) != code:
                reader.add(level.spot, "criteria-twice", given=spelling)


def check_recognition(record: Record, reader: Reader) -> None:
    """Levels are counted from 1, so that «level_2» of a target means the second one."""
    levels = list(record.values.get("levels", ()))
    if levels != [str(n + 1) for n in range(len(levels))]:
        reader.add(record.spot_of("levels"), "criteria-recognition-levels", given=list_names(levels))


def check_measure(record: Record, reader: Reader) -> None:
    part = record.values.get("part")
    if part is not None and part == record.values.get("whole"):
        reader.add(record.spot_of("whole"), "criteria-part-whole", given=part)


def check_steps(record: Record, reader: Reader) -> None:
    """Bounds stand for every level of recognition or, by level, for each of them."""
    given = record.values
    low, high = given.get("between", (0, 0))
    if low > high:
        reader.add(record.spot_of("between"), "criteria-between", low=write(low), high=write(high))
    named = [level for level in LEVELS if level in record.written]
    wanted = [f"level_{code}" for code in reader.tables.get("recognition", ())]
    if named and not wanted:
        reader.add(record.written[named[0]][0].spot, "criteria-no-recognition", given=named[0])
    elif named and named[0] == LEVELS[0] and named != wanted:
        reader.add(record.spot, "criteria-target-levels", given=list_names(named), known=list_names(wanted))


def check_target(record: Record, reader: Reader) -> None:
    given = record.values
    if given.get("official") and given.get("basis", Basis.REGULATION) != Basis.REGULATION:
        reader.add(record.spot_of("official"), "criteria-official", given=given["basis"])
    check_steps(record, reader)


def check_indicator(record: Record, reader: Reader) -> None:
    """What measure, unit, direction and target must have in common."""
    given = record.values
    check_unit(record, reader)
    target: Target | None = given.get("target")
    if target is None:
        return
    if "direction" not in record.written or "direction" in given:
        check_direction(record, target, reader)
    measures = [kind for kind in MEASURES if kind in record.written]
    if len(measures) == 1 and measures[0] in PART_MEASURES:
        check_bounds(record, measures[0], target, reader)


def check_direction(record: Record, target: Target, reader: Reader) -> None:
    """Every bound goes in the direction in which values get better, and a higher level asks for no less."""
    spot = record.spot_of("target")
    direction = record.values.get("direction", "higher")
    for kind in dict.fromkeys(step.kind for step in target.rows):
        wanted = TARGETS[kind]
        if wanted and wanted != direction:
            reader.add(spot, "criteria-direction", given=kind, direction=direction, wanted=wanted)
            return
    for lower, upper in pairwise(target.rows):
        if lower.area == upper.area and is_easier(upper, lower, direction):
            values = {"level": upper.level, "given": write(upper.bound), "below": write(lower.bound)}
            reader.add(spot, "criteria-target-order", **values)
            return


def is_easier(upper: Step, lower: Step, direction: str) -> bool:
    """Whether a level asks for less than the one below it; of ranges nothing is said."""
    if upper.bound is None or lower.bound is None or "between" in (upper.kind, lower.kind):
        return False
    if upper.bound == lower.bound:
        return lower.kind in ("above", "below") and upper.kind not in ("above", "below")
    return (upper.bound < lower.bound) == (direction == "higher")


def check_bounds(record: Record, measure: str, target: Target, reader: Reader) -> None:
    """The bounds of a target are values that its measure can have."""
    spot = record.spot_of("target")
    bounds = [bound for step in target.rows for bound in (step.low, step.high) if bound is not None]
    if (measure == "yes") != (target.kind == "yes"):
        reader.add(spot, "criteria-target-measure", given=target.kind, measure=measure)
    elif measure == "percent":
        for bound in bounds:
            if not 0 <= bound <= 100:
                reader.add(spot, "criteria-target-percent", given=write(bound))
                break
    elif measure == "level" and (question := reader.entry("questions", record.values.get("level", ""))):
        numbers = [level.number for level in question.levels]
        if not numbers:
            reader.add(record.spot_of("level"), "criteria-level-question", given=question.code)
        for bound in bounds:
            if numbers and bound not in numbers:
                values = {"given": write(bound), "known": list_names(map(str, numbers))}
                reader.add(spot, "criteria-target-not-level", **values)
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


def write(number: Fraction | None) -> str:
    """A number of the file, as it is written there."""
    if number is None:
        return ""
    return f"{Decimal(number.numerator) / number.denominator:f}"
