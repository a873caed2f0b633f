"""The examination for the terminal: by unit or by cause, at 80 columns; what is not shown is counted."""

from lcity.examination import Examination, Examined
from lcity.listings import Cause, View, causes, summary, tally
from lcity.model import Finding, Place, Severity
from lcity.page import Page, Span
from lcity.words import Words

SUFFIX = ".txt"
STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
MOST_SHOWN = 100  # findings of one file, and of all files ten times as many
MOST_IN_ALL = 1_000


def render(examination: Examination, words: Words, view: View) -> str:
    page = Page(view.width, colour=view.colour)
    if examination.findings:
        _head(page, examination, words)
    if view.by == "cause":
        for cause in causes(examination):
            _cause(page, cause, examination, words)
    else:
        _units(page, examination, words)
    for number, line in enumerate(summary(examination, words)):
        page.say(line, style="bold" if number == 0 else "")
    if examination.findings:
        code = examination.findings[0].code
        page.say(words("check.deeper", code=code), style="dim")
        if view.by == "unit" and len(examination.files) > 1:
            page.say(words("check.by-cause"), style="dim")
    return page.text()


def _head(page: Page, examination: Examination, words: Words) -> None:
    criteria = examination.criteria
    page.say(words("check.title", n=len(examination.files)), style="bold")
    title = criteria.title(words.code)
    page.say(words("score.criteria", title=title, id=criteria.id, version=criteria.version))
    if examination.previous:
        page.say(words("score.wrote-from", file=examination.previous))
    page.gap()


def _units(page: Page, examination: Examination, words: Words) -> None:
    room = MOST_IN_ALL
    hidden = 0
    for one in examination.files:
        findings = examination.by_file[one.file] if room > 0 else []
        if not findings and room > 0:
            continue
        if room <= 0:
            hidden += bool(examination.by_file[one.file])
            continue
        _unit(page, one, findings, examination, words)
        room -= len(findings[:MOST_SHOWN])
    if hidden:
        page.say(words("check.more-files", n=hidden), style="bold")
        page.gap()


def _unit(page: Page, one: Examined, findings: list[Finding], examination: Examination, words: Words) -> None:
    name = one.unit if one.unit == one.file else f"{one.unit} ({one.file})"
    page.say(f"{name}: {tally(findings, words)}", style="bold")
    for finding in findings[:MOST_SHOWN]:
        _finding(page, finding, finding.place._replace(file=""), examination, words)
    rest = len(findings) - MOST_SHOWN + examination.left_out.get(one.file, 0)
    if rest > 0:
        page.say(words("check.more", n=rest), indent=2)
    page.gap()


def _finding(page: Page, finding: Finding, place: Place, examination: Examination, words: Words) -> None:
    where = shown(place)
    page.say(
        Span(f"{where}:" if where else "", "bold"),
        Span(f" {words(f'severity.{finding.severity}')}:", STYLES[finding.severity]),
        Span(f" {words.finding(finding, examination.criteria)}"),
        Span(f" [{finding.code}]", "dim"),
        indent=2,
    )


def shown(place: Place) -> str:
    """A place without what is not known of it: «Biểu 1!C4», «Biểu 1»."""
    parts = [part for part in (place.file, place.sheet) if part]
    text = ":".join(parts)
    return f"{text}!{place.cell}" if place.cell else text


def _cause(page: Page, cause: Cause, examination: Examination, words: Words) -> None:
    severity = Span(f"{words(f'severity.{cause.severity}')}:", STYLES[cause.severity])
    page.say(severity, Span(f" {cause.title(words)}", "bold"), Span(f" [{cause.code}]", "dim"))
    count = words("check.cause", n=cause.files, cells=len(cause.findings))
    page.say(count, indent=2)
    example = cause.findings[0]
    page.say(
        Span(words("check.example", place=shown(example.place)), "bold"),
        Span(" " + words.finding(example, examination.criteria)),
        indent=2,
    )
    page.gap()
