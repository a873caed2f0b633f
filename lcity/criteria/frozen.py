"""Criteria to plain JSON values and back, so that a set that was read once need not be read again."""

from dataclasses import fields
from fractions import Fraction
from typing import Any

from lcity import model
from lcity.model import Basis, Criteria, Mark, Text

TYPES = (
    "Source",
    "Measurement",
    "Level",
    "Question",
    "Step",
    "Target",
    "Measure",
    "Indicator",
    "Group",
    "LeftOut",
    "Recognition",
    "Area",
    "Criteria",
)
ENUMS = {"Basis": Basis, "Mark": Mark}


def thaw(plain: Any) -> Criteria:
    """The Criteria that `freeze` was given.

    Raises LookupError, TypeError or ValueError where `plain` is anything else.
    """
    made = _thaw(plain)
    if not isinstance(made, Criteria):
        raise TypeError(type(made).__name__)
    return made


def freeze(value: object) -> Any:
    """Plain values: an object is a list that begins with the name of its type."""
    name = type(value).__name__
    if name in ENUMS:
        return ["=" + name, str(value)]
    if isinstance(value, Fraction):
        return ["=Fraction", str(value)]
    if isinstance(value, Text):
        return ["=Text", dict(value.by_language)]
    if isinstance(value, Criteria):
        return ["=" + name, *(freeze(getattr(value, f.name)) for f in fields(value))]
    if name in TYPES and isinstance(value, tuple):
        return ["=" + name, *map(freeze, value)]
    if isinstance(value, tuple):
        return ["=", *map(freeze, value)]
    if isinstance(value, dict):
        return {key: freeze(one) for key, one in value.items()}
    return value


def _thaw(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {key: _thaw(one) for key, one in plain.items()}
    if not isinstance(plain, list):
        return plain
    name = plain[0][1:]
    if name == "Text":
        return Text(plain[1]) if plain[1] else model.NO_TEXT
    if not name:
        return tuple(map(_thaw, plain[1:]))
    if name == "Fraction":
        return Fraction(plain[1])
    if name in ENUMS:
        return ENUMS[name](plain[1])
    if name not in TYPES:
        raise ValueError(name)
    return getattr(model, name)(*map(_thaw, plain[1:]))
