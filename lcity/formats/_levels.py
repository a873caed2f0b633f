"""The report of a set with levels as a table for the terminal: a line a unit, or one unit in detail."""

from collections.abc import Iterator, Sequence

from lcity.assess import Assessment, Report
from lcity.formats import View
from lcity.formats.table import LOOKS, MARK, TYPED, WIDE, say_findings, say_head, status_of, titled
from lcity.model import Area, Criteria, Finding, Result, Severity, Standing, Status
from lcity.page import Column, Page, Span, cells_of
from lcity.words import Words

SHORT = (Status.NOT_MET,)
LACKING = (Status.NO_DATA, Status.NO_EVIDENCE, Status.NO_TARGET)
LONGEST_CODE, LONGEST_NAME = 14, 40
EITHER = "**"  # beside an outcome that holds whatever the class of the unit is
MOST_FILES = 3  # of one unit that sent several, named in a line


def render(report: Report, words: Words, view: View) -> str:
    page = Page(view.width, colour=view.colour)
    if len(report.assessments) == 1 or view.details:
        for number, assessment in enumerate(report.assessments):
            if number:
                page.gap()
            _unit(page, assessment, report, words, view)
        say_findings(page, report, words)
    else:
        _overview(page, report, words, view)
    return page.text()


# Many units


def _overview(page: Page, report: Report, words: Words, view: View) -> None:
    criteria, units = report.criteria, report.assessments
    counted = words("levels.counted", n=len(units), units=_units(criteria, words, len(units)))
    periods = sorted({one.period for one in units if one.period})
    name = words("score.of", unit=counted, period=", ".join(periods)) if periods else counted
    page.say(f"{words('score.title')} – {name}", style="bold")
    title = criteria.title(words.code)
    page.say(words("score.criteria", title=title, id=criteria.id, version=criteria.version))
    if criteria.status == "working":
        page.say(words("working-set", id=criteria.id), style="yellow")
    listed = [one for one in units if view.only in (None, one.outcome)]
    if view.only is not None:
        page.say(words("score.only", status=words.status(view.only)))
    page.gap()
    if listed:
        _table(page, listed, criteria, words, view)
        page.gap()
    page.say(words("score.summary"), style="bold")
    for line in summary(report, words):
        page.say(line, indent=2)
    page.gap()
    _notes(page, report, words)
    if listed:
        page.say(words("levels.deeper", unit=listed[0].unit_code or listed[0].unit), style="dim")


def _table(page: Page, listed: Sequence[Assessment], criteria: Criteria, words: Words, view: View) -> None:
    """A line a unit: what it reached, how many it meets at each level, what it lacks for the next."""
    titles = _titles(criteria, words)
    code = min(max(cells_of(one.unit_code) for one in listed), LONGEST_CODE)
    code = max(code, cells_of(words("levels.code"))) if code else 0
    outcomes = [_outcome(one, criteria, words).text for one in listed]
    fixed = [max(map(cells_of, (*outcomes, words("levels.outcome"))))]
    fixed += [max(cells_of(title), 5) for title in titles.values()]
    room = view.width - sum(fixed) - len(fixed) - (code + 1 if code else 0) - 2
    name = min(max(cells_of(one.unit) for one in listed), LONGEST_NAME, max(room // 2, 12))
    columns = [Column(name), Column(fixed[0]), *(Column(width, True) for width in fixed[1:])]
    columns.append(Column(room - name))
    heads = [words("levels.unit"), words("levels.outcome"), *titles.values(), words("levels.lacking")]
    if code:
        columns, heads = [Column(code), *columns], [words("levels.code"), *heads]
    page.row(heads, columns, style="dim")
    for one in listed:
        cells: list[Span | str] = [one.unit_code, one.unit] if code else [one.unit]
        cells.append(_outcome(one, criteria, words))
        cells += [f"{standing.tally.met}/{standing.tally.base}" for standing in one.standings]
        page.row([*cells, _lacking(one, words)], columns)


def _outcome(one: Assessment, criteria: Criteria, words: Words) -> Span:
    sign, style = LOOKS[one.outcome]
    level = _titles(criteria, words).get(one.level, "")
    return Span(f"{sign} {words(f'levels.{one.outcome}', level=level)}", style)


def _lacking(one: Assessment, words: Words) -> str:
    """The codes that keep a unit from the level above the one that it reached."""
    above = one.next
    lacking = (("fails", above.not_met), ("open", above.unknown)) if above is not None else ()
    named = (*lacking, ("aside", (above or one.standings[-1]).aside))
    return "; ".join(words(f"levels.{key}", codes=", ".join(codes)) for key, codes in named if codes)


def summary(report: Report, words: Words) -> Iterator[str]:
    """How many units are at which level, highest first, each share with its base."""
    units = report.assessments
    base = len(units)
    plural = _units(report.criteria, words, base)
    titles = _titles(report.criteria, words)
    for code, title in reversed(titles.items()):
        at = [one for one in units if one.outcome is Status.MET and one.level == code]
        line = words("levels.share", share=words.share(len(at), base), units=plural, level=title)
        known = [one.next for one in at if one.next is not None]
        if waiting := [standing for standing in known if standing.status is Status.NO_DATA]:
            above = titles[waiting[0].level]
            line += f" ({words('levels.next-open', n=len(waiting), level=above)})"
        yield line
    for key, outcome in (("none", Status.NOT_MET), ("unknown", Status.NO_DATA)):
        count = sum(one.outcome is outcome for one in units)
        yield words(f"levels.share-{key}", share=words.share(count, base), units=plural)
    yield words("levels.base", n=base)


def _notes(page: Page, report: Report, words: Words) -> None:
    """What was found in the files: counted, but for files that could not be read and units named twice."""
    scored = {one.file for one in report.assessments}
    lost = [finding for finding in report.findings if finding.place.file not in scored]
    inside = [finding for finding in report.findings if finding.place.file in scored]
    again: dict[str, list[str]] = {}
    for one in report.assessments:
        again.setdefault(one.unit_code or one.unit, []).append(one.file)
    for unit, files in again.items():
        if len(files) > 1:
            named = ", ".join(files[:MOST_FILES]) + (", …" if len(files) > MOST_FILES else "")
            page.say(words("levels.again", unit=unit, n=len(files), files=named), style="yellow")
    if inside:
        page.say(words("levels.findings", **_counts(inside)), style="bold")
    if lost:
        page.say(words("levels.unread", n=len({finding.place.file for finding in lost})), style="yellow")
        say_findings(page, report._replace(findings=tuple(lost)), words)
    else:
        key = "score.looked" if inside else "score.clean"
        page.say(words(key, n=report.files, cells=report.cells), style="dim")


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    by_severity = {f"{s}s": sum(f.severity is s for f in findings) for s in Severity}
    return {**by_severity, "n": len({finding.place.file for finding in findings})}


def _units(criteria: Criteria, words: Words, n: int) -> str:
    return words(f"levels.units.{criteria.assesses}", n=n)


def _titles(criteria: Criteria, words: Words) -> dict[str, str]:
    levels = criteria.recognition.levels if criteria.recognition else {}
    return {code: title(words.code) for code, title in levels.items()}


# One unit


def _unit(page: Page, one: Assessment, report: Report, words: Words, view: View) -> None:
    criteria = report.criteria
    say_head(page, one, report, words)
    if criteria.areas:
        page.say(_area(one, criteria, words))
    page.gap()
    level = _titles(criteria, words).get(one.level, "").upper()
    key = {Status.MET: "reached", Status.NOT_MET: "reached-none", Status.NO_DATA: "reached-unknown"}
    page.say(words(f"levels.{key[one.outcome]}", level=level), style=f"bold {LOOKS[one.outcome][1]}")
    for standing in one.standings:
        page.say(_standing(standing, criteria, words), indent=2)
    if view.only is not None:
        page.say(words("score.only", status=words.status(view.only)))
    _results(page, one, criteria, words, view)
    if view.only is None and (above := one.next) is not None:
        title = _titles(criteria, words)[above.level].upper()
        at_level = [result for result in one.results if result.level == above.level]
        _list(page, at_level, SHORT, ("not-met", title), criteria, words)
        _list(page, at_level, LACKING, ("missing", title), criteria, words)


def _area(one: Assessment, criteria: Criteria, words: Words) -> str:
    if len(one.areas) == 1:
        area = criteria.areas.get(one.areas[0])
        return words("levels.area", area=area.label) if area else words("levels.area-none")
    open_: list[Area] = [criteria.areas[code] for code in one.areas if code]
    questions = [criteria.questions[area.question].label(words.code) for area in open_ if area.question]
    if not questions:
        return words("levels.area-unnamed")
    return words("levels.area-open", questions="; ".join(f"«{label}»" for label in questions))


def _standing(standing: Standing, criteria: Criteria, words: Words) -> str:
    outermost = [status for code, status in standing.groups.items() if "." not in code]
    groups = [status for status in outermost if status is not Status.NOT_APPLICABLE]
    line = words(
        "levels.standing",
        level=_titles(criteria, words)[standing.level],
        status=words(f"levels.standing-{standing.status}"),
        share=words.share(standing.tally.met, standing.tally.base),
        name=words.levels(criteria, standing.tally.base),
        groups=f"{groups.count(Status.MET)}/{len(groups)}",
        group=words.levels(criteria, len(groups), 0),
    )
    if standing.aside:
        line += "; " + words("levels.aside", codes=", ".join(standing.aside))
    return line


def _results(page: Page, one: Assessment, criteria: Criteria, words: Words, view: View) -> None:
    """A row an indicator with a column a level, under the lines of their groups, which say how they stand."""
    titles = _titles(criteria, words)
    columns = _columns(len(titles), view)
    level = criteria.levels[-1][1](words.code)
    heads: list[Span | str] = [words("score.code"), level, words("score.value"), *titles.values()]
    said: list[str] = []
    shown: list[Result] = []
    for code in criteria.indicators:
        results = [result for result in one.results if result.indicator == code]
        if view.only is not None and all(result.status is not view.only for result in results):
            continue
        groups = [group.code for group in criteria.group_of(code)]
        for depth, group in enumerate(criteria.group_of(code)):
            if said[: depth + 1] != groups[: depth + 1]:
                page.gap()
                line = f"{criteria.levels[depth][1](words.code)} {group.code}. {group.title(words.code)}"
                page.say(line.upper() if depth == 0 else line, style="bold")
        if said[:1] != groups[:1]:
            page.row(heads, columns, style="dim")
            if depth_zero := groups[:1]:
                stand: list[Span | str] = ["", words("levels.whole", name=words.levels(criteria, 1, 0)), ""]
                stand += [_group(standing, depth_zero[0], words, view) for standing in one.standings]
                page.row(stand, columns)
        said = groups
        for row in (results, *zip(*(result.parts for result in results), strict=True)):
            page.row(_row(row, criteria, words, view), columns)
            shown += row
    if any(result.basis in TYPED for result in shown):
        page.say(words("score.typed-note"), style="dim")
    if any(result.either for result in shown):
        page.say(words("levels.either-note"), style="dim")


def _group(standing: Standing, code: str, words: Words, view: View) -> Span:
    status = standing.groups[code]
    return Span(status_of(status, words, view), LOOKS[status][1])


def _columns(levels: int, view: View) -> list[Column]:
    value = 12 if view.width >= WIDE else 9
    each = min(max((view.width - 40) // levels, 12), 30)
    title = max(view.width - 6 - value - levels * each - levels - 3, 10)
    return [Column(6), Column(title), Column(value, True), *(Column(each) for _ in range(levels))]


def _row(results: Sequence[Result], criteria: Criteria, words: Words, view: View) -> list[Span | str]:
    """One indicator (or part of one) at all levels."""
    first = results[0]
    indicator = criteria.measured[first.indicator]
    levels = criteria.levels_of(indicator)
    mark = MARK if first.basis in TYPED else ""
    value = "" if indicator.expert or indicator.parts else words.result(first, indicator.unit, levels) + mark
    cells: list[Span | str] = [first.indicator, titled(indicator, words), value]
    for result in results:
        text = status_of(result.status, words, view) + (EITHER if result.either else "")
        if result.reason == "area":
            text += f" ({words('levels.by-area')})"
        elif result.target is not None and result.target.kind != "yes":
            text += f" ({words.target(result.target, indicator.unit, levels)})"
        if margin := words.margin(result, indicator, criteria):
            text += f", {margin}"
        cells.append(Span(text, LOOKS[result.status][1]))
    return cells


def _list(
    page: Page,
    results: Sequence[Result],
    statuses: Sequence[Status],
    heading: tuple[str, str],
    criteria: Criteria,
    words: Words,
) -> None:
    """The indicators of these statuses at the next level: how far off, who holds them, what to do."""
    chosen = [result for result in results if result.status in statuses]
    if not chosen:
        return
    key, title = heading
    page.gap()
    style = "bold red" if key == "not-met" else "bold yellow"
    page.say(words(f"levels.{key}-heading", level=title, n=len(chosen)), style=style)
    for result in chosen:
        indicator = criteria.measured[result.indicator]
        sign = LOOKS[result.status][0]
        page.say(f"{sign} {result.indicator}  {indicator.title(words.code)}", indent=1)
        holder = words("score.holder", holder=criteria.holders[indicator.holder](words.code))
        if not result.parts:
            page.say(" · ".join([*_facts(result, criteria, words), holder]), style="dim", indent=3)
        for part in result.parts:
            named = f"{part.indicator} {criteria.measured[part.indicator].title(words.code)}"
            if part.status in statuses:
                page.say(": ".join((named, " · ".join(_facts(part, criteria, words)))), style="dim", indent=3)
        if result.parts:
            page.say(holder, style="dim", indent=3)
        if key == "not-met":
            page.say(words("score.advice", advice=indicator.advice(words.code)), style="dim", indent=3)


def _facts(result: Result, criteria: Criteria, words: Words) -> list[str]:
    """What was reached, what is asked and how far off it is; or why that is not known and what it needs."""
    indicator = criteria.measured[result.indicator]
    levels = criteria.levels_of(indicator)
    if result.status is not Status.NOT_MET:
        why = words(f"reason.{result.reason}") if result.reason else words.status(result.status)
        labels = [criteria.questions[code].label(words.code) for code in result.missing]
        return [why, words("score.need", items="; ".join(labels))] if labels else [why]
    if result.basis == "expert":
        return [cell.raw for cell in result.cited if cell.role in ("verdict", "reason")]
    found = [
        words.result(result, indicator.unit, levels, long=True),
        words.target(result.target, indicator.unit, levels),
        words.margin(result, indicator, criteria, long=True),
        words("levels.either") if result.either else "",
    ]
    return [fact for fact in found if fact]
