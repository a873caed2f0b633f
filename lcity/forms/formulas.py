"""Indicators and the names of their figures in; out come Excel formulas that rate them while somebody types.

Results are provisional and for the eye. The comparisons are those of `scoring`: part * factor against bound *
whole, never a rounded rate; the sixth decimal cuts off what floating point adds.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from lcity.forms.content import Form
from lcity.model import Indicator, Measure, Question, Target

SIGNS = {"at_least": ">=0", "above": ">0", "at_most": "<=0", "below": "<0", "equals": "=0"}
RATIOS = ("percent", "rate")


def now(code: str) -> str:
    """The defined name of the cell in which a question is answered."""
    return f"q_{code}"


def before(code: str) -> str:
    """That of the cell with the figure of the period before."""
    return f"p_{code}"


def choices(question: Question) -> str:
    """That of the list from which an answer is chosen; for levels `numbers` lies beside it."""
    return "list_yes" if question.type == "yes" else f"list_{question.code}"


def numbers(question: Question) -> str:
    return f"level_{question.code}"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def in_sheet(name: str) -> str:
    """What stands before a cell of another sheet."""
    return "'" + name.replace("'", "''") + "'!"


class Formulas:
    """The formulas of one form, in its language. Each is an expression without the sign = in front."""

    def __init__(self, form: Form) -> None:
        self.form = form
        spoken = form.spoken
        self.met, self.not_met = quoted(spoken("forms.met")), quoted(spoken("forms.not-met"))
        self.open, self.aside = quoted(spoken("forms.open")), quoted(spoken("forms.aside"))
        self.no_bar, self.doubtful = quoted(spoken("forms.no-bar")), quoted(spoken("forms.doubtful"))
        self.yes, self.no = quoted(spoken("yes")), quoted(spoken("no"))
        self.skipped = quoted(spoken("forms.not-applicable"))

    def result(self, indicator: Indicator) -> str:
        """The value as text: «= 72,25%», as beside it «≥ 60%» stands; a dash before there is one.

        With that sign nobody takes it for a figure that was handed in, `returns` neither.
        """
        measure = indicator.measure
        if measure.kind in ("yes", "level"):
            question = self.form.criteria.questions[measure.part]
            return f'IF(COUNTIF({choices(question)},{now(measure.part)})=1,{now(measure.part)},"–")'
        value = _value(measure)
        return f'IF({_known(measure)},{self._shown(value, indicator)},"–")'

    def _shown(self, value: str, indicator: Indicator) -> str:
        """Two decimals, more where these would put the value on its target though it is not there."""
        steps = indicator.target.rows if indicator.target else ()
        bounds = sorted({b for step in steps for b in (step.low, step.high) if b is not None})
        near = [f"AND(ROUND({value},2)={_decimal(b)},{value}<>{_decimal(b)})" for b in bounds]
        digits = f"IF({_any(near)},6,2)" if near else "2"
        label = indicator.unit.label(self.form.spoken.code)
        unit = quoted(label if label.startswith("%") else f" {label}") if label else ""
        text = f'"= "&FIXED({value},IF({value}=INT({value}),0,{digits}))'
        return f"{text}&{unit}" if unit else text

    def verdict(self, indicator: Indicator, level: str) -> str:
        """Met, not met, or why that is still open, at one level of recognition."""
        if indicator.target is None:
            return self.no_bar
        matter = {step.area for step in indicator.target.rows if step.area}
        if not matter:
            return self._of_target(indicator, indicator.target_for(level, ""))
        if self.form.area is not None:
            return self._of_target(indicator, indicator.target_for(level, self.form.area))
        return self._of_area(indicator, level, sorted(matter))

    def _of_area(self, indicator: Indicator, level: str, areas: Sequence[str]) -> str:
        """By what the unit answers about its class; before it does, only what holds for every class."""
        plain = self._of_target(indicator, indicator.target_for(level, ""))
        asked = {question.code for question in self.form.questions}
        own = {area: self._of_target(indicator, indicator.target_for(level, area)) for area in areas}
        formula = f"IF({_all(f'{plain}={other}' for other in own.values())},{plain},{self.open})"
        told = {area: self.form.criteria.areas[area].question for area in areas}
        if asked >= set(told.values()):
            none = _all(f"{now(question)}={self.no}" for question in told.values())
            formula = f"IF({none},{plain},{formula})"
        for area, question in told.items():
            if question in asked:
                formula = f"IF({now(question)}={self.yes},{own[area]},{formula})"
        return formula

    def _of_target(self, indicator: Indicator, target: Target | None) -> str:
        if target is None:
            return self.no_bar
        measure = indicator.measure
        if measure.kind == "yes":
            answer = now(measure.part)
            return f"IF({answer}={self.yes},{self.met},IF({answer}={self.no},{self.not_met},{self.open}))"
        if measure.kind == "level":
            question = self.form.criteria.questions[measure.part]
            number = f"INDEX({numbers(question)},MATCH({now(measure.part)},{choices(question)},0))"
            known = f"COUNTIF({choices(question)},{now(measure.part)})=1"
            return f"IF({known},IF({_compare(number, '', target)},{self.met},{self.not_met}),{self.open})"
        if target.kind in ("rises", "falls"):
            reached = self._moved(measure, target.kind)
        else:
            part, whole = _sides(measure)
            reached = f"IF({_compare(part, whole, target)},{self.met},{self.not_met})"
        if measure.kind == "percent":
            reached = f"IF({now(measure.part)}>{now(measure.whole)},{self.doubtful},{reached})"
        skipped = _any(f"{now(code)}={self.skipped}" for code in measure.questions)
        return f"IF({_known(measure)},{reached},IF({skipped},{self.aside},{self.open}))"

    def _moved(self, measure: Measure, kind: str) -> str:
        """Against the period before, where the form shows its figures."""
        if self.form.before is None:
            return self.open
        old = before(measure.part)
        if measure.kind in RATIOS:
            difference = f"{now(measure.part)}*{before(measure.whole)}-{old}*{now(measure.whole)}"
        else:
            difference = f"{now(measure.part)}-{old}"
        sign = ">0" if kind == "rises" else "<0"
        known = _known(measure, before)
        return f"IF({known},IF(ROUND({difference},6){sign},{self.met},{self.not_met}),{self.open})"

    def compound(self, verdicts: Sequence[str]) -> str:
        """The verdict of an indicator with parts, from the cells with theirs: one that fails decides."""
        failed = _any(f"{cell}={self.not_met}" for cell in verdicts)
        passed = _all(f"{cell}={self.met}" for cell in verdicts)
        return f"IF({failed},{self.not_met},IF({passed},{self.met},{self.open}))"


def _any(conditions: Iterable[str]) -> str:
    return f"OR({','.join(conditions)})"


def _all(conditions: Iterable[str]) -> str:
    return f"AND({','.join(conditions)})"


def _known(measure: Measure, name: Callable[[str], str] = now) -> str:
    """Whether there are figures to work with, and none divides by zero."""
    numeric = [f"ISNUMBER({name(code)})" for code in measure.questions]
    return _all([*numeric, f"N({name(measure.whole)})>0"] if measure.kind in RATIOS else numeric)


def _sides(measure: Measure) -> tuple[str, str]:
    """Part times factor, and the whole: "" where there is none."""
    factor = Fraction(100) if measure.kind == "percent" else measure.per
    if measure.kind not in RATIOS or factor == 1:
        return now(measure.part), now(measure.whole) if measure.kind in RATIOS else ""
    return f"{now(measure.part)}*{_decimal(factor)}", now(measure.whole)


def _value(measure: Measure) -> str:
    part, whole = _sides(measure)
    return f"({part}/{whole})" if whole else part


def _compare(part: str, whole: str, target: Target) -> str:
    """Whether part / whole meets a target of one or two bounds."""

    def against(bound: Fraction | None, sign: str) -> str:
        scaled = f"{_decimal(bound or Fraction(0))}*{whole}" if whole else _decimal(bound or Fraction(0))
        return f"ROUND({part}-{scaled},6){sign}"

    if target.kind == "between":
        return _all([against(target.low, ">=0"), against(target.high, "<=0")])
    return against(target.bound, SIGNS[target.kind])


def _decimal(number: Fraction) -> str:
    """As Excel writes it in a formula; targets and factors are decimals of few digits."""
    return f"{float(number):.15g}"
