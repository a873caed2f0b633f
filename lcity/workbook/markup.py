"""The only XML parser: one part of a package in, its elements called out to a handler.

Names come as "namespace local", so prefixes do not matter. A DOCTYPE (and with it every entity) is refused.
"""

import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Protocol
from xml.parsers import expat

from lcity.workbook.package import Package, broken

MAX_DEPTH = 200
# No attribute or comment is that long; older parsers scan an unfinished one again with every piece.
_MAX_TOKEN = 4 << 20

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?")
_WHOLE = re.compile(r"[0-9]{1,9}")


class Handler(Protocol):
    """`start` and `end` see every element; `take` sees every piece of text."""

    depth: int

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def take(self, text: str) -> None: ...


def parse(package: Package, name: str, handler: Handler) -> None:
    """Raises LcityError `workbook-broken` where the part is missing, damaged or no well-formed XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse(f"{name}: DOCTYPE")
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.take
    fed = 0
    try:
        for chunk in package.chunks(name):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _MAX_TOKEN:
                raise broken(f"{name}: XML {parser.CurrentLineNumber}")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise broken(f"{name}: XML {error.lineno}:{error.offset + 1}") from None
    except (UnicodeError, LookupError):  # an encoding that nobody knows
        raise broken(f"{name}: encoding") from None


def _refuse(why: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise broken(why)

    return refuse


class Elements:
    """A handler for the small parts: calls one function for every element, with its local name."""

    def __init__(self, part: str, each: Callable[[str, Mapping[str, str]], None]) -> None:
        self.part = part
        self.each = each
        self.depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise broken(f"{self.part}: depth")
        self.each(name, attributes)

    def end(self, name: str) -> None:  # noqa: ARG002 - the parser gives it
        self.depth -= 1

    def take(self, text: str) -> None:
        """Texts of small parts mean nothing here."""


def walk(package: Package, name: str, each: Callable[[str, Mapping[str, str]], None]) -> None:
    """Calls `each` with name and attributes of every element of a part."""
    parse(package, name, Elements(name, each))


def read_number(text: str) -> float | None:
    """A number as XML writes it; None for what is none, and for what no cell can hold."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if isfinite(number) else None


def read_whole(text: str, most: int = 999_999_999) -> int | None:
    """A whole number from 0 to `most`."""
    return int(text) if _WHOLE.fullmatch(text) and int(text) <= most else None
