"""The shelf of output formats: one module a format, found by looking in the folder.

A format holds a docstring, SUFFIX (the file ending that chooses it) and `render(report, words, view)`, which
returns the text of the report. Only the command line prints. A module whose name begins with _ serves
a format.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from lcity.errors import LcityError
from lcity.model import Status


class View(NamedTuple):
    """How a reader wants to see a report."""

    width: int = 80
    colour: bool = False
    only: Status | None = None
    details: bool = False  # each unit by itself, however many there are


def names() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def get(name: str) -> Any:  # a module of the shelf
    """The format of that name.

    Raises LcityError `unknown-format`.
    """
    if name not in names():
        raise LcityError("unknown-format", given=name, known=", ".join(names()))
    return import_module(f"{__name__}.{name}")


def for_ending(ending: str) -> str:
    """The name of the format that a file ending chooses.

    Raises LcityError `unknown-format`.
    """
    endings = {get(name).SUFFIX: name for name in names()}
    if ending.casefold() not in endings:
        raise LcityError("unknown-format", given=ending, known=", ".join(sorted(endings)))
    return endings[ending.casefold()]
