"""What lcity says, in the reader's language: texts of the language files, numbers, findings and errors."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import isfinite
from typing import Any

from lcity import languages
from lcity.errors import LcityError
from lcity.model import (
    Basis,
    Criteria,
    Finding,
    Indicator,
    Level,
    Measurement,
    Result,
    Status,
    Step,
    Target,
    Text,
)

MOST_DIGITS = 6  # of a number that does not end
FINEST = 30  # decimals that may be needed to show on which side of its target a number lies
UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # line ends and what steers a terminal


@dataclass(frozen=True)
class Words:
    """One language."""

    code: str
    texts: Mapping[str, Any]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text under a dotted key. Where it differs for 1 and many, the value `n` decides."""
        found: Any = self.texts
        for step in key.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
            if found is None:
                return f"{key} {dict(values)}" if self.code == "en" else words("en")(key, **values)
        if isinstance(found, Mapping):
            found = found["one" if values.get("n") in (1, "1") else "many"]
        return str(found).format_map({name: self.value(value) for name, value in values.items()})

    def value(self, value: object) -> str:
        """A value inside a sentence: numbers in the style of the language, texts in the language."""
        if isinstance(value, Text):
            return value(self.code)
        if isinstance(value, bool):
            return self("yes" if value else "no")
        if isinstance(value, (int, Fraction, float)):
            return self.number(value)
        return UNPRINTED.sub(" ", str(value))

    def number(self, value: Fraction | float, digits: int | None = None, *, least: int = 0) -> str:
        """A number with the language's marks, rounded half up to `digits` decimals, else as it is."""
        if not isfinite(value):
            return "–"
        exact = value if isinstance(value, Fraction) else Fraction(repr(float(value)))
        kept = _decimals(exact) if digits is None else digits
        rounded = round_half_up(exact, kept)
        steps = abs(rounded * 10**kept).numerator
        whole, rest = divmod(steps, 10**kept)
        decimals = str(rest).zfill(kept) if kept else ""
        if digits is None:
            decimals = decimals.rstrip("0")
        decimals = decimals.ljust(least, "0")
        sign = "−" if rounded < 0 else ""
        grouped = f"{whole:,}".replace(",", self.texts["thousands"])
        return f"{sign}{grouped}{self.texts['decimal']}{decimals}" if decimals else sign + grouped

    def share(self, count: int, base: int) -> str:
        """A share of a base with one decimal: «42/47 (89,4%)»."""
        if not base:
            return f"{count}/{base}"
        return f"{count}/{base} ({self.number(Fraction(count * 100, base), 1)}%)"

    def measured(self, value: Fraction | float, unit: Measurement, digits: int | None = None) -> str:
        """A number with its unit: «98,5%», «312 người», "1 person"."""
        figure = self.number(value, digits)
        label = (
            unit.one(self.code)
            if unit.one and abs(value) == 1 and self.code in unit.one.by_language
            else unit.label(self.code)
        )
        if not label:
            return figure
        return f"{figure}{label}" if label.startswith("%") else f"{figure} {label}"

    def target(
        self, target: Target | None, unit: Measurement | None = None, levels: Sequence[Level] = ()
    ) -> str:
        """A target in a few signs: «≥ 98%», «tăng»; one for each level of recognition: «≥ 60% / ≥ 80%».

        What classes of units have instead is not said. `levels` are those of a question of type level, whose
        names stand in for numbers.
        """
        if target is None:
            return self("targets.none")
        return " / ".join(self._step(step, unit, levels) for step in target.rows if not step.area)

    def _step(self, step: Step, unit: Measurement | None, levels: Sequence[Level]) -> str:
        if step.kind in ("rises", "falls", "yes"):
            return self(f"targets.{step.kind}")
        names = {level.number: level.label(self.code) for level in levels}
        mark = "%" if unit is not None and unit.label(self.code) == "%" else ""
        bounds = [bound for bound in (step.low, step.high) if bound is not None]
        shown = [names.get(int(b)) or self.number(b) + mark for b in (bounds[0], bounds[-1])]
        return self(f"targets.{step.kind}", low=shown[0], high=shown[1])

    def result(
        self, result: Result, unit: Measurement, levels: Sequence[Level] = (), *, long: bool = False
    ) -> str:
        """The value of a result with as many decimals as show on which side of its target it lies.

        `levels` are those of a question of type level, whose names stand in for numbers.
        """
        if result.value is None:
            return self(f"results.{result.basis}") if result.basis else "–"
        for level in levels:
            if level.number == result.value:
                return level.label(self.code)
        if result.target is not None and result.target.kind == "yes":
            return self("yes" if result.value else "no")
        shown = self.number(result.value, digits_for(result))
        mark = "%" if unit.label(self.code) == "%" else ""
        text = shown + mark
        return self.measured(result.value, unit, digits_for(result)) if long else text

    def levels(self, criteria: Criteria, n: int = 0, depth: int = -1) -> str:
        """What the set calls its indicators (or groups), for use inside a sentence after the number `n`."""
        word = criteria.levels[depth][1](self.code).lower()
        return word if n == 1 else self.texts["plurals"].get(word) or self("plural", word=word)

    def previous(self, result: Result, unit: Measurement) -> str:
        """The figure of the period before, with the decimals that tell it from the new one."""
        before = result.previous or Fraction(0)
        return self.measured(
            before, unit, digits_between(before, [result.value] if result.value is not None else [])
        )

    def status(self, status: Status) -> str:
        return self(f"status.{status}")

    def error(self, error: LcityError) -> str:
        """An error in one line, and one line for each single mistake."""
        lines = [self(f"errors.{error.code}", **self._plain(error.values))]
        lines += [f"  {m.place}: {self(f'errors.{m.code}', **self._plain(m.values))}" for m in error.mistakes]
        return "\n".join(lines)

    def finding(self, finding: Finding, criteria: Criteria) -> str:
        """What is wrong, what is allowed, what to do; without the place."""
        from lcity.checks import shelf
        from lcity.workbook import column_letters

        message = shelf()[finding.code].MESSAGE
        template: str = (
            message.get(self.code) or self.texts.get("checks", {}).get(finding.code) or message["en"]
        )
        values = dict(finding.values)
        other = str(values.get("other") or "")
        values |= {
            "title": self.title(finding.item, criteria),
            "code": finding.item,
            "unit": self.unit(finding.item, criteria),
        }
        values["other_title"] = self.title(other, criteria)
        values["other_hint"] = (
            self("other-hint", title=f"{self.title(other, criteria)}", code=other) if other else ""
        )
        others, error = values.get("others"), values.get("error")
        if isinstance(others, (list, tuple)):
            values["others"] = ", ".join(column_letters(c) if isinstance(c, int) else str(c) for c in others)
        if isinstance(error, LcityError):
            values["reason"] = self.error(error)
        if isinstance(kinds := values.get("kinds"), tuple):
            values["kinds_words"] = ", ".join(self(f"personal.{kind}") for kind in kinds)
        for name in ("claimed", "status"):
            if name in values:
                values[f"{name}_words"] = self.status(Status(str(values[name])))
        return template.format_map({name: self.value(value) for name, value in values.items()})

    def title(self, item: str, criteria: Criteria) -> str:
        if item in criteria.measured:
            return f"{item} {criteria.measured[item].title(self.code)}"
        return criteria.questions[item].label(self.code) if item in criteria.questions else item

    def unit(self, item: str, criteria: Criteria) -> str:
        owner = criteria.measured.get(item) or criteria.questions.get(item)
        return owner.unit.label(self.code) if owner else ""

    def working(self, bases: Mapping[Basis, int]) -> str:
        """How many targets are working ones and how to put in the office's own, in one line."""
        working, total = bases[Basis.WORKING], sum(bases.values())
        others = [
            f"{count} {self(f'basis.{basis}')}"
            for basis, count in bases.items()
            if count and basis != Basis.WORKING
        ]
        rest = "; ".join(others) or self("working-nothing")
        if not working:
            return self("working-none", rest=rest)
        return self("working-line", n=working, total=total, rest=rest)

    def margin(self, result: Result, indicator: Indicator, criteria: Criteria, *, long: bool = False) -> str:
        """How far a result is from its target: in heads where counted, else (if `long`: also) in its unit."""
        target = result.target
        if target is None or result.margin is None or target.kind == "yes":
            return ""
        if result.heads is not None:
            amount = self.measured(
                Fraction(abs(result.heads)), criteria.questions[indicator.measure.part].unit
            )
            distance: Fraction | int = result.heads
            if long and indicator.measure.whole and result.margin:
                amount = f"{amount} ({self._distance(result, indicator)})"
        elif criteria.levels_of(indicator):
            amount, distance = self("margin.levels", n=int(abs(result.margin))), result.margin
        else:
            amount, distance = self._distance(result, indicator), result.margin
        if target.kind == "equals":
            return self("margin.off", amount=amount) if distance else self("margin.exact")
        if not distance:
            return self("margin.exact")
        lower = target.kind in ("at_most", "below", "falls")
        key = ("under" if lower else "spare") if distance > 0 else ("over" if lower else "short")
        return self(f"margin.{key}", amount=amount)

    def _distance(self, result: Result, indicator: Indicator) -> str:
        margin = abs(result.margin or Fraction(0))
        digits = next((d for d in range(1, FINEST) if round_half_up(margin, d)), FINEST)
        if indicator.unit.label(self.code) == "%":
            return self("margin.points", figure=self.number(margin, digits))
        return self.measured(margin, indicator.unit, digits)

    def _plain(self, values: Mapping[str, object]) -> dict[str, object]:
        return {k: (str(v) if isinstance(v, int) else v) for k, v in values.items()}


@cache
def words(code: str) -> Words:
    """The words of a language.

    Raises LcityError `unknown-language`.
    """
    return Words(code, languages.load(code))


def round_half_up(value: Fraction, digits: int) -> Fraction:
    """Rounded as people round: a half goes away from zero."""
    scale = 10**digits
    doubled = abs(value) * scale * 2
    steps = (doubled.numerator // doubled.denominator + 1) // 2
    return Fraction(steps if value >= 0 else -steps, scale)


def digits_for(result: Result) -> int | None:
    """Decimals that keep the rounded value on the true side of its target: 97,96% is not shown as 98,0%."""
    value, target = result.value, result.target
    if value is None:
        return None
    bounds: list[Fraction] = []
    if target is not None:
        bounds = [b for b in (target.low, target.high) if b is not None]
        if target.kind in ("rises", "falls") and result.previous is not None:
            bounds = [result.previous]
    return digits_between(value, bounds)


def digits_between(value: Fraction, bounds: Sequence[Fraction]) -> int | None:
    """Decimals with which the rounded value lies on its side of each bound; None for whole numbers."""
    if value.denominator == 1:
        return None
    start = 1 if abs(value) >= 1 else 2
    for digits in range(start, FINEST):
        rounded = round_half_up(value, digits)
        if all(_side(rounded, bound) == _side(value, bound) for bound in bounds):
            return digits
    return FINEST


def _decimals(exact: Fraction) -> int:
    """How many decimals a number has that ends within fifteen of them, else the usual most."""
    for digits in range(16):
        if (exact * 10**digits).denominator == 1:
            return digits
    return MOST_DIGITS


def _side(value: Fraction, bound: Fraction) -> int:
    return (value > bound) - (value < bound)
