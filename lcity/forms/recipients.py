"""A criteria set, units and who is to be asked in; out come the recipients of forms and their file names."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lcity.errors import LcityError
from lcity.forms.content import COMMUNE, asked_of
from lcity.model import Criteria
from lcity.text import bare, near
from lcity.units import Unit
from lcity.vocabulary import State, vocabulary
from lcity.words import Words

ALL = "all"
# What Windows refuses in a name, and signs that nobody sees.
REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
LONGEST_FILE = 180  # bytes; systems stop at 255, and folders, «(1)» and «~$» want their share


class Recipient(NamedTuple):
    """A unit or department that gets a form."""

    code: str
    name: str
    asked: str  # commune, or the code of a holder
    area: str | None = None  # code of its class, "" for none, None where the list does not tell

    @property
    def file(self) -> str:
        """«29905 Phường Sa Đéc.xlsx»: codes differ, so do the names of files."""
        name = unicodedata.normalize("NFC", REFUSED.sub("-", f"{self.code} {self.name}"))
        while len(name.encode()) > LONGEST_FILE:
            name = name[:-1]
        return f"{name.rstrip(' .')}.xlsx"


def choose(
    criteria: Criteria, spoken: Words, units: Sequence[Unit], ask: str = "", only_for: str = ""
) -> list[Recipient]:
    """Who gets a form. `ask` is «commune», a holder, «all», or "" for the units given, else all holders.

    Raises LcityError unknown-holder, holder-not-asked, nobody-asked, units-needed, units-wrong (an area that
    the set does not have) and unknown-recipient.
    """
    holders = [code for code in criteria.holders if asked_of(criteria, code)]
    if ask not in ("", ALL, COMMUNE) and ask not in holders:
        raise _unknown_holder(criteria, ask, holders)
    communes = bool(asked_of(criteria, COMMUNE))
    found: list[Recipient] = []
    if ask in (COMMUNE, ALL) or (not ask and (units or not holders)):
        if not communes:
            raise LcityError("nobody-asked", criteria=criteria.id, known=", ".join(holders))
        if not units:
            raise LcityError("units-needed", criteria=criteria.id)
        found += _units(criteria, units)
    if ask == ALL or (not ask and not units):
        found += [_holder(criteria, spoken, code) for code in holders]
    elif ask in holders:
        found.append(_holder(criteria, spoken, ask))
    return _only(found, only_for, spoken) if only_for else found


def _units(criteria: Criteria, units: Sequence[Unit]) -> Iterator[Recipient]:
    for unit in units:
        yield Recipient(unit.code, unit.name, COMMUNE, _area(criteria, unit))


def _area(criteria: Criteria, unit: Unit) -> str | None:
    """The class that the list gives, by its code or label; «không» is none of them."""
    if not unit.area or not criteria.areas:
        return None
    for area in criteria.areas.values():
        if bare(unit.area) in {bare(area.code), *map(bare, area.label)}:
            return area.code
    if vocabulary().state(unit.area) in (State.NO, State.NONE):
        return ""
    known = "; ".join(f"{area.code}" for area in criteria.areas.values())
    raise LcityError("units-area", given=unit.area, unit=unit.code, name=unit.name, known=known)


def _holder(criteria: Criteria, spoken: Words, code: str) -> Recipient:
    return Recipient(code, criteria.holders[code](spoken.code), code)


def _unknown_holder(criteria: Criteria, ask: str, holders: Sequence[str]) -> LcityError:
    known = ", ".join([*holders, *([COMMUNE] if asked_of(criteria, COMMUNE) else []), ALL])
    code = "holder-not-asked" if ask in criteria.holders else "unknown-holder"
    return LcityError(code, given=ask, criteria=criteria.id, known=known)


def _only(recipients: Sequence[Recipient], code: str, spoken: Words) -> list[Recipient]:
    found = [one for one in recipients if one.code.casefold() == code.casefold()]
    if not found:
        guess = near(code, (one.code for one in recipients))
        hint = spoken("other-hint", title=guess) if guess else ""
        raise LcityError("unknown-recipient", given=code, hint=hint, count=len(recipients))
    return found
