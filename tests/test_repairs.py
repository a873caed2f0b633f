"""`lcity check --fix`: only what is certain is repaired, only in copies, and nothing else."""

import csv
import os
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import SAMPLE, lcity, refused, survey

from lcity import criteria, workbook
from lcity.errors import LcityError
from lcity.examination import examine
from lcity.repairs import LOG, repair
from lcity.words import words
from lcity.workbook import replacing
from lcity.workbook.replacing import Content

SET = criteria.load(SAMPLE)
NBSP = "\u00a0"
APART = unicodedata.normalize("NFD", "Số điểm học tập cộng đồng")


def rich(path: Path) -> Path:
    """A return as it comes: styles, a chart, a comment, a picture of a formula, and figures typed as text."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Biểu 1")
    bold = book.add_format({"bold": True, "bg_color": "#FFFF00", "num_format": "#,##0"})
    for column, label in enumerate(("Mã", "Nội dung", "Số liệu")):
        sheet.write_string(0, column, label, bold)
    typed = [
        ("population", "", f"351{NBSP}214"), ("places", APART, 12), ("pupils", "", "1.234.567"),
        ("1.1.1", "", "98,5%"), ("teachers", "", "21 người"), ("readers", "", "khoảng 20"),
        ("communes", "", "14"),
    ]  # fmt: skip
    for row, (code, title, value) in enumerate(typed, start=1):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, title)
        sheet.write(row, 2, value, bold)
    sheet.write_formula("E1", "=SUM(C2:C8)", None, 12)
    sheet.write_comment("A1", "Ghi chú của đơn vị")
    sheet.data_validation("C2", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.conditional_format("C2:C8", {"type": "cell", "criteria": ">", "value": 5, "format": bold})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Biểu 1'!$C$2:$C$5"})
    sheet.insert_chart("G2", chart)
    book.close()
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def repaired(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "gửi về").mkdir()
    given = rich(tmp_path / "gửi về" / "a.xlsx")
    repair(examine([given], SET), words("vi"), tmp_path / "sửa")
    return given, tmp_path / "sửa" / "a.xlsx"


def test_what_is_certain_is_repaired(repaired: tuple[Path, Path]) -> None:
    sheet = openpyxl.load_workbook(repaired[1])["Biểu 1"]
    assert [sheet[f"C{row}"].value for row in range(2, 9)] == [
        351214, 12, 1234567, 0.985, "21 người", "khoảng 20", 14,
    ]  # fmt: skip
    assert (sheet["C5"].number_format, sheet["C5"].font.bold, sheet["C2"].number_format) == (
        "0.00%",
        True,
        "#,##0",
    )
    assert sheet["B3"].value == unicodedata.normalize("NFC", APART)


def test_everything_else_stays_byte_for_byte(repaired: tuple[Path, Path]) -> None:
    before, after = map(parts, repaired)
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}, "XlsxWriter asks for calculation itself"
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]
    sheet = openpyxl.load_workbook(repaired[1])["Biểu 1"]
    assert sheet["E1"].value == "=SUM(C2:C8)" and sheet["A1"].comment is not None


def test_the_log_has_each_cell_before_and_after(repaired: tuple[Path, Path]) -> None:
    text = (repaired[1].parent / LOG).read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["Tệp", "Trang tính", "Ô", "Đã sửa", "Trước", "Sau"]
    assert ["a.xlsx", "Biểu 1", "C2", "chữ thành số", f"351{NBSP}214", "351214"] in rows
    assert ["a.xlsx", "Biểu 1", "C5", "chữ thành tỷ lệ phần trăm", "98,5%", "0.985"] in rows
    assert sorted(row[2] for row in rows[1:]) == ["B3", "C2", "C4", "C5", "C8"]


def test_the_copy_says_the_same_as_the_return(repaired: tuple[Path, Path]) -> None:
    """A repair changes how a figure is stored, never what it is."""

    def said(path: Path) -> dict[str, float]:
        from lcity import returns

        return {a.cell: a.value for a in returns.read(path, SET).answers if a.value == a.value}

    assert said(repaired[0]) == said(repaired[1])


def test_libreoffice_opens_it(repaired: tuple[Path, Path], tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        assert not os.environ.get("CI"), "the gate needs LibreOffice"
        pytest.skip("no LibreOffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "ods", "--outdir", tmp_path, repaired[1]]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    cells = workbook.read(tmp_path / "a.ods").sheets[0].cells
    assert [(cells[row, 3].value, cells[row, 3].percent) for row in (2, 4, 5)] == [
        (351214, False), (1234567, False), (0.985, True),
    ]  # fmt: skip


def test_programs_are_told_to_calculate(tmp_path: Path) -> None:
    path = survey(tmp_path / "a.xlsx", places="1 250")
    repair(examine([path], SET), words("vi"), tmp_path / "sửa")
    assert b'fullCalcOnLoad="1"' in parts(tmp_path / "sửa" / "a.xlsx")["xl/workbook.xml"]
    assert openpyxl.load_workbook(tmp_path / "sửa" / "a.xlsx")["Khảo sát"]["B8"].value == 1250


def test_repair_by_command(tmp_path: Path) -> None:
    (tmp_path / "gửi về").mkdir()
    given = rich(tmp_path / "gửi về" / "a.xlsx")
    survey(tmp_path / "gửi về" / "b.xlsx", unit="Xã B", pupils=431, literate_15=971, readers=3111)
    (tmp_path / "gửi về" / "c.xls").write_text("<html></html>")
    before = given.read_bytes()
    arguments = ("check", tmp_path / "gửi về", "-c", SAMPLE, "--fix", tmp_path / "sửa")
    done = lcity(*arguments)
    assert done.returncode == 1
    assert "Đã ghi 1 bản đã sửa (5 ô) vào" in done.stderr and "Phiếu gốc giữ nguyên." in done.stderr
    assert "có công thức: a.xlsx" in done.stderr
    assert given.read_bytes() == before
    assert sorted(p.name for p in (tmp_path / "sửa").iterdir()) == ["a.xlsx", LOG]
    again = lcity(*arguments)
    assert again.returncode == 2 and "--force" in again.stderr
    assert lcity(*arguments, "--force").returncode == 1
    refused(
        lcity("check", given, "-c", SAMPLE, "--fix", tmp_path / "x", "--annotate", tmp_path / "x"), "--fix"
    )
    clean = lcity("check", tmp_path / "gửi về" / "b.xlsx", "-c", SAMPLE, "--fix", tmp_path / "không")
    assert "không ghi bản sửa nào" in clean.stderr and not (tmp_path / "không").exists()


# Cells replaced in a package


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["A1", "B2", "C5", "C8"]),
        st.one_of(
            st.integers(-(10**12), 10**12).map(lambda n: Content("number", str(n))),
            st.floats(0, 1, allow_subnormal=False).map(
                lambda x: Content("percent", workbook.write_number(x))
            ),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
            .filter(lambda text: "_x" not in text)
            .map(lambda text: Content("text", text)),
        ),
    )
)
def test_any_content_is_read_back(contents: dict[str, Content]) -> None:
    source = SOURCE
    made = replacing.replace(source, {"Biểu 1": contents})
    SCRATCH.write_bytes(made)
    before = {workbook.address(*place): cell for place, cell in FIRST.cells.items()}
    after = {workbook.address(*p): c for p, c in workbook.read(SCRATCH).sheets[0].cells.items()}
    for place, content in contents.items():
        cell = after.pop(place)
        before.pop(place, None)
        value = content.value if content.kind == "text" else float(content.value)
        assert (cell.value, cell.percent) == (value, content.kind == "percent")
    assert after == before


@pytest.fixture(scope="module", autouse=True)
def _scratch(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One workbook for all examples of the property above."""
    global SCRATCH, SOURCE, FIRST
    path = rich(tmp_path_factory.mktemp("scratch") / "a.xlsx")
    SCRATCH, SOURCE, FIRST = path.with_name("b.xlsx"), path.read_bytes(), workbook.read(path).sheets[0]


SCRATCH: Path
SOURCE: bytes
FIRST: workbook.Sheet


def test_a_formula_is_never_replaced_and_no_cell_invented() -> None:
    for cell in ("E1", "Z99"):
        with pytest.raises(ValueError, match=cell):
            replacing.replace(SOURCE, {"Biểu 1": {cell: Content("number", "1")}})
    with pytest.raises(ValueError, match="Khác"):
        replacing.replace(SOURCE, {"Khác": {}})


def test_what_is_no_xlsx_is_refused() -> None:
    with pytest.raises(LcityError):
        replacing.replace(b"PK\3\4", {})
