"""The mistakes found in one criteria file, each at its line and column; one LcityError with all comes out."""

from collections.abc import Iterable
from typing import NamedTuple, NoReturn

from lcity.errors import LcityError, Mistake

MOST = 200  # mistakes that are told; the rest is only counted
MOST_NEAR = 50  # mistakes for which a near name is looked for: it takes time
LONGEST = 60  # characters of the file's text that a message repeats
LISTED = 20  # names that a message lists


class Spot(NamedTuple):
    """Line and column in the file, both from 1."""

    line: int
    column: int


class Mistakes:
    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self._found: list[tuple[Spot, Mistake]] = []

    def add(self, spot: Spot, code: str, **values: object) -> None:
        self.count += 1
        if len(self._found) < MOST:
            place = f"{self.file}:{spot.line}:{spot.column}"
            said = {key: shorten(v) if isinstance(v, str) else v for key, v in values.items()}
            self._found.append((spot, Mistake(place, code, said)))

    def add_near(
        self, spot: Spot, code: str, given: str, known: Iterable[str], **values: object
    ) -> str | None:
        """Add a mistake about a name that is not among the known ones; return the known one that comes near.

        Where one does, the code gets the ending `-near` and the value `near`.
        """
        names = [str(name) for name in known]
        near = find_near(given, names[:1000]) if self.count < MOST_NEAR else None
        if near is None:
            self.add(spot, code, given=given, known=list_names(names), **values)
        else:
            self.add(spot, f"{code}-near", given=given, near=near, known=list_names(names), **values)
        return near

    def stop(self) -> NoReturn:
        ordered = [mistake for _, mistake in sorted(self._found, key=lambda found: found[0])]
        raise LcityError("criteria-wrong", mistakes=ordered, file=self.file, count=self.count, n=self.count)


class Names(str):
    """A list of names, already short: not cut again."""

    __slots__ = ()


def shorten(text: str) -> str:
    if isinstance(text, Names):
        return text
    line = "".join(
        c if c.isprintable() else "␣" if c.isspace() else f"<U+{ord(c):04X}>" for c in text[: LONGEST + 1]
    )
    return line if len(text) <= LONGEST else line[:LONGEST] + "…"


def list_names(names: Iterable[str]) -> str:
    short = [shorten(name) for name in names]
    return Names(", ".join(short[:LISTED] + (["…"] if len(short) > LISTED else [])))


def find_near(given: str, known: Iterable[str]) -> str | None:
    """The known name that the given one was perhaps meant to be."""
    if len(given) > LONGEST:
        return None
    from difflib import get_close_matches  # only a mistake needs it

    by_folded = {name.casefold().replace("-", "_"): name for name in known}
    found = get_close_matches(given.strip().casefold().replace("-", "_"), by_folded, n=1, cutoff=0.65)
    return by_folded[found[0]] if found else None
