"""The Phủ Lý example: made again from its table; the published tally; one figure changes one indicator."""

import json
import os
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lcity import assess, criteria, formats, workbook
from lcity.formats import View
from lcity.model import Result, Status
from lcity.text import clean
from lcity.words import words

FOLDER = Path(__file__).parent.parent / "examples" / "phu-ly-2022"
SURVEY = FOLDER / "survey.xlsx"
CV86 = criteria.load("vn-cv86-2019")


def results(path: Path) -> dict[str, Result]:
    return {result.indicator: result for result in assess.assess([path], CV86).assessments[0].results}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook that make.py writes."""
    path = tmp_path_factory.mktemp("made") / "survey.xlsx"
    runpy.run_path(str(FOLDER / "make.py"))["main"](path)
    return path


def test_make_writes_the_committed_workbook(made: Path) -> None:
    kept, again = workbook.read(SURVEY), workbook.read(made)
    assert [sheet.name for sheet in again.sheets] == [sheet.name for sheet in kept.sheets]
    for now, before in zip(again.sheets, kept.sheets, strict=True):
        assert now.cells == before.cells
        assert now.merged == before.merged


def test_make_writes_the_same_bytes_each_time(made: Path, tmp_path: Path) -> None:
    runpy.run_path(str(FOLDER / "make.py"))["main"](tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == made.read_bytes()


def test_the_published_tally() -> None:
    report = assess.assess([SURVEY], CV86)
    text = formats.get("table").render(report, words("vi"), View())
    for line in (
        "42/47 (89,4%) chỉ số đạt và vượt so với yêu cầu",
        "5/47 (10,6%) chỉ số chưa đạt so với yêu cầu",
        "10/57 (17,5%) chỉ số chờ ý kiến đánh giá của chuyên gia",
    ):
        assert line in text
    tally = report.assessments[0].tally
    assert (tally.total, tally.scored, tally.experts, tally.base) == (57, 47, 10, 47)
    assert (tally.met, tally.not_met, tally.awaiting, tally.no_data) == (42, 5, 10, 0)


def test_json_holds_every_indicator_with_its_cells() -> None:
    report = assess.assess([SURVEY], CV86)
    found = json.loads(formats.get("json").render(report, words("vi"), View()))["returns"][0]["results"]
    assert [r["code"] for r in found] == list(CV86.indicators)
    assert len(found) == 57
    cells = {
        (cell.row, cell.column) for sheet in workbook.read(SURVEY).sheets for cell in sheet.cells.values()
    }
    for result in found:
        assert result["sources"], result["code"]
        for source in result["sources"]:
            row, column = int(source["cell"].lstrip("ABCDEFGHI")), "ABCDEFGHI".index(source["cell"][0]) + 1
            assert (row, column) in cells


def change(target: Path, code: str, figure: object) -> Path:
    """The example with another figure for one question, found by its label, saved by openpyxl."""
    book = load_workbook(SURVEY)
    sheet = book.active
    assert sheet is not None
    label = f"- {CV86.questions[code].label('vi')}"
    row = next(r for r in range(1, sheet.max_row + 1) if clean(str(sheet.cell(r, 2).value)) == label)
    sheet.cell(row, 5).value = figure
    book.save(target)
    return target


CHANGES: list[tuple[str, object, str, Status]] = [
    ("educators_ict", 2143, "2.4.1", Status.MET),
    ("educators_ict", "2.143 người", "2.4.1", Status.MET),
    ("educators_ict", 2142, "2.4.1", Status.NOT_MET),
    ("adults_learning", 255, "2.1.4", Status.MET),
    ("partnerships", 1, "3.3.5", Status.NOT_MET),
    ("waste_tonnes", "49.000,5", "1.3.2", Status.MET),
    ("science_degree_holders", None, "1.2.4", Status.NO_DATA),
]


@pytest.mark.parametrize(("question", "figure", "indicator", "status"), CHANGES)
def test_one_figure_changes_one_indicator(
    question: str, figure: object, indicator: str, status: Status, tmp_path: Path
) -> None:
    before, after = results(SURVEY), results(change(tmp_path / "survey.xlsx", question, figure))
    assert after[indicator].status is status
    assert differing(before, after) == [indicator]


def differing(before: dict[str, Result], after: dict[str, Result]) -> list[str]:
    """The indicators whose outcome or figures are not the same; where they were typed does not matter."""

    def told(result: Result) -> tuple[Any, ...]:
        outcome = (
            result.status,
            result.value,
            result.part,
            result.whole,
            result.basis,
            result.margin,
            result.heads,
        )
        return (*outcome, result.previous, result.reason, result.claimed)

    return [code for code in before if told(before[code]) != told(after[code])]


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def convert(path: Path, folder: Path, kind: str = "xlsx") -> Path:
    """The workbook as LibreOffice saves it."""
    folder.mkdir()
    profile = (folder / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180
    )
    return folder / f"{path.stem}.{kind}"


def test_libreoffice_is_there_where_it_must_be() -> None:
    assert OFFICE or os.environ.get("CI") != "true", "install LibreOffice: the tests below need it"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice_it_scores_the_same(kind: str, tmp_path: Path) -> None:
    assert differing(results(SURVEY), results(convert(SURVEY, tmp_path / "out", kind))) == []


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_one_figure_changed_and_saved_by_libreoffice(tmp_path: Path) -> None:
    changed = convert(change(tmp_path / "survey.xlsx", "educators_ict", 2143), tmp_path / "out")
    assert differing(results(SURVEY), results(changed)) == ["2.4.1"]
