"""The report as a table for the terminal: readable at 80 columns, with a sign beside every colour."""

import re

from lcity.assess import Assessment, Report
from lcity.formats import View
from lcity.model import Basis, Criteria, Finding, Indicator, Result, Severity, Status
from lcity.page import Column, Page, Span, cells_of
from lcity.words import Words

SUFFIX = ".txt"
LOOKS = {
    Status.MET: ("✓", "green"),
    Status.EXCEEDED: ("✓", "bold green"),
    Status.NOT_MET: ("✗", "bold red"),
    Status.AWAITING_EXPERT: ("…", "cyan"),
    Status.NO_EVIDENCE: ("?", "yellow"),
    Status.NO_DATA: ("?", "yellow"),
    Status.NOT_APPLICABLE: ("·", "dim"),
    Status.NO_TARGET: ("?", "magenta"),
}
TYPED = ("typed", "asserted")
HEADS = ("code", "indicator", "value", "target", "status", "margin")
MARK = "*"  # beside a rate that was typed without its parts
WIDE = 110  # columns from which on words need no shortening
UNPRINTED = re.compile(r"(?!\x1b\[[\d;]*m)[\x00-\x1f\x7f-\x9f]")


def render(report: Report, words: Words, view: View) -> str:
    if report.criteria.recognition is not None:
        from lcity.formats import _levels

        return _levels.render(report, words, view)
    page = Page(view.width, colour=view.colour)
    for number, assessment in enumerate(report.assessments):
        if number:
            page.gap()
        _assessment(page, assessment, report, words, view)
    say_findings(page, report, words)
    return page.text()


def tidy(text: str) -> str:
    """Lines without blanks at their ends, and nothing that would steer a terminal but colours."""
    return "\n".join(UNPRINTED.sub("", line).rstrip() for line in text.split("\n")).rstrip("\n") + "\n"


def _assessment(page: Page, one: Assessment, report: Report, words: Words, view: View) -> None:
    criteria = report.criteria
    say_head(page, one, report, words)
    listed = [r for r in one.results if view.only in (None, r.status)]
    if view.only is not None:
        page.say(words("score.only", status=words.status(view.only)))
    if listed:
        _table(page, listed, criteria, words, view)
    elif view.only is not None:
        page.say(words("score.none-such", level=words.levels(criteria, 1), status=words.status(view.only)))
    if any(r.basis in TYPED for r in listed):
        page.say(words("score.typed-note"), style="dim")
    page.gap()
    page.say(words("score.summary"), style="bold")
    for line in summary(one, criteria, words):
        page.say(line, indent=2)
    if view.only is None:
        _not_met(page, one, criteria, words)
        _missing(page, one, criteria, words)


def say_head(page: Page, one: Assessment, report: Report, words: Words) -> None:
    criteria = report.criteria
    unit = f"{one.unit} ({one.unit_code})" if one.unit_code and criteria.recognition else one.unit
    name = words("score.of", unit=unit, period=one.period) if one.period else unit
    page.say(f"{words('score.title')} – {name}", style="bold")
    title = criteria.title(words.code)
    page.say(words("score.criteria", title=title, id=criteria.id, version=criteria.version))
    if criteria.status == "working":
        page.say(words("working-set", id=criteria.id), style="yellow")
    page.say(words.working(one.bases), style="yellow")
    if report.targets:
        page.say(words("score.targets-from", file=report.targets))
    if report.previous:
        page.say(words("score.wrote-from", file=report.previous))


def _table(page: Page, listed: list[Result], criteria: Criteria, words: Words, view: View) -> None:
    """The results under the lines of their groups; the columns are named again for each outermost group."""
    said: list[str] = []
    columns = _columns(words, view)
    level = criteria.levels[-1][1](words.code)
    heads = [words(f"score.{name}", level=level) for name in HEADS]
    for result in listed:
        groups = criteria.group_of(result.indicator)
        codes = [group.code for group in groups]
        for depth, group in enumerate(groups):
            if said[: depth + 1] != codes[: depth + 1]:
                if depth == 0 or said[:1] == codes[:1]:
                    page.gap()
                line = f"{criteria.levels[depth][1](words.code)} {group.code}. {group.title(words.code)}"
                page.say(line.upper() if depth == 0 else line, style="bold")
        if said[:1] != codes[:1]:
            page.row(heads, columns, style="dim")
        said = codes
        page.row(_cells(result, criteria, words, view), columns)


def _columns(words: Words, view: View) -> list[Column]:
    wide = view.width >= WIDE
    status = max(cells_of(status_of(one, words, view)) for one in Status)
    fixed = [6, 9, 12 if wide else 9, status, 22 if wide else 24 - status]
    title = view.width - sum(fixed) - len(fixed)
    code, value, target, status, margin = fixed
    return [
        Column(code),
        Column(title),
        Column(value, True),
        Column(target, True),
        Column(status),
        Column(margin),
    ]


def status_of(status: Status, words: Words, view: View) -> str:
    wording = words.status(status) if view.width >= WIDE else words(f"status_short.{status}")
    return f"{LOOKS[status][0]} {wording}"


def _cells(result: Result, criteria: Criteria, words: Words, view: View) -> list[Span | str]:
    indicator = criteria.indicators[result.indicator]
    mark = MARK if result.basis in TYPED else ""
    return [
        result.indicator,
        titled(indicator, words),
        "" if indicator.expert else words.result(result, indicator.unit) + mark,
        "" if indicator.expert else words.target(result.target, indicator.unit),
        Span(status_of(result.status, words, view), LOOKS[result.status][1]),
        words.margin(result, indicator, criteria),
    ]


def titled(indicator: Indicator, words: Words) -> str:
    """The title, with the unit where the figure alone would not tell it."""
    unit = indicator.unit.label(words.code)
    if not unit or unit == "%" or indicator.measure.kind in ("yes", "rubric"):
        return indicator.title(words.code)
    return f"{indicator.title(words.code)} ({unit})"


def summary(one: Assessment, criteria: Criteria, words: Words) -> list[str]:
    """The counts in words, each share with its base."""
    tally, level = one.tally, words.levels(criteria, one.tally.base)
    lines = [words("score.met", share=words.share(tally.met, tally.base), level=level)]
    if tally.exceeded:
        lines[0] += f" ({words('score.exceeded', n=tally.exceeded)})"
    lines.append(words("score.not_met", share=words.share(tally.not_met, tally.base), level=level))
    for name in ("no_data", "no_evidence", "no_target"):
        if count := getattr(tally, name):
            lines.append(words(f"score.{name}", share=words.share(count, tally.base), level=level))
    if tally.experts:
        lines.append(words("score.awaiting", share=words.share(tally.awaiting, tally.total), level=level))
        for name in ("expert_met", "expert_not_met"):
            if count := getattr(tally, name):
                lines.append(words(f"score.{name}", share=words.share(count, tally.total), level=level))
    if tally.not_applicable:
        lines.append(
            words(
                "score.not_applicable",
                n=tally.not_applicable,
                level=words.levels(criteria, tally.not_applicable),
            )
        )
    if tally.experts:
        values = {"base": tally.base, "total": tally.total, "experts": tally.experts, "level": level}
        lines.append(words("score.bases", **values))
    return lines


def _not_met(page: Page, one: Assessment, criteria: Criteria, words: Words) -> None:
    """What is not met, how far it is from its target, who holds it and what to do."""
    short = [r for r in one.results if r.status is Status.NOT_MET]
    if not short:
        return
    page.gap()
    page.say(words("score.not-met-heading", n=len(short)), style="bold red")
    for result in short:
        indicator = criteria.indicators[result.indicator]
        page.say(f"✗ {result.indicator}  {indicator.title(words.code)}", indent=1)
        reached = words.result(result, indicator.unit, long=True)
        target = words.target(result.target, indicator.unit)
        if result.target is not None and result.target.basis is Basis.OFFICE:
            target = f"{target} ({words('score.office-mark')})"
        line = [reached, target, words.margin(result, indicator, criteria, long=True)]
        if result.basis == "expert":
            line = [c.raw for c in result.cited if c.role in ("verdict", "reason")]
        holder = words("score.holder", holder=criteria.holders[indicator.holder](words.code))
        page.say(" · ".join([part for part in line if part] + [holder]), style="dim", indent=3)
        page.say(words("score.advice", advice=indicator.advice(words.code)), style="dim", indent=3)
    page.gap()
    page.say(words("score.deeper", code=short[0].indicator, file=one.file), style="dim")


def _missing(page: Page, one: Assessment, criteria: Criteria, words: Words) -> None:
    lacking = [r for r in one.results if r.status in (Status.NO_DATA, Status.NO_EVIDENCE, Status.NO_TARGET)]
    if not lacking:
        return
    page.gap()
    page.say(words("score.missing-heading", n=len(lacking)), style="bold yellow")
    for result in lacking:
        indicator = criteria.indicators[result.indicator]
        page.say(f"? {result.indicator}  {indicator.title(words.code)}", indent=1)
        why = words(f"reason.{result.reason}") if result.reason else words.status(result.status)
        if result.status is Status.NO_TARGET and result.reason:
            why = f"{words.status(result.status)}; {why}"
        labels = [criteria.questions[code].label(words.code) for code in result.missing]
        holder = words("score.holder", holder=criteria.holders[indicator.holder](words.code))
        needed = words("score.need", items="; ".join(labels)) if labels else ""
        page.say(" · ".join(part for part in (why, needed, holder) if part), style="dim", indent=3)


def say_findings(page: Page, report: Report, words: Words) -> None:
    page.gap()
    if not report.findings:
        page.say(words("score.clean", n=report.files, cells=report.cells), style="dim")
        return
    page.say(words("score.findings-heading", n=len(report.findings)), style="bold")
    for finding in report.findings:
        page.say(*_line(finding, report.criteria, words), indent=1)
    page.say(words("score.deeper-finding", code=report.findings[0].code), style="dim")
    page.say(words("score.looked", n=report.files, cells=report.cells), style="dim")


def _line(finding: Finding, criteria: Criteria, words: Words) -> list[Span]:
    style = {Severity.ERROR: "red", Severity.WARNING: "yellow"}.get(finding.severity, "dim")
    severity = words(f"severity.{finding.severity}")
    message = words.finding(finding, criteria)
    return [
        Span(f"{finding.place}:"),
        Span(f" {severity}:", style),
        Span(f" {message}"),
        Span(f" [{finding.code}]", "dim"),
    ]
