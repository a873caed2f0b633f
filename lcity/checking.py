"""What `lcity check` does with an examination: a listing chosen by name or ending, printed or written."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lcity import files, listings, workbook
from lcity.errors import LcityError
from lcity.examination import Examination
from lcity.listings import View
from lcity.model import Severity
from lcity.words import Words

__all__ = ["Listing", "View", "annotate", "choose", "failed", "fix", "refuse_folders"]


class Listing(NamedTuple):
    """A listing of the shelf and the file that it goes to, None for the screen."""

    name: str
    out: Path | None
    force: bool
    inputs: Sequence[Path]

    def put(self, examination: Examination, words: Words, view: View) -> str:
        """Write the listing where it goes; what is to be printed comes back."""
        made: str | bytes = listings.get(self.name).render(examination, words, view)
        if self.out is None:
            return str(made)
        files.write(self.out, made, force=self.force, inputs=self.inputs)
        lines = [*listings.summary(examination, words), words("score.written", file=self.out)]
        return "".join(f"{line}\n" for line in lines)


def choose(name: str, out: Path | None, *, force: bool, inputs: Sequence[Path]) -> Listing:
    """The listing by its name, else by the ending of the file; refused before any work.

    Raises LcityError `unknown-format`, `needs-file`, or as `files.refuse`.
    """
    chosen = name or (listings.for_ending(out.suffix) if out is not None and out.suffix else "table")
    module = listings.get(chosen)
    if out is None:
        if chosen == "xlsx":
            raise LcityError("needs-file", given=chosen, ending=module.SUFFIX)
        return Listing(chosen, None, force, ())
    read = [one for path in inputs for one in (workbook.find_workbooks(path) if path.is_dir() else [path])]
    files.refuse(out, force=force, inputs=read)
    return Listing(chosen, out, force, read)


def refuse_folders(folders: Sequence[Path | None], paths: Sequence[Path]) -> None:
    """Raise LcityError where copies of returns cannot go to a folder, or both kinds would go to one."""
    from lcity import handback

    given = [folder for folder in folders if folder is not None]
    for folder in given:
        handback.refuse(folder, paths)
    if len({folder.resolve() for folder in given}) < len(given):
        raise LcityError("handback-same", folder=str(given[0]))


def annotate(examination: Examination, words: Words, folder: Path, *, force: bool) -> str:
    """Write the returns with their notes; what was written, to be printed."""
    from lcity import handback

    done = handback.hand_back(examination, words, folder, force=force)
    return "".join(f"{line}\n" for line in done.said(folder, words))


def fix(examination: Examination, words: Words, folder: Path, *, force: bool) -> str:
    """Write the repaired copies; what was written, to be printed."""
    from lcity import repairs

    done = repairs.repair(examination, words, folder, force=force)
    return "".join(f"{line}\n" for line in done.said(folder, words))


def failed(examination: Examination) -> bool:
    """Whether something is wrong that voids an answer or a file."""
    return examination.count(Severity.ERROR) > 0
