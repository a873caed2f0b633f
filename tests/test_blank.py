"""`lcity blank` as a user starts it: forms in a folder, what is said in which language, exit codes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests" / "sample.yaml"
LIST = "Mã;Tên;Khu vực\n29905;Phường Sa Đéc;không\n30214;Xã Tân Dương;\n00001;Xã A/B: «Một»;hard\n"


def lcity(*arguments: object, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {
        k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LCITY_LANG", "LCITY_DEBUG")
    }
    return subprocess.run(
        [sys.executable, "-m", "lcity", *map(str, arguments)],
        capture_output=True, encoding="utf-8", cwd=cwd, env={**kept, "PYTHONPATH": str(ROOT), **more},
        timeout=120,
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    """One line on stderr, nothing on stdout."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for part in said:
        assert part in done.stderr


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "danh sách.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_form_for_each_unit(units: Path, tmp_path: Path) -> None:
    out = tmp_path / "phiếu" / "2025"
    done = lcity(
        "blank",
        "-c",
        "vn-tt25-commune",
        "--units",
        units,
        "--period",
        "2025",
        "--due",
        "28/02/2026",
        "-o",
        out,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Đã lập 3 phiếu, kỳ 2025, trong thư mục {out}\n"
    assert sorted(path.name for path in out.iterdir()) == [
        "00001 Xã A-B- «Một».xlsx", "29905 Phường Sa Đéc.xlsx", "30214 Xã Tân Dương.xlsx",
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(out / "29905 Phường Sa Đéc.xlsx").worksheets[0]
    assert "Hạn gửi: ngày 28 tháng 02 năm 2026" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_forms_go_out_and_come_back_through_check_and_score(units: Path, tmp_path: Path) -> None:
    assert (
        lcity(
            "blank", "-c", "vn-tt25-commune", "--units", units, "--period", "2024", "-o", tmp_path / "2024"
        ).returncode
        == 0
    )
    form = tmp_path / "2024" / "30214 Xã Tân Dương.xlsx"
    book = openpyxl.load_workbook(form)
    for row in book.worksheets[0].iter_rows():
        if row[0].value == "citizens":
            row[3].value = 12_345
    book.save(form)
    done = lcity("check", tmp_path / "2024", "-c", "vn-tt25-commune", "-f", "csv")
    assert done.returncode == 0, done.stdout
    assert "not-answered" in done.stdout
    # and the next period shows what was typed
    again = lcity(
        "blank", "-c", "vn-tt25-commune", "--units", units, "--period", "2025",
        "--previous", tmp_path / "2024", "-o", tmp_path / "2025",
    )  # fmt: skip
    assert (
        again.stdout
        == f"Số liệu kỳ trước: 3/3 đơn vị.\nĐã lập 3 phiếu, kỳ 2025, trong thư mục {tmp_path / '2025'}\n"
    )
    sheet = openpyxl.load_workbook(tmp_path / "2025" / form.name).worksheets[0]
    assert {row[0].value: row[3].value for row in sheet.iter_rows()}["citizens"] == 12_345


def test_departments_get_theirs_and_communes_are_not_forgotten(tmp_path: Path) -> None:
    done = lcity("blank", "-c", SAMPLE, "--period", "2025", "-o", tmp_path, "--lang", "en")
    assert done.stdout == (
        "No forms made for communes (5 questions): add --units LIST.csv.\n"
        f"2 forms made, period 2025, in folder {tmp_path}\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "education Education.xlsx",
        "finance Finance.xlsx",
    ]


def test_one_form_alone(units: Path, tmp_path: Path) -> None:
    done = lcity(
        "blank",
        "-c",
        "vn-tt25-commune",
        "--units",
        units,
        "--only-for",
        "30214",
        "--period",
        "2024-2025",
        "-o",
        tmp_path / "x",
    )
    assert done.stdout == f"Đã lập 1 phiếu, kỳ 2024-2025, trong thư mục {tmp_path / 'x'}\n"
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["30214 Xã Tân Dương.xlsx"]


def test_without_a_period_it_is_this_year_and_that_is_said(tmp_path: Path) -> None:
    done = lcity("blank", "-c", SAMPLE, "--ask", "finance", "-o", tmp_path)
    assert f"kỳ {time.localtime().tm_year}," in done.stdout


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    mine = tmp_path / "finance Ngành tài chính.xlsx"
    mine.write_text("của tôi")
    arguments = ("blank", "-c", SAMPLE, "--period", "2025", "-o", tmp_path)
    refused(lcity(*arguments), "Đã có tệp", mine.name, "--force")
    assert mine.read_text() == "của tôi"
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]
    assert lcity(*arguments, "--force").returncode == 0
    assert mine.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-c", "vn-tt25-commune"], ["--units", "«Mã», «Tên»"]),
        (["-c", "vn-tt25"], ["Không có bộ tiêu chí «vn-tt25»"]),
        (["--ask", "polic"], ["«polic»", "police"]),
        (["--ask", "steering"], ["«steering»", "--ask"]),
        (["--ask", "commune"], ["--units"]),
        (["--period", "sang năm"], ["--period", "«sang năm»"]),
        (["--period", "2019-2025"], ["--period"]),
        (["--due", "31/02/2026"], ["--due", "«31/02/2026»"]),
        (["--only-for", "finanse"], ["«finanse»", "finance"]),
        (["--units", "không có.csv"], ["không có.csv"]),
        (["--previous", "không có"], ["không có"]),
        (["--lang", "fr"], ["fr"]),
    ],
    ids=lambda value: " ".join(value) if value and value[0].startswith("-") else "",
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], said: list[str], tmp_path: Path) -> None:
    refused(lcity("blank", *arguments, "-o", tmp_path / "phiếu", cwd=tmp_path), *said)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_must_be_named() -> None:
    refused(lcity("blank"), "THƯ-MỤC")


def test_codes_that_excel_made_numbers_are_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_text("code,name\n1,Xã A\n29905,\n", encoding="utf-8")
    done = lcity("blank", "-c", "vn-tt25-commune", "--units", path, "-o", tmp_path / "phiếu")
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert "ds.csv:2" in lines[1]
    assert "00001" in lines[1]
    assert "ds.csv:3" in lines[2]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything is writable for this user")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    locked = tmp_path / "khóa"
    locked.mkdir(mode=0o500)
    refused(lcity("blank", "-c", SAMPLE, "-o", locked), "Không ghi được")
    refused(lcity("blank", "-c", SAMPLE, "-o", locked / "trong"), "Không tạo được thư mục")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "phiếu").write_text("")
    refused(lcity("blank", "-c", SAMPLE, "-o", tmp_path / "phiếu"), "Không tạo được thư mục")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_stopping_says_how_far_it_came(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_text("code,name\n" + "".join(f"{n:05},Xã {n}\n" for n in range(1, 9000)), encoding="utf-8")
    out = tmp_path / "phiếu"
    command = [sys.executable, "-m", "lcity", "blank", "-c", "vn-tt25-commune", "--units", path, "-o", out]
    run = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    while not out.is_dir() or not any(out.iterdir()):
        assert run.poll() is None
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    said, errors = run.communicate(timeout=60)
    assert (run.returncode, said) == (2, "")
    assert "/8999 phiếu" in errors.replace(".", "")
    assert len(errors.splitlines()) == 1
    assert not [path for path in out.iterdir() if path.suffix != ".xlsx"]


def test_help_is_in_the_language_asked_for() -> None:
    for language, words in (
        ("vi", ("Lập phiếu trống", "--units DANH-SACH")),
        ("en", ("Make blank forms", "--units LIST")),
    ):
        done = lcity("blank", "--help", "--lang", language)
        assert done.returncode == 0
        for text in words:
            assert text in done.stdout
        assert all(len(line) <= 80 for line in done.stdout.splitlines())
