"""Notes in a sender's own workbook: what changes in the file, what stays to the byte, and what goes again."""

import io
import os
import re
import shutil
import struct
import subprocess
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from lcity.errors import LcityError
from lcity.workbook import Workbook, read, xlsx
from lcity.workbook.annotation import Listing, Note, annotate
from lcity.workbook.annotation.worksheet import MARK
from lcity.workbook.package import Package

LISTING = Listing(
    name="Cần sửa",
    title="Những chỗ cần sửa trong tệp",
    headings=("Nơi", "Mức", "Nội dung", "Đã sửa?"),
    severities={"error": "Lỗi", "warning": "Lưu ý"},
    whole="Cả tệp",
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VML = "urn:schemas-microsoft-com:vml"
EXCEL = "urn:schemas-microsoft-com:office:excel"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pack(content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def load(data: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not know and lcity must keep
        return openpyxl.load_workbook(io.BytesIO(data))


def png() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", 8, 8, 8, 2, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\x20\x60\xc0" * 8) * 8)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    )


# --- Workbooks to annotate


@cache
def rich() -> bytes:
    """All that a library might lose: pictures, text boxes, buttons, charts, rules, comments."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    first, second, third = (book.add_worksheet(name) for name in ("Biểu 1", "Số 'liệu' 2", "Đã ghi chú"))
    percent = book.add_format({"num_format": "0.0%", "bg_color": "#D9EAD3", "font_color": "white"})
    for row in range(12):
        first.write(row, 0, f"Chỉ số {row}")
        first.write(row, 1, row * 1.5, percent)
        first.write_formula(row, 2, f"=B{row + 1}*2", percent, row * 3)
    first.write_rich_string("D1", "Tỷ ", book.add_format({"bold": True}), "lệ", " %")
    first.insert_image("E14", "a.png", {"image_data": png()})
    first.insert_textbox("H14", "Hướng dẫn")
    first.insert_button("K14", {"caption": "Gửi"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Biểu 1'!$B$1:$B$12"})
    first.insert_chart("E20", chart)
    first.conditional_format("B1:B12", {"type": "data_bar", "data_bar_2010": True})
    first.conditional_format("B1:B6", {"type": "cell", "criteria": ">", "value": 5, "format": percent})
    first.data_validation("F1", {"validate": "list", "source": ["có", "không"]})
    first.add_sparkline("G1", {"range": "'Biểu 1'!B1:B12"})
    first.set_column("B:B", 14)
    first.set_row(4, 40)
    first.freeze_panes(1, 1)
    first.protect("mật khẩu")
    second.merge_range("B2:D4", "gộp")
    second.set_header("&L&G", {"image_left": "a.png", "image_data_left": png()})
    second.set_background(png())
    second.add_table("F2:H6", {"data": [[1, 2, 3]] * 4})
    second.write_url("A1", "https://example.org/", string="liên kết")
    second.ignore_errors({"number_stored_as_text": "A1:A9"})
    second.set_landscape()
    second.repeat_rows(0, 1)
    third.write_comment("A1", "Đã hỏi xã, chờ trả lời.", {"author": "Lan", "x_scale": 2})
    third.write_comment("B2", "Số này lấy từ niên giám.", {"author": "Minh"})
    third.write_column("A1", [1, 2, 3])
    book.define_name("Kỳ_báo_cáo", "='Biểu 1'!$A$1")
    book.set_custom_property("mã", "00001")
    book.close()
    return out.getvalue()


@cache
def macros() -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0 not a real project" * 40), is_stream=True)
    sheet = book.add_worksheet("Biểu")
    sheet.write("B2", 5)
    sheet.insert_button("D2", {"macro": "Gui", "caption": "Gửi"})
    book.close()
    return out.getvalue()


@cache
def plain() -> bytes:
    """As openpyxl writes it: targets from the root of the package, comments in its own form."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 1"
    for row in range(1, 9):
        sheet.append([f"Chỉ số {row}", row, None, "ghi chú"])
    sheet["B2"].comment = Comment("Theo QĐ 12", "Lan")
    book.create_sheet("Trang 2")["C3"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def minimal(space: str = MAIN, office: str = OFFICE, prefix: str = "") -> bytes:
    """Written by hand: two sheets, no styles, no shared strings."""
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    root = f'{declared}="{space}"'
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    def sheet(content: str) -> bytes:
        xml = f"<worksheet {root}>{content}</worksheet>".replace("<", f"<{prefix}").replace(
            f"<{prefix}/", "</"
        )
        return re.sub("</(?=[a-z])", f"</{prefix}", xml).encode() if prefix else xml.encode()

    book = sheet(
        f'<sheets xmlns:k="{office}"><sheet name="Một" sheetId="7" k:id="s1"/>'
        '<sheet name="Hai" sheetId="3" k:id="s2" state="hidden"/></sheets>'
    ).replace(b"worksheet", b"workbook")
    rows = '<sheetData><row r="2"><c r="B2"><v>5</v></c><c r="C2"><f>B2*2</f><v>10</v></c></row></sheetData>'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return pack(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
                f'<Override PartName="/xl/one.xml" ContentType="{types}.worksheet+xml"/>'
                f'<Override PartName="/xl/two.xml" ContentType="{types}.worksheet+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{relations}">'
                f'<Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
                "</Relationships>"
            ).encode(),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{relations}">'
                f'<Relationship Id="s1" Type="{office}/worksheet" Target="one.xml"/>'
                f'<Relationship Id="s2" Type="{office}/worksheet" Target="two.xml"/></Relationships>'
            ).encode(),
            "xl/one.xml": sheet(rows),
            "xl/two.xml": sheet("<sheetData/>"),
        }
    )


BASES: dict[str, Callable[[], bytes]] = {
    "rich": rich,
    "macros": macros,
    "openpyxl": plain,
    "minimal": minimal,
    "prefixed": lambda: minimal(prefix="x:"),
    "strict": lambda: minimal(
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    "example": lambda: (Path(__file__).parent.parent / "examples/phu-ly-2022/survey.xlsx").read_bytes(),
}
every_base = pytest.mark.parametrize("base", BASES)


def opened(data: bytes, tmp_path: Path) -> Workbook:
    path = tmp_path / "tệp.xlsx"
    path.write_bytes(data)
    return replace(read(path), sheets=xlsx.read(Package(path.read_bytes()), listing=True))


def notes_for(data: bytes, tmp_path: Path) -> list[Note]:
    """Something to say of each sheet, of cells that are there and of one that is not."""
    notes = [Note("", "", "Thiếu biểu số 3.", "error")]
    for sheet in opened(data, tmp_path).sheets:
        notes += [
            Note(sheet.name, "B2", "Ghi «12 người»: chỉ ghi số <12> & bỏ chữ.", "error"),
            Note(sheet.name, "Z99", "Ô trống.\nDòng thứ hai.", "warning"),
            Note(sheet.name, "", "Cả trang không có kỳ báo cáo.", "warning"),
        ]
    return notes


# --- What changes and what stays


@every_base
def test_parts_that_need_not_change_stay_as_they_lie_in_the_file(base: str, tmp_path: Path) -> None:
    source = BASES[base]()
    out = annotate(source, notes_for(source, tmp_path), LISTING)
    old, new = Package(source), Package(out)
    allowed = r"\[Content_Types\]\.xml|.*\.rels|xl/workbook\.xml|xl/styles\.xml|xl/worksheets/sheet\d\.xml"
    allowed += r"|xl/one\.xml|xl/two\.xml|xl/(comments/)?comments?\d\.xml|xl/drawings/\w*[dD]rawing\d\.vml"
    for name in old.names:
        assert name in new
        if not re.fullmatch(allowed, name):
            assert new.raw(name) == old.raw(name), name
    assert new.names[: len(old.names)] == old.names
    added = [name for name in new.names if name not in old]
    assert all("lcity" in name or name.endswith((".rels", "xl/styles.xml")) for name in added), added


def test_only_sheets_with_notes_change() -> None:
    source = rich()
    old, new = parts(source), parts(annotate(source, [Note("Biểu 1", "B2", "Sai.", "error")], LISTING))
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/drawings/vmlDrawing1.vml",  # with the button's shape
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet1.xml",
    }


@every_base
def test_the_data_of_a_sheet_is_not_touched(base: str, tmp_path: Path) -> None:
    source = BASES[base]()
    old, new = parts(source), parts(annotate(source, notes_for(source, tmp_path), LISTING))
    pattern = re.compile(rb"<(\w+:)?sheetData.*</(\w+:)?sheetData>|<sheetData/>", re.DOTALL)
    for name in old:
        if found := pattern.search(old[name]):
            again = pattern.search(new[name])
            assert again is not None and again[0] == found[0], name


@every_base
def test_lcity_reads_the_same_values_and_the_list_comes_last(base: str, tmp_path: Path) -> None:
    source = BASES[base]()
    before = opened(source, tmp_path)
    after = opened(annotate(source, notes_for(source, tmp_path), LISTING), tmp_path)
    assert after.format == before.format
    assert after.sheets[:-1] == before.sheets
    assert after.sheets[-1].name == "Cần sửa"


@every_base
def test_comments_and_marks_are_there(base: str, tmp_path: Path) -> None:
    source = BASES[base]()
    out = annotate(source, notes_for(source, tmp_path), LISTING)
    if base == "strict":  # openpyxl does not read it
        out = pack(
            {
                name: data.replace(b"purl.oclc.org/ooxml/spreadsheetml/main", MAIN[7:].encode()).replace(
                    b"purl.oclc.org/ooxml/officeDocument/relationships", OFFICE[7:].encode()
                )
                for name, data in parts(out).items()
            }
        )
    book = load(out)
    for sheet in book.worksheets[:-1]:
        said = sheet["Z99"].comment
        assert said is not None and "Ô trống.\nDòng thứ hai." in said.text
        assert said.author == "lcity"
        said = sheet["B2"].comment
        assert said is not None and "Ghi «12 người»: chỉ ghi số <12> & bỏ chữ." in said.text
        rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
        ours = [rule for rule in rules if rule.formula == [MARK]]
        assert [rule.priority for rule in ours] == [1, 2]
        assert [rule.dxf.fill.bgColor.rgb for rule in ours] == ["FFFFC7CE", "FFFFEB9C"]
        assert min((rule.priority for rule in rules if rule not in ours), default=3) == 3


@every_base
def test_taking_the_notes_away_gives_the_file_that_was_sent(base: str, tmp_path: Path) -> None:
    source = BASES[base]()
    out = annotate(annotate(source, notes_for(source, tmp_path), LISTING), [], LISTING)
    assert list(parts(out)) == list(parts(source))
    assert parts(out) == parts(source)
    for name in Package(source).names:
        if "sheet" not in name:
            assert Package(out).read(name) == Package(source).read(name)


@every_base
def test_the_same_notes_again_change_nothing(base: str, tmp_path: Path) -> None:
    source = BASES[base]()
    notes = notes_for(source, tmp_path)
    out = annotate(source, notes, LISTING)
    assert annotate(source, notes, LISTING) == out
    assert annotate(out, notes, LISTING) == out
    fewer = annotate(out, notes[:2], LISTING)
    assert parts(fewer) == parts(annotate(source, notes[:2], LISTING))


def test_no_notes_on_a_fresh_file_give_its_parts_as_they_are() -> None:
    source = rich()
    out = annotate(source, [], LISTING)
    assert [Package(out).raw(name) for name in Package(out).names] == [
        Package(source).raw(name) for name in Package(source).names
    ]


# --- In the order that Excel asks for

SEQUENCE = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetProtection mergeCells "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter "
    "ignoredErrors drawing legacyDrawing legacyDrawingHF picture tableParts extLst"
)


@every_base
def test_elements_stand_in_the_order_of_the_schema(base: str, tmp_path: Path) -> None:
    source = BASES[base]()
    content = parts(annotate(source, notes_for(source, tmp_path), LISTING))
    looked_at = 0
    for name, data in content.items():
        if name.endswith((".xml", ".rels", ".vml")):
            root = ElementTree.fromstring(data)  # noqa: S314 - of our own making
            if root.tag.endswith("}worksheet"):
                places = [SEQUENCE.split().index(child.tag.partition("}")[2]) for child in root]
                assert places == sorted(places), name
                looked_at += 1
    assert looked_at >= 2


def styles_of(data: bytes) -> ElementTree.Element:
    name = next(name for name in parts(data) if name.lower().endswith("styles.xml"))
    return ElementTree.fromstring(parts(data)[name])  # noqa: S314


@every_base
def test_collections_of_styles_count_what_they_hold(base: str, tmp_path: Path) -> None:
    source = BASES[base]()
    root = styles_of(annotate(source, notes_for(source, tmp_path), LISTING))
    for child in root:
        if "count" in child.attrib:
            assert int(child.attrib["count"]) == len(child), child.tag
    space = root.tag.partition("}")[0] + "}"
    fonts, xfs = root.find(f"{space}fonts"), root.find(f"{space}cellXfs")
    assert fonts is not None and xfs is not None
    assert max(int(xf.attrib["fontId"]) for xf in xfs) < len(fonts)


def test_other_rules_keep_their_order_behind_the_marks() -> None:
    def rules(data: bytes) -> list[tuple[str, int]]:
        sheet = load(data)["Biểu 1"]
        return [(rule.type, rule.priority) for area in sheet.conditional_formatting for rule in area.rules]

    out = annotate(rich(), [Note("Biểu 1", "B3", "Sai.", "warning")], LISTING)
    was = rules(rich())
    assert sorted(rules(out)) == sorted([("expression", 1), *((kind, n + 1) for kind, n in was)])


def test_the_mark_of_an_error_wins_over_that_of_a_warning() -> None:
    notes = [Note("Một", "B2", "nhẹ", "warning"), Note("Một", "B2", "nặng", "error")]
    sheet = load(annotate(minimal(), notes, LISTING))["Một"]
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["B2"]
    assert "nhẹ\nnặng" in sheet["B2"].comment.text


# --- People's comments


def comments(data: bytes, sheet: str) -> dict[str, str]:
    cells = (cell for row in load(data)[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def retyped(data: bytes, change: Callable[[str], str], name: str = "xl/lcityComments1.xml") -> bytes:
    """The file with a comment changed as somebody would who edits it."""
    content = parts(data)
    content[name] = change(content[name].decode()).encode()
    return pack(content)


def test_a_persons_comment_stays_and_ours_comes_below_it() -> None:
    note = Note("Đã ghi chú", "A1", "Thiếu đơn vị tính.", "error")
    source = rich()
    out = annotate(source, [note], LISTING)
    said = comments(out, "Đã ghi chú")
    assert re.fullmatch(
        r"Đã hỏi xã, chờ trả lời\.\n— lcity —\nThiếu đơn vị tính\.\n— lcity [0-9a-f]{8} —", said["A1"]
    )
    assert said["B2"] == "Số này lấy từ niên giám."
    assert parts(out)["xl/drawings/vmlDrawing3.vml"] == parts(source)["xl/drawings/vmlDrawing3.vml"]
    again = annotate(out, [note._replace(text="Đơn vị tính là người.")], LISTING)
    assert comments(again, "Đã ghi chú")["A1"].count("lcity") == 2
    assert parts(annotate(again, [], LISTING)) == parts(source)


def test_settled_comments_go_and_the_rest_stay() -> None:
    notes = [Note("Biểu 1", cell, f"Sai ở {cell}.", "error") for cell in ("B2", "B3", "D5")]
    out = annotate(annotate(plain(), notes, LISTING), notes[1:], LISTING)
    said = comments(out, "Biểu 1")
    assert said["B2"] == "Theo QĐ 12"
    assert set(said) == {"B2", "B3", "D5"}


@pytest.mark.parametrize(
    ("find", "replace", "left"),
    [
        (r"( [0-9a-f]{8} —)", r"\1\nTôi đã sửa, Lan", "Tôi đã sửa, Lan"),
        (r"(— lcity —)", r"Lan: xem lại\n\1", "Lan: xem lại"),
    ],
    ids=["below", "above"],
)
def test_what_a_person_types_around_our_comment_stays(find: str, replace: str, left: str) -> None:
    out = annotate(minimal(), [Note("Một", "B2", "Sai.", "error")], LISTING)
    typed = retyped(out, lambda xml: re.sub(find, replace, xml, count=1))
    assert comments(annotate(typed, [], LISTING), "Một") == {"B2": left}
    assert "Thiếu." in comments(annotate(typed, [Note("Một", "B2", "Thiếu.", "error")], LISTING), "Một")["B2"]


def test_a_comment_of_ours_into_which_a_person_typed_stays_whole() -> None:
    out = annotate(minimal(), [Note("Một", "B2", "Sai.", "error")], LISTING)
    typed = retyped(out, lambda xml: xml.replace("Sai.", "Sai. Không, đúng rồi!"))
    assert "Không, đúng rồi!" in comments(annotate(typed, [], LISTING), "Một")["B2"]
    new = [Note("Một", "B2", "Thiếu.", "error")]
    both = annotate(typed, new, LISTING)
    assert "Không, đúng rồi!" in comments(both, "Một")["B2"] and "Thiếu." in comments(both, "Một")["B2"]
    assert annotate(both, new, LISTING) == both


@pytest.mark.parametrize(
    "text", ["— lcity —", "a\n— lcity 00000000 —\nb", "— lcity —\n— lcity 1234abcd —", "_x000A_"]
)
def test_a_text_that_looks_like_our_own_lines_goes_out_again(text: str) -> None:
    source = plain()
    for cell in ("B2", "B3"):
        out = annotate(source, [Note("Biểu 1", cell, text, "error")], LISTING)
        assert parts(annotate(out, [], LISTING)) == parts(source)


def test_the_newer_rules_in_the_extension_list_count_in_the_same_row() -> None:
    content = parts(minimal())
    newer = (
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:n="http://schemas.microsoft.com/'
        'office/spreadsheetml/2009/9/main"><n:conditionalFormattings><n:conditionalFormatting>'
        "<n:cfRule type='iconSet' priority='4'/></n:conditionalFormatting></n:conditionalFormattings>"
        "</ext></extLst></worksheet>"
    )
    content["xl/one.xml"] = content["xl/one.xml"].replace(b"</worksheet>", newer.encode())
    out = annotate(pack(content), [Note("Một", "B2", "Sai.", "error")], LISTING)
    assert b"priority='5'" in parts(out)["xl/one.xml"]
    assert parts(annotate(out, [], LISTING)) == content


def test_a_conversation_is_left_alone_and_the_cell_only_listed(tmp_path: Path) -> None:
    content = parts(plain())
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    content[rels] = content[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="t1" Type="{kind}" Target="/xl/threadedComments/t1.xml"/>'
        "</Relationships>".encode(),
    )
    content["xl/threadedComments/t1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="B2" dT="2024-01-01T00:00:00.00" personId="{1}" id="{2}"><text>?</text>'
        b"</threadedComment></ThreadedComments>"
    )
    source = pack(content)
    out = annotate(source, [Note("Biểu 1", "B2", "Sai.", "error")], LISTING)
    assert comments(out, "Biểu 1") == {"B2": "Theo QĐ 12"}
    assert parts(out)["xl/comments/comment1.xml"] == content["xl/comments/comment1.xml"]
    assert opened(out, tmp_path).sheets[-1].cells[3, 3].text == "Sai."
    assert parts(annotate(out, [], LISTING)) == content


def shapes(vml: bytes) -> dict[str, str]:
    """The anchor of each comment's box, by row and column."""
    found = {}
    for shape in ElementTree.fromstring(vml).iter(f"{{{VML}}}shape"):  # noqa: S314
        client = shape.find(f"{{{EXCEL}}}ClientData")
        assert client is not None
        if client.get("ObjectType") == "Note":
            values = [client.findtext(f"{{{EXCEL}}}{key}") or "" for key in ("Row", "Column", "Anchor")]
            found[f"{values[0]},{values[1]}"] = values[2]
    return found


def test_shapes_get_ids_of_their_own_beside_a_button() -> None:
    source = rich()
    old = parts(source)["xl/drawings/vmlDrawing1.vml"]
    new = parts(annotate(source, [Note("Biểu 1", "B2", "Sai.", "error")], LISTING))[
        "xl/drawings/vmlDrawing1.vml"
    ]
    assert new.startswith(old.removesuffix(b"</xml>"))
    ids = re.findall(rb'<v:shape id="(\w+)"', new)
    assert len(ids) == len(set(ids)) == 2


def test_a_caption_with_a_line_break_that_excel_leaves_open() -> None:
    content = parts(rich())
    name = "xl/drawings/vmlDrawing1.vml"
    content[name] = content[name].replace("Gửi".encode(), "Gửi<br>ngay".encode())
    out = annotate(pack(content), [Note("Biểu 1", "B2", "Sai.", "error")], LISTING)
    assert "Gửi<br>ngay".encode() in parts(out)[name]
    assert parts(annotate(out, [], LISTING)) == content


def test_the_drawing_of_the_header_is_not_taken_for_that_of_comments() -> None:
    source = rich()
    out = parts(annotate(source, [Note("Số 'liệu' 2", "A1", "Sai.", "error")], LISTING))
    assert out["xl/drawings/vmlDrawing2.vml"] == parts(source)["xl/drawings/vmlDrawing2.vml"]
    assert b"<legacyDrawingHF r:id=" in out["xl/worksheets/sheet2.xml"]
    assert list(shapes(out["xl/drawings/lcityDrawing2.vml"])) == ["0,0"]


@pytest.mark.parametrize(
    ("cell", "rows", "columns"),
    [("B3", (1, 5), (2, 6)), ("XFD1048576", (1_048_573, 1_048_575), (16_379, 16_383))],
)
def test_boxes_are_as_large_as_their_text(cell: str, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    out = parts(annotate(minimal(), [Note("Một", cell, "Một dòng.", "error")], LISTING))
    (anchor,) = shapes(out["xl/drawings/lcityDrawing1.vml"]).values()
    left, _, top, _, right, _, bottom, _ = map(int, anchor.split(","))
    assert (top, left) == (rows[0], columns[0])
    assert bottom <= rows[1] and right <= columns[1]
    assert right > left and bottom > top


def test_a_long_text_gets_a_higher_box_and_hidden_columns_do_not_count() -> None:
    def anchor(text: str, xml: str = "") -> list[int]:
        content = parts(minimal())
        content["xl/one.xml"] = content["xl/one.xml"].replace(b"<sheetData>", xml.encode() + b"<sheetData>")
        out = parts(annotate(pack(content), [Note("Một", "B3", text, "error")], LISTING))
        (found,) = shapes(out["xl/drawings/lcityDrawing1.vml"]).values()
        return [int(number) for number in found.split(",")]

    assert anchor("chữ " * 90)[6] > anchor("chữ")[6] + 5
    assert (
        anchor("chữ", '<cols><col min="3" max="12" width="0" hidden="1"/></cols>')[4] == 10 + anchor("chữ")[4]
    )


def test_a_note_on_merged_cells_is_shown_where_excel_shows_them() -> None:
    out = annotate(rich(), [Note("Số 'liệu' 2", "C3", "Sai.", "error")], LISTING)
    assert set(comments(out, "Số 'liệu' 2")) == {"B2"}
    sheet = load(out)
    assert [str(area.sqref) for area in sheet["Số 'liệu' 2"].conditional_formatting] == ["B2"]
    assert sheet["Cần sửa"]["A3"].value == "Số 'liệu' 2 – C3"


# --- The list


def test_the_list_leads_to_the_cells_and_takes_texts_as_texts() -> None:
    notes = [
        Note("Số 'liệu' 2", "B2", "=1+1", "error"),
        Note("Biểu 1", "", "Có _x000D_ và\x01 ký tự\r\nlạ", "warning"),
        Note("", "", "Thiếu trang", "error"),
    ]
    book = load(annotate(rich(), notes, LISTING))
    sheet = book.worksheets[-1]
    assert book.sheetnames[-1] == "Cần sửa"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=5)]
    assert rows[1:] == [
        ["Nơi", "Mức", "Nội dung", "Đã sửa?"],
        ["Số 'liệu' 2 – B2", "Lỗi", "=1+1", None],
        ["Biểu 1", "Lưu ý", "Có _x005F_x000D_ và ký tự\nlạ", None],  # openpyxl does not undo the escape
        ["Cả tệp", "Lỗi", "Thiếu trang", None],
    ]
    assert sheet["C3"].data_type in ("inlineStr", "s")
    links = [sheet[f"A{row}"].hyperlink for row in (3, 4, 5)]
    assert [link.location if link else None for link in links] == ["'Số ''liệu'' 2'!B2", "'Biểu 1'!A1", None]
    assert sheet.freeze_panes == "A3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["C3"].alignment.wrap_text


def test_a_text_comes_back_from_the_list_as_it_was(tmp_path: Path) -> None:
    out = annotate(minimal(), [Note("Một", "B2", " Có _x000D_ «<&>» ", "error")], LISTING)
    assert opened(out, tmp_path).sheets[-1].cells[3, 3].text == "Có _x000D_ «<&>»"


def test_names_that_count_sheets_by_number_keep_their_sheets() -> None:
    out = load(annotate(rich(), [Note("Biểu 1", "B2", "Sai.", "error")], LISTING))
    assert out["Số 'liệu' 2"].print_title_rows == "$1:$2"
    assert out.defined_names["Kỳ_báo_cáo"].attr_text == "'Biểu 1'!$A$1"


def saved(data: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Opened in another program, changed by a person, and saved: every part is written anew."""
    book = load(data)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def listed(data: bytes, sheet: str = "Cần sửa") -> list[list[object]]:
    rows = load(data)[sheet].iter_rows(min_row=3)
    lines = [[cell.value for cell in row][:4] for row in rows]
    return [line for line in lines if not str(line[0]).startswith("— lcity")]


NOTES = [Note("Biểu 1", "B3", "Sai.", "error"), Note("Biểu 1", "B4", "Thiếu.", "warning")]


def test_a_file_that_was_corrected_and_saved_by_another_program() -> None:
    def correct(book: openpyxl.Workbook) -> None:
        book["Biểu 1"]["B3"] = 12
        book["Cần sửa"].title = "Đã xem"  # however the list is called
        book.defined_names["lcity_list"].attr_text = "'Đã xem'!$A$1"
        book.create_sheet("Thêm")
        book.active = 2  # on the list

    again = annotate(saved(annotate(plain(), NOTES, LISTING), correct), NOTES[1:], LISTING)
    book = load(again)
    assert book.sheetnames == ["Biểu 1", "Trang 2", "Thêm", "Cần sửa"]
    assert book.active is not None and book.active.title in ("Trang 2", "Thêm")
    assert set(comments(again, "Biểu 1")) == {"B2", "B4"}
    assert [str(area.sqref) for area in book["Biểu 1"].conditional_formatting] == ["B4"]
    assert listed(again) == [["Biểu 1 – B4", "Lưu ý", "Thiếu.", None]]
    assert annotate(again, NOTES[1:], LISTING) == again
    clean = parts(annotate(again, [], LISTING))
    assert not [name for name, data in clean.items() if b"lcity" in data]


def test_remarks_of_people_go_into_the_next_list() -> None:
    def remark(book: openpyxl.Workbook) -> None:
        book["Cần sửa"]["D3"] = "Đã sửa theo QĐ 12"
        book["Cần sửa"]["D4"] = "Chưa có số"

    again = annotate(saved(annotate(plain(), NOTES, LISTING), remark), NOTES[1:], LISTING)
    assert listed(again) == [
        ["Biểu 1 – B4", "Lưu ý", "Thiếu.", "Chưa có số"],
        ["Biểu 1 – B3", "Lỗi", "Sai.", "Đã sửa theo QĐ 12"],
    ]
    assert annotate(again, NOTES[1:], LISTING) == again
    assert listed(annotate(again, [], LISTING))[0] == ["Biểu 1 – B4", "Lưu ý", "Thiếu.", "Chưa có số"]


def test_a_sorted_list_is_still_ours() -> None:
    def sort(book: openpyxl.Workbook) -> None:
        sheet = book["Cần sửa"]
        for column in "ABC":
            sheet[f"{column}3"].value, sheet[f"{column}4"].value = (
                sheet[f"{column}4"].value,
                sheet[f"{column}3"].value,
            )

    assert "Cần sửa" not in load(annotate(saved(annotate(plain(), NOTES, LISTING), sort), [], LISTING))


@pytest.mark.parametrize("cell", ["C3", "F9", "A20", "A1"])
def test_a_list_that_a_person_wrote_into_elsewhere_stays_theirs(cell: str) -> None:
    def write(book: openpyxl.Workbook) -> None:
        book["Cần sửa"][cell] = "Của tôi"

    again = annotate(saved(annotate(plain(), NOTES, LISTING), write), NOTES, LISTING)
    book = load(again)
    assert book.sheetnames[-2:] == ["Cần sửa", "Cần sửa (2)"]
    assert book["Cần sửa"][cell].value == "Của tôi"
    assert annotate(again, NOTES, LISTING) == again


def test_a_persons_sheet_of_that_name_is_not_ours() -> None:
    def add(book: openpyxl.Workbook) -> None:
        book.create_sheet("CẦN SỬA")

    out = annotate(saved(plain(), add), NOTES, LISTING)
    assert load(out).sheetnames[2:] == ["CẦN SỬA", "Cần sửa (2)"]
    assert load(annotate(out, [], LISTING)).sheetnames[2:] == ["CẦN SỬA"]


# --- What cannot be annotated


def refused(data: bytes) -> LcityError:
    with pytest.raises(LcityError) as caught:
        annotate(data, [Note("Biểu 1", "B2", "Sai.", "error")], LISTING)
    return caught.value


def test_a_signed_workbook_is_left_alone() -> None:
    assert (
        refused(pack({**parts(plain()), "_xmlsignatures/sig1.xml": b"<Signature/>"})).code
        == "annotation-signed"
    )


def test_other_formats_are_refused() -> None:
    ods = pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
    error = refused(ods)
    assert (error.code, error.values["format"]) == ("annotation-format", ".ods")
    assert refused(b"a;b\n1;2\n").code == "not-a-workbook-table"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda xml: xml.decode().encode("utf-16")),
        ("xl/workbook.xml", lambda xml: b'<?xml version="1.0" encoding="windows-1258"?>' + xml),
        (
            "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(b"<legacyDrawing ", b"<a><legacyDrawing ").replace(
                b"</worksheet>", b"</a></worksheet>"
            ),
        ),
    ],
    ids=["utf-16", "windows-1258", "wrapped drawing"],
)  # fmt: skip
def test_what_cannot_be_patched_safely_is_refused(name: str, change: Callable[[bytes], bytes]) -> None:
    content = parts(plain())
    content[name] = change(content[name])
    assert refused(pack(content)).code == "annotation-unsupported"


def test_a_part_that_two_sheets_share_is_not_written_to() -> None:
    content = parts(plain())
    content["xl/worksheets/_rels/sheet2.xml.rels"] = content["xl/worksheets/_rels/sheet1.xml.rels"]
    assert refused(pack(content)).code == "annotation-unsupported"


@pytest.mark.parametrize(
    "note", [Note("Không có", "B2", "Sai.", "error"), Note("Một", "B0", "Sai.", "error")]
)
def test_a_note_on_what_is_not_there_is_a_fault_of_the_caller(note: Note) -> None:
    with pytest.raises(ValueError, match=r"Không có|B0"):
        annotate(minimal(), [note], LISTING)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_files_are_refused_in_words(data: st.DataObject) -> None:
    content = dict(parts(plain()))
    name = data.draw(st.sampled_from([name for name in content if name.startswith(("xl/", "["))]))
    at = data.draw(st.integers(0, len(content[name]) - 1))
    new = data.draw(st.sampled_from([b"", b"<", b">", b'"', b"/", b"\0", b"a", b"<a>", b"-", b"9" * 30]))
    content[name] = content[name][:at] + new + content[name][at + data.draw(st.integers(0, 40)) :]
    try:
        annotate(pack(content), [Note("Biểu 1", "B2", "Sai.", "error")], LISTING)
    except LcityError as error:
        assert error.code.startswith(("workbook-", "annotation-"))
    except ValueError as error:
        assert "no worksheet" in str(error)  # its name was damaged


# --- Any notes

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)
CELLS = st.builds(
    lambda column, row: f"{column}{row}",
    st.sampled_from(["A", "B", "Z", "AA", "XFD"]),
    st.integers(1, 1_048_576),
)
ANY_NOTES = st.lists(
    st.builds(
        Note, st.sampled_from([0, 1]), st.just("") | CELLS, LETTERS, st.sampled_from(["error", "warning"])
    ),
    max_size=8,
)


@pytest.mark.parametrize("base", ["rich", "openpyxl", "prefixed"])
@settings(max_examples=40, deadline=None)
@given(ANY_NOTES, ANY_NOTES)
def test_any_notes_go_in_and_out_again(base: str, first: list[Note], second: list[Note]) -> None:
    source = BASES[base]()
    names = {"rich": ("Biểu 1", "Đã ghi chú"), "openpyxl": ("Biểu 1", "Trang 2"), "prefixed": ("Một", "Hai")}[
        base
    ]
    first, second = ([n._replace(sheet=names[int(n.sheet)]) for n in notes] for notes in (first, second))
    one = annotate(source, first, LISTING)
    assert annotate(one, first, LISTING) == one
    two = annotate(one, second, LISTING)
    assert parts(two) == parts(annotate(source, second, LISTING))
    assert parts(annotate(two, [], LISTING)) == parts(source)


# --- LibreOffice

SOFFICE = shutil.which("soffice")
CONVERTED = ("rich", "openpyxl", "minimal")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes], str], dict[str, bytes]]:
    """Converts several workbooks at once."""
    if SOFFICE is None and os.environ.get("CI") != "true":
        pytest.skip("LibreOffice is not installed")
    assert SOFFICE is not None, "LibreOffice is needed"
    folder = tmp_path_factory.mktemp("office")

    def convert(books: dict[str, bytes], form: str) -> dict[str, bytes]:
        for name, data in books.items():
            (folder / f"{name}.xlsx").write_bytes(data)
        done = folder / form
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = [folder / f"{name}.xlsx" for name in books]
        subprocess.run(
            [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", done, *files],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        return {name: (done / f"{name}.{form}").read_bytes() for name in books}

    return convert


@pytest.fixture(scope="module")
def resaved(
    office: Callable[[dict[str, bytes], str], dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """Each workbook as LibreOffice saves it, as it was sent and with notes."""
    books = {}
    for base in CONVERTED:
        source = BASES[base]()
        notes = notes_for(source, tmp_path_factory.mktemp(base))
        books |= {f"{base} sent": source, f"{base} annotated": annotate(source, notes, LISTING)}
    return office(books, "xlsx")


@pytest.mark.parametrize("base", CONVERTED)
def test_libreoffice_loses_nothing_when_it_saves_the_file(
    base: str, resaved: dict[str, bytes], tmp_path: Path
) -> None:
    sent, out = resaved[f"{base} sent"], resaved[f"{base} annotated"]
    before, after = opened(sent, tmp_path), opened(out, tmp_path)
    assert [sheet.name for sheet in after.sheets] == [*(sheet.name for sheet in before.sheets), "Cần sửa"]
    assert [sheet.cells for sheet in after.sheets[:-1]] == [sheet.cells for sheet in before.sheets]
    for sheet in before.sheets:
        assert "Dòng thứ hai." in comments(out, sheet.name)["Z99"]
        rules = [rule for area in load(out)[sheet.name].conditional_formatting for rule in area.rules]
        assert [rule.formula for rule in rules].count([MARK]) == 2


@pytest.mark.parametrize("base", CONVERTED)
def test_what_libreoffice_saved_is_found_and_taken_out_again(
    base: str, resaved: dict[str, bytes], tmp_path: Path
) -> None:
    sent, out = resaved[f"{base} sent"], resaved[f"{base} annotated"]
    cleaned = annotate(out, [], LISTING)
    before, after = opened(sent, tmp_path), opened(cleaned, tmp_path)
    assert [(s.name, s.cells) for s in after.sheets] == [(s.name, s.cells) for s in before.sheets]
    for sheet in before.sheets:
        assert comments(cleaned, sheet.name) == comments(sent, sheet.name)
    assert MARK.encode() not in b"".join(parts(cleaned).values()).replace(b"&quot;", b'"')
    notes = [Note(before.sheets[0].name, "B2", "Sai.", "error")]
    again = annotate(out, notes, LISTING)
    assert annotate(again, notes, LISTING) == again
    assert len(listed(again)) == 1


def test_libreoffice_prints_it(
    office: Callable[[dict[str, bytes], str], dict[str, bytes]], tmp_path: Path
) -> None:
    source = rich()
    pdf = office({"rich": annotate(source, notes_for(source, tmp_path), LISTING)}, "pdf")["rich"]
    assert pdf.startswith(b"%PDF")


def test_the_list_is_no_data_when_a_return_comes_back(tmp_path: Path) -> None:
    source = (Path(__file__).parent.parent / "examples/phu-ly-2022/survey.xlsx").read_bytes()
    noted = annotate(source, [Note("Khảo sát 2022", "E45", "Xem lại.", "error")], LISTING)
    (tmp_path / "back.xlsx").write_bytes(noted)
    assert [sheet.name for sheet in read(tmp_path / "back.xlsx").sheets] == ["Khảo sát 2022"]
