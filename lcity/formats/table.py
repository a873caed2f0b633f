"""The report as a table for the terminal: readable at 80 columns, with a sign beside every colour."""

import re
from collections.abc import Iterator
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lcity.assess import Assessment, Report
from lcity.formats import View
from lcity.model import Basis, Criteria, Finding, Indicator, Result, Severity, Status
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
MARK = "*"  # beside a rate that was typed without its parts
WIDE = 110  # columns from which on words need no shortening
UNPRINTED = re.compile(r"(?!\x1b\[[\d;]*m)[\x00-\x1f\x7f-\x9f]")


def render(report: Report, words: Words, view: View) -> str:
    out = StringIO()
    console = Console(
        file=out,
        width=view.width,
        force_terminal=view.colour,
        color_system="standard" if view.colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for number, assessment in enumerate(report.assessments):
        if number:
            console.print()
        for part in _parts(assessment, report, words, view):
            console.print(part)
    for part in _findings(report, words):
        console.print(part)
    return tidy(out.getvalue())


def tidy(text: str) -> str:
    """Lines without blanks at their ends, and nothing that would steer a terminal but colours."""
    return "\n".join(UNPRINTED.sub("", line).rstrip() for line in text.split("\n")).rstrip("\n") + "\n"


def _parts(one: Assessment, report: Report, words: Words, view: View) -> Iterator[RenderableType]:
    criteria = report.criteria
    yield from _head(one, report, words)
    listed = [r for r in one.results if view.only in (None, r.status)]
    if view.only is not None:
        yield Text(words("score.only", status=words.status(view.only)))
    if listed:
        yield from _table(listed, criteria, words, view)
    elif view.only is not None:
        yield Text(words("score.none-such", level=words.levels(criteria, 1), status=words.status(view.only)))
    if any(r.basis in TYPED for r in listed):
        yield Text(words("score.typed-note"), style="dim")
    yield from _summary(one, criteria, words)
    if view.only is None:
        yield from _not_met(one, criteria, words)
        yield from _missing(one, criteria, words)


def _head(one: Assessment, report: Report, words: Words) -> Iterator[RenderableType]:
    criteria = report.criteria
    name = words("score.of", unit=one.unit, period=one.period) if one.period else one.unit
    yield Text(f"{words('score.title')} – {name}", style="bold")
    title = criteria.title(words.code)
    yield Text(words("score.criteria", title=title, id=criteria.id, version=criteria.version))
    if criteria.status == "working":
        yield Text(words("working-set", id=criteria.id), style="yellow")
    yield Text(words.working(one.bases), style="yellow")
    if report.targets:
        yield Text(words("score.targets-from", file=report.targets))
    if report.previous:
        yield Text(words("score.wrote-from", file=report.previous))


def _table(listed: list[Result], criteria: Criteria, words: Words, view: View) -> Iterator[RenderableType]:
    """One table a criterion, all with the same column widths, under the lines of its groups."""
    said: list[str] = []
    table: Table | None = None
    for result in listed:
        groups = criteria.group_of(result.indicator)
        codes = [group.code for group in groups]
        if codes != said or table is None:
            if table is not None:
                yield table
            for depth, group in enumerate(groups):
                if said[: depth + 1] != codes[: depth + 1]:
                    level = criteria.levels[depth][1](words.code)
                    line = f"{level} {group.code}. {group.title(words.code)}"
                    gap = "\n" if depth == 0 or said[:1] == codes[:1] else ""
                    yield Text(f"{gap}{line.upper() if depth == 0 else line}", style="bold")
            table = _empty(criteria, words, view, header=said[:1] != codes[:1])
            said = codes
        _fill(table, result, criteria, words, view)
    if table is not None:
        yield table


def _empty(criteria: Criteria, words: Words, view: View, *, header: bool) -> Table:
    table = Table(
        box=None,
        padding=(0, 1, 0, 0),
        show_header=header,
        width=view.width,
        header_style="dim",
        pad_edge=False,
    )
    wide = view.width >= WIDE
    status = max(cell_len(_status(one, words, view)) for one in Status)
    level = criteria.levels[-1][1](words.code)
    table.add_column(words("score.code"), width=6, no_wrap=True)
    table.add_column(words("score.indicator", level=level), ratio=1)
    table.add_column(words("score.value"), width=9, justify="right")
    table.add_column(words("score.target"), width=12 if wide else 9, justify="right")
    table.add_column(words("score.status"), width=status, no_wrap=True)
    table.add_column(words("score.margin"), width=22 if wide else 24 - status)
    return table


def _status(status: Status, words: Words, view: View) -> str:
    wording = words.status(status) if view.width >= WIDE else words(f"status_short.{status}")
    return f"{LOOKS[status][0]} {wording}"


def _fill(table: Table, result: Result, criteria: Criteria, words: Words, view: View) -> None:
    indicator = criteria.indicators[result.indicator]
    mark = MARK if result.basis in TYPED else ""
    table.add_row(
        result.indicator,
        titled(indicator, words),
        "" if indicator.expert else words.result(result, indicator.unit) + mark,
        "" if indicator.expert else words.target(result.target, indicator.unit),
        Text(_status(result.status, words, view), style=LOOKS[result.status][1]),
        words.margin(result, indicator, criteria),
    )


def titled(indicator: Indicator, words: Words) -> str:
    """The title, with the unit where the figure alone would not tell it."""
    unit = indicator.unit.label(words.code)
    if not unit or unit == "%" or indicator.measure.kind in ("yes", "rubric"):
        return indicator.title(words.code)
    return f"{indicator.title(words.code)} ({unit})"


def _summary(one: Assessment, criteria: Criteria, words: Words) -> Iterator[RenderableType]:
    yield Text(f"\n{words('score.summary')}", style="bold")
    for line in summary(one, criteria, words):
        yield Padding(Text(line), (0, 0, 0, 2))


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


def _not_met(one: Assessment, criteria: Criteria, words: Words) -> Iterator[RenderableType]:
    """What is not met, how far it is from its target, who holds it and what to do."""
    short = [r for r in one.results if r.status is Status.NOT_MET]
    if not short:
        return
    yield Text(f"\n{words('score.not-met-heading', n=len(short))}", style="bold red")
    for result in short:
        indicator = criteria.indicators[result.indicator]
        yield _entry("✗", result.indicator, indicator.title(words.code))
        reached = words.result(result, indicator.unit, long=True)
        target = words.target(result.target, indicator.unit)
        if result.target is not None and result.target.basis is Basis.OFFICE:
            target = f"{target} ({words('score.office-mark')})"
        line = [reached, target, words.margin(result, indicator, criteria, long=True)]
        if result.basis == "expert":
            line = [c.raw for c in result.cited if c.role in ("verdict", "reason")]
        holder = words("score.holder", holder=criteria.holders[indicator.holder](words.code))
        yield _under(" · ".join([part for part in line if part] + [holder]))
        yield _under(words("score.advice", advice=indicator.advice(words.code)))
    yield Text(f"\n{words('score.deeper', code=short[0].indicator, file=one.file)}", style="dim")


def _missing(one: Assessment, criteria: Criteria, words: Words) -> Iterator[RenderableType]:
    lacking = [r for r in one.results if r.status in (Status.NO_DATA, Status.NO_EVIDENCE, Status.NO_TARGET)]
    if not lacking:
        return
    yield Text(f"\n{words('score.missing-heading', n=len(lacking))}", style="bold yellow")
    for result in lacking:
        indicator = criteria.indicators[result.indicator]
        yield _entry("?", result.indicator, indicator.title(words.code))
        why = words(f"reason.{result.reason}") if result.reason else words.status(result.status)
        if result.status is Status.NO_TARGET and result.reason:
            why = f"{words.status(result.status)}; {why}"
        labels = [criteria.questions[code].label(words.code) for code in result.missing]
        holder = words("score.holder", holder=criteria.holders[indicator.holder](words.code))
        needed = words("score.need", items="; ".join(labels)) if labels else ""
        yield _under(" · ".join(part for part in (why, needed, holder) if part))


def _entry(sign: str, code: str, title: str) -> RenderableType:
    return Padding(Text(f"{sign} {code}  {title}"), (0, 0, 0, 1))


def _under(line: str) -> RenderableType:
    return Padding(Text(line, style="dim"), (0, 0, 0, 3))


def _findings(report: Report, words: Words) -> Iterator[RenderableType]:
    yield Text("")
    if not report.findings:
        yield Text(words("score.clean", n=report.files, cells=report.cells), style="dim")
        return
    yield Text(words("score.findings-heading", n=len(report.findings)), style="bold")
    for finding in report.findings:
        yield Padding(_line(finding, report.criteria, words), (0, 0, 0, 1))
    yield Text(words("score.deeper-finding", code=report.findings[0].code), style="dim")
    yield Text(words("score.looked", n=report.files, cells=report.cells), style="dim")


def _line(finding: Finding, criteria: Criteria, words: Words) -> Text:
    style = {Severity.ERROR: "red", Severity.WARNING: "yellow"}.get(finding.severity, "dim")
    line = Text(f"{finding.place}: ")
    line.append(f"{words(f'severity.{finding.severity}')}: ", style=style)
    line.append(f"{words.finding(finding, criteria)} ")
    line.append(f"[{finding.code}]", style="dim")
    return line
