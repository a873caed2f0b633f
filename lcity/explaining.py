"""What stands behind a name, as text: an indicator down to its cells, a criteria set, a check."""

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lcity import checks
from lcity import criteria as shelf
from lcity.assess import Assessment, Report
from lcity.errors import LcityError
from lcity.formats.table import LOOKS, tidy
from lcity.model import (
    NO_TEXT,
    Basis,
    Cited,
    Criteria,
    Finding,
    Indicator,
    Recognition,
    Result,
    Source,
    Target,
)
from lcity.text import near
from lcity.words import Words

LABEL = 20  # columns of the labels at the left


def is_check(code: str) -> bool:
    return code in checks.shelf()


def check(code: str, words: Words, report: Report | None, width: int) -> str:
    """The page of a check, and with a report where it found something."""
    found = checks.shelf()[code]
    page = found.VI if words.code == "vi" else found.__doc__
    severity = words(f"severity.{found.SEVERITY}")
    console, out = _console(width)
    console.print(Text(f"{code} ({severity})\n", style="bold"))
    for paragraph in str(page).strip().split("\n\n"):
        console.print(" ".join(paragraph.split()) + "\n")
    if report is not None:
        about = [finding for finding in report.findings if finding.code == code]
        _print_findings(console, about, report, words)
    return tidy(out.getvalue())


def indicator_of(code: str, criteria: Criteria, words: Words) -> Indicator:
    """The indicator of that code.

    Raises LcityError `unknown-indicator` with the code that comes nearest.
    """
    wanted = code.strip().rstrip(".")
    found = next(
        (i for i in criteria.indicators.values() if wanted in (i.code, *(p.code for p in i.parts))), None
    )
    if found is None:
        guess = near(code, (*criteria.indicators, *checks.shelf())) or ""
        hint = words("other-hint", title=guess) if guess else ""
        raise LcityError("unknown-indicator", given=code, criteria=criteria.id, hint=hint)
    return found


def indicator(one: Indicator, criteria: Criteria, words: Words, report: Report | None, width: int) -> str:
    """Title, measure, target with its source and mark, and with a report the figures and each source cell."""
    console, out = _console(width)
    for depth, group in enumerate(criteria.group_of(one.code)):
        console.print(f"{criteria.levels[depth][1](words.code)} {group.code}. {group.title(words.code)}")
    console.print(
        Text(f"{criteria.levels[-1][1](words.code)} {one.code}. {one.title(words.code)}", style="bold")
    )
    console.print()
    lines = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False, width=width)
    lines.add_column(width=LABEL)
    lines.add_column(ratio=1)
    for label, line in _facts(one, criteria, words):
        lines.add_row(words(f"explain.{label}") if label else "", line)
    console.print(lines)
    if report is None:
        console.print()
        console.print(words("explain.needs-survey", code=one.code))
    else:
        for assessment in report.assessments:
            _print_result(console, assessment, one, criteria, words, width)
        about = {one.code, *one.questions, *(part.code for part in one.parts)}
        _print_findings(console, [f for f in report.findings if f.item in about], report, words)
    return tidy(out.getvalue())


def _facts(one: Indicator, criteria: Criteria, words: Words) -> Iterator[tuple[str, str]]:
    lang = words.code
    yield "measured", measure(one, criteria, words)
    if one.measure.kind not in ("yes", "all_of", "rubric"):
        yield "better", words(f"explain.{'higher' if one.higher else 'lower'}")
    if one.target is not None:
        yield from _target(one.target, one, criteria, words)
    for part in one.parts:
        yield "part", f"{part.code}. {part.title(lang)}"
        yield "measured", measure(part, criteria, words)
        if part.target is not None:
            yield from _target(part.target, part, criteria, words)
        if part.note is not NO_TEXT:
            yield "note", part.note(lang)
    yield "source", _source(one.source, words)
    if one.unesco:
        yield "unesco", one.unesco
    yield "holder", criteria.holders[one.holder](lang)
    yield "evidence", one.evidence(lang)
    yield "advice", one.advice(lang)
    if one.note is not NO_TEXT:
        yield "note", one.note(lang)
    for code in one.questions:
        if criteria.questions[code].help is not NO_TEXT:
            yield "note", f"{criteria.questions[code].label(lang)}: {criteria.questions[code].help(lang)}"


def _target(target: Target, one: Indicator, criteria: Criteria, words: Words) -> Iterator[tuple[str, str]]:
    official = words(f"explain.{'official' if target.official else 'not-official'}")
    origin = words("explain.target-from", basis=words(f"basis.{target.basis}"))
    if target.basis is Basis.OFFICE:
        official = words("explain.typed-target", typed=target.typed, place=target.place)
    asked = list(_asked(target, one, criteria, words))
    if len(asked) == 1:
        yield "target", f"{asked[0]} – {origin}; {official}"
    else:
        for row, line in enumerate((*asked, f"{origin}; {official}")):
            yield "" if row else "target", line
    if target.source is not None:
        yield "", _source(target.source, words)
    if target.note is not NO_TEXT:
        yield "", target.note(words.code)


def _asked(target: Target, one: Indicator, criteria: Criteria, words: Words) -> Iterator[str]:
    """A target in one line, or in one for each level of recognition and class of units."""
    names = criteria.recognition.levels if criteria.recognition else {}
    levels = criteria.levels_of(one)
    for step in target.rows:
        area = criteria.areas[step.area].label(words.code) if step.area else ""
        level = words("explain.for-level", level=names[step.level]) if step.level else ""
        shown = words.target(target.at(step.level, step.area), one.unit, levels)
        yield ": ".join(part for part in (area, level, shown) if part)


def _source(source: Source, words: Words) -> str:
    mark = words(f"mark.{source.mark}")
    text = words("explain.target-source", title=source.title(words.code), mark=mark)
    return f"{text} {source.url}" if source.url else text


def measure(one: Indicator, criteria: Criteria, words: Words) -> str:
    """How the value comes about, in words."""
    labels = {
        name: criteria.questions[code].label(words.code)
        for name in ("part", "whole")
        if (code := getattr(one.measure, name))
    }
    if one.expert:
        return words("explain.rubric", guide=one.guide(words.code))
    kind = "rate1" if one.measure.kind == "rate" and one.measure.per == 1 else one.measure.kind
    text = words(f"explain.{kind}", per=one.measure.per, **labels)
    unit = one.unit.label(words.code)
    return f"{text} ({unit})" if unit else text


def _print_result(
    console: Console, assessment: Assessment, one: Indicator, criteria: Criteria, words: Words, width: int
) -> None:
    results = [result for result in assessment.results if result.indicator == one.code]
    name = (
        words("score.of", unit=assessment.unit, period=assessment.period)
        if assessment.period
        else assessment.unit
    )
    console.print(Text(f"\n{name} ({assessment.file})", style="bold"))
    lines = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False, width=width)
    lines.add_column(width=LABEL)
    lines.add_column(ratio=1)
    outcome = _outcome(results[0], one, criteria, words)
    if criteria.recognition is not None:
        outcome = _outcomes(results, one, criteria, words)
    for label, line in outcome:
        lines.add_row(words(f"explain.{label}") if label else "", line)
    console.print(lines)
    console.print(Text(f"\n{words('explain.cells')}", style="bold"))
    places = {cell: _place(cell, result) for result in results for cell in result.cited}
    if not places:
        console.print(words("explain.none"))
        return
    cells = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", width=width)
    widest = max(len(words("explain.cell")), *map(cell_len, places.values()))
    cells.add_column(words("explain.cell"), width=min(widest, width * 2 // 5), overflow="fold")
    for label, ratio in (("typed", 3), ("read", 2), ("what", 4)):
        cells.add_column(words(f"explain.{label}"), ratio=ratio, overflow="fold")
    for cell, place in places.items():
        cells.add_row(place, f"«{cell.raw}»", _reading(cell, words), _what(cell, criteria, words))
    console.print(cells)


def _place(cell: Cited, result: Result) -> str:
    """The sheet and cell, and the file where it is another one."""
    return str(cell.place) if cell.place.file != result.file else f"{cell.place.sheet}!{cell.place.cell}"


def _outcome(result: Result, one: Indicator, criteria: Criteria, words: Words) -> Iterator[tuple[str, str]]:
    sign, _ = LOOKS[result.status]
    if result.basis:
        shown = "" if result.value is None else words.result(result, one.unit, long=True)
        if result.part is not None and result.whole is not None:
            shown += f" = {words.number(result.part)} / {words.number(result.whole)}"
        yield "result", " – ".join(part for part in (shown, words(f"value-from.{result.basis}")) if part)
    if result.previous is not None and result.target is not None and result.target.kind in ("rises", "falls"):
        yield "previous", words.previous(result, one.unit)
    if result.target is not None and result.target is not one.target:
        yield from _target(result.target, one, criteria, words)
    yield "status", f"{sign} {words.status(result.status)}"
    if margin := words.margin(result, one, criteria, long=True):
        yield "margin", margin
    if result.reason:
        labels = "; ".join(criteria.questions[code].label(words.code) for code in result.missing)
        yield "why", " – ".join(part for part in (words(f"reason.{result.reason}"), labels) if part)


def _outcomes(
    results: Sequence[Result], one: Indicator, criteria: Criteria, words: Words
) -> Iterator[tuple[str, str]]:
    """The value of an indicator or part once, then what it comes to at each level of recognition."""
    first, levels = results[0], criteria.levels_of(one)
    if first.basis and not one.parts:
        shown = words.result(first, one.unit, levels, long=True) if first.value is not None else ""
        if first.part is not None and first.whole is not None:
            shown += f" = {words.number(first.part)} / {words.number(first.whole)}"
        yield "result", " – ".join(part for part in (shown, words(f"value-from.{first.basis}")) if part)
    titles = criteria.recognition.levels if criteria.recognition else {}
    for row, result in enumerate(results):
        sign, _ = LOOKS[result.status]
        asked = words.target(result.target, one.unit, levels) if result.target else ""
        level = f"{titles[result.level](words.code)} ({asked})" if asked else titles[result.level](words.code)
        facts = [words.margin(result, one, criteria, long=True)]
        facts += [words(f"reason.{result.reason}")] if result.reason else []
        facts += [words("levels.either")] if result.either else []
        line = "; ".join([f"{level}: {sign} {words.status(result.status)}", *filter(None, facts)])
        yield "" if row else "status", line
    missing = dict.fromkeys(code for result in results for code in result.missing)
    if missing and not one.parts:
        labels = "; ".join(criteria.questions[code].label(words.code) for code in missing)
        yield "why", words("score.need", items=labels)
    for part, found in zip(one.parts, zip(*(result.parts for result in results), strict=True), strict=True):
        yield "part", f"{part.code}. {part.title(words.code)}"
        yield from _outcomes(found, part, criteria, words)


def _reading(cell: Cited, words: Words) -> str:
    if cell.part is not None and cell.whole is not None:
        text = f"{words.number(cell.part)} / {words.number(cell.whole)}"
    elif cell.value is not None:
        text = words.number(cell.value)
    elif cell.role in ("figure", "result", "previous"):
        text = words(f"state.{cell.state}")
    else:
        text = "–"
    return text if cell.counts else f"{text} {words('explain.voided')}"


def _what(cell: Cited, criteria: Criteria, words: Words) -> str:
    role = words(f"role.{cell.role}")
    if cell.item in criteria.questions:
        return f"{criteria.questions[cell.item].label(words.code)} ({role})"
    return role


def _print_findings(console: Console, found: Sequence[Finding], report: Report, words: Words) -> None:
    if not found:
        return
    console.print(Text(f"\n{words('explain.findings')}", style="bold"))
    for finding in found:
        severity = words(f"severity.{finding.severity}")
        console.print(
            f"{finding.place}: {severity}: {words.finding(finding, report.criteria)} [{finding.code}]"
        )


def sets(words: Words, width: int) -> str:
    """The criteria sets of the shelf: id, version, status, title and what is in them."""
    console, out = _console(width)
    for name in shelf.available():
        one = shelf.load(name)
        status = words(f"criteria.{one.status}")
        console.print(Text(f"{name} · {words('criteria.version')} {one.version} · {status}", style="bold"))
        for line in (one.title(words.code), _counts(one, words)):
            console.print(Padding(Text(line), (0, 0, 0, 2)))
    return tidy(out.getvalue())


def _counts(one: Criteria, words: Words) -> str:
    depth = len(one.levels) - 1
    groups = []
    for level in range(depth):
        count = sum(code.count(".") == level for code in one.groups)
        groups.append(f"{count} {words.levels(one, count, level)}")
    return words(
        "criteria.counts",
        groups=", ".join(groups),
        indicators=len(one.indicators),
        level=words.levels(one, len(one.indicators)),
        scored=len(one.scored),
        experts=len(one.experts),
    )


def criteria(one: Criteria, words: Words, width: int) -> str:
    """What the set is, its indicators with targets and their origin, what was left out, its sources."""
    console, out = _console(width)
    lang = words.code
    console.print(Text(one.title(lang), style="bold"))
    console.print(f"{one.id} · {words('criteria.version')} {one.version} · {words(f'criteria.{one.status}')}")
    console.print(_counts(one, words))
    console.print(words("criteria.window", start=_day(one.window[0], lang), end=_day(one.window[1], lang)))
    console.print()
    console.print(one.summary(lang))
    if one.recognition is not None:
        for line in _recognition(one.recognition, words):
            console.print(line)
    bases = [basis for i in one.scored for basis in {t.basis for t in _targets(i)}]
    listed = "; ".join(f"{bases.count(b)} {words(f'basis.{b}')}" for b in Basis if b in bases)
    console.print(words("criteria.targets", list=listed))
    said: list[str] = []
    table = _targets_table(one, words, width)
    for item in one.indicators.values():
        groups = one.group_of(item.code)
        for depth, group in enumerate(groups):
            if said[: depth + 1] != [g.code for g in groups[: depth + 1]]:
                if table.rows:
                    console.print(table)
                    table = _targets_table(one, words, width)
                console.print(
                    Text(f"\n{one.levels[depth][1](lang)} {group.code}. {group.title(lang)}", style="bold")
                )
        said = [g.code for g in groups]
        for row in _rows(item, one, words):
            table.add_row(*row)
    console.print(table)
    _print_left_out(console, one, words)
    console.print(Text(f"\n{words('criteria.sources')}", style="bold"))
    for source in one.sources.values():
        console.print(Padding(Text(_source(source, words)), (0, 0, 0, 1)))
    return tidy(out.getvalue())


def _recognition(title: Recognition, words: Words) -> Iterator[str]:
    levels = ", ".join(level(words.code) for level in title.levels.values())
    months = {"valid": title.valid_months, "between": title.months_between}
    yield words("criteria.recognition", levels=levels, **months)
    yield words(f"criteria.rule-{title.rule}")


def _targets(one: Indicator) -> list[Target]:
    return [i.target for i in (one, *one.parts) if i.target is not None]


def _rows(one: Indicator, criteria: Criteria, words: Words) -> Iterator[tuple[str, ...]]:
    """Its line of the table of targets; below it each part, and each class of units that has its own."""
    stages = list(criteria.recognition.levels) if criteria.recognition else [""]
    if one.parts:
        yield (one.code, one.title(words.code))
    for item in one.parts or (one,):
        target = item.target
        basis = words(f"basis_short.{target.basis}") if target else words("status.awaiting_expert")
        areas = dict.fromkeys(step.area for step in target.rows) if target else [""]
        for area in areas:
            asked = [target.at(stage, area) if target else None for stage in stages]
            shown = [words.target(t, item.unit, criteria.levels_of(item)) for t in asked]
            if area:
                yield ("", criteria.areas[area].label(words.code), *shown)
            else:
                yield (item.code, item.title(words.code), *shown, basis)


def _targets_table(one: Criteria, words: Words, width: int) -> Table:
    stages = [level(words.code) for level in one.recognition.levels.values()] if one.recognition else [""]
    table = Table(
        box=None, show_header=one.recognition is not None, padding=(0, 1, 0, 0), pad_edge=False, width=width
    )
    table.add_column(width=6)
    table.add_column(ratio=1)
    for stage in stages:
        table.add_column(stage, width=10, justify="right")
    table.add_column(width=max(cell_len(words(f"basis_short.{b}")) for b in Basis) + 4)
    return table


def _print_left_out(console: Console, one: Criteria, words: Words) -> None:
    if one.left_out:
        console.print(Text(f"\n{words('criteria.left-out')}", style="bold"))
    for line in one.left_out:
        console.print(
            Padding(Text(f"{line.code} {line.title(words.code)}: {line.why(words.code)}"), (0, 0, 0, 1))
        )


def _day(month_day: str, lang: str) -> str:
    month, day = month_day.split("-")
    return f"{day}/{month}" if lang == "vi" else month_day


def _console(width: int) -> tuple[Console, StringIO]:
    out = StringIO()
    settings = {
        "highlight": False,
        "emoji": False,
        "markup": False,
        "legacy_windows": False,
        "color_system": None,
    }
    return Console(file=out, width=width, **settings), out  # type: ignore[arg-type]
