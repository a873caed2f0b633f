"""The listings of `lcity check`: byte for byte as before, valid by their standards, harmless in Excel."""

import csv
import io
import json
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import golden
import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from rich.cells import cell_len
from test_cli import SAMPLE, survey

from lcity import __version__, checks, criteria, listings
from lcity.errors import LcityError
from lcity.examination import Examination, examine
from lcity.listings import View
from lcity.listings.csv import COLUMNS
from lcity.listings.json import SCHEMA
from lcity.model import Severity
from lcity.words import words

SET = criteria.load(SAMPLE)
FORMATS = ("table", "lines", "json", "csv", "sarif", "junit")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Examination:
    """A round in which much is wrong: of a unit, of a file, of the round, and nothing at all."""
    folder = tmp_path_factory.mktemp("round")
    survey(folder / "a.xlsx", unit="@Xã <A> & «B»", places="khoảng 20", pupils=None, plan="12")
    survey(folder / "b.xlsx", unit="Xã B", readers=3_111, pupils=431, literate_15=971, spending=812_000)
    survey(folder / "c.xlsx", unit="Xã C", readers=3_207, pupils=455, literate_15=944)
    (folder / "hỏng.xlsx").write_bytes(b"PK\3\4")
    (folder / "thư.pdf").write_bytes(b"%PDF")
    return examine([folder], SET)


def render(examination: Examination, name: str, language: str = "vi", **view: Any) -> Any:
    return listings.get(name).render(examination, words(language), View(**view))


def made(examination: Examination, name: str, language: str = "vi", **view: Any) -> str:
    return str(render(examination, name, language, **view)).replace(f'"{__version__}"', '"VERSION"')


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_golden(found: Examination, name: str, language: str) -> None:
    golden.check(f"check-{language}-{name}{listings.get(name).SUFFIX or '.txt'}", made(found, name, language))


def test_golden_by_cause(found: Examination) -> None:
    golden.check("check-vi-cause.txt", made(found, "table", by="cause"))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("by", ["unit", "cause"])
def test_no_line_is_wider_than_asked(found: Examination, width: int, by: str) -> None:
    assert max(map(cell_len, made(found, "table", width=width, by=by).splitlines())) <= width


def test_colour_changes_nothing_but_colour(found: Examination) -> None:
    import re

    plain, coloured = (made(found, "table", colour=colour) for colour in (False, True))
    assert plain != coloured
    assert [x.rstrip() for x in re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines()] == plain.splitlines()


def test_every_finding_is_in_every_listing(found: Examination) -> None:
    places = [(str(f.place), f.code) for f in found.findings]
    assert len(places) > 3
    assert all(
        f"{place}: " in made(found, "lines") and f"[{code}]" in made(found, "lines") for place, code in places
    )
    rows = list(csv.DictReader(io.StringIO(made(found, "csv").removeprefix("\ufeff"), newline="")))
    assert sorted((r["file"], r["cell"], r["code"]) for r in rows) == sorted(
        (f.place.file, f.place.cell, f.code) for f in found.findings
    )
    content = json.loads(made(found, "json"))
    assert sum(len(one["findings"]) for one in content["files"]) == len(places)
    assert len(json.loads(made(found, "sarif"))["runs"][0]["results"]) == len(places)


# JSON


def schema() -> dict[str, Any]:
    text = (resources.files("lcity.listings") / "check-1.schema.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@pytest.mark.parametrize("language", ["vi", "en"])
def test_json_is_what_its_schema_says(found: Examination, language: str) -> None:
    Draft202012Validator.check_schema(schema())
    content = json.loads(made(found, "json", language))
    assert [e.message for e in Draft202012Validator(schema()).iter_errors(content)] == []
    assert content["schema"] == schema()["title"] == SCHEMA
    for change in ({"more": 1}, {"totals": {}}, {"schema": "lcity/check/2"}):
        assert not Draft202012Validator(schema()).is_valid({**content, **change})


def test_every_field_of_the_schema_is_described_and_closed() -> None:
    for name, definition in schema()["$defs"].items():
        assert definition["additionalProperties"] is False, name
        assert set(definition["required"]) == set(definition["properties"]), name
        for key, field in definition["properties"].items():
            assert "description" in field or "$ref" in field, f"{name}.{key}"
            assert ("null" in field.get("type", ())) == ("null: " in field.get("description", "")), (
                f"{name}.{key}"
            )


def test_json_totals(found: Examination) -> None:
    content = json.loads(made(found, "json"))
    errors = [f for one in content["files"] for f in one["findings"] if f["severity"] == "error"]
    assert content["totals"]["errors"] == len(errors) == found.count(Severity.ERROR)
    assert (content["totals"]["files"], content["totals"]["unread"], content["skipped"]) == (
        4,
        1,
        ["thư.pdf"],
    )


# Lines, CSV, xlsx


def test_lines_are_lines(found: Examination) -> None:
    lines = made(found, "lines").splitlines()
    assert len(lines) == len(found.findings)
    assert lines[0].startswith("a.xlsx:Khảo sát!B8: error: ") and lines[0].endswith("[not-a-number]")


def test_csv_for_excel(found: Examination) -> None:
    text = made(found, "csv")
    assert text.startswith("\ufeff") and text.count("\r\n") == text.count("\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[0] == COLUMNS
    assert {row[0] for row in rows if row[0].startswith("=")} == set()
    assert "'@Xã <A> & «B»" in {row[0] for row in rows}


def test_xlsx_can_be_sorted_and_filtered_and_text_stays_text(found: Examination) -> None:
    book = load_workbook(io.BytesIO(render(found, "xlsx")))
    assert book.sheetnames == ["Cần xem", "Theo nguyên nhân", "Tổng hợp"]
    sheet = book["Cần xem"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:H{len(found.findings) + 1}")
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[7].value for row in rows] == [f.code for _, _, f in listings.rows(found)]
    assert rows[0][0].value == "@Xã <A> & «B»" and rows[0][0].data_type == "s"
    assert {row[5].value for row in rows} == {"lỗi", "lưu ý"}
    summary = [row[0].value for row in book["Tổng hợp"].iter_rows()]
    assert summary == list(listings.summary(found, words("vi")))


# SARIF and JUnit


def test_sarif_has_what_readers_need(found: Examination) -> None:
    content = json.loads(made(found, "sarif"))
    run = content["runs"][0]
    assert content["version"] == "2.1.0" and content["$schema"].endswith("sarif-schema-2.1.0.json")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules)) == sorted({f.code for f in found.findings})
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note") and result["message"]["text"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii() and " " not in uri
    assert run["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "Khảo sát!B8"


def test_junit_counts(found: Examination) -> None:
    root = ElementTree.fromstring(render(found, "junit"))  # noqa: S314 - our own text
    suites = root.findall("testsuite")
    assert suites[0].get("name") == "@Xã <A> & «B» (a.xlsx)"
    assert len(suites) == len(found.files)
    for suite in [root, *suites]:
        cases = list(suite.iter("testcase"))
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == len(list(suite.iter("failure")))
    assert len(list(root.iter("failure"))) == found.count(Severity.ERROR)


# Whatever stands in the files


@pytest.mark.parametrize(
    "odd", ["\x00\x1b[31m", "\ufffe", "a\nb", "</x>\"'&", "=cmd|'/c'!A1", "\u202e", "x" * 40_000]
)
def test_no_text_breaks_a_listing(found: Examination, odd: str) -> None:
    files = tuple(one._replace(unit=odd) for one in found.files)
    findings = tuple(f._replace(values={**f.values, "raw": odd}) for f in found.findings)
    changed = found._replace(files=files, findings=findings)
    for name in listings.names():
        render(changed, name)
    ElementTree.fromstring(render(changed, "junit"))  # noqa: S314 - our own text
    book = load_workbook(io.BytesIO(render(changed, "xlsx")))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
        "inlineStr",
    }
    assert "\x1b" not in made(changed, "table") + made(changed, "lines")
    assert len(made(changed, "lines").splitlines()) == len(findings)


# The shelf


def test_listings_are_chosen_by_name_or_ending() -> None:
    endings = {
        ".txt": "table",
        ".JSON": "json",
        ".csv": "csv",
        ".xlsx": "xlsx",
        ".sarif": "sarif",
        ".xml": "junit",
    }
    assert {ending: listings.for_ending(ending) for ending in endings} == endings
    assert listings.names() == sorted([*FORMATS, "xlsx"])
    for choose, given in ((listings.get, "pdf"), (listings.for_ending, ".pdf")):
        with pytest.raises(LcityError) as caught:
            choose(given)
        assert caught.value.code == "unknown-format"


def test_a_cause_is_titled_by_the_page_of_its_check(found: Examination) -> None:
    causes = listings.causes(found)
    assert [c.severity for c in causes] == sorted((c.severity for c in causes), key=list(Severity).index)
    for cause in causes:
        assert cause.title(words("en")) == checks.shelf()[cause.code].__doc__.split("\n")[0]
        assert cause.title(words("vi")) == checks.shelf()[cause.code].VI.split("\n")[0]


def test_nothing_wrong_is_one_line(tmp_path: Path) -> None:
    clean = examine([survey(tmp_path / "a.xlsx")], SET)
    assert made(clean, "table").count("\n") == 1
    assert made(clean, "lines") == ""
    for name in listings.names():
        render(clean, name)
