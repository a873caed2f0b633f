"""A requirement as an office writes it and its indicator in; out comes the target that it means, or None."""

import re
from fractions import Fraction

from lcity import numbers
from lcity.model import Basis, Indicator, Target
from lcity.numbers import State
from lcity.text import clean, strip_accents, unify
from lcity.vocabulary import skeleton, vocabulary

_LONGEST = 200
_NUMBER = r"[0-9](?:[0-9.,' ]*[0-9])?"
_MOST = 1e15  # Excel keeps 15 digits
_BARE_KINDS = {True: "at_least", False: "at_most"}  # a number alone goes in the indicator's direction


def read(text: str, indicator: Indicator, decimal: str | None) -> Target | None:
    """The target in a «Yêu cầu» cell; `decimal` is the decimal mark of its column, None where not known.

    None where the text cannot be read, is not clear («0,98» for a percentage) or does not suit the indicator.
    The phrases are those below `reads: targets:` in the language files. The caller fills in the place.
    """
    typed = clean(text)
    if not typed or len(typed) > _LONGEST or indicator.expert:
        return None
    if indicator.measure.kind == "yes":
        return _office("yes", typed) if vocabulary().state(typed) is State.YES else None
    phrase, values = _take_out_numbers(typed, indicator, decimal)
    kind = _kind(phrase)
    if kind is None or values is None or phrase.count(_GAP) != len(values):
        return None
    if kind == "plain":
        kind = _BARE_KINDS[indicator.higher]
    if values and values[0] > values[-1]:
        return None
    return _office(kind, typed, *values)


def read_number(value: float, percent: bool, indicator: Indicator) -> Target | None:
    """The target in a cell that holds a number, perhaps shown as a percentage: as if typed alone."""
    if not 0 <= value < _MOST or indicator.expert or indicator.measure.kind == "yes":
        return None
    exact = Fraction(repr(float(value))) * (100 if percent else 1)
    if (percent and not _in_percent(indicator)) or (not percent and _unclear(exact, indicator)):
        return None
    return _office(_BARE_KINDS[indicator.higher], f"{float(exact):.15g}{'%' if percent else ''}", exact)


_GAP = "{n}"


def _office(kind: str, typed: str, *bounds: Fraction) -> Target:
    low, high = (*bounds, None, None)[:2]
    return Target(kind, low, high, basis=Basis.OFFICE, typed=typed)


def _take_out_numbers(
    typed: str, indicator: Indicator, decimal: str | None
) -> tuple[str, list[Fraction] | None]:
    """The phrase with a gap for each number with its unit, and the numbers: None where one is not clear."""
    spelled = unify(vocabulary().percents.sub("%", typed))
    pattern = re.compile(rf"(?<![\w.,'])({_NUMBER})(?:\s?({_units(indicator)})(?!\w))?")
    found = pattern.findall(spelled)
    phrase = skeleton(pattern.sub(_GAP, spelled))
    proofs = {proof for number, _ in found if (proof := numbers.evidence(number))}
    if len(proofs) > 1:
        return phrase, None
    mark = next(iter(proofs), decimal)
    values = []
    for number, _ in found:
        reading = numbers.read(number, mark)
        if reading.state is not State.NUMBER or reading.value is None:
            return phrase, None
        values.append(reading.value)
    if not any(unit == "%" for _, unit in found) and any(_unclear(value, indicator) for value in values):
        return phrase, None
    return phrase, values


def _kind(phrase: str) -> str | None:
    """The kind of target that a phrase asks for, whatever words without weight open it."""
    words = vocabulary()
    while phrase not in words.targets:
        lead = next(
            (w for w in words.leads if phrase.startswith(w) and not phrase[len(w) :][:1].isalnum()), None
        )
        if lead is None:
            return None
        phrase = phrase[len(lead) :].strip(" :")
    return words.targets[phrase]


def _units(indicator: Indicator) -> str:
    """A pattern for every way to write the indicator's unit, with and without accents."""
    unit = indicator.unit
    spellings = {unify(text) for text in (*unit.label, *unit.one, *unit.also)}
    if _in_percent(indicator):
        spellings.add("%")
    spellings |= {strip_accents(text) for text in spellings}
    return "|".join(sorted(map(re.escape, spellings - {""}), key=len, reverse=True)) or "(?!)"


def _in_percent(indicator: Indicator) -> bool:
    return indicator.measure.kind == "percent" or "%" in (*indicator.unit.label, *indicator.unit.also)


def _unclear(value: Fraction, indicator: Indicator) -> bool:
    """«0,98» or «1» without % for a percentage: a share, or percent?"""
    return _in_percent(indicator) and 0 < value <= 1
