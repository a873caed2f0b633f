"""Returns of the period before and recipients in; out come the figures of each for its grey column."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lcity.errors import LcityError
from lcity.forms.recipients import Recipient
from lcity.model import Criteria
from lcity.returns import Return
from lcity.returns.heading import year_of
from lcity.text import fold
from lcity.words import Words

Figures = Mapping[str, float | str]


class Before(NamedTuple):
    """What was reported for the period before."""

    period: str  # "" where the returns do not say one and the same
    figures: Mapping[str, Figures]  # by the recipient's code, then by question


def load(
    path: Path, criteria: Criteria, recipients: Sequence[Recipient], period: str, spoken: Words
) -> Before:
    """The figures that count, by unit code, else by name where only one recipient has that name.

    Raises LcityError as `returns.read_all` does, previous-not-before where a return is not of an earlier
    period, previous-nobody where none is a recipient's, and previous-twice where two are one recipient's.
    """
    from lcity import checks, returns

    read, unread = returns.read_all([path], criteria)
    answers = returns.frame(read)
    _, valid = checks.run(answers, criteria, [*unread, *(f for one in read for f in one.findings)])
    sound: dict[str, set[tuple[str, str]]] = {}
    for file, sheet, cell in answers.loc[valid, ["file", "sheet", "cell"]].itertuples(index=False):
        sound.setdefault(file, set()).add((sheet, cell))
    found: dict[str, tuple[str, Figures]] = {}
    for one, recipient in _matched(read, recipients):
        if year_of(one.period) and year_of(one.period) >= year_of(period):
            raise LcityError("previous-not-before", file=one.file, period=one.period, now=period)
        if recipient.code in found:
            first = found[recipient.code][0]
            raise LcityError("previous-twice", name=recipient.name, first=first, second=one.file)
        found[recipient.code] = (one.file, dict(_figures(one, sound.get(one.file, set()), spoken)))
    if not found:
        raise LcityError("previous-nobody", path=str(path), count=len(read))
    periods = {one.period for one, _ in _matched(read, recipients)}
    return Before(periods.pop() if len(periods) == 1 else "", {k: v for k, (_, v) in found.items()})


def _matched(read: Sequence[Return], recipients: Sequence[Recipient]) -> Iterator[tuple[Return, Recipient]]:
    by_code = {one.code.casefold(): one for one in recipients}
    names = [fold(one.name) for one in recipients]
    by_name = {name: one for name, one in zip(names, recipients, strict=True) if names.count(name) == 1}
    for one in read:
        recipient = by_code.get(one.unit_code.casefold()) if one.unit_code else by_name.get(fold(one.unit))
        if recipient is not None:
            yield one, recipient


def _figures(one: Return, sound: set[tuple[str, str]], spoken: Words) -> Iterator[tuple[str, float | str]]:
    """What counts: numbers as numbers, answers to yes or no and levels as they are chosen."""
    for answer in one.answers:
        if answer.role != "figure" or (answer.sheet, answer.cell) not in sound:
            continue
        if answer.type == "level":
            yield answer.item, answer.raw
        elif answer.state in ("yes", "no"):
            yield answer.item, spoken(answer.state)
        elif answer.state == "number":
            yield answer.item, answer.value
