"""Lines for a terminal or a text file: wrapped words, columns, and colours where somebody looks at them.

The lines are laid out here and not by rich, whose import and tables would cost a fifth of the time of a whole
run; rich puts the colours on, in a terminal.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from io import StringIO
from typing import NamedTuple

UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f]")
WORD = re.compile(r" *[^ ]+")


class Span(NamedTuple):
    """A piece of text in one style of rich («bold red»)."""

    text: str
    style: str = ""


class Column(NamedTuple):
    width: int
    right: bool = False


class Page:
    """Lines, from top to bottom."""

    def __init__(self, width: int, *, colour: bool = False) -> None:
        self.width = width
        self.colour = colour
        self._lines: list[list[Span]] = []

    def say(self, *spans: Span | str, style: str = "", indent: int = 0) -> None:
        """A paragraph, wrapped."""
        pieces = [Span(span, style) if isinstance(span, str) else span for span in spans]
        for line in wrap(pieces, self.width - indent):
            self._lines.append([Span(" " * indent), *line] if indent else line)

    def gap(self) -> None:
        self._lines.append([])

    def row(self, cells: Sequence[Span | str], columns: Sequence[Column], style: str = "") -> None:
        """Cells beside one another, each wrapped in its column, with a blank between columns."""
        pieces = [cell if isinstance(cell, Span) else Span(cell, style) for cell in cells]
        wrapped = [wrap([piece], column.width) for piece, column in zip(pieces, columns, strict=True)]
        for depth in range(max(map(len, wrapped))):
            line: list[Span] = []
            for cell, column in zip(wrapped, columns, strict=True):
                held = cell[depth] if depth < len(cell) else []
                blank = Span(" " * (column.width - sum(cells_of(span.text) for span in held)))
                line += [blank, *held, Span(" ")] if column.right else [*held, blank, Span(" ")]
            self._lines.append(line)

    def text(self) -> str:
        """All lines; without colours just their letters."""
        if not self.colour:
            lines = ("".join(span.text for span in line).rstrip() for line in self._lines)
            return "".join(f"{line}\n" for line in lines)
        return _coloured(self._lines)


def wrap(spans: Iterable[Span], width: int) -> list[list[Span]]:
    """Lines of at most `width` cells, broken at blanks; a longer word is cut. At least one line."""
    lines: list[list[Span]] = [[]]
    room = width
    for word, style in _words(spans):
        shown = word if lines[-1] else word.lstrip()
        if cells_of(shown) > room and lines[-1]:
            lines.append([])
            shown, room = word.lstrip(), width
        while cells_of(shown) > width:
            lines[-1].append(Span(shown[:width], style))
            lines.append([])
            shown, room = shown[width:], width
        lines[-1].append(Span(shown, style))
        room -= cells_of(shown)
    return lines


def _words(spans: Iterable[Span]) -> Iterator[tuple[str, str]]:
    for text, style in spans:
        for found in WORD.finditer(UNPRINTED.sub("", text.replace("\n", " "))):
            yield found[0], style


@lru_cache(maxsize=4096)
def cells_of(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    wide = {"W": 2, "F": 2}
    marks = ("Mn", "Me", "Cf")  # drawn on the letter before, or not at all
    return sum(
        0 if unicodedata.category(letter) in marks else wide.get(unicodedata.east_asian_width(letter), 1)
        for letter in text
    )


def _coloured(lines: Iterable[Sequence[Span]]) -> str:
    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(
        file=out,
        width=10_000,
        force_terminal=True,
        color_system="standard",
        highlight=False,
        legacy_windows=False,
    )
    for line in lines:
        shown = Text.assemble(*((span.text, span.style) for span in line))
        shown.rstrip()
        console.print(shown, soft_wrap=True)
    return out.getvalue()
