"""What a user asks for in; out comes a round of forms: who gets one, with which figures of last time."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from lcity import units as lists
from lcity.errors import LcityError
from lcity.forms import previous, write_all
from lcity.forms.content import COMMUNE, asked_of
from lcity.forms.recipients import Recipient, choose
from lcity.model import Criteria
from lcity.returns.heading import year_of
from lcity.text import clean
from lcity.words import Words
from lcity.workbook import find_workbooks

DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
LONGEST_PERIOD = 20


class Round(NamedTuple):
    """Forms to be written."""

    criteria: Criteria
    spoken: Words
    recipients: tuple[Recipient, ...]
    period: str
    due: date | None
    before: previous.Before | None
    inputs: frozenset[Path]  # the files of the period before: these are never written over

    def write(self, folder: Path, *, force: bool = False) -> Iterator[Path]:
        """Writes them one by one; raises as `forms.write_all` does."""
        return write_all(
            self.criteria,
            self.spoken,
            self.recipients,
            folder,
            period=self.period,
            due=self.due,
            before=self.before,
            inputs=self.inputs,
            force=force,
        )

    def report(self, folder: Path) -> Iterator[str]:
        """What was done and what was not, in lines for people."""
        count = len(self.recipients)
        if self.before is not None:
            yield self.spoken("forms.matched", count=str(len(self.before.figures)), total=str(count))
        left = asked_of(self.criteria, COMMUNE)
        if left and not any(one.asked == COMMUNE for one in self.recipients):
            yield self.spoken("forms.communes-left", count=str(len(left)))
        yield self.spoken("forms.done", n=str(count), period=self.period, folder=str(folder))


def prepare(
    criteria: Criteria,
    spoken: Words,
    *,
    units: Path | None = None,
    ask: str = "",
    only_for: str = "",
    period: str = "",
    due: str = "",
    earlier: Path | None = None,
) -> Round:
    """Raises LcityError bad-period and bad-due, and as `units.read`, `choose` and `previous.load` do."""
    chosen = _period(period)
    day = _due(due)
    listed = lists.read(units) if units is not None else []
    recipients = tuple(choose(criteria, spoken, listed, ask, only_for))
    before = previous.load(earlier, criteria, recipients, chosen, spoken) if earlier is not None else None
    inputs = (
        frozenset(path.resolve() for path in find_workbooks(earlier)) if earlier is not None else frozenset()
    )
    return Round(criteria, spoken, recipients, chosen, day, before, inputs)


def _period(given: str) -> str:
    """The period as given, a year or a school year; without one this year, which the report then says."""
    period = clean(given) if given else str(datetime.now().astimezone().year)
    if len(period) > LONGEST_PERIOD or not year_of(period):
        raise LcityError("bad-period", given=given)
    return period


def _due(given: str) -> date | None:
    """28/02/2026 or 2026-02-28."""
    if not given:
        return None
    found = DAY_FIRST.fullmatch(given.strip())
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(given.strip())
    except ValueError:
        raise LcityError("bad-due", given=given) from None
