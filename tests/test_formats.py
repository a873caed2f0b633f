"""The formats: byte for byte as before, JSON as its schema says, CSV harmless in Excel, tables aligned."""

import csv
import io
import json
from importlib import resources
from pathlib import Path
from typing import Any

import golden
import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook
from rich.cells import cell_len

from lcity import __version__, criteria, formats
from lcity.assess import Report, assess
from lcity.errors import LcityError
from lcity.formats import View
from lcity.formats.csv import COLUMNS, harmless
from lcity.formats.json import SCHEMA
from lcity.model import Status
from lcity.words import words

ROOT = Path(__file__).parent.parent
SAMPLE = criteria.load(ROOT / "tests" / "sample.yaml")
EXAMPLE = ROOT / "examples" / "phu-ly-2022" / "survey.xlsx"
HEADS = ["Mã", "Số liệu", "Kỳ trước", "Yêu cầu", "Minh chứng", "Tự đánh giá", "Kết luận chuyên gia", "Lý do"]
ROWS: list[list[object]] = [
    ["literate_15", 9796], ["population_15", 10000, 9900], ["idle_15", "320", 350],
    ["1.1.1", None, None, "98% trở lên", "=HYPERLINK(1)", "Đạt"],
    ["1.1.2", "2.600/100.000 dân", None, "≥ 2400"],
    ["1.2.1", "không áp dụng"],
    ["pupils", 412], ["teachers", 20],
    ["spending", "chưa có số liệu", None, None, "Quyết toán 2022"],
    ["plan", "Có"],
    ["2.1.2", None, None, None, "Biên bản", None, "Chưa đạt", "Thiếu biên bản họp"],
    ["communes", 14], ["communes_centre", "15"],
    ["2.1.3", "95%"],
    ["9.9.9", 12],
]  # fmt: skip


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """A made-up survey in which nearly everything occurs, and the example."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Khảo sát"
    for row in (["Đơn vị: Thành phố Mẫu"], ["Kỳ báo cáo: năm 2022"], HEADS, *ROWS):
        sheet.append(row)
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = (
                "s" if isinstance(cell.value, str) else cell.data_type
            )  # «=…» as text, not a formula
    path = tmp_path_factory.mktemp("formats") / "survey.xlsx"
    book.save(path)
    return {
        "sample": assess([path], SAMPLE),
        "phu-ly-2022": assess([EXAMPLE], criteria.load("vn-cv86-2019")),
    }


def render(report: Report, name: str, language: str = "vi", **view: Any) -> str:
    return str(formats.get(name).render(report, words(language), View(**view)))


@pytest.mark.parametrize("report", ["sample", "phu-ly-2022"])
@pytest.mark.parametrize(
    ("name", "language", "width"),
    [("table", "vi", 80), ("table", "en", 80), ("table", "vi", 120), ("json", "vi", 80), ("csv", "vi", 80)],
)
def test_golden(reports: dict[str, Report], report: str, name: str, language: str, width: int) -> None:
    suffix = formats.get(name).SUFFIX
    wide = f"-{width}" if name == "table" else ""
    made = render(reports[report], name, language, width=width).replace(f'"{__version__}"', '"VERSION"')
    golden.check(f"{report}-{language}{wide}{suffix}", made)


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_line_is_wider_than_asked(reports: dict[str, Report], width: int, language: str) -> None:
    for report in reports.values():
        wide = [
            line
            for line in render(report, "table", language, width=width).splitlines()
            if cell_len(line) > width
        ]
        assert not wide


def test_colour_changes_nothing_but_colour(reports: dict[str, Report]) -> None:
    import re

    plain, coloured = (render(reports["sample"], "table", colour=colour) for colour in (False, True))
    assert plain != coloured
    assert [
        line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines()
    ] == plain.splitlines()


# JSON


OF_LEVELS = {
    "report": {"recognition"},
    "return": {"unit_code", "recognition"},
    "result": {"level", "area", "either", "parts"},
}


def schema() -> dict[str, Any]:
    text = (resources.files("lcity.formats") / "score-1.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_json_is_what_its_schema_says(reports: dict[str, Report], language: str) -> None:
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    for report in reports.values():
        for only in (None, *Status):
            made = json.loads(render(report, "json", language, only=only))
            errors = [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(made)]
            assert not errors
            assert made["schema"] == schema()["title"] == SCHEMA


def test_the_schema_refuses_what_it_does_not_describe(reports: dict[str, Report]) -> None:
    made = json.loads(render(reports["sample"], "json"))
    for change in ({"more": 1}, {"files": "1"}, {"schema": "lcity/score/2"}):
        assert not Draft202012Validator(schema()).is_valid({**made, **change})
    made["returns"][0]["results"][0]["status"] = "passed"
    assert not Draft202012Validator(schema()).is_valid(made)


def test_every_field_of_the_schema_is_described_and_closed() -> None:
    definitions = schema()["$defs"]
    for name, definition in definitions.items():
        assert definition["additionalProperties"] is False, name
        more = set(definition["properties"]) - set(definition["required"])  # of sets with levels
        assert more == OF_LEVELS.get(name, set()), name
        assert set(definition["required"]) <= set(definition["properties"]), name
        for key, field in definition["properties"].items():
            assert field.get("description") or definitions[field["$ref"].split("/")[-1]]["description"], (
                f"{name}.{key}"
            )
            may_be_null = None in field.get("enum", ()) or '"null"' in json.dumps(field)
            assert may_be_null == ("null: " in field.get("description", "")), (
                f"{name}.{key} says what null means"
            )


def test_json_numbers_are_exact(reports: dict[str, Report]) -> None:
    results = {r["code"]: r for r in json.loads(render(reports["sample"], "json"))["returns"][0]["results"]}
    literacy = results["1.1.1"]
    assert (literacy["value"], literacy["part"], literacy["whole"]) == (97.96, 9796, 10000)
    assert (literacy["status"], literacy["margin"], literacy["heads"]) == (
        "not_met", -0.04, {"count": -4, "unit": "người"},
    )  # fmt: skip
    assert results["1.1.3"]["previous"] == 3.5353535354
    assert results["1.1.2"]["target"]["basis"] == "office"
    assert results["1.1.2"]["target"]["place"] == "survey.xlsx:Khảo sát!D8"


def test_every_figure_is_traced_to_its_cell(reports: dict[str, Report]) -> None:
    for report in reports.values():
        for result in json.loads(render(report, "json"))["returns"][0]["results"]:
            cells = result["sources"]
            if result["value"] is not None:
                assert [
                    c for c in cells if c["counts"] and (c["value"] is not None or c["read"] in ("yes", "no"))
                ]
            assert all(c["sheet"] and c["cell"] and c["file"] for c in cells)


# CSV


def test_csv_for_excel(reports: dict[str, Report]) -> None:
    text = render(reports["sample"], "csv")
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n"), "every line ends as Excel likes it"
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert list(rows[0]) == COLUMNS
    assert [row["code"] for row in rows] == list(SAMPLE.indicators)
    literacy = rows[0]
    assert [literacy[n] for n in ("value", "part", "whole", "status", "margin", "heads", "official")] == [
        "97.96", "9796", "10000", "not_met", "-0.04", "-4", "true",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_in_csv_never_runs(text: str) -> None:
    assert harmless(text) == "'" + text
    assert harmless(text[:0] + "Huế " + text) == "Huế " + text
    assert harmless(-1.5) == -1.5, "a number stays a number"


def test_a_unit_with_a_formula_for_a_name(tmp_path: Path) -> None:
    """Where a survey names no unit, the name of its file does."""
    book = Workbook()
    assert book.active is not None
    for row in (["Mã", "Số liệu"], ["places", 3]):
        book.active.append(row)
    book.save(tmp_path / "=cmd.xlsx")
    made = render(assess([tmp_path / "=cmd.xlsx"], SAMPLE), "csv")
    assert "\n'=cmd,,'=cmd.xlsx," in made
    assert "\n=cmd" not in made


def test_formats_are_chosen_by_name_or_ending() -> None:
    assert [formats.for_ending(e) for e in (".txt", ".JSON", ".csv")] == ["table", "json", "csv"]
    for choose, given in ((formats.get, "pdf"), (formats.for_ending, ".pdf")):
        with pytest.raises(LcityError) as caught:
            choose(given)
        assert caught.value.code == "unknown-format"
