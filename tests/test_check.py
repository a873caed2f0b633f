"""`lcity check` as a user starts it: what is found in a folder of returns, how it is said."""

import io
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import tables
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from rich.cells import cell_len
from test_cli import EXAMPLE, SAMPLE, lcity, refused, survey, vietnamese

from lcity import criteria, returns
from lcity.examination import MOST_FINDINGS, Examination, examine
from lcity.listings import View, table
from lcity.model import Severity
from lcity.returns import workbooks
from lcity.words import words

SET = criteria.load(SAMPLE)


def check(*arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    return lcity("check", *arguments, "-c", SAMPLE, **env)


def codes(examination: Examination) -> dict[str, list[str]]:
    return {
        file: sorted(finding.code for finding in findings) for file, findings in examination.by_file.items()
    }


# All is well, or not


def test_all_is_well(tmp_path: Path) -> None:
    survey(tmp_path / "a.xlsx", unit="Xã A")
    survey(tmp_path / "b.xlsx", unit="Xã B", pupils=431, literate_15=971, readers=3111)
    done = check(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"Không thấy gì sai: đã xem 2 tệp, [0-9.]+ ô có dữ liệu\.\n", done.stdout)
    assert check(tmp_path, "--lang", "en").stdout.startswith("Nothing wrong: 2 files with ")


def test_the_example_has_no_errors() -> None:
    assert lcity("check", EXAMPLE).returncode == 0


def test_warnings_alone_do_not_fail(tmp_path: Path) -> None:
    done = check(survey(tmp_path / "a.xlsx", places=None))
    assert done.returncode == 0
    assert "[not-answered]" in done.stdout and "Tổng cộng 1 lưu ý" in done.stdout


def test_errors_fail_and_are_said_where_they_are(tmp_path: Path) -> None:
    survey(tmp_path / "a.xlsx", unit="Xã A", places="khoảng 20", pupils=None)
    survey(tmp_path / "b.xlsx", unit="Xã B", pupils=431, literate_15=971, readers=3111)
    done = check(tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Xã A (a.xlsx): 1 lỗi, 1 lưu ý" in done.stdout
    assert "Khảo sát!B8: lỗi: «Số điểm học tập cộng đồng» ghi «khoảng 20»" in done.stdout
    assert "Tổng cộng 1 lỗi, 1 lưu ý, trong 1/2 tệp." in done.stdout
    assert "1 tệp không có gì sai: b.xlsx." in done.stdout
    assert "lcity explain not-a-number" in done.stdout


@pytest.mark.parametrize("by", ["unit", "cause"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_fits_the_terminal_and_is_in_one_language(tmp_path: Path, language: str, by: str) -> None:
    survey(tmp_path / "a.xlsx", unit="Commune A", places="20-30", pupils=None, plan="12")
    (tmp_path / "b.xlsx").write_bytes(b"PK\3\4")
    done = check(tmp_path, "--lang", language, "--by", by)
    assert done.returncode == 1
    assert max(map(cell_len, done.stdout.splitlines())) <= 80
    if language == "en":
        assert not vietnamese(
            re.sub(r"«[^»]*»", "", done.stdout).replace("Khảo sát", "").replace("Bộ tiêu", "")
        )


def test_one_cause_in_many_files_is_said_once(tmp_path: Path) -> None:
    for number in range(5):
        path = survey(
            tmp_path / f"{number}.xlsx", unit=f"Xã {number}", pupils=400 + 9 * number, readers=3000 + number
        )
        book = openpyxl.load_workbook(path)
        form = book.create_sheet("lcity")
        for pair in (("set", "sample"), ("version", "2019.1")):
            form.append(pair)
        book.save(path)
    done = check(tmp_path, "--by", "cause")
    assert done.returncode == 0
    assert done.stdout.count("[old-form]") == 1
    assert "5 tệp, 5 chỗ." in done.stdout
    assert done.stdout.count("2019.1") == 1


def test_a_cell_is_named_by_letters_and_the_page_of_a_check_is_printed() -> None:
    done = lcity("explain", "far-from-peers")
    assert done.returncode == 0 and done.stdout.startswith("far-from-peers (lưu ý)")


# The round


def test_the_period_that_is_asked_for(tmp_path: Path) -> None:
    path = survey(tmp_path / "a.xlsx")
    assert check(path, "--period", "2022").returncode == 0
    done = check(path, "--period", "2025")
    assert done.returncode == 1 and "Phiếu ghi kỳ 2022, còn đợt này thu số liệu kỳ 2025." in done.stdout


def test_last_year_from_a_folder(tmp_path: Path) -> None:
    survey(tmp_path / "nay" / "a.xlsx", unit="Xã Hòa An", readers=30_000)
    survey(tmp_path / "nay" / "b.xlsx", unit="Xã B", readers=3_100, pupils=431, literate_15=971)
    survey(tmp_path / "trước" / "cũ.xlsx", unit="xã Hoà An")
    done = check(tmp_path / "nay", "--previous", tmp_path / "trước")
    assert "Kỳ trước: trước" in done.stdout
    assert "«Số bạn đọc của thư viện» ghi 30000, kỳ trước là 3.000." in done.stdout
    assert done.stdout.count("[far-from-last-year]") == 1


def test_score_does_not_look_at_the_round(tmp_path: Path) -> None:
    """The checks of `score` are those of one return: what is empty is said there as missing."""
    done = lcity("score", survey(tmp_path / "a.xlsx", pupils=None), "-c", SAMPLE)
    assert "not-answered" not in done.stdout


# Bad input: a diagnosis for the file, the others go on


def bad_input(folder: Path) -> dict[str, str]:
    """Files as they come, and the code of the error that each gets; "" where it can be read."""
    good = survey(folder / "tốt.xlsx").read_bytes()
    (folder / "web.xls").write_text("<html><table><tr><td>Mã</td></tr></table></html>", "utf-8")
    (folder / "phẩy.xls").write_text("Mã;Số liệu\nplaces;12\n", "utf-8")
    with (folder / "khóa.xlsx").open("wb") as locked:
        OOXMLFile(io.BytesIO(good)).encrypt("bí mật", locked)
    (folder / "cụt.xlsx").write_bytes(good[: len(good) // 2])
    (folder / "rỗng.xlsx").write_bytes(b"")
    with zipfile.ZipFile(folder / "bom.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * (64 << 20))
    (folder / "chữ.xlsx").write_text("không phải bảng tính", "utf-8")
    many = Workbook()
    for number in range(1_001):
        many.create_sheet(f"S{number}")
    many.save(folder / "nhiều.xlsx")
    macro = folder / "vĩ lệnh.xlsm"
    macro.write_bytes(_as_macro(good))
    return {
        "tốt.xlsx": "", "web.xls": "not-a-workbook-table", "phẩy.xls": "not-a-workbook-table",
        "khóa.xlsx": "workbook-encrypted", "cụt.xlsx": "workbook-broken", "rỗng.xlsx": "file-empty",
        "bom.xlsx": "workbook-too-large-inside", "chữ.xlsx": "not-a-workbook-table",
        "nhiều.xlsx": "workbook-too-large-sheets", "vĩ lệnh.xlsm": "",
    }  # fmt: skip


def _as_macro(data: bytes) -> bytes:
    """The same workbook as Excel stores one with macros."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            made.writestr(name, part)
        made.writestr("xl/vbaProject.bin", b"macros")
    return out.getvalue()


def test_each_bad_file_gets_its_diagnosis_and_the_others_go_on(tmp_path: Path) -> None:
    expected = bad_input(tmp_path)
    found = examine([tmp_path], SET)
    said = {f.place.file: f.values["error"].code for f in found.findings if f.code == "unreadable-file"}  # type: ignore[attr-defined]
    assert said == {file: code for file, code in expected.items() if code}
    assert {one.file: one.read for one in found.files} == {file: not code for file, code in expected.items()}
    done = check(tmp_path)
    assert done.returncode == 1 and done.stderr == ""
    assert "8 tệp không đọc được:" in done.stdout
    assert "Traceback" not in done.stdout and str(tmp_path) not in done.stdout


def test_files_that_cannot_be_read_alone_are_findings_too(tmp_path: Path) -> None:
    (tmp_path / "hỏng.xlsx").write_bytes(b"PK\3\4")
    done = check(tmp_path / "hỏng.xlsx")
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 tệp không đọc được: hỏng.xlsx." in done.stdout


def test_a_form_of_another_set_is_said_so(tmp_path: Path) -> None:
    text = "== lcity ==\n| set | other-set |\n== Biểu ==\n| Mã | Số liệu |\n| places | #12 |"
    tables.write(tmp_path / "khác.xlsx", text)
    assert codes(examine([tmp_path], SET)) == {"khác.xlsx": ["wrong-form"]}


def test_a_million_empty_rows_and_five_hundred_sheets(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["Mã", "Số liệu"], ["places", 12]):
        book.active.append(row)
    book.active.row_dimensions[1_048_576].height = 20
    for number in range(500):
        book.create_sheet(f"S{number}")
    book.save(tmp_path / "a.xlsx")
    found = examine([tmp_path], SET)
    assert codes(found) == {"a.xlsx": []} and found.cells == 4


def test_a_lock_file_is_named(tmp_path: Path) -> None:
    path = survey(tmp_path / "a.xlsx")
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05Admin")
    found = examine([tmp_path], SET)
    assert codes(found) == {"a.xlsx": ["file-open"]} and found.skipped == ()
    assert check(path).returncode == 0
    done = check(tmp_path / "~$a.xlsx")
    assert done.returncode == 1 and "tệp tạm" in " ".join(done.stdout.split())


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the rights of files do not bind here")
def test_a_file_that_may_not_be_opened(tmp_path: Path) -> None:
    survey(tmp_path / "a.xlsx").chmod(0)
    assert codes(examine([tmp_path], SET)) == {"a.xlsx": ["unreadable-file"]}


class Panic(BaseException):
    """What a library written in another language raises."""


def test_a_reader_that_panics_ends_that_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    survey(tmp_path / "a.xlsx", unit="A")
    survey(tmp_path / "b.xlsx", unit="B")
    real = workbooks.workbook.read

    def read(path: Path) -> object:
        if path.name == "b.xlsx":
            raise Panic
        return real(path)

    monkeypatch.setattr(workbooks.workbook, "read", read)
    read_all, odd = returns.read_all([tmp_path], SET)
    assert [one.file for one in read_all] == ["a.xlsx"]
    assert [f.values["error"].code for f in odd] == ["reader-fault"]  # type: ignore[attr-defined]
    assert "Panic" in words("vi").finding(odd[0], SET)


def test_what_is_no_workbook_in_a_folder_is_counted(tmp_path: Path) -> None:
    survey(tmp_path / "a.xlsx")
    (tmp_path / "công văn.pdf").write_bytes(b"%PDF")
    (tmp_path / ".ẩn").write_bytes(b"")
    assert "1 tệp khác trong thư mục không phải Excel nên không xem: công văn.pdf." in check(tmp_path).stdout


# Caps are announced


def test_findings_beyond_the_cap_are_counted(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Mã", "Số liệu"])
    for number in range(MOST_FINDINGS + 50):
        book.active.append([f"x_{number}", number])
    book.active.append(["places", "x"])
    book.save(tmp_path / "a.xlsx")
    found = examine([tmp_path], SET)
    assert found.left_out == {"a.xlsx": 51} and len(found.findings) == MOST_FINDINGS
    assert found.findings[0].severity == Severity.ERROR, "the worst are kept"
    shown = table.render(found, words("vi"), View())
    rest = MOST_FINDINGS + 51 - table.MOST_SHOWN
    assert f"… và {words('vi').number(rest)} chỗ nữa không liệt kê ở đây" in shown
    assert shown.count("[unknown-row]") == table.MOST_SHOWN - 1


def test_files_beyond_the_cap_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_IN_ALL", 1)
    for number in range(5):
        path = survey(tmp_path / f"{number}.xlsx", unit=f"U{number}", places="x", pupils=400 + 31 * number)
        assert path.exists()
    shown = table.render(examine([tmp_path], SET), words("vi"), View())
    assert shown.count("[not-a-number]") == 1 and "và 4 tệp nữa" in shown


# Refused, in one line


def test_refusals(tmp_path: Path) -> None:
    path = survey(tmp_path / "a.xlsx")
    refused(check(tmp_path / "không.xlsx"), "không.xlsx")
    (tmp_path / "trống").mkdir()
    refused(check(tmp_path / "trống"), "Không có tệp Excel nào")
    refused(check(path, "--by", "xã"), "«xã»", "unit", "cause")
    refused(check(path, "-f", "pdf"), "«pdf»", "sarif", "junit")
    refused(check(path, "-f", "xlsx"), "-o")
    refused(check(path, "-o", path, "--force"), "trùng với tệp đầu vào")
    (tmp_path / "có.csv").write_text("")
    refused(check(path, "-o", tmp_path / "có.csv"), "--force")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx", "có.csv", "trống"]


# Written


@pytest.mark.parametrize("ending", [".txt", ".json", ".csv", ".xlsx", ".sarif", ".xml"])
def test_written_by_its_ending(tmp_path: Path, ending: str) -> None:
    path = survey(tmp_path / "a.xlsx", places="x")
    before = path.read_bytes()
    out = tmp_path / f"kết quả{ending}"
    done = check(path, "-o", out)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Tổng cộng 1 lỗi") and f"Đã ghi {out}" in done.stderr
    assert b"not-a-number" in out.read_bytes() or ending == ".xlsx"
    assert path.read_bytes() == before
    assert check(path, "-o", out, "--force").returncode == 1


def test_score_and_check_find_the_same_in_one_return(tmp_path: Path) -> None:
    path = survey(tmp_path / "a.xlsx", places="x", plan=3)
    scored = json.loads(lcity("score", path, "-c", SAMPLE, "-f", "json").stdout)["findings"]
    checked = json.loads(check(path, "-f", "json").stdout)["files"][0]["findings"]
    assert {(f["code"], f["cell"]) for f in scored} == {(f["code"], f["cell"]) for f in checked} != set()


# Handed back


def test_annotate_correct_check_again(tmp_path: Path) -> None:
    """The walk of an office: check, hand back, the sender corrects, check again until nothing is wrong."""
    given, back, again = (tmp_path / name for name in ("gửi về", "trả lại", "lần hai"))
    survey(given / "a.xlsx", unit="Xã A", places="khoảng 20", pupils=None)
    survey(given / "sub" / "b.xlsx", unit="Xã B", pupils=431, literate_15=971, readers=3_111)
    (given / "hỏng.xls").write_bytes(b"<html><table></table></html>")
    before = {path: path.read_bytes() for path in given.rglob("*.xls*")}
    done = check(given, "--annotate", back)
    assert done.returncode == 1
    assert f"Đã ghi 1 phiếu có ghi chú từng ô vào {back}." in done.stderr
    assert "danh sách hỏng.xls.xlsx kèm theo" in done.stderr
    assert sorted(str(p.relative_to(back)) for p in back.rglob("*.*")) == ["a.xlsx", "hỏng.xls.xlsx"]
    assert {path: path.read_bytes() for path in given.rglob("*.xls*")} == before
    book = openpyxl.load_workbook(back / "a.xlsx")
    assert book.sheetnames == ["Khảo sát", "Cần sửa"]
    notes = {c.coordinate: c.comment.text for row in book["Khảo sát"].iter_rows() for c in row if c.comment}
    assert set(notes) == {"B8", "B9"} and "«khoảng 20», không phải một con số" in notes["B8"]
    assert codes(examine([back / "a.xlsx"], SET)) == {"a.xlsx": ["not-a-number", "not-answered"]}
    refused_after(check(given, "--annotate", back), "--force")
    book["Khảo sát"]["B8"], book["Khảo sát"]["B9"] = 20, 400
    (tmp_path / "sửa").mkdir()
    book.save(tmp_path / "sửa" / "a.xlsx")
    done = check(tmp_path / "sửa", "--annotate", again)
    assert done.returncode == 0 and "1 phiếu đã sửa xong, đã gỡ hết ghi chú cũ: a.xlsx." in done.stderr
    settled = openpyxl.load_workbook(again / "a.xlsx")
    assert settled.sheetnames == ["Khảo sát"] and settled["Khảo sát"]["B8"].comment is None


def refused_after(done: subprocess.CompletedProcess[str], said: str) -> None:
    """Refused when the listing is printed already."""
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_annotated_returns_never_go_among_the_returns(tmp_path: Path) -> None:
    path = survey(tmp_path / "phiếu" / "a.xlsx", places="x")
    for folder in (tmp_path / "phiếu", tmp_path / "phiếu" / "mới"):
        assert check(tmp_path / "phiếu", "--annotate", folder).returncode == 2
    assert check(path, "--annotate", tmp_path / "phiếu").returncode == 2
    assert "không phải thư mục" in refused(check(path, "--annotate", path))
    assert [p.name for p in (tmp_path / "phiếu").iterdir()] == ["a.xlsx"]
