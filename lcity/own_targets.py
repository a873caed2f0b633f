"""A file of the office's own targets in, targets by indicator out: a workbook with «Mã» and «Yêu cầu», or YAML."""

from pathlib import Path

from lcity import returns, targets
from lcity.errors import LcityError
from lcity.model import Criteria, Finding, Place, Target

LARGEST = 1 << 20  # bytes of a YAML file


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
    import yaml

    if not path.is_file():
        raise LcityError("file-missing", file=str(path))
    if path.stat().st_size > LARGEST:
        raise LcityError("targets-unreadable", file=path.name, line=1)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(path.read_text("utf-8-sig"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise LcityError("targets-unreadable", file=path.name, line=mark.line + 1 if mark else 1) from error
    if not isinstance(node, yaml.MappingNode):
        raise LcityError("targets-unreadable", file=path.name, line=1)
    found: dict[str, Target] = {}
    notes: list[Finding] = []
    for key, value in node.value:
        place = Place(f"{path.name}:{key.start_mark.line + 1}")
        indicator = criteria.indicators.get(str(key.value))
        if indicator is None or not isinstance(value, yaml.ScalarNode):
            notes.append(Finding("unknown-row", place, values={"raw": str(key.value), "other": ""}))
            continue
        target = targets.read(value.value, indicator, None)
        if target is None:
            notes.append(Finding("unreadable-target", place, indicator.code, {"raw": value.value}))
        else:
            found[indicator.code] = target._replace(typed=value.value, place=str(place))
    return found, notes
