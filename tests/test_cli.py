"""lcity as a user starts it: what is printed, where, in which language, and with which exit code."""

import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from rich.cells import cell_len

from lcity import assess, cli
from lcity.errors import LcityError

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests" / "sample.yaml"
EXAMPLE = ROOT / "examples" / "phu-ly-2022" / "survey.xlsx"
ESCAPE = "\x1b"
LANGUAGES = ("vi", "en")
DOCUMENT = r"\b\d+/(\d{4}/)?[A-ZĐ]+(-[A-ZĐa-z]+)*"  # how an official document is numbered: 387/QĐ-TTg


def environment(**more: str) -> dict[str, str]:
    kept = {
        k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LCITY_LANG", "LCITY_DEBUG")
    }
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def lcity(*arguments: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lcity", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=cwd, env=environment(**env), timeout=120
    )


def refused(done: subprocess.CompletedProcess[str], *said: str, code: int = 2) -> str:
    """One line on stderr, nothing on stdout, the exit code; the line."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in lines[0]
    for part in said:
        assert part in lines[0]
    return lines[0]


ROWS = {
    "literate_15": 985, "population_15": 1000, "readers": 3000, "population": 100000, "places": 13,
    "pupils": 400, "teachers": 21, "spending": 800, "plan": "Có", "communes": 14, "communes_centre": 13,
    "idle_15": 30,
}  # fmt: skip


def survey(path: Path, *, unit: str = "Thành phố Mẫu", **more: object) -> Path:
    """A survey of the sample set, with the period before in a column of its own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Khảo sát"
    for row in (["Đơn vị:", unit], ["Kỳ báo cáo: năm 2022"], ["Mã", "Số liệu", "Kỳ trước"]):
        sheet.append(row)
    for item, value in {**ROWS, **more}.items():
        sheet.append([item, value, {"places": 12, "idle_15": 40, "population_15": 1000}.get(item)])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return survey(tmp_path / "survey.xlsx")


def score(*arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    return lcity("score", *arguments, "-c", SAMPLE, **env)


# Help


@pytest.mark.parametrize(("language", "said"), [("vi", "Cách dùng: lcity"), ("en", "Usage: lcity")])
def test_help_in_each_language(language: str, said: str) -> None:
    outputs = {
        lcity("--lang", language).stdout,
        lcity(LCITY_LANG=language).stdout,
        lcity("--help", LCITY_LANG=language).stdout,
    }
    assert len(outputs) == 1
    text = outputs.pop()
    assert text.startswith(said)
    assert all(command in text for command in ("score", "explain", "criteria"))
    assert ("Usage" in text) == (language == "en")


@pytest.mark.parametrize(
    "command", [["score"], ["explain"], ["criteria"], ["criteria", "list"], ["criteria", "show"]]
)
def test_help_of_each_command_is_in_one_language(command: list[str]) -> None:
    vi, en = (lcity(*command, "--help", "--lang", language) for language in LANGUAGES)
    assert vi.returncode == en.returncode == 0
    assert not re.search(r"Usage|Options:|Arguments|Commands|required|Show this", vi.stdout)
    assert not vietnamese(en.stdout)
    assert max(map(cell_len, (vi.stdout + en.stdout).splitlines())) <= 80


def test_version() -> None:
    assert re.fullmatch(r"lcity \d+\.\d+.*\n", lcity("--version").stdout)


# Refused, in one line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scroe"], "«scroe»"),
        (["score"], "KHAO-SAT"),
        (["score", "--fromat", "json", "x.xlsx"], "--format"),
        (["score", "x.xlsx", "--format"], "--format"),
        (["score", "x.xlsx", "-f", "pdf"], "csv, json, table"),
        (["score", "x.xlsx", "--only", "good"], "not_met"),
        (["score", "x.xlsx", "--fail-under", "1/2"], "1/2"),
        (["score", "x.xlsx", "--fail-under", "101"], "101"),
        (["score", "nowhere.xlsx"], "nowhere.xlsx"),
        (["score", "."], ".xlsx"),
        (["score", "x.xlsx", "-c", "vn-cv86"], "vn-cv86-2019"),
        (["score", "x.xlsx", "-o", "out.pdf"], ".pdf"),
        (["score", "x.xlsx", "-o", "missing/out.json"], "missing"),
        (["explain", "2.4.11"], "2.4.1"),
        (["explain", "1.1.1", "a.xlsx", "b.xlsx"], "b.xlsx"),
        (["criteria", "shwo"], "show"),
        (["score", "x.xlsx", "--lang", "xx"], "xx"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: list[str], said: str, tmp_path: Path) -> None:
    refused(lcity(*arguments, cwd=tmp_path), said)
    if "xx" not in arguments:
        line = refused(lcity(*arguments, "--lang", "en", cwd=tmp_path))
        assert not vietnamese(line)


def test_an_unknown_language_in_the_environment() -> None:
    refused(lcity("criteria", "list", LCITY_LANG="xx"), "xx", "vi, en")


def test_files_that_are_no_workbooks(tmp_path: Path) -> None:
    files = {"notes.docx": b"PK\x03\x04 broken", "empty.xlsx": b"", "text.xlsx": "Mã;Số liệu".encode()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        refused(score(tmp_path / name), name)


def test_among_several_files_one_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    survey(tmp_path / "good.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    done = score(tmp_path)
    assert done.returncode == 0
    assert "[unreadable-file]" in done.stdout
    assert "broken.xlsx" in done.stdout


def test_a_workbook_about_something_else(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["Mã", "Nội dung", "Số liệu"], ["HH01", "Gạo", 12]):
        book.active.append(row)
    book.save(tmp_path / "other.xlsx")
    refused(score(tmp_path / "other.xlsx"), "other.xlsx", "sample")


# Scoring


def test_several_files_with_one_name_are_several_returns(tmp_path: Path) -> None:
    first = survey(tmp_path / "a" / "survey.xlsx", unit="Một")
    second = survey(tmp_path / "b" / "survey.xlsx", unit="Hai", places=11)
    for arguments in ([first, second], [tmp_path], [first, second, tmp_path / "a"]):
        found = json.loads(score(*arguments, "-f", "json").stdout)
        places = {
            one["unit"]: next(r["value"] for r in one["results"] if r["code"] == "1.2.1")
            for one in found["returns"]
        }
        assert places == {"Một": 13, "Hai": 11}
        assert len({one["file"] for one in found["returns"]}) == 2


def test_only_lists_one_status(filled: Path) -> None:
    found = json.loads(score(filled, "-f", "json", "--only", "not_met").stdout)["returns"][0]
    assert {r["status"] for r in found["results"]} == {"not_met"}
    assert found["tally"]["total"] == 9, "the counts stay those of all"
    text = score(filled, "--only", "not_met").stdout
    assert "2.1.3" in text
    assert "1.1.1" not in text


@pytest.mark.parametrize(("limit", "code"), [("0", 0), ("87,5", 0), ("87.5%", 0), ("87.6", 1), ("100", 1)])
def test_fail_under(filled: Path, limit: str, code: int) -> None:
    done = score(filled, "--fail-under", limit)
    assert done.returncode == code
    assert "7/8 (87,5%)" in done.stdout


def test_previous_from_a_workbook(filled: Path, tmp_path: Path) -> None:
    """Where the survey has no column for it, the workbook of the period before counts, and is cited."""
    book = Workbook()
    assert book.active is not None
    for row in (["Mã", "Số liệu"], ["places", 20]):
        book.active.append(row)
    book.save(tmp_path / "now.xlsx")
    without = json.loads(score(tmp_path / "now.xlsx", "-f", "json").stdout)
    with_file = json.loads(score(tmp_path / "now.xlsx", "-f", "json", "--previous", filled).stdout)
    was, now = (
        next(r for r in one["returns"][0]["results"] if r["code"] == "1.2.1") for one in (without, with_file)
    )
    assert (was["status"], was["reason"]) == ("no_data", "no_previous")
    assert (now["status"], now["previous"], now["margin"]) == ("met", 13, 7)
    assert ("survey.xlsx", "previous", 13) in {(c["file"], c["role"], c["value"]) for c in now["sources"]}


def test_previous_is_one_workbook_for_one_survey(filled: Path, tmp_path: Path) -> None:
    other = survey(tmp_path / "more" / "other.xlsx")
    refused(score(filled, other, "--previous", filled), "--previous")
    refused(score(other, "--previous", tmp_path), "--previous")


# Where the result goes


@pytest.mark.parametrize(
    ("name", "start"), [("r.txt", "KẾT QUẢ"), ("r.json", "{"), ("r.csv", "\ufeffunit,"), ("plain", "KẾT QUẢ")]
)
def test_the_ending_of_out_chooses_the_format(filled: Path, tmp_path: Path, name: str, start: str) -> None:
    done = score(filled, "-o", tmp_path / name)
    assert (done.returncode, done.stdout) == (0, "")
    assert name in done.stderr
    content = (tmp_path / name).read_bytes().decode("utf-8")
    assert content.startswith(start)
    assert ESCAPE not in content


def test_a_result_is_not_replaced_without_force(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "kết quả.json"
    out.write_text("mine", encoding="utf-8")
    refused(score(filled, "-o", out), "--force")
    assert out.read_text("utf-8") == "mine"
    assert score(filled, "-o", out, "--force").returncode == 0
    assert json.loads(out.read_text("utf-8"))["schema"] == "lcity/score/1"
    assert {p.name for p in tmp_path.iterdir()} == {"survey.xlsx", out.name}, "nothing half-written stays"


@pytest.mark.parametrize("given", ["file", "folder", "previous", "criteria"])
def test_an_input_is_never_replaced(filled: Path, tmp_path: Path, given: str) -> None:
    before = filled.read_bytes()
    chosen = tmp_path / "set.yaml"
    chosen.write_bytes(SAMPLE.read_bytes())
    other = survey(tmp_path / "other" / "now.xlsx")
    arguments = {
        "file": [filled, "-o", filled],
        "folder": [tmp_path, "-o", filled],
        "previous": [other, "--previous", filled, "-o", filled],
        "criteria": [other, "-o", chosen, "-c", chosen],
    }[given]
    refused(lcity("score", "-c", SAMPLE, "-f", "json", "--force", *arguments))
    assert filled.read_bytes() == before
    assert chosen.read_bytes() == SAMPLE.read_bytes()


def test_a_folder_is_no_place_for_a_result(filled: Path, tmp_path: Path) -> None:
    refused(score(filled, "-o", tmp_path, "--force"), str(tmp_path))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder(filled: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    refused(score(filled, "-o", locked / "r.json"), "r.json")


def test_paths_with_spaces_and_vietnamese_letters(tmp_path: Path) -> None:
    path = survey(tmp_path / "Sở GDĐT Hà Nam" / "Biểu khảo sát (bản cuối).xlsx")
    done = score(path)
    assert done.returncode == 0
    assert "7/8 (87,5%)" in done.stdout
    decomposed = path.parent / unicodedata.normalize("NFD", "kết quả.csv")
    assert score(path, "-o", decomposed).returncode == 0


# What a terminal shows


def test_piped_output_is_plain(filled: Path) -> None:
    for arguments in (["score", filled], ["explain", "1.1.1", filled]):
        done = lcity(*arguments, "-c", SAMPLE, FORCE_COLOR="1", TERM="xterm-256color")
        assert done.returncode == 0
        assert ESCAPE not in done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize(
    ("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal_only(filled: Path, env: dict[str, str], coloured: bool) -> None:
    shown = on_a_terminal(["score", str(filled), "-c", str(SAMPLE)], {"TERM": "xterm-256color", **env})
    assert "7/8 (87,5%)" in shown
    assert (ESCAPE in shown) == coloured


def on_a_terminal(arguments: Sequence[str], env: dict[str, str]) -> str:
    import pty

    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "lcity", *arguments], stdout=theirs, stderr=theirs, env=environment(**env)
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert running.wait(60) == 0
    return shown.decode("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_eighty_columns(language: str) -> None:
    commands = (
        ["score", EXAMPLE],
        ["score", EXAMPLE, "--only", "not_met"],
        ["explain", "1.2.7", EXAMPLE],
        ["explain", "2.1.5"],
        ["explain", "part-above-whole"],
        ["criteria", "list"],
        ["criteria", "show"],
    )
    for command in commands:
        done = lcity(*command, "--lang", language, COLUMNS="80")
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert len(lines) > 2
        wide = [line for line in lines if cell_len(line) > 80 and "http" not in line]
        assert not wide, command


def test_control_characters_from_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = survey(
        tmp_path / "survey.xlsx", unit="Huế_x001B_[31m_x0007_ và hơn thế", places="nhiều_x001B_]0;x_x0007_"
    )
    for command in (["score", path], ["explain", "1.2.1", path]):
        done = lcity(*command, "-c", SAMPLE)
        assert done.returncode == 0
        assert "Huế" in done.stdout
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.stdout)


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_output_is_utf8_whatever_the_console_says(filled: Path, env: dict[str, str]) -> None:
    assert "ĐÁNH GIÁ" in score(filled, **env).stdout
    assert "Không" in score("không có.xlsx", **env).stderr


@pytest.mark.skipif(os.name == "nt", reason="no such pipes")
@pytest.mark.parametrize("format_", ["table", "json"])
def test_a_reader_that_leaves_is_no_trouble(format_: str) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "lcity", "score", str(EXAMPLE), "-f", format_],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(1)
    running.stdout.close()
    assert (running.stderr.read(), running.wait(60)) == (b"", 0)
    running.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
def test_ctrl_c_is_one_line() -> None:
    """Sent while lcity waits for somebody to read on."""
    running = subprocess.Popen(
        [sys.executable, "-m", "lcity", "score", str(EXAMPLE), "-f", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert running.stdout is not None
    running.stdout.read(1)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 2
    assert len(told.decode().splitlines()) == 1, told.decode()
    assert "Traceback" not in told.decode()


# When lcity itself is at fault


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_lcity_is_one_line(
    filled: Path, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("somewhere\ndeep")

    monkeypatch.delenv("LCITY_DEBUG", raising=False)
    monkeypatch.setattr(assess, "assess", broken)
    assert cli.run(["score", str(filled), "-c", str(SAMPLE), "--lang", language]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert "LCITY_DEBUG" in shown.err
    monkeypatch.setenv("LCITY_DEBUG", "1")
    with pytest.raises(KeyError):
        cli.run(["score", str(filled), "-c", str(SAMPLE)])


def test_an_interruption_anywhere_is_one_line(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(assess, "assess", stopped)
    assert cli.run(["score", str(filled), "-c", str(SAMPLE)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_error_of_lcity_names_no_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object, **__: object) -> None:
        raise LcityError("nothing-matched", file="a\nb.xlsx", criteria="sample")

    monkeypatch.setattr(assess, "assess", wrong)
    assert cli.run(["score", "a.xlsx", "-c", str(SAMPLE)]) == 2
    line = capsys.readouterr().err
    assert len(line.splitlines()) == 1
    assert "nothing-matched" not in line


# What is loaded, and in which language


def test_score_loads_no_writer_of_documents(filled: Path) -> None:
    program = (
        "import sys\nfrom lcity import cli\n"
        f"assert cli.run(['score', {str(filled)!r}, '-c', {str(SAMPLE)!r}]) == 0\n"
        "writers = {'openpyxl', 'jinja2', 'docx', 'docxtpl', 'xlsxwriter'}\n"
        "print(sorted(writers & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env=environment(PYTHONIOENCODING="utf-8"),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_loads_no_pandas() -> None:
    program = "import sys\nfrom lcity import cli\ncli.run(['--help'])\nprint('pandas' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env=environment(PYTHONIOENCODING="utf-8"),
    )
    assert done.stdout.splitlines()[-1] == "False"


def vietnamese(text: str) -> set[str]:
    """Letters that English does not have."""
    return {c for c in text if c.isalpha() and not c.isascii()}


@pytest.mark.parametrize(
    "command",
    [
        ["score", EXAMPLE],
        ["score", EXAMPLE, "--only", "no_data"],
        ["score", EXAMPLE, "-f", "csv"],
        ["explain", "2.4.1"],
        ["explain", "2.1.5"],
        ["explain", "rate-contradicts-parts"],
        ["criteria", "list"],
        ["criteria", "show"],
    ],
    ids=lambda command: " ".join(Path(str(part)).name for part in command),
)
def test_english_is_wholly_english(command: list[object]) -> None:
    done = lcity(*command, "--lang", "en", COLUMNS="160")
    text = done.stdout + done.stderr
    for name in ("Thành phố Phủ Lý", "Khảo sát 2022", "Phủ Lý", "Đồng Tháp"):  # of places and sheets
        text = text.replace(name, "")
    text = re.sub(DOCUMENT, "", text)
    assert not vietnamese(text), [line for line in text.splitlines() if vietnamese(line)]


def test_english_beside_what_people_typed() -> None:
    """`explain` shows cells as they were typed: in «», and nothing else is Vietnamese."""
    done = lcity("explain", "1.2.7", EXAMPLE, "--lang", "en", COLUMNS="160")
    text = re.sub(r"«[^»]*»", "", done.stdout).replace("Khảo sát 2022", "").replace("Thành phố Phủ Lý", "")
    assert not vietnamese(text), [line for line in text.splitlines() if vietnamese(line)]
