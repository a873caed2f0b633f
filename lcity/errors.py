"""The one exception of lcity: it cannot go on. What is wrong in somebody's file is a finding instead."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Mistake(NamedTuple):
    """One mistake in a file that lcity cannot go on without, such as a criteria set."""

    place: str  # file:line:column
    code: str  # key of its wording below `errors:` in a language file
    values: Mapping[str, object]


class LcityError(Exception):
    """Raised where lcity cannot go on. Worded by `words.error` in the reader's language, printed once.

    `code` is a key below `errors:` in the language files, `values` fill its placeholders. `mistakes` holds
    every single mistake where there may be many, as in a criteria set.
    """

    def __init__(self, code: str, /, mistakes: Sequence[Mistake] = (), **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values: dict[str, object] = values
        self.mistakes = tuple(mistakes)

    def __reduce__(self) -> tuple[object, ...]:
        """For its way from one process to another."""
        return _again, (self.code, self.mistakes, self.values)

    def __str__(self) -> str:
        return f"{self.code} {self.values}" if self.values else self.code


def _again(code: str, mistakes: Sequence[Mistake], values: Mapping[str, object]) -> LcityError:
    return LcityError(code, mistakes, **values)
