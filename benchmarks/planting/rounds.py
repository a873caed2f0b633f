"""A seed in, a folder of returns and the truth about them out."""

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from lcity import criteria
from lcity.model import Criteria
from planting import (
    drafts,
    faults,
    faults_of_cells,  # noqa: F401 - these three fill the catalogue
    faults_of_rows,  # noqa: F401
    faults_of_sheets,  # noqa: F401
    layouts,
    sheets,
)
from planting.drafts import Draft
from planting.faults import Fault
from planting.layouts import Laid, Layout

SPOILED, MOST_FAULTS = 0.6, 4  # the share of returns that have faults, and how many at most
COPIED = 0.03  # the share of returns in which another unit's figures stand
BROKEN = 0.03  # the share of files that are no workbooks
LEAST_COUNTS = 5  # a form with fewer counts may really be the same in two units


class Truth(NamedTuple):
    """One planted fault: a finding with one of the codes at one of the places is right."""

    kind: str
    file: str
    places: frozenset[tuple[str, int]]  # sheet and row; none where the whole file is meant
    codes: frozenset[str]
    also: frozenset[str] = frozenset()

    def covers(self, file: str, sheet: str, row: int) -> bool:
        return file == self.file and (not self.places or (sheet, row) in self.places)


@dataclass
class Round:
    """What was made."""

    criteria: Criteria
    folder: Path
    truth: list[Truth]
    cells: int = 0


def make(kind: str, how_many: int, seed: int, folder: Path) -> Round:
    """`how_many` returns of one kind in a folder; the same seed gives the same bytes."""
    rnd = Random(f"{kind} {seed}")
    chosen = criteria.load(drafts.KINDS[kind].criteria)
    made = Round(chosen, folder, [])
    clean: list[tuple[Draft, str]] = []
    for number, unit in enumerate(drafts.names(rnd, how_many, kind)):
        draft = drafts.draft(kind, chosen, unit, f"{29_000 + 3 * number:05d}", rnd)
        draft.facts = {"set": chosen.id, "version": chosen.version, "unit": unit}
        draft.facts |= {"unit_code": draft.unit_code, "period": str(draft.period)}
        layout = layouts.choose(rnd)
        twin = _copy(draft, clean, rnd)
        planted = [] if twin else _plant(draft, layout, rnd)
        laid = layouts.lay(draft, layout, rnd)
        for fault in planted:
            if fault.spoil is not None:
                fault.spoil(laid)
        file = _send(folder, f"{number:04d} {unit}", laid.pages, rnd)
        made.truth += [_truth(fault, file, laid) for fault in planted]
        made.truth += [
            _whole("figures of another unit", one, "identical-figures") for one in (twin, file) if twin
        ]
        made.cells += sum(len(page.cells) for page in laid.pages)
        if not planted and not twin:
            clean.append((draft, file))
    made.truth += _break(folder, max(round(how_many * BROKEN), 2), rnd)
    return made


def _plant(draft: Draft, layout: Layout, rnd: Random) -> list[Fault]:
    """Some faults, each on rows of its own."""
    planted: list[Fault] = []
    wanted = rnd.randint(1, MOST_FAULTS) if rnd.random() < SPOILED else 0
    for kind in rnd.sample(list(faults.CATALOGUE), len(faults.CATALOGUE)):
        if draft.closed or len(planted) == wanted:
            break
        fault = faults.CATALOGUE[kind](draft, layout, rnd)
        if fault is not None:
            planted.append(fault)
            draft.touched.add(kind)  # a fault of the whole file wants the file to itself
    return planted


def _copy(draft: Draft, clean: list[tuple[Draft, str]], rnd: Random) -> str:
    """Now and then the figures of a unit that sent its return before; the name of its file, else ""."""
    counts = sum(question.type == "count" for question in draft.criteria.questions.values())
    asked = sum(row.item in draft.criteria.questions for row in draft.rows)
    if not clean or min(counts, asked) < LEAST_COUNTS or rnd.random() >= COPIED:
        return ""
    other, file = clean.pop(rnd.randrange(len(clean)))
    draft.rows = deepcopy(other.rows)
    return file


def _send(folder: Path, name: str, pages: list[sheets.Page], rnd: Random) -> str:
    """Writes the workbook; most send .xlsx."""
    suffix = rnd.choices([".xlsx", ".xls", ".ods"], [80, 10, 10])[0]
    file = name + (suffix if sheets.fits(suffix, pages) else ".xlsx")
    sheets.write(folder / file, pages)
    return file


def _truth(fault: Fault, file: str, laid: Laid) -> Truth:
    places = {laid.place[id(row)] for row in fault.rows} | set(fault.extra)
    return Truth(fault.kind, file, frozenset(places), frozenset(fault.codes), frozenset(fault.also))


def _whole(kind: str, file: str, code: str) -> Truth:
    return Truth(kind, file, frozenset(), frozenset({code}))


def _break(folder: Path, how_many: int, rnd: Random) -> list[Truth]:
    """Files that only look like workbooks, and one that somebody has open."""
    files = sorted(path for path in folder.iterdir() if path.suffix == ".xlsx")
    kinds = {
        "web page named .xls": (
            ".xls",
            b"<html><table><tr><td>M\xc3\xa3</td><td>12</td></tr></table></html>",
        ),
        "CSV named .xlsx": (".xlsx", "Mã;Nội dung;Số liệu\n1.1.1;Tỷ lệ;98,5\n".encode()),
        "half a workbook": (".xlsx", files[0].read_bytes()[: files[0].stat().st_size // 2]),
        "empty file": (".xlsx", b""),
    }
    found = []
    for number in range(how_many - 1):
        kind = rnd.choice(list(kinds))
        suffix, content = kinds[kind]
        file = f"hỏng {number:03d}{suffix}"
        (folder / file).write_bytes(content)
        found.append(_whole(kind, file, "unreadable-file"))
    opened = rnd.choice(files)
    opened.with_name(f"~${opened.name}").write_bytes(b"\x05admin")
    return [*found, _whole("open in Excel", opened.name, "file-open")]
