"""Blank forms: what each asks, that a blank one gives no answer and a filled one all, live results."""

import io
import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from lcity import criteria, forms, returns, workbook
from lcity.errors import LcityError
from lcity.forms import content, previous
from lcity.forms.book import write
from lcity.forms.content import COMMUNE, Form
from lcity.forms.copies import Copier
from lcity.forms.formulas import Formulas
from lcity.forms.recipients import Recipient, choose
from lcity.forms.round import prepare
from lcity.forms.wording import answers as choices
from lcity.model import Criteria, Indicator, Question, Target
from lcity.units import Unit
from lcity.vocabulary import State, vocabulary
from lcity.words import words

HERE = Path(__file__).parent
CV86, TT25 = criteria.load("vn-cv86-2019"), criteria.load("vn-tt25-commune")
SAMPLE, LEVELS = criteria.load(HERE / "sample.yaml"), criteria.load(HERE / "levels.yaml")
VI = words("vi")
NAME, CODE = "Phường Sa Đéc", "29905"
ASKED = [
    *((chosen, COMMUNE) for chosen in (TT25, LEVELS)),
    *((CV86, asked) for asked in (COMMUNE, *CV86.holders) if content.asked_of(CV86, asked)),
]
Value = float | str


def form(chosen: Criteria, asked: str = COMMUNE, **more: object) -> Form:
    spoken = words(str(more.pop("language", "vi")))
    return content.make(chosen, spoken, asked, **{"period": "2025", **more})  # type: ignore[arg-type]


def made(one: Form, before: Mapping[str, Value] | None = None, name: str = NAME, code: str = CODE) -> bytes:
    return Copier(one).copy(name, code, before or {})


def read_back(data: bytes, chosen: Criteria, folder: Path) -> returns.Return:
    path = folder / "phiếu.xlsx"
    path.write_bytes(data)
    return returns.read(path, chosen)


def fill(data: bytes, typed: Mapping[str, Value], column: str = "Số liệu") -> bytes:
    """Types answers into a form, as somebody would who goes by codes and labels."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = first(book)
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    at = next(cell.column for cell in rows["Mã"] if cell.value == column)
    for code, value in typed.items():
        sheet.cell(rows[code][0].row, at).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def sensible(question: Question, dice: random.Random) -> Value:
    """Something that the cell takes."""
    if question.type in ("yes", "level"):
        return dice.choice(choices(question, VI))
    return dice.randrange(100_000) if question.type == "count" else dice.randrange(10**7) / 8


# --- What a form asks


@pytest.mark.parametrize(("chosen", "asked"), ASKED, ids=lambda one: getattr(one, "id", one))
def test_each_figure_that_a_unit_is_asked_is_asked_once(chosen: Criteria, asked: str) -> None:
    codes = [question.code for question in form(chosen, asked).questions]
    assert sorted(codes) == sorted(q.code for q in chosen.questions.values() if asked in q.ask)


def test_everybody_together_is_asked_everything() -> None:
    holders = [one.asked for one in choose(CV86, VI, [Unit("00001", "A")], "all")]
    asked = {q.code for holder in holders for q in form(CV86, holder).questions}
    assert asked == set(CV86.questions)


def test_questions_stand_below_their_criterion_and_shared_ones_first() -> None:
    titles = [section.title for section in form(TT25).sections]
    assert titles[0] == "Thông tin, số liệu dùng chung"
    assert titles[1] == "Tiêu chí 1. Tuyên truyền và kế hoạch xây dựng xã hội học tập"
    assert len(titles) == 6
    shared = {q.code for q in form(CV86).sections[0].questions}
    assert {"population", "households"} & shared == {"population", "households"}


def test_a_class_that_the_list_tells_is_not_asked() -> None:
    assert "hard_area" in {q.code for q in form(TT25).questions}
    for known in ("", "hard"):
        assert "hard_area" not in {q.code for q in form(TT25, area=known).questions}


def test_only_what_the_unit_itself_can_decide_is_shown() -> None:
    assert {i.code for i in form(TT25).indicators} == set(TT25.indicators)
    shown = {i.code for i in form(CV86).indicators}
    assert "1.1.1" in shown  # both figures come from communes
    assert "1.1.6" not in shown  # crimes come from the police


# --- Reading forms back


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("chosen", "asked"), ASKED, ids=lambda one: getattr(one, "id", one))
def test_nothing_is_read_from_a_blank_form(
    chosen: Criteria, asked: str, language: str, tmp_path: Path
) -> None:
    one = form(chosen, asked, language=language, due=date(2026, 2, 28))
    found = read_back(made(one), chosen, tmp_path)
    assert (found.answers, found.findings, found.targets) == ([], [], {})
    assert (found.unit, found.unit_code, found.period) == (NAME, CODE, "2025")
    assert (found.criteria, found.version, found.matched) == (chosen.id, chosen.version, len(one.questions))


@pytest.mark.parametrize(("chosen", "asked"), ASKED, ids=lambda one: getattr(one, "id", one))
def test_what_was_typed_is_read_and_nothing_else(chosen: Criteria, asked: str, tmp_path: Path) -> None:
    dice = random.Random(chosen.id + asked)  # noqa: S311 - figures for a test
    typed = {q.code: sensible(q, dice) for q in form(chosen, asked).questions}
    data = fill(made(form(chosen, asked)), typed)
    for column in ("Minh chứng", "Ghi chú"):
        data = fill(data, {code: f"{column} {code}, ngày 05/3/2025" for code in typed}, column)
    found = read_back(data, chosen, tmp_path)
    assert found.findings == []
    figures = {a.item: a for a in found.answers if a.role == "figure"}
    assert set(figures) == set(typed)
    for code, value in typed.items():
        if isinstance(value, str):
            assert figures[code].raw == value
        else:
            assert figures[code].value == value
    assert {a.role for a in found.answers} == {"figure", "evidence", "note"}
    assert len(found.answers) == 3 * len(typed)


def test_the_words_for_no_figure_that_a_form_names_are_read() -> None:
    for language in ("vi", "en"):
        spoken = words(language)
        assert vocabulary().state(spoken("forms.unknown")) is State.NOT_COLLECTED
        assert vocabulary().state(spoken("forms.not-applicable")) is State.NOT_APPLICABLE
        assert vocabulary().state(spoken("yes")) is State.YES
        assert vocabulary().state(spoken("no")) is State.NO


def test_the_period_before_is_read_as_such(tmp_path: Path) -> None:
    one = form(CV86, before="2024")
    data = made(one, {"population": 98_765.0, "literate_15": 0.5})
    found = read_back(data, CV86, tmp_path)
    assert {(a.item, a.role, a.value) for a in found.answers} == {
        ("population", "previous", 98765.0),
        ("literate_15", "previous", 0.5),
    }
    assert found.findings == []


@pytest.mark.parametrize("period", ["2025", "2024-2025", "Năm học 2024-2025"])
def test_a_period_may_be_a_school_year(period: str, tmp_path: Path) -> None:
    found = read_back(fill(made(form(TT25, period=period)), {"citizens": 7}), TT25, tmp_path)
    assert found.period == period
    assert [(a.item, a.value) for a in found.answers] == [("citizens", 7)]
    assert found.findings == []


def test_every_formula_has_a_stored_value(tmp_path: Path) -> None:
    for chosen, asked in ASKED:
        path = tmp_path / "phiếu.xlsx"
        path.write_bytes(made(form(chosen, asked, before="2024")))
        cells = [cell for sheet in workbook.read(path).sheets for cell in sheet.cells.values()]
        assert not [cell for cell in cells if cell.kind == "empty_formula"]
        assert any(cell.formula for cell in cells) == bool(form(chosen, asked).indicators)


# --- The workbook


@pytest.fixture(scope="module")
def opened() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(form(TT25, before="2024", due=date(2026, 2, 5)))))


def test_only_cells_to_fill_in_are_open(opened: openpyxl.Workbook) -> None:
    sheet = first(opened)
    rows = {cell.row for cell in sheet["A"] if cell.value in TT25.questions}
    open_cells = {
        (cell.row, cell.column_letter) for row in sheet.iter_rows(max_col=7) for cell in row
        if not cell.protection.locked and cell.row <= max(rows) and hasattr(cell, "column_letter")
    }  # fmt: skip
    assert open_cells == {(row, letter) for row in rows for letter in "EFG"}
    for each in opened.worksheets:
        assert each.protection.sheet
        assert each.protection.password is None
    assert opened.security.lockStructure
    assert not any(not cell.protection.locked for row in opened.worksheets[1].iter_rows() for cell in row)


def test_the_hidden_sheet_says_what_the_form_is(opened: openpyxl.Workbook) -> None:
    assert [sheet.sheet_state for sheet in opened.worksheets] == ["visible", "visible", "hidden"]
    facts = {row[0].value: row[1].value for row in opened["lcity"].iter_rows(max_col=2) if row[0].value}
    assert facts == {
        "set": TT25.id, "version": TT25.version, "unit": NAME, "unit_code": CODE, "period": "2025",
        "form": content.VERSION, "asked": COMMUNE,
    }  # fmt: skip
    assert opened["lcity"]["B4"].data_type == "s"  # a code is text


@pytest.mark.parametrize(("area", "said"), [("hard", "hard"), ("", "-"), (None, None)])
def test_the_hidden_sheet_says_the_class_where_it_is_known(area: str | None, said: str | None) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(form(TT25, area=area))))
    facts = {row[0].value: row[1].value for row in book["lcity"].iter_rows(max_col=2)}
    assert facts.get("area") == said


def test_it_prints_on_a4_with_its_header_on_every_page(opened: openpyxl.Workbook) -> None:
    for sheet in opened.worksheets[:2]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
        assert "&P" in (sheet.oddFooter.center.text or "")
    sheet = first(opened)
    assert sheet.print_title_rows == "$8:$9"
    assert sheet.freeze_panes == "C10"
    assert sheet.print_area.endswith(f"$G${sheet.max_row}")  # what is provisional is not printed
    texts = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {"PHIẾU CUNG CẤP SỐ LIỆU", "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ", "Kỳ trước (2024)"} <= texts
    assert {f"Đơn vị báo cáo: {NAME}", "Mã đơn vị: 29905", "Hạn gửi: ngày 05 tháng 02 năm 2026"} <= texts
    assert "Kỳ báo cáo: năm 2025 (số liệu từ 01/01/2025 đến 31/12/2025)" in texts


def test_each_cell_says_what_it_takes_before_and_after(opened: openpyxl.Workbook) -> None:
    sheet = first(opened)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    for cell in sheet["A"]:
        if cell.value not in TT25.questions:
            continue
        question, rule = TT25.questions[cell.value], rules[f"E{cell.row}"]
        assert rule.type == ("list" if question.type in ("yes", "level") else "custom")
        assert rule.showErrorMessage
        assert rule.showInputMessage
        for text, most in (
            (rule.promptTitle, 32), (rule.errorTitle, 32), (rule.prompt, 255), (rule.error, 255)
        ):  # fmt: skip
            assert text
            assert len(text) <= most
        if content.serving(TT25, question):
            assert rules[f"F{cell.row}"].prompt
    lists = {name: opened.defined_names[name].attr_text for name in opened.defined_names if "list" in name}
    assert lists["list_yes"].startswith("lcity!")
    assert len(lists) == 4


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_tip_is_cut(language: str) -> None:
    """What a person is told about a cell is whole; only lists of evidence may be cut."""
    for chosen, asked in ASKED:
        book = openpyxl.load_workbook(io.BytesIO(made(form(chosen, asked, language=language))))
        for rule in first(book).data_validations.dataValidation:
            if rule.type in ("list", "custom"):
                assert not any(
                    (text or "").endswith("…") for text in (rule.promptTitle, rule.prompt, rule.error)
                )


def test_the_same_form_has_the_same_bytes() -> None:
    assert made(form(TT25)) == made(form(TT25))


# --- Copies

ODD_NAMES = (
    "Xã A & B <C>", '=HYPERLINK("http://x")', "+1", "-2", "@x", "_x0041_", "Xã \u0110ồng", "1234", "TRUE",
    "Phường 'Ba'",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_copy_is_what_writing_the_form_would_give(name: str, tmp_path: Path) -> None:
    one = form(LEVELS, before="2024")
    paths = [tmp_path / "copy.xlsx", tmp_path / "written.xlsx"]
    paths[0].write_bytes(made(one, name=name, code="00001"))
    paths[1].write_bytes(write(one, name, "00001").data)
    copied, written = (workbook.read(path) for path in paths)
    assert [(s.name, s.hidden, dict(s.cells), s.merged) for s in copied.sheets] == [
        (s.name, s.hidden, dict(s.cells), s.merged) for s in written.sheets
    ]
    book = openpyxl.load_workbook(paths[0])
    assert (book["lcity"]["B3"].value, book["lcity"]["B3"].data_type) == (name, "s")
    assert read_back(paths[0].read_bytes(), LEVELS, tmp_path).unit == name


def test_a_copy_is_a_sound_archive() -> None:
    with zipfile.ZipFile(io.BytesIO(made(form(CV86, before="2024"), {"population": 5.0}))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len(set(archive.namelist())) == len(archive.namelist())


def test_rows_of_the_table_may_grow_and_lines_above_stay_as_high_as_they_are() -> None:
    with zipfile.ZipFile(io.BytesIO(made(form(TT25)))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert xml.count('customHeight="1"') == 2  # the line of instructions and the header
    assert xml.count(' ht="') > 20


# --- Files


@given(st.text(max_size=300), st.from_regex(r"[0-9A-Za-z]{1,30}", fullmatch=True))
@example("Xã: A/B?*", "00001")
@example("NUL. ", "CON")
@example("Ẫ" * 300, "00001")
def test_names_of_files_suit_every_system(name: str, code: str) -> None:
    made_name = Recipient(code, name, COMMUNE).file
    stem = made_name.removesuffix(".xlsx")
    assert made_name.startswith(code)
    assert not set(made_name) & set('<>:"/\\|?*') or any(sign in code for sign in '<>:"/\\|?*')
    assert all(ord(sign) >= 32 for sign in made_name)
    assert stem == stem.rstrip(" .")
    assert len(made_name.encode(errors="surrogatepass")) <= 200


def test_vietnamese_letters_stay_in_names_of_files() -> None:
    assert Recipient("29905", "Phường Sa Đéc", COMMUNE).file == "29905 Phường Sa Đéc.xlsx"


def write_two(folder: Path, **more: bool) -> list[Path]:
    two = [Recipient("00001", "Xã A", COMMUNE), Recipient("00002", "Xã B", COMMUNE, "hard")]
    return list(forms.write_all(TT25, VI, two, folder, period="2025", **more))


def test_forms_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    paths = write_two(tmp_path / "mới" / "phiếu")
    assert sorted(path.name for path in (tmp_path / "mới" / "phiếu").iterdir()) == [p.name for p in paths]
    units = [returns.read(path, TT25) for path in paths]
    assert [(one.unit, one.unit_code) for one in units] == [("Xã A", "00001"), ("Xã B", "00002")]
    book = openpyxl.load_workbook(paths[1])
    assert "Loại: Xã thuộc vùng khó khăn" in {c.value for row in first(book).iter_rows() for c in row}


def test_nothing_is_written_where_one_file_is_there_already(tmp_path: Path) -> None:
    (tmp_path / "00002 Xã B.xlsx").write_text("của tôi")
    with pytest.raises(LcityError, match="output-exists"):
        write_two(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["00002 Xã B.xlsx"]
    assert (tmp_path / "00002 Xã B.xlsx").read_text() == "của tôi"
    assert len(write_two(tmp_path, force=True)) == 2


def test_what_came_back_last_time_is_never_overwritten(tmp_path: Path) -> None:
    path = returned(tmp_path, "Xã A", "00001", LAST_YEAR)
    path.rename(tmp_path / "00001 Xã A.xlsx")
    path = tmp_path / "00001 Xã A.xlsx"
    listed = tmp_path / "ds.csv"
    listed.write_text("code,name\n00001,Xã A\n", encoding="utf-8")
    before = path.read_bytes()
    ready = prepare(TT25, VI, units=listed, period="2025", earlier=tmp_path)
    with pytest.raises(LcityError, match="output-is-input"):
        list(ready.write(tmp_path / "x" / "..", force=True))
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("")
    with pytest.raises(LcityError, match="cannot-write-folder"):
        write_two(tmp_path / "tệp" / "phiếu")


# --- Recipients

UNITS = [
    Unit("00001", "Xã A"),
    Unit("00002", "Xã B", area="Xã thuộc vùng khó khăn"),
    Unit("00003", "Xã C", area="không"),
]


@pytest.mark.parametrize(
    ("chosen", "units", "ask", "only", "codes"),
    [
        (TT25, UNITS, "", "", ["00001", "00002", "00003"]),
        (TT25, UNITS, "commune", "00002", ["00002"]),
        (CV86, UNITS[:1], "", "", ["00001"]),
        (CV86, [], "finance", "", ["finance"]),
        (CV86, UNITS[:1], "finance", "", ["finance"]),
        (SAMPLE, UNITS[:1], "all", "", ["00001", "education", "finance"]),
        (SAMPLE, [], "", "", ["education", "finance"]),
        (SAMPLE, [], "", "FINANCE", ["finance"]),
    ],
)
def test_who_gets_a_form(
    chosen: Criteria, units: Sequence[Unit], ask: str, only: str, codes: list[str]
) -> None:
    assert [one.code for one in choose(chosen, VI, units, ask, only)] == codes


def test_the_class_of_a_unit_is_known_by_code_or_label_or_none() -> None:
    assert [one.area for one in choose(TT25, VI, [*UNITS, Unit("4", "D", area="hard")])] == [
        None, "hard", "", "hard",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "units", "ask", "only", "code"),
    [
        (CV86, [], "police2", "", "unknown-holder"),
        (CV86, [], "steering", "", "holder-not-asked"),
        (TT25, [], "", "", "units-needed"),
        (CV86, [], "commune", "", "units-needed"),
        (CV86, [], "all", "", "units-needed"),
        (TT25, UNITS, "", "00009", "unknown-recipient"),
        (TT25, [Unit("00001", "A", area="vùng xa")], "", "", "units-area"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    chosen: Criteria, units: Sequence[Unit], ask: str, only: str, code: str
) -> None:
    with pytest.raises(LcityError) as caught:
        choose(chosen, VI, units, ask, only)
    assert caught.value.code == code
    assert VI.error(caught.value)


# --- The period before

LAST_YEAR = {
    "citizens": 1000,
    "learning_citizens": 600,
    "awareness": "Có",
    "primary_level": "Mức độ 2",
    "trained": -5,
}


def returned(folder: Path, name: str, code: str, typed: Mapping[str, Value], period: str = "2024") -> Path:
    path = folder / f"{code or name}.xlsx"
    path.write_bytes(fill(made(form(TT25, period=period), name=name, code=code), typed))
    return path


def load(folder: Path, *recipients: Recipient) -> previous.Before:
    return previous.load(folder, TT25, recipients, "2025", VI)


def test_figures_of_last_time_are_matched_by_code_then_by_name(tmp_path: Path) -> None:
    returned(tmp_path, "Tên cũ", "00001", LAST_YEAR)
    returned(tmp_path, "xã b", "", {"citizens": 7})
    returned(tmp_path, "Xã không còn", "00099", {"citizens": 9})
    ours = [
        Recipient("00001", "Xã A", COMMUNE),
        Recipient("00002", "Xã B", COMMUNE),
        Recipient("3", "Xã C", COMMUNE),
    ]
    found = load(tmp_path, *ours)
    assert found.period == "2024"
    assert found.figures == {
        "00001": {"citizens": 1000, "learning_citizens": 600, "awareness": "Có", "primary_level": "Mức độ 2"},
        "00002": {"citizens": 7},
    }  # what is negative is an error, and does not count


def test_a_name_that_two_units_have_matches_neither(tmp_path: Path) -> None:
    returned(tmp_path, "Phường 3", "", {"citizens": 7})
    with pytest.raises(LcityError, match="previous-nobody"):
        load(tmp_path, Recipient("00001", "Phường 3", COMMUNE), Recipient("00002", "Phường 3", COMMUNE))


def test_last_time_is_not_this_time(tmp_path: Path) -> None:
    returned(tmp_path, "Xã A", "00001", LAST_YEAR, period="2025")
    with pytest.raises(LcityError, match="previous-not-before"):
        load(tmp_path, Recipient("00001", "Xã A", COMMUNE))


def test_two_returns_of_one_unit_are_not_chosen_between(tmp_path: Path) -> None:
    returned(tmp_path, "Xã A", "00001", LAST_YEAR)
    shutil.copy(tmp_path / "00001.xlsx", tmp_path / "00001 (1).xlsx")
    with pytest.raises(LcityError, match="previous-twice"):
        load(tmp_path, Recipient("00001", "Xã A", COMMUNE))


def test_figures_of_last_time_stand_in_the_grey_column(tmp_path: Path) -> None:
    returned(tmp_path, "Xã A", "00001", LAST_YEAR)
    unit = Recipient("00001", "Xã A", COMMUNE)
    [path] = forms.write_all(TT25, VI, [unit], tmp_path / "mới", period="2025", before=load(tmp_path, unit))
    sheet = first(openpyxl.load_workbook(path))
    assert sheet["D8"].value == "Kỳ trước (2024)"
    shown = {row[0].value: row[3] for row in sheet.iter_rows() if row[0].value in LAST_YEAR}
    assert {code: cell.value for code, cell in shown.items()} == {**LAST_YEAR, "trained": None}
    assert all(cell.protection.locked for cell in shown.values())


# --- Live results, as LibreOffice works them out

SOFFICE = shutil.which("soffice")
ALL = {
    chosen.id: replace(chosen, questions={c: q._replace(ask=(COMMUNE,)) for c, q in chosen.questions.items()})
    for chosen in (SAMPLE, LEVELS, CV86, TT25)
}
Case = tuple[Form, Mapping[str, Value], Mapping[str, Value]]


def cases() -> dict[str, Case]:
    """Answers for each set at random, many of them on a bound, some missing."""
    dice = random.Random(86)  # noqa: S311 - figures for a test
    made_up: dict[str, Case] = {}
    for name, chosen in ALL.items():
        areas: list[str | None] = [None, "", *chosen.areas]
        for number in range(4):
            one = form(chosen, before="2024" if number % 2 else None, area=areas[number % len(areas)])
            now, last = (
                {q.code: figure(q, dice) for q in one.questions if dice.random() > 0.1} for _ in "12"
            )
            made_up[f"{name} {number}"] = (one, now, last if number % 2 else {})
    return made_up


def figure(question: Question, dice: random.Random) -> Value:
    if question.type in ("yes", "level"):
        return sensible(question, dice)
    if dice.random() < 0.1:
        return dice.choice([0, "chưa có số liệu", "không áp dụng"])
    return (
        dice.choice([20, 29, 50, 98, 100, 200, 1000]) * dice.choice([1, 1, 2, 5])
        if question.type == "count"
        else 500.5
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every case as LibreOffice opened, calculated and saved it."""
    if SOFFICE is None and os.environ.get("CI") != "true":
        pytest.skip("LibreOffice is not installed")
    assert SOFFICE is not None, "LibreOffice is needed"
    folder = tmp_path_factory.mktemp("office")
    for name, (one, now, last) in {**cases(), **bounds()}.items():
        (folder / f"{name}.xlsx").write_bytes(fill(made(one, last), now))
    sent = sorted(folder.glob("*.xlsx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "out", *sent],
        check=True, capture_output=True, timeout=900,
    )  # fmt: skip
    return folder / "out"


@pytest.fixture(scope="module")
def worked_out(office: Path) -> dict[str, dict[str, list[str]]]:
    """What LibreOffice shows on the sheet of results of each case: texts by code of indicator."""
    return {path.stem: results_of(path) for path in office.glob("*.xlsx")}


def results_of(path: Path) -> dict[str, list[str]]:
    book = workbook.read(path)
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(book.sheets[1].cells.items()):
        rows.setdefault(row, []).append(cell.text)
    return {texts[0]: texts[1:] for texts in rows.values()}


def bounds() -> dict[str, Case]:
    """Exactly on a bound and one person short of it."""
    made_up: dict[str, Case] = {}
    for name, answers in {
        "at 60": {"citizens": 1000, "learning_citizens": 600, "trained": 500, "degree_holders": 120},
        "short of 60": {"citizens": 1001, "learning_citizens": 600, "trained": 400, "degree_holders": 120},
        "hard": {"citizens": 1000, "trained": 400, "degree_holders": 100, "hard_area": "Có"},
        "not hard": {"citizens": 1000, "trained": 400, "degree_holders": 100, "hard_area": "Không"},
        "hard or not": {"citizens": 1000, "trained": 400, "degree_holders": 90, "learning_citizens": 1200},
        "nearly 60": {"citizens": 1_000_000, "learning_citizens": 599_999, "primary_level": "Mức độ 2"},
    }.items():
        made_up[name] = (form(TT25), answers, {})
    return made_up


MET, NOT_MET, OPEN, DOUBTFUL = "Đạt", "Chưa đạt", "Chưa đủ số liệu", "Xem lại số liệu"


@pytest.mark.parametrize(
    ("name", "code", "value", "verdicts"),
    [
        ("at 60", "5.1", "= 60%", (MET, NOT_MET)),
        ("at 60", "5.2.a", "= 50%", (MET, OPEN)),  # 50% is level 2 of disadvantaged communes only
        ("at 60", "5.2.b", "= 12%", (MET, OPEN)),  # and so is 12%
        ("at 60", "5.2", "–", (MET, OPEN)),
        ("short of 60", "5.1", "= 59.94%", (NOT_MET, NOT_MET)),
        ("hard", "5.2.a", "= 40%", (MET, NOT_MET)),
        ("hard", "5.2", "–", (MET, NOT_MET)),
        ("not hard", "5.2.a", "= 40%", (NOT_MET, NOT_MET)),
        ("hard or not", "5.2.a", "= 40%", (OPEN, NOT_MET)),
        ("hard or not", "5.2.b", "= 9%", (NOT_MET, NOT_MET)),
        ("hard or not", "5.2", "–", (NOT_MET, NOT_MET)),
        ("hard or not", "5.1", "= 120%", (DOUBTFUL, DOUBTFUL)),
        ("nearly 60", "5.1", "= 59.999900%", (NOT_MET, NOT_MET)),  # not shown as 60
        ("nearly 60", "4.2", "Mức độ 2", (MET, NOT_MET)),
        ("nearly 60", "5.2", "–", (OPEN, OPEN)),
        ("nearly 60", "1.1", "–", (OPEN, OPEN)),
    ],
)
def test_bounds_are_held_exactly(
    worked_out: Mapping[str, Mapping[str, list[str]]],
    name: str, code: str, value: str, verdicts: tuple[str, str],
) -> None:  # fmt: skip
    row = worked_out[name][code]
    assert row[1].replace(",", ".") == value
    assert (row[3], row[5]) == verdicts


def test_what_is_shown_while_typing_is_what_exact_arithmetic_gives(
    worked_out: Mapping[str, Mapping[str, list[str]]],
) -> None:
    seen = set()
    for name, (one, now, last) in cases().items():
        for indicator in one.rows():
            for number, level in enumerate(one.levels):
                shown = worked_out[name][indicator.code][3 + 2 * number]
                wanted = expected(indicator, level, one, now, last)
                assert shown == wanted, (name, indicator.code, level)
                seen.add(wanted)
    assert seen >= {MET, NOT_MET, OPEN, DOUBTFUL, "Không áp dụng", "Chưa có yêu cầu"} - {"Chưa có yêu cầu"}


def expected(
    indicator: Indicator, level: str, one: Form, now: Mapping[str, Value], last: Mapping[str, Value]
) -> str:
    """The verdict by fractions."""
    if indicator.parts:
        parts = {expected(part, level, one, now, last) for part in indicator.parts}
        return NOT_MET if NOT_MET in parts else MET if parts == {MET} else OPEN
    target = indicator.target
    assert target is not None
    areas = {step.area for step in target.rows if step.area}
    if not areas or one.area is not None:
        return judged(indicator, target.at(level, one.area or ""), one, now, last)
    by_area = {area: judged(indicator, target.at(level, area), one, now, last) for area in ("", *areas)}
    questions = {area: one.criteria.areas[area].question for area in areas}
    for area, question in questions.items():
        if question and now.get(question) == "Có":
            return by_area[area]
    if all(question and now.get(question) == "Không" for question in questions.values()):
        return by_area[""]
    return by_area[""] if len(set(by_area.values())) == 1 else OPEN


def judged(
    indicator: Indicator,
    target: Target | None,
    one: Form,
    now: Mapping[str, Value],
    last: Mapping[str, Value],
) -> str:
    measure = indicator.measure
    assert target is not None
    if measure.kind == "yes":
        return {"Có": MET, "Không": NOT_MET}.get(str(now.get(measure.part)), OPEN)
    if measure.kind == "level":
        numbers = {level.label("vi"): level.number for level in one.criteria.questions[measure.part].levels}
        answer = now.get(measure.part)
        return OPEN if answer is None else reached(Fraction(numbers[str(answer)]), target, None)
    value = rate(indicator, now)
    if value is None:
        return "Không áp dụng" if "không áp dụng" in {now.get(q) for q in measure.questions} else OPEN
    if measure.kind == "percent" and value > 100:
        return DOUBTFUL
    return reached(value, target, rate(indicator, last))


def rate(indicator: Indicator, answers: Mapping[str, Value]) -> Fraction | None:
    measure = indicator.measure
    figures = [answers.get(code) for code in measure.questions]
    if any(value is None or isinstance(value, str) for value in figures):
        return None
    part, *whole = (Fraction(str(value)) for value in figures)
    if measure.kind not in ("percent", "rate"):
        return part
    return part * (100 if measure.kind == "percent" else measure.per) / whole[0] if whole[0] else None


def reached(value: Fraction, target: Target, last: Fraction | None) -> str:
    low, high = target.low or Fraction(0), target.high or Fraction(0)
    if target.kind in ("rises", "falls"):
        if last is None:
            return OPEN
        return MET if (value > last if target.kind == "rises" else value < last) else NOT_MET
    met = {
        "at_least": value >= low, "above": value > low, "at_most": value <= (target.bound or 0),
        "below": value < (target.bound or 0), "between": low <= value <= high,
        "equals": value == target.bound,
    }[target.kind]  # fmt: skip
    return MET if met else NOT_MET


def test_a_form_that_libreoffice_saved_is_read_back(office: Path) -> None:
    found = returns.read(office / "at 60.xlsx", TT25)
    assert {a.item: a.value for a in found.answers} == bounds()["at 60"][1]
    assert found.findings == []


def test_results_stand_beside_the_last_figure_that_they_need(office: Path) -> None:
    sheet = first(openpyxl.load_workbook(office / "at 60.xlsx", data_only=True))
    shown = {row[0].value: str(row[7].value).replace(",", ".") for row in sheet.iter_rows() if row[0].value}
    assert shown["learning_citizens"] == "5.1 = 60% · Mức độ 1: Đạt; Mức độ 2: Chưa đạt"
    assert shown["awareness"] == "None"  # nothing is answered
    assert shown["citizens"] == "None"  # alone it decides nothing


def test_no_formula_is_too_long_for_excel() -> None:
    """At most 8,192 letters, and 64 levels of nesting."""
    for chosen in ALL.values():
        one = form(chosen, before="2024")
        formulas = Formulas(one)
        for indicator in one.rows():
            if indicator.parts:
                continue
            made_formulas = [
                formulas.result(indicator),
                *(formulas.verdict(indicator, lv) for lv in one.levels),
            ]
            for formula in made_formulas:
                assert len(formula) < 8000
                assert formula.count("(") == formula.count(")")


def test_the_texts_of_a_form_are_not_written_with_signs_of_their_own(tmp_path: Path) -> None:
    """No mark of a token is left in any part."""
    with zipfile.ZipFile(io.BytesIO(made(form(TT25)))) as archive:
        for name in archive.namelist():
            assert not {"\ue000", "\ue001"} & set(archive.read(name).decode()), name
