"""An examination in; out comes, in a folder, each sender's own workbook with what is wrong noted in it.

A workbook that cannot be noted in gets a list beside it. Nothing is written over, and no return is touched.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lcity import files, listings, workbook
from lcity.errors import LcityError
from lcity.examination import Examination, Examined
from lcity.listings import View
from lcity.model import Finding, Severity
from lcity.words import Words
from lcity.workbook import annotation
from lcity.workbook.annotation import Listing, Note
from lcity.workbook.package import Package


class HandedBack(NamedTuple):
    """What was written: workbooks with notes, those whose notes are settled, and lists beside others."""

    noted: tuple[str, ...]
    settled: tuple[str, ...]
    listed: tuple[tuple[str, LcityError | None], ...]

    def said(self, folder: Path, words: Words) -> list[str]:
        lines = [words("handback.noted", n=len(self.noted), folder=folder)]
        if self.settled:
            lines.append(words("handback.settled", n=len(self.settled), files=", ".join(self.settled)))
        lines += [
            words.error(error) if error else words("handback.listed", file=file)
            for file, error in self.listed
        ]
        return lines


def refuse(folder: Path, paths: Sequence[Path]) -> None:
    """Raise LcityError where the folder is a file, or lies among the returns and would be read as such."""
    if folder.exists() and not folder.is_dir():
        raise LcityError("handback-no-folder", folder=str(folder))
    place = folder.resolve()
    for path in paths:
        within = path.resolve() if path.is_dir() else path.resolve().parent
        if place == within or (path.is_dir() and within in place.parents):
            raise LcityError("handback-inside", folder=str(folder), path=str(path))


def hand_back(examination: Examination, words: Words, folder: Path, *, force: bool = False) -> HandedBack:
    """Write the workbooks of all files with findings.

    Raises LcityError where something cannot be written or is there already and `force` is off.
    """
    noted: list[str] = []
    settled: list[str] = []
    listed: list[tuple[str, LcityError | None]] = []
    found = {
        one: [f for f in findings if f.severity != Severity.NOTE]
        for one, findings in zip(examination.files, examination.by_file.values(), strict=True)
    }
    _refuse_existing(folder, [one for one, findings in found.items() if findings], force)
    for one, findings in found.items():
        out = place_of(folder, one)
        made: bytes | None = None
        error: LcityError | None = None
        try:
            made = _annotated(one, findings, examination, words)
        except LcityError as caught:
            caught.values["file"] = one.file
            error = caught if caught.code.startswith("annotation-") else None
        if made is not None:
            _write(out, made, force)
            (noted if findings else settled).append(one.file)
        elif findings:
            alone = examination._replace(files=(one,), findings=tuple(findings), skipped=())
            _write(
                out.with_name(f"{out.name}.xlsx"), listings.get("xlsx").render(alone, words, View()), force
            )
            listed.append((one.file, error))
    return HandedBack(tuple(noted), tuple(settled), tuple(listed))


def _refuse_existing(folder: Path, files_: Sequence[Examined], force: bool) -> None:
    """Before anything is written, so that nothing is written by halves."""
    for one in files_:
        out = place_of(folder, one)
        for path in (out, out.with_name(f"{out.name}.xlsx")):
            if path.exists() and not force:
                raise LcityError("output-exists", file=str(path))


def place_of(folder: Path, one: Examined) -> Path:
    """Where a file goes below the folder: as it lay below its own, else by its name alone."""
    path = Path(one.file)
    return folder / (path.name if path.is_absolute() or ".." in path.parts else path)


def _annotated(
    one: Examined, findings: Sequence[Finding], examination: Examination, words: Words
) -> bytes | None:
    """The workbook with its notes; None where it cannot have any, or had none and needs none."""
    if not one.read or one.path.suffix.casefold() not in (".xlsx", ".xlsm"):
        return None
    source = workbook.load(one.path)
    notes = [
        Note(f.place.sheet, f.place.cell, words.finding(f, examination.criteria), str(f.severity))
        for f in findings
    ]
    made = annotation.annotate(source, notes, _listing(words))
    return made if notes or _parts(made) != _parts(source) else None


def _parts(data: bytes) -> dict[str, int]:
    return {part.name: part.crc for part in Package(data).parts}


def _listing(words: Words) -> Listing:
    place, severity, message, done = (
        words(f"handback.column-{key}") for key in ("place", "severity", "message", "done")
    )
    severities = {str(one): words(f"severity.{one}") for one in Severity}
    name, title, whole = (words(f"handback.{key}") for key in ("sheet", "title", "whole"))
    return Listing(name, title, (place, severity, message, done), severities, whole)


def _write(out: Path, made: bytes, force: bool) -> None:
    files.make_folder(out.parent)
    files.write(out, made, force=force)
