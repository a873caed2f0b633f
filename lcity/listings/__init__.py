"""The shelf of listings: one module a format, found by looking in the folder; an examination in, text out.

A listing holds a docstring, SUFFIX (the file ending that chooses it, "" for none) and
`render(examination, words, view)`, which returns the text, or the bytes of a workbook. Only the command line
prints.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from lcity.checks import shelf
from lcity.errors import LcityError
from lcity.examination import Examination
from lcity.model import Finding, Severity
from lcity.words import Words


class View(NamedTuple):
    """How a reader wants to see an examination: `by` is unit or cause."""

    width: int = 80
    colour: bool = False
    by: str = "unit"


class Cause(NamedTuple):
    """All findings of one kind, the first of them as an example."""

    code: str
    severity: Severity
    findings: tuple[Finding, ...]

    @property
    def files(self) -> int:
        return len({finding.place.file for finding in self.findings})

    def title(self, words: Words) -> str:
        """The first sentence of the check's page."""
        check = shelf()[self.code]
        page: str = check.VI if words.code == "vi" else check.__doc__
        return page.strip().partition("\n")[0]


def causes(examination: Examination) -> list[Cause]:
    """The kinds of findings: errors first, then those that most files have."""
    found: dict[str, list[Finding]] = {}
    for finding in examination.findings:
        found.setdefault(finding.code, []).append(finding)
    made = [Cause(code, group[0].severity, tuple(group)) for code, group in found.items()]
    weight = list(Severity)
    return sorted(
        made, key=lambda one: (weight.index(one.severity), -one.files, -len(one.findings), one.code)
    )


def rows(examination: Examination) -> Iterator[tuple[str, str, Finding]]:
    """Unit, period and finding, file by file."""
    known = {one.file: one for one in examination.files}
    for file, findings in examination.by_file.items():
        one = known.get(file)
        for finding in findings:
            yield (one.unit if one else file), (one.period if one else ""), finding


def names() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__))


def get(name: str) -> Any:  # a module of the shelf
    """The listing of that name.

    Raises LcityError `unknown-format`.
    """
    if name not in names():
        raise LcityError("unknown-format", given=name, known=", ".join(names()))
    return import_module(f"{__name__}.{name}")


def for_ending(ending: str) -> str:
    """The name of the listing that a file ending chooses.

    Raises LcityError `unknown-format`.
    """
    endings = {suffix: name for name in names() if (suffix := get(name).SUFFIX)}
    if ending.casefold() not in endings:
        raise LcityError("unknown-format", given=ending, known=", ".join(sorted(endings)))
    return endings[ending.casefold()]


def summary(examination: Examination, words: Words) -> Sequence[str]:
    """The last lines: how much was looked at, how much is wrong where, and what was not looked at."""
    unread = [one for one in examination.files if not one.read]
    read = len(examination.files) - len(unread)
    clean = [file for file, findings in examination.by_file.items() if not findings]
    if not examination.findings:
        lines = [words("check.clean", n=read, cells=examination.cells)]
    else:
        wrong = len(examination.files) - len(clean)
        counts = tally(examination.findings, words)
        lines = [
            words("check.total", counts=counts, wrong=wrong, n=len(examination.files)),
            words("check.looked", n=read, cells=examination.cells),
        ]
        if clean:
            lines.append(words("check.clean-files", n=len(clean), files=_some(clean, words)))
    if unread:
        lines.append(words("check.unread", n=len(unread), files=_some([one.file for one in unread], words)))
    if examination.skipped:
        files = _some(examination.skipped, words)
        lines.append(words("check.skipped", n=len(examination.skipped), files=files))
    return lines


def tally(findings: Sequence[Finding], words: Words) -> str:
    """«3 lỗi, 1 lưu ý»."""
    counts = {one: sum(finding.severity == one for finding in findings) for one in Severity}
    return ", ".join(words(f"check.count-{one}", n=n) for one, n in counts.items() if n)


MOST_NAMED = 10


def _some(files: Sequence[str], words: Words) -> str:
    """The names of some files, and how many more there are."""
    shown = ", ".join(files[:MOST_NAMED])
    rest = len(files) - MOST_NAMED
    return words("check.and-more", names=shown, n=rest) if rest > 0 else shown
