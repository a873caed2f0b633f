"""Workbooks: what every format gives, and how files that are damaged, hostile or no workbooks at all end."""

import datetime as dt
import io
import os
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from lcity import languages, workbook
from lcity.errors import LcityError
from lcity.workbook import Cell, Sheet, address, find_workbooks, position, read, write_number
from lcity.workbook.number_format import moment, shows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NEW_YEARS_EVE = dt.datetime(2025, 12, 31, 13, 45)  # noqa: DTZ001 - cells have no zone
XFS = '<xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/>'  # plain, percent, date
NOON = "2025-04-03T13:45:00"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(*entries: tuple[str, str, str], office: str = OFFICE) -> str:
    lines = (f'<Relationship Id="{i}" Type="{office}/{t}" Target="{to}"/>' for i, t, to in entries)
    return f'<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'


def xlsx_parts(data: str = "", *, around: tuple[str, str] = ("", ""), **parts: str) -> dict[str, str]:
    """A package with one sheet, written by hand; parts are named by their last word."""
    return {
        "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": parts.get("workbook")
        or f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="Số liệu" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": parts.get("rels")
        or relations(
            ("s", "worksheet", "worksheets/sheet1.xml"),
            ("t", "sharedStrings", "sharedStrings.xml"),
            ("u", "styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": parts.get("shared") or f'<sst xmlns="{MAIN}"><si><t>Huế</t></si></sst>',
        "xl/styles.xml": parts.get("styles")
        or f'<styleSheet xmlns="{MAIN}"><cellXfs>{XFS}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": parts.get("sheet")
        or f'<worksheet xmlns="{MAIN}">{around[0]}<sheetData>{data}</sheetData>{around[1]}</worksheet>',
    }


Reader = Callable[..., Sheet]


@pytest.fixture
def sheet(tmp_path: Path) -> Reader:
    """Reads the only sheet of a package written by hand."""

    def read_sheet(data: str = "", **parts: object) -> Sheet:
        path = tmp_path / "hand.xlsx"
        path.write_bytes(zipped(xlsx_parts(data, **parts)))  # type: ignore[arg-type]
        (found,) = read(path).sheets
        return found

    return read_sheet


def refused(path: Path) -> LcityError:
    with pytest.raises(LcityError) as caught:
        read(path)
    assert caught.value.values["file"] == str(path)
    return caught.value


def refused_bytes(tmp_path: Path, content: bytes, name: str = "x.xlsx") -> LcityError:
    path = tmp_path / name
    path.write_bytes(content)
    return refused(path)


def plain(cell: Cell) -> tuple[str, object, str]:
    return cell.kind, cell.value, cell.text


# --- places and numbers


@given(st.integers(1, workbook.LAST_ROW), st.integers(1, workbook.LAST_COLUMN))
def test_every_address_is_its_place(row: int, column: int) -> None:
    assert position(address(row, column)) == (row, column)


@pytest.mark.parametrize(
    ("text", "place"),
    [("A1", (1, 1)), ("C4", (4, 3)), ("AA10", (10, 27)), ("XFD1048576", (1_048_576, 16_384))],
)
def test_addresses(text: str, place: tuple[int, int]) -> None:
    assert position(text) == place
    assert address(*place) == text


@pytest.mark.parametrize(
    "text", ["", "A", "1", "A0", "a1", "A01", "XFE1", "A1048577", "AAAA1", "A1:B2", "$A$1", "A٣"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        position(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1, "0.1"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (-2.5, "-2.5"),
    ],
)
def test_numbers_are_written_as_short_as_they_are_exact(value: float, text: str) -> None:
    assert write_number(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back(value: float) -> None:
    assert float(write_number(value)) == value
    assert "e" not in write_number(value)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("", "number"),
        ("General", "number"),
        ("0.00", "number"),
        ("#,##0_);[Red](#,##0)", "number"),
        ("0.00E+00", "number"),
        ('0" ngày"', "number"),
        (r"0\d", "number"),
        ("#,##0_d", "number"),
        ("[Magenta]0", "number"),
        ("#,##0\\ [$₫-42A]", "number"),
        ("@", "number"),
        ("0%", "percent"),
        ("0.0%;[Red]-0.0%", "percent"),
        ('0.0"%"', "number"),
        (r"0.0\%", "number"),
        ("0_%", "number"),
        ("dd/mm/yyyy", "date"),
        ("d-mmm", "date"),
        ("[$-1010000]d/m/yyyy;@", "date"),
        ('"ngày "dd" tháng "mm', "date"),
        ("[h]:mm", "date"),
        ("[ss]", "date"),
        ("hh:mm AM/PM", "date"),
        ("yyyy%", "date"),
    ],
)
def test_what_a_format_shows(code: str, what: str) -> None:
    assert shows(code) == what


@pytest.mark.parametrize(
    ("serial", "from_1904", "iso"),
    [
        (45750, False, "2025-04-03"),
        (45750 - 1462, True, "2025-04-03"),
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (61, False, "1900-03-01"),
        (0.5, False, "12:00:00"),
        (45750.5729166667, False, "2025-04-03T13:45:00"),
        (0, False, "00:00:00"),
        (-1, False, None),
        (2_958_465, False, "9999-12-31"),
        (2_958_466, False, None),
        (2_958_465, True, None),
    ],
)
def test_moments(serial: float, from_1904: bool, iso: str | None) -> None:
    assert moment(serial, from_1904) == iso


@given(st.floats(allow_nan=False), st.booleans())
def test_a_moment_is_iso_or_none(serial: float, from_1904: bool) -> None:
    iso = moment(serial, from_1904)
    assert (
        iso is None
        or (dt.datetime.fromisoformat(iso) if "-" in iso else dt.time.fromisoformat(iso)) is not None
    )


# --- xlsx as programs write it


def test_a_workbook_of_openpyxl(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Số liệu"
    values: dict[str, object] = {
        "A1": "Tỷ lệ", "B1": "12", "C1": 12, "D1": 0.1, "E1": True, "F1": "#DIV/0!", "G1": " ",
        "A2": dt.date(2025, 4, 3), "B2": NEW_YEARS_EVE, "C2": dt.time(13, 45), "D2": "=1+1",
        "A3": "dòng 1\ndòng 2 & <ba>", "B3": "a_x0041_b", "C3": "Hue\u0302\u0301",
    }  # fmt: skip
    for place, value in values.items():
        first[place] = value
    first["H1"] = 0.125
    first["H1"].number_format = "0.0%"
    first["I1"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")
    first.merge_cells("A10:C12")
    first.column_dimensions["C"].hidden = True
    first.row_dimensions[3].hidden = True
    book.create_sheet("Ẩn").sheet_state = "veryHidden"
    book.create_chartsheet("Biểu đồ")
    path = tmp_path / "một tệp.xlsx"
    book.save(path)

    found = read(path)
    assert (found.path, found.format) == (path, "xlsx")
    assert [(s.name, s.hidden) for s in found.sheets] == [("Số liệu", False), ("Ẩn", True)]
    cells = found.sheets[0].cells
    assert {address(*place): plain(cell) for place, cell in cells.items()} == {
        "A1": ("text", "Tỷ lệ", "Tỷ lệ"),
        "B1": ("text", "12", "12"),
        "C1": ("number", 12.0, "12"),
        "D1": ("number", 0.1, "0.1"),
        "E1": ("yes_no", True, "TRUE"),
        "F1": ("error", "#DIV/0!", "#DIV/0!"),
        "G1": ("text", " ", " "),
        "H1": ("number", 0.125, "0.125"),
        "A2": ("date", "2025-04-03", "45750"),
        "B2": ("date", "2025-12-31T13:45:00", "46022.57291666666"),
        "C2": ("date", "13:45:00", "0.5729166666666666"),
        "D2": ("empty_formula", None, ""),
        "A3": ("text", "dòng 1\ndòng 2 & <ba>", "dòng 1\ndòng 2 & <ba>"),
        "B3": ("text", "aAb", "aAb"),
        "C3": ("text", "Hue\u0302\u0301", "Hue\u0302\u0301"),
    }
    assert [address(*p) for p, cell in cells.items() if cell.percent] == ["H1"]
    assert [address(*p) for p, cell in cells.items() if cell.formula] == ["D2"]
    assert [address(*p) for p, cell in cells.items() if cell.hidden] == ["C1", "C2", "A3", "B3", "C3"]
    assert found.sheets[0].merged == ((10, 1, 12, 3),)


def test_the_ending_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bảng.xls"
    path.write_bytes(zipped(xlsx_parts('<row><c t="s"><v>0</v></c></row>')))
    assert read(path).format == "xlsx"


def test_a_workbook_with_macros(tmp_path: Path) -> None:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = f'<Types xmlns="{TYPES}"><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    path = tmp_path / "x.xlsx"
    path.write_bytes(zipped({"[Content_Types].xml": types} | xlsx_parts()))
    assert read(path).format == "xlsm"


# --- xlsx as the standard allows it


@pytest.mark.parametrize(
    ("data", "kind", "value", "text", "formula"),
    [
        ("<c><v>12</v></c>", "number", 12.0, "12", False),
        ('<c t="n"><v>0.28999999999999998</v></c>', "number", 0.29, "0.29", False),
        ("<c><v>-1.5E-3</v></c>", "number", -0.0015, "-0.0015", False),
        ('<c s="1"><v>0.5</v></c>', "number", 0.5, "0.5", False),
        ('<c s="2"><v>45750</v></c>', "date", "2025-04-03", "45750", False),
        ('<c s="2"><v>-5</v></c>', "number", -5.0, "-5", False),
        ('<c t="s"><v>0</v></c>', "text", "Huế", "Huế", False),
        ('<c t="inlineStr"><is><t>a b</t></is></c>', "text", "a b", "a b", False),
        (
            '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>',
            "text",
            "ab",
            "ab",
            False,
        ),
        ('<c t="str"><f>A2</f><v>abc</v></c>', "text", "abc", "abc", True),
        ('<c t="str"><f>IF(1,"")</f><v></v></c>', "text", "", "", True),
        ('<c t="str"><v>a_x000A_b_x005F_x000A_</v></c>', "text", "a\nb_x000A_", "a\nb_x000A_", False),
        ('<c t="str"><v>_xD83D__xDE00_</v></c>', "text", "😀", "😀", False),
        ('<c t="b"><v>1</v></c>', "yes_no", True, "TRUE", False),
        ('<c t="b"><v>0</v></c>', "yes_no", False, "FALSE", False),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error", "#DIV/0!", "#DIV/0!", True),
        ('<c t="d"><v>2025-04-03</v></c>', "date", "2025-04-03", "2025-04-03", False),
        (
            '<c t="d"><v>2025-04-03T13:45:00</v></c>',
            "date",
            "2025-04-03T13:45:00",
            "2025-04-03T13:45:00",
            False,
        ),
        ("<c><f>1+1</f><v>2</v></c>", "number", 2.0, "2", True),
        ("<c><f>1+1</f></c>", "empty_formula", None, "", True),
        ("<c><f>1+1</f><v></v></c>", "empty_formula", None, "", True),
        ("<c><f>1+1</f><v/></c>", "empty_formula", None, "", True),
        ('<c t="s"><f>1+1</f></c>', "empty_formula", None, "", True),
        ('<c t="str"><f>1+1</f></c>', "empty_formula", None, "", True),
        ('<c><f t="shared" si="0"/><v>3</v></c>', "number", 3.0, "3", True),
    ],
)
def test_cells(sheet: Reader, data: str, kind: str, value: object, text: str, formula: bool) -> None:
    (cell,) = sheet(f"<row>{data}</row>").cells.values()
    assert (cell.kind, cell.value, cell.text, cell.formula) == (kind, value, text, formula)


@pytest.mark.parametrize(
    "data",
    [
        "<c/>",
        '<c s="1"/>',
        "<c><v/></c>",
        '<c t="s"/>',
        '<c t="inlineStr"><is><t/></is></c>',
        '<c t="str"><v></v></c>',
    ],
)
def test_cells_without_content_are_left_out(sheet: Reader, data: str) -> None:
    assert sheet(f"<row>{data}</row>").cells == {}


def test_places_are_counted_where_none_are_written(sheet: Reader) -> None:
    data = (
        '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>'
        '<row r="5"><c><v>4</v></c></row><row><c/><c><v>5</v></c></row>'
    )
    assert [address(*place) for place in sheet(data).cells] == ["A1", "D1", "E1", "A5", "B6"]


def test_prefixes_do_not_matter(sheet: Reader) -> None:
    found = sheet(
        sheet=f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
        '<x:row r="2"><x:c r="B2" t="s"><x:v>0</x:v></x:c></x:row>'
        '</x:sheetData><x:mergeCells><x:mergeCell ref="B2:C3"/></x:mergeCells></x:worksheet>'
    )
    assert found.cells[2, 2].value == "Huế"
    assert found.merged == ((2, 2, 3, 3),)


def test_other_namespaces_are_not_cells(sheet: Reader) -> None:
    found = sheet('<row xmlns:o="urn:other"><c><v>1</v><o:v>8</o:v></c><o:c><o:v>9</o:v></o:c></row>')
    assert [cell.value for cell in found.cells.values()] == [1.0]


def test_the_strict_form(tmp_path: Path) -> None:
    parts = {
        name: content.replace(MAIN, STRICT_MAIN).replace(OFFICE, STRICT_OFFICE)
        for name, content in xlsx_parts('<row><c s="1"><v>0.5</v></c><c t="s"><v>0</v></c></row>').items()
    }
    path = tmp_path / "strict.xlsx"
    path.write_bytes(zipped(parts))
    (found,) = read(path).sheets
    assert [(cell.value, cell.percent) for cell in found.cells.values()] == [(0.5, True), ("Huế", False)]


@pytest.mark.parametrize(
    "target",
    [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "../xl/./worksheets/Sheet1.xml",
        "worksheets/%73heet1.xml",
    ],
)
def test_targets_are_absolute_or_relative(sheet: Reader, target: str) -> None:
    found = sheet("<row><c><v>1</v></c></row>", rels=relations(("s", "worksheet", target)))
    assert found.cells[1, 1].value == 1.0


def test_dates_from_1904(sheet: Reader) -> None:
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="1"/>'
        '<sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>'
    )
    assert sheet('<row><c s="2"><v>44288</v></c></row>', workbook=book).cells[1, 1].value == "2025-04-03"


def test_formats_of_conditional_formatting_are_others(sheet: Reader) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="164"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="164" formatCode="0.0"/></dxf></dxfs></styleSheet>'
    )
    cell = sheet('<row><c s="0"><v>0.5</v></c></row>', styles=styles).cells[1, 1]
    assert (cell.kind, cell.percent) == ("number", True)


def test_rich_shared_strings_are_joined_without_phonetic_guides(sheet: Reader) -> None:
    runs = '<r><t xml:space="preserve">Tỷ </t></r><r><t>lệ</t></r><rPh sb="0"><t>x</t></rPh>'
    shared = f'<sst xmlns="{MAIN}"><si>{runs}</si><si/></sst>'
    found = sheet('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', shared=shared)
    assert [cell.value for cell in found.cells.values()] == ["Tỷ lệ"]


def test_hidden_rows_and_columns(sheet: Reader) -> None:
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="16384" hidden="true"/></cols>'
    data = (
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2">'
        + "".join(f'<c r="{c}2"><v>1</v></c>' for c in "ABCDE")
        + "</row>"
    )
    found = sheet(data, around=(columns, ""))
    assert [address(*place) for place, cell in found.cells.items() if cell.hidden] == ["A1", "B2", "C2", "E2"]


def test_a_cell_far_out_costs_nothing(sheet: Reader) -> None:
    start = time.perf_counter()
    found = sheet(
        '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>', around=('<dimension ref="A1:B2"/>', "")
    )
    assert time.perf_counter() - start < 0.5
    assert list(found.cells) == [(1_048_576, 16_384)]


@pytest.mark.parametrize(
    "data",
    [
        '<row><c t="s"><v>1</v></c></row>',  # beyond the shared strings
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        '<row><c s="9"><v>1</v></c></row>',  # a style that is not there
        '<row><c s="-1"><v>1</v></c></row>',
        '<row><c t="q"><v>1</v></c></row>',
        '<row><c t="b"><v>2</v></c></row>',
        '<row><c t="d"><v>hôm nay</v></c></row>',
        "<row><c><v>abc</v></c></row>",
        "<row><c><v>1,5</v></c></row>",
        "<row><c><v>1_000</v></c></row>",
        "<row><c><v>nan</v></c></row>",
        "<row><c><v>1e999</v></c></row>",
        "<row><c><v>٣</v></c></row>",
        "<row><c><v>1</v><v>2</v></c></row>",
        "<row><c><v>1<v>2</v></v></c></row>",
        "<row><c><v>1<x/>2</v></c></row>",
        '<row r="1"><c r="A2"><v>1</v></c></row>',  # an address of another row
        '<row r="1"><c r="A1"/><c r="A11"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',  # one place twice
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="99999999999999999999"/>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"/><c><v>1</v></c></row>',
        "<c><v>1</v></c>",
        "<row><row/></row>",
        "<row><c><c/></c></row>",
        "<sheetData/>",
        "</sheetData><sheetData>",
        "<a>" * 1000 + "</a>" * 1000,
    ],
)  # fmt: skip
def test_sheets_that_contradict_themselves_are_broken(sheet: Reader, data: str) -> None:
    with pytest.raises(LcityError) as caught:
        sheet(data)
    assert caught.value.code == "workbook-broken"
    assert str(caught.value.values["why"]).startswith("xl/worksheets/sheet1.xml")


def test_a_sheet_that_is_no_sheet_is_broken(sheet: Reader) -> None:
    for content in (
        f'<worksheet xmlns="{MAIN}"/>',
        "<worksheet><sheetData/></worksheet>",
        "",
        "x",
        f'<worksheet xmlns="{MAIN}"><sheetData>',
    ):
        with pytest.raises(LcityError) as caught:
            sheet(sheet=content or " ")
        assert caught.value.code == "workbook-broken"


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("part", ["sheet", "shared", "styles", "workbook", "rels"])
def test_entities_are_refused_in_every_part(sheet: Reader, part: str) -> None:
    with pytest.raises(LcityError) as caught:
        sheet(**{part: f"{ENTITIES}<x>&b;&c;</x>"})
    assert "DOCTYPE" in str(caught.value.values["why"])


@pytest.mark.parametrize(
    "missing",
    [
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "_rels/.rels",
    ],
)
def test_a_missing_part_is_broken(tmp_path: Path, missing: str) -> None:
    parts = xlsx_parts()
    del parts[missing]
    assert refused_bytes(tmp_path, zipped(parts)).code == "workbook-broken"


def book_of(*sheets: str) -> str:
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{"".join(sheets)}</sheets></workbook>'


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([], "workbook-no-sheets"),
        (['<sheet name="A" r:id="s"/>', '<sheet name="A" r:id="s2"/>'], "workbook-broken"),
        (['<sheet name="A" r:id="s"/>', '<sheet name="B" r:id="s"/>'], "workbook-broken"),
        (['<sheet name="" r:id="s"/>'], "workbook-broken"),
        (['<sheet name="A" r:id="none"/>'], "workbook-broken"),
        ([f'<sheet name="{n}" r:id="s"/>' for n in range(2000)], "workbook-too-large-sheets"),
    ],
)  # fmt: skip
def test_lists_of_sheets_that_cannot_be(tmp_path: Path, entries: list[str], code: str) -> None:
    assert refused_bytes(tmp_path, zipped(xlsx_parts(workbook=book_of(*entries)))).code == code


def test_bounds_on_cells_and_texts(sheet: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcity.workbook.xlsx.MAX_CELLS", 10)
    monkeypatch.setattr("lcity.workbook.worksheet.MAX_CELLS", 10)
    assert len(sheet("<row>" + "<c><v>1</v></c>" * 10 + "<c/>" * 10 + "</row>").cells) == 10
    for data, code in (
        ("<row>" + "<c><v>1</v></c>" * 11 + "</row>", "workbook-too-large-cells"),
        ('<row><c t="str"><v>' + "x" * 100_001 + "</v></c></row>", "workbook-too-large-text"),
    ):
        with pytest.raises(LcityError) as caught:
            sheet(data)
        assert caught.value.code == code
    with pytest.raises(LcityError) as caught:
        sheet(shared=f'<sst xmlns="{MAIN}">' + "<si/>" * 11 + "</sst>")
    assert caught.value.code == "workbook-too-large-cells"


def test_an_endless_comment_is_given_up(sheet: Reader) -> None:
    start = time.perf_counter()
    with pytest.raises(LcityError):
        sheet("<!--" + random.Random(1).randbytes(6_000_000).hex() + "-->")  # noqa: S311 - noise, no secret
    assert time.perf_counter() - start < 20


# --- other formats


def test_an_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    first = book.add_sheet("Số liệu")
    first.write(0, 0, "Huế")
    first.write(1, 0, 12)
    first.write(1, 1, 0.125, xlwt.easyxf(num_format_str="0.0%"))
    first.write(1, 2, NEW_YEARS_EVE, xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm"))
    first.write(1, 3, True)
    first.write(1, 4, None, xlwt.easyxf("pattern: pattern solid"))
    first.row(1).set_cell_error(5, 0x07)
    first.write(255, 255, "xa")
    first.write_merge(5, 7, 0, 2, "gộp")
    first.col(1).hidden = True
    first.row(0).hidden = True
    book.add_sheet("Ẩn").visibility = 2
    path = tmp_path / "bảng.xlsx"
    book.save(str(path))

    found = read(path)
    assert found.format == "xls"
    assert [(s.name, s.hidden) for s in found.sheets] == [("Số liệu", False), ("Ẩn", True)]
    assert list(found.sheets[0].cells.values()) == [
        Cell(1, 1, "text", "Huế", "Huế", hidden=True),
        Cell(2, 1, "number", 12.0, "12"),
        Cell(2, 2, "number", 0.125, "0.125", percent=True, hidden=True),
        Cell(2, 3, "date", "2025-12-31T13:45:00", "46022.572916666664"),
        Cell(2, 4, "yes_no", True, "TRUE"),
        Cell(2, 6, "error", "#DIV/0!", "#DIV/0!"),
        Cell(6, 1, "text", "gộp", "gộp"),
        Cell(256, 256, "text", "xa", "xa"),
    ]
    assert found.sheets[0].merged == ((6, 1, 8, 3),)


def xls_bytes() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("S").write(0, 0, "x")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_xls_with_a_password(tmp_path: Path) -> None:
    data = bytearray(xls_bytes())
    after_first_record = data.index(b"\x09\x08\x10\x00") + 20
    data[after_first_record : after_first_record + 2] = b"\x2f\x00"  # FILEPASS
    assert refused_bytes(tmp_path, bytes(data), "x.xls").code == "workbook-encrypted"


def test_a_damaged_xls_dies_alone(tmp_path: Path) -> None:
    data = xls_bytes()
    for damaged in (data[: len(data) // 3], data[:512], data[:512] + bytes(5000)):
        assert refused_bytes(tmp_path, damaged, "x.xls").code == "workbook-broken"


def test_files_beside_the_user_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "xlrd.py", "lcity.py"):
        (tmp_path / name).write_text("raise SystemExit(9)")
    (tmp_path / "x.xls").write_bytes(xls_bytes())
    monkeypatch.chdir(tmp_path)
    assert read(Path("x.xls")).sheets[0].cells[1, 1].value == "x"


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of an .xlsb part: kind and length in seven bits a byte, then the data."""

    def pieces(number: int) -> bytes:
        return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + pieces(number >> 7)

    return pieces(kind) + pieces(len(data)) + data


def wide(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def xlsb_bytes(rows: bytes, size: tuple[int, int] = (10, 10)) -> bytes:
    return zipped(
        {
            "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.bin")),
            "xl/_rels/workbook.bin.rels": relations(("s", "worksheet", "worksheets/sheet1.bin")),
            "xl/workbook.bin": record(131)
            + record(143)
            + record(156, struct.pack("<LL", 1, 1) + wide("s") + wide("Số liệu"))
            + record(144)
            + record(132),
            "xl/worksheets/sheet1.bin": record(129)
            + record(148, struct.pack("<4L", 0, size[0], 0, size[1]))
            + record(145)
            + rows
            + record(146)
            + record(130),
        }
    )


def xlsb_row(number: int, *cells: tuple[int, int, bytes]) -> bytes:
    head = record(0, struct.pack("<LLHBBBL", number, 0, 300, 0, 0, 0, 0))
    return head + b"".join(record(kind, struct.pack("<LL", column, 0) + data) for kind, column, data in cells)


def test_an_xlsb(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsb"
    path.write_bytes(
        xlsb_bytes(xlsb_row(1, (6, 1, wide("Huế")), (5, 2, struct.pack("<d", 0.125)), (4, 3, b"\1")))
    )
    found = read(path)
    assert found.format == "xlsb"
    assert [(s.name, s.hidden) for s in found.sheets] == [("Số liệu", True)]
    assert list(found.sheets[0].cells.values()) == [
        Cell(2, 2, "text", "Huế", "Huế"),
        Cell(2, 3, "number", 0.125, "0.125"),
        Cell(2, 4, "yes_no", True, "TRUE"),
    ]


def test_an_xlsb_that_ends_its_reader(tmp_path: Path) -> None:
    far = xlsb_bytes(xlsb_row(1_048_575, (5, 16_383, struct.pack("<d", 1))), (1_048_575, 16_383))
    cut = zipped(
        {"_rels/.rels": relations(("r", "officeDocument", "xl/workbook.bin")), "xl/workbook.bin": b"\x83"}
    )
    for data in (far, cut):
        assert refused_bytes(tmp_path, data, "x.xlsb").code == "workbook-broken"


ODS_SPACES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"o": "office", "t": "table", "x": "text", "s": "style", "d": "drawing"}.items()
)
CALC = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
HIDDEN_STYLE = '<s:style s:name="ta2" s:family="table"><s:table-properties t:display="false"/></s:style>'


def ods_bytes(tables: str, manifest: str = "") -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    content = (
        f"<o:document-content{ODS_SPACES}{CALC}><o:automatic-styles>{HIDDEN_STYLE}</o:automatic-styles>"
        f"<o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{space}">{manifest}</m:manifest>',
        }
    )


@pytest.fixture
def ods(tmp_path: Path) -> Reader:
    """Reads the only table of an .ods written by hand."""

    def read_table(rows: str) -> Sheet:
        path = tmp_path / "hand.ods"
        path.write_bytes(ods_bytes(f'<t:table t:name="Số liệu">{rows}</t:table>'))
        (found,) = read(path).sheets
        return found

    return read_table


def row(*cells: str, **attributes: object) -> str:
    written = "".join(f' t:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<t:table-row{written}>{''.join(cells)}</t:table-row>"


def ods_cell(attributes: str = "", inside: str = "") -> str:
    return f"<t:table-cell {attributes}>{inside}</t:table-cell>"


TEXT = 'o:value-type="string"'
FLOAT = 'o:value-type="float" o:value='
ONE = ods_cell(FLOAT + '"1"')


@pytest.mark.parametrize(
    ("attributes", "inside", "kind", "value", "text"),
    [
        (FLOAT + '"12"', "<x:p>12</x:p>", "number", 12.0, "12"),
        ('o:value-type="percentage" o:value="0.125"', "<x:p>12,5%</x:p>", "number", 0.125, "0.125"),
        ('o:value-type="currency" o:value="5"', "", "number", 5.0, "5"),
        ('o:value-type="date" o:date-value="2025-04-03"', "", "date", "2025-04-03", "2025-04-03"),
        ('o:value-type="date" o:date-value="2025-04-03T13:45:00"', "", "date", NOON, NOON),
        ('o:value-type="time" o:time-value="PT13H45M00S"', "", "date", "13:45:00", "PT13H45M00S"),
        ('o:value-type="time" o:time-value="PT36H"', "", "date", "1900-01-01T12:00:00", "PT36H"),
        ('o:value-type="time" o:time-value="-PT12H"', "", "number", -0.5, "-0.5"),
        ('o:value-type="boolean" o:boolean-value="true"', "<x:p>ĐÚNG</x:p>", "yes_no", True, "TRUE"),
        (TEXT, "<x:p>một</x:p><x:p>hai</x:p>", "text", "một\nhai", "một\nhai"),
        (TEXT, '<x:p>a<x:s x:c="2"/>b<x:span>c</x:span></x:p>', "text", "a  bc", "a  bc"),
        (TEXT, "<x:p>a<x:tab/>b<x:line-break/>c\n   d</x:p>", "text", "a\tb\nc d", "a\tb\nc d"),
        (TEXT, "<o:annotation><x:p>chú thích</x:p></o:annotation><x:p>x</x:p>", "text", "x", "x"),
        (TEXT, "<x:p>x</x:p><d:frame><x:p>khung</x:p></d:frame>", "text", "x", "x"),
        (TEXT + ' o:string-value="thật"', "<x:p>hiện</x:p>", "text", "thật", "thật"),
        ("", "<x:p>không loại</x:p>", "text", "không loại", "không loại"),
        (TEXT + ' t:formula="of:=IF(1;&quot;&quot;)"', "", "text", "", ""),
        (TEXT + ' calcext:value-type="error"', "<x:p>#DIV/0!</x:p>", "error", "#DIV/0!", "#DIV/0!"),
        (TEXT + ' t:formula="of:=1/0"', "<x:p>#DIV/0!</x:p>", "error", "#DIV/0!", "#DIV/0!"),
        (TEXT, "<x:p>#DIV/0!</x:p>", "text", "#DIV/0!", "#DIV/0!"),
        ('t:formula="of:=1+1"', "", "empty_formula", None, ""),
    ],
)
def test_ods_cells(ods: Reader, attributes: str, inside: str, kind: str, value: object, text: str) -> None:
    (cell,) = ods(row(ods_cell(attributes, inside))).cells.values()
    assert plain(cell) == (kind, value, text)
    assert cell.percent == ("percentage" in attributes)
    assert cell.formula == ("formula" in attributes)


def test_ods_runs_of_equal_cells_and_rows(ods: Reader) -> None:
    three = ods_cell(FLOAT + '"1" t:number-columns-repeated="3"')
    blanks = ods_cell('t:number-columns-repeated="16384"')
    found = ods(
        '<t:table-column/><t:table-column t:visibility="collapse" t:number-columns-repeated="2"/>'
        f"<t:table-header-rows>{row(ONE)}</t:table-header-rows>"
        + row(ods_cell(), three, number_rows_repeated=2)
        + row(blanks, number_rows_repeated=1_048_000)
        + row(ONE, visibility="filter")
    )
    assert [address(*p) for p in found.cells] == ["A1", "B2", "C2", "D2", "B3", "C3", "D3", "A1048004"]
    assert all(place == (cell.row, cell.column) for place, cell in found.cells.items())
    hidden = [address(*place) for place, cell in found.cells.items() if cell.hidden]
    assert hidden == ["B2", "C2", "B3", "C3", "A1048004"]


def test_ods_spans_are_merged_ranges(ods: Reader) -> None:
    span = ods_cell(TEXT + ' t:number-columns-spanned="2" t:number-rows-spanned="3"', "<x:p>gộp</x:p>")
    found = ods(row(ods_cell(), span, "<t:covered-table-cell/>", ONE))
    assert found.merged == ((1, 2, 3, 3),)
    assert list(found.cells) == [(1, 2), (1, 4)]


def test_ods_hidden_tables(tmp_path: Path) -> None:
    path = tmp_path / "x.ods"
    path.write_bytes(ods_bytes('<t:table t:name="A"/><t:table t:name="B" t:style-name="ta2"/>'))
    assert [(s.name, s.hidden) for s in read(path).sheets] == [("A", False), ("B", True)]


def test_ods_deleted_and_drawn_tables_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.ods"
    drawn = f'<t:shapes><d:frame><t:table t:name="trong">{row(ONE)}</t:table></d:frame></t:shapes>'
    deleted = f'<t:tracked-changes><t:table t:name="cũ">{row(ONE)}</t:table></t:tracked-changes>'
    path.write_bytes(ods_bytes(f'{deleted}<t:table t:name="A">{drawn}</t:table>'))
    (found,) = read(path).sheets
    assert (found.name, dict(found.cells)) == ("A", {})


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(ods_cell(FLOAT + '"x"')), "workbook-broken"),
        (row(ods_cell('o:value-type="float"')), "workbook-broken"),
        (row(ods_cell('o:value-type="date" o:date-value="nay"')), "workbook-broken"),
        (row(ods_cell('o:value-type="time" o:time-value="1"')), "workbook-broken"),
        (row(ods_cell('o:value-type="boolean"')), "workbook-broken"),
        (row(ods_cell('o:value-type="lạ"')), "workbook-broken"),
        (row(number_rows_repeated=0), "workbook-broken"),
        (row(number_rows_repeated=99_999_999_999), "workbook-broken"),
        (row(ONE, number_rows_repeated=1_048_577), "workbook-broken"),
        (row(ods_cell('t:number-columns-repeated="16384"'), ONE), "workbook-broken"),
        (row(*[ONE] * 3, number_rows_repeated=1_000_000), "workbook-too-large-cells"),
        (row(ods_cell(TEXT, '<x:p><x:s x:c="99999999"/></x:p>')), "workbook-broken"),
        (row(ods_cell(TEXT, "<x:p>" + '<x:s x:c="99999"/>' * 2 + "</x:p>")), "workbook-too-large-text"),
        ("<d:g>" * 1000 + "</d:g>" * 1000, "workbook-broken"),
    ],
)
def test_ods_tables_that_cannot_be(ods: Reader, rows: str, code: str) -> None:
    with pytest.raises(LcityError) as caught:
        ods(rows)
    assert caught.value.code == code


def test_an_ods_without_tables(tmp_path: Path) -> None:
    assert refused_bytes(tmp_path, ods_bytes("")).code == "workbook-no-sheets"


def test_an_ods_with_a_password(tmp_path: Path) -> None:
    entry = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    assert refused_bytes(tmp_path, ods_bytes("", entry)).code == "workbook-encrypted"


# --- files that are no workbooks


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "không có.xlsx").code == "file-missing"
    assert refused(tmp_path / "a\0b").code == "file-missing"
    assert refused(tmp_path).code == "is-folder"
    (tmp_path / "tệp").write_bytes(b"x")
    assert refused(tmp_path / "tệp" / "x.xlsx").code == "file-missing"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the rights of files do not bind here")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(zipped(xlsx_parts()))
    path.chmod(0)
    assert refused(path).code == "not-readable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.xlsx")
    assert refused(tmp_path / "x.xlsx").code == "not-a-workbook"


ODT = "application/vnd.oasis.opendocument.text"
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


def ole2(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + stream.encode("utf-16-le") + bytes(1000)


def office(folder: str) -> bytes:
    main = f"{folder}/document.xml"
    return zipped({"_rels/.rels": relations(("r", "officeDocument", main)), main: "<x/>"})


@pytest.mark.parametrize(
    ("content", "code", "looks"),
    [
        (b"", "file-empty", None),
        (bytes(5000), "workbook-broken", None),
        (b"\x01\x02\x03", "not-a-workbook", None),
        (b"%PDF-1.7 \0", "not-a-workbook-but", "PDF"),
        (b"{\\rtf1", "not-a-workbook-but", "RTF"),
        (b"\x89PNG\r\n", "not-a-workbook-but", "PNG"),
        (b"Rar!\x1a\x07", "not-a-workbook-archive", "RAR"),
        (office("word"), "not-a-workbook-but", "Word (.docx)"),
        (office("ppt"), "not-a-workbook-but", "PowerPoint (.pptx)"),
        (ole2("WordDocument"), "not-a-workbook-but", "Word (.doc)"),
        (ole2("WordDocument") + ole2("Workbook"), "workbook-broken", None),
        (zipped({"a.xlsx": b"x"}), "not-a-workbook-archive", "ZIP"),
        (zipped({"mimetype": ODT}), "not-a-workbook-but", "OpenDocument Text (.odt)"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "not-a-workbook-table", "HTML"),
        ("\ufeff\n<table><tr><td>Huế</td></tr></table>".encode(), "not-a-workbook-table", "HTML"),
        (XML_2003, "not-a-workbook-table", "XML (Excel 2003)"),
        (b"MIME-Version: 1.0\r\n", "not-a-workbook-table", "MHTML"),
        ("Mã;Số liệu\n1.1;5\n".encode(), "not-a-workbook-table", "CSV"),
        ("Mã\tSố liệu\n".encode("utf-16"), "not-a-workbook-table", "CSV"),
        (zipped(xlsx_parts())[:600], "workbook-broken", None),
    ],
)  # fmt: skip
def test_what_a_file_looks_like(tmp_path: Path, content: bytes, code: str, looks: str | None) -> None:
    error = refused_bytes(tmp_path, content, "x.xls")
    assert (error.code, error.values.get("looks")) == (code, looks)


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    plain, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("mật khẩu", out)
    assert refused_bytes(tmp_path, out.getvalue()).code == "workbook-encrypted"


def test_a_file_beyond_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_FILE", 100)
    assert refused_bytes(tmp_path, zipped(xlsx_parts())).code == "workbook-too-large"


def written(kind: str) -> bytes:
    if kind == "xls":
        return xls_bytes()
    if kind == "ods":
        return ods_bytes(f'<t:table t:name="A">{row(ONE, ods_cell(TEXT, "<x:p>Huế</x:p>"))}</t:table>')
    rows = (f'<row><c t="s"><v>0</v></c><c s="1"><v>{number}</v></c></row>' for number in range(50))
    return zipped(xlsx_parts("".join(rows)))


@pytest.mark.parametrize(("kind", "times"), [("xlsx", 300), ("ods", 300), ("xls", 10)])
def test_random_damage_is_refused_or_changes_nothing(tmp_path: Path, kind: str, times: int) -> None:
    """Packages carry checksums: what is read in spite of damage must be what was written. .xls has none."""
    rnd = random.Random(5)  # noqa: S311 - reproducible
    data = written(kind)
    path = tmp_path / f"x.{kind}"
    path.write_bytes(data)
    whole = read(path).sheets
    for _ in range(times):
        damaged = bytearray(data)
        for _ in range(rnd.randint(1, 8)):
            damaged[rnd.randrange(len(data))] = rnd.randrange(256)
        path.write_bytes(damaged)
        try:
            found = read(path).sheets
        except LcityError as error:
            assert error.code in CODES
        else:
            assert kind == "xls" or found == whole


def test_random_damage_inside_of_parts_never_surprises(tmp_path: Path) -> None:
    """As above, but with checksums that fit: what a hostile writer would send."""
    rnd = random.Random(6)  # noqa: S311 - reproducible
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><f>1</f><v>1.5</v></c><c t="b"><v>1</v></c>'
    around = (
        '<cols><col min="1" max="2" hidden="1"/></cols>',
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    )
    whole = xlsx_parts(f'<row r="1" hidden="1">{cells}</row>', around=around)
    parts = {name: content.encode() for name, content in whole.items()}
    path = tmp_path / "x.xlsx"
    for _ in range(300):
        name = rnd.choice(list(parts))
        damaged = bytearray(parts[name])
        for _ in range(rnd.randint(1, 4)):
            damaged[rnd.randrange(len(damaged))] = rnd.choice(b"0123456789<>/\"'= &;abcrstv\0\x80\xff-:AZ")
        path.write_bytes(zipped(parts | {name: bytes(damaged)}))
        try:
            read(path)
        except LcityError as error:
            assert error.code in CODES


# --- finding workbooks, wording, start-up


def test_a_file_gives_itself_and_a_folder_what_is_in_it(tmp_path: Path) -> None:
    kept = ["b.xlsx", "a.XLSX", "c/d.ods", "c/e.xls", "c/d/f.xlsm", "c/g.xlsb"]
    left = ["~$b.xlsx", ".ẩn.xlsx", ".git/x.xlsx", "__MACOSX/x.xlsx", "c/ghi chú.docx"]
    for name in kept + left:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = [path.relative_to(tmp_path).as_posix() for path in find_workbooks(tmp_path)]
    assert found == ["a.XLSX", "b.xlsx", "c/d/f.xlsm", "c/d.ods", "c/e.xls", "c/g.xlsb"]
    assert find_workbooks(tmp_path / "c/ghi chú.docx") == [tmp_path / "c/ghi chú.docx"]
    (tmp_path / "trống").mkdir()
    assert find_workbooks(tmp_path / "trống") == []
    with pytest.raises(LcityError) as caught:
        find_workbooks(tmp_path / "không có")
    assert caught.value.code == "file-missing"


# Every error of the workbook layer, and the values that its wording may use.
CODES: dict[str, dict[str, object]] = {
    "file-missing": {},
    "is-folder": {},
    "not-readable": {},
    "file-empty": {},
    "not-a-workbook": {},
    "not-a-workbook-but": {"looks": "PDF"},
    "not-a-workbook-archive": {"looks": "ZIP"},
    "not-a-workbook-table": {"looks": "CSV"},
    "workbook-encrypted": {},
    "workbook-broken": {"why": "xl/styles.xml: CRC"},
    "workbook-no-sheets": {},
    "workbook-too-large": {"limit": 200},
    "workbook-too-large-inside": {"limit": 512},
    "workbook-too-large-parts": {"limit": 10_000},
    "workbook-too-large-cells": {"limit": 2_000_000},
    "workbook-too-large-text": {"limit": 100_000},
    "workbook-too-large-sheets": {"limit": 1_000},
}


@pytest.mark.parametrize("language", languages.codes())
@pytest.mark.parametrize("code", CODES)
def test_every_error_is_worded_and_names_the_file(language: str, code: str) -> None:
    wording = languages.load(language)["errors"][code].format(file="bảng.xlsx", **CODES[code])
    assert "bảng.xlsx" in wording
    assert all(str(value) in wording for value in CODES[code].values())
    assert "\n" not in wording


def test_reading_an_xlsx_starts_no_library_and_no_process(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(zipped(xlsx_parts('<row><c t="s"><v>0</v></c></row>')))
    heavy = "openpyxl xlrd python_calamine pandas numpy subprocess zipfile yaml"
    program = (
        "import sys, pathlib, lcity.workbook as w; w.read(pathlib.Path(sys.argv[1]));"
        f"print(*(set({heavy.split()}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
