"""A criteria set, a list of recipients and a period in; out come their blank forms, one workbook each.

recipients  who gets a form, and the name of its file
content     what a form asks and shows, as plain data
book        its workbook, out of figures, results and formulas
copies      the same for many units, fast
previous    the figures of last time
"""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lcity import files
from lcity.errors import LcityError
from lcity.forms.recipients import Recipient, choose
from lcity.model import Criteria
from lcity.words import Words

if TYPE_CHECKING:
    from lcity.forms.copies import Copier
    from lcity.forms.previous import Before

__all__ = ["Recipient", "choose", "write_all"]


def write_all(
    criteria: Criteria,
    spoken: Words,
    recipients: Sequence[Recipient],
    folder: Path,
    *,
    period: str,
    due: date | None = None,
    before: "Before | None" = None,
    inputs: Container[Path] = (),
    force: bool = False,
) -> Iterator[Path]:
    """Writes the form of each recipient into the folder and gives its path; none before all can be written.

    Raises LcityError cannot-write-folder, output-is-input (a path in `inputs`, each resolved), output-exists
    (without `force`), output-is-folder, cannot-write.
    """
    paths = [folder / one.file for one in recipients]
    _prepare(folder)
    for path in paths:
        if path.resolve() in inputs:
            raise LcityError("output-is-input", file=str(path))
        files.refuse(path, force=force)
    copiers: dict[tuple[str, str | None], Copier] = {}
    for one, path in zip(recipients, paths, strict=True):
        kind = (one.asked, one.area)
        if kind not in copiers:
            copiers[kind] = _copier(criteria, spoken, one, period, due, before)
        figures = before.figures.get(one.code, {}) if before else {}
        files.write(path, copiers[kind].copy(one.name, one.code, figures), force=force)
        yield path


def _copier(
    criteria: Criteria,
    spoken: Words,
    one: Recipient,
    period: str,
    due: date | None,
    before: "Before | None",
) -> "Copier":
    from lcity.forms import content
    from lcity.forms.copies import Copier

    known = before.period if before else None
    form = content.make(criteria, spoken, one.asked, area=one.area, period=period, due=due, before=known)
    return Copier(form)


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LcityError("cannot-write-folder", folder=str(folder)) from error
