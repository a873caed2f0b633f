"""Number formats and date serials: what Excel shows for a number, from its format code."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

# Formats that Excel knows by number alone; 27-36 and 50-58 are dates of its East Asian editions.
BUILT_IN = {9: "0%", 10: "0.00%"} | dict.fromkeys(
    [*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)], "d"
)

_LAST_SERIAL = 2_958_466  # the day after 31/12/9999
_MILLISECONDS = 86_400_000
# What stands for itself: quoted texts, escaped, padded and repeated characters, E+ of powers, and General.
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].?|e[+-]|general', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)


@lru_cache(maxsize=4096)
def shows(code: str) -> str:
    """What a format code makes of a number: "date", "percent" or "number"."""
    bare = _LITERAL.sub("", code)
    rest = _BRACKETS.sub("", bare)
    if _ELAPSED.search(bare) or _DATE.search(rest):
        return "date"
    return "percent" if "%" in rest else "number"


def moment(serial: float, from_1904: bool) -> str | None:
    """The date, time of day or both, in ISO form, that a serial number stands for; None outside the calendar.

    Excel counts a 29 February 1900 that never was; the days before it lie one day later than counted.
    """
    if not 0 <= serial < _LAST_SERIAL:
        return None
    days, milliseconds = divmod(round(serial * _MILLISECONDS), _MILLISECONDS)
    of_day = timedelta(milliseconds=milliseconds)
    if serial < 1 and not days:
        return (datetime.min + of_day).time().isoformat()  # noqa: DTZ901 - a time of day has no zone
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001
    try:
        full = start + timedelta(days=days) + of_day
    except OverflowError:
        return None
    return full.isoformat() if milliseconds else full.date().isoformat()
