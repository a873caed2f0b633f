"""A file of the office's own targets in, targets by indicator out: a workbook or YAML."""

from pathlib import Path
from typing import TYPE_CHECKING

from lcity import returns
from lcity.errors import LcityError
from lcity.model import Criteria, Finding, Place, Target

if TYPE_CHECKING:
    from lcity.criteria.nodes import Node, TextNode


def load(path: Path, criteria: Criteria) -> tuple[dict[str, Target], list[Finding]]:
    """The targets of the file by indicator, and what could not be read.

    YAML holds a line an indicator, as people write it: `1.1.1: "≥ 98%"`.

    Raises LcityError where the file is missing, broken or holds no target.
    """
    if path.suffix.casefold() in (".yaml", ".yml"):
        found, notes = _from_yaml(path, criteria)
    else:
        read = returns.read(path, criteria)
        found, notes = dict(read.targets), list(read.findings)
    if not found:
        raise LcityError("no-targets", file=path.name)
    return found, notes


def _from_yaml(path: Path, criteria: Criteria) -> tuple[dict[str, Target], list[Finding]]:
    from lcity import targets
    from lcity.criteria.nodes import TextNode

    found: dict[str, Target] = {}
    notes: list[Finding] = []
    seen: set[str] = set()
    for key, value in _pairs(path):
        if key.text in seen:
            raise LcityError("targets-twice", file=path.name, line=key.spot.line, given=key.text)
        seen.add(key.text)
        place = Place(f"{path.name}:{key.spot.line}")
        indicator = criteria.indicators.get(key.text)
        if indicator is None or not isinstance(value, TextNode):
            notes.append(Finding("unknown-row", place, values={"raw": key.text, "other": ""}))
            continue
        target = targets.read(value.text, indicator, None)
        if target is None:
            notes.append(Finding("unreadable-target", place, indicator.code, {"raw": value.text}))
        else:
            found[indicator.code] = target._replace(typed=value.text, place=str(place))
    return found, notes


def _pairs(path: Path) -> "list[tuple[TextNode, Node]]":
    """The lines of the file. It is read as a criteria file is: with bounds, and every scalar as text."""
    from lcity.criteria import LARGEST
    from lcity.criteria.mistakes import Mistakes
    from lcity.criteria.nodes import MapNode, parse

    if not path.is_file():
        raise LcityError("file-missing", file=str(path))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise LcityError("not-readable", file=str(path)) from error
    try:
        root = parse(data, Mistakes(path.name))
    except LcityError as error:
        line = error.mistakes[0].place.split(":")[-2] if error.mistakes else "1"
        raise LcityError("targets-unreadable", file=path.name, line=line) from error
    if not isinstance(root, MapNode):
        raise LcityError("targets-unreadable", file=path.name, line=root.spot.line)
    return root.pairs
