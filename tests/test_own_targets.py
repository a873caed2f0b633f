"""A file of an office's own targets: from Excel or YAML; the survey's column wins; who asked is said."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from lcity import criteria, formats, own_targets
from lcity.assess import Report, assess
from lcity.errors import LcityError
from lcity.formats import View
from lcity.model import Basis, Status
from lcity.words import words

SAMPLE = criteria.load(Path(__file__).parent / "sample.yaml")


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Biểu"
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def yaml(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    heads = ["Mã", "Số liệu", "Yêu cầu"]
    rows = [
        ["communes", 20],
        ["communes_centre", 18],
        ["pupils", 380],
        ["teachers", 20],
        ["1.2.2", None, "không quá 18"],
    ]
    return workbook(tmp_path / "survey.xlsx", [heads, *rows])


def in_excel(folder: Path) -> Path:
    rows = [["Mã", "Nội dung", "Yêu cầu"], ["2.1.3", "", "≥ 90%"], ["1.2.2", "", "tối đa 22"]]
    return workbook(folder / "targets.xlsx", rows)


def in_yaml(folder: Path) -> Path:
    return yaml(folder / "targets.yaml", '# mức của thành phố\n2.1.3: "≥ 90%"\n1.2.2: tối đa 22\n')


@pytest.mark.parametrize(("make", "place"), [(in_excel, "targets.xlsx:Biểu!C2"), (in_yaml, "targets.yaml:2")])
def test_targets_from_a_file(make: object, place: str, survey: Path, tmp_path: Path) -> None:
    assert callable(make)
    report = assess([survey], SAMPLE, common=make(tmp_path))
    found = report.assessments[0].result("2.1.3")
    assert found.target is not None
    assert (found.status, found.target.kind, found.target.low) == (Status.MET, "at_least", 90)
    assert (found.target.basis, found.target.official, found.target.source) == (Basis.OFFICE, False, None)
    assert (found.target.typed, found.target.place) == ("≥ 90%", place)
    without = assess([survey], SAMPLE).assessments[0].result("2.1.3")
    assert (without.status, without.target) == (Status.NOT_MET, SAMPLE.indicators["2.1.3"].target)
    assert report.assessments[0].bases[Basis.OFFICE] == 2


def test_the_survey_wins_over_the_file(survey: Path, tmp_path: Path) -> None:
    """19 pupils a teacher: 22 would do for the file, 20 for the set, but the survey itself says 18."""
    found = assess([survey], SAMPLE, common=in_yaml(tmp_path)).assessments[0].result("1.2.2")
    assert found.target is not None
    assert (found.value, found.status, found.target.low) == (19, Status.NOT_MET, 18)
    assert found.target.place == "survey.xlsx:Biểu!C6"


def test_a_requirement_that_repeats_the_set_leaves_its_source(tmp_path: Path, survey: Path) -> None:
    same = yaml(tmp_path / "same.yaml", '2.1.3: "= 100%"\n1.1.1: "≥ 97%"\n')
    report = assess([survey], SAMPLE, common=same)
    target = report.assessments[0].result("2.1.3").target
    assert target is not None
    assert (target.basis, target.official) == (Basis.REGULATION, True)


def test_a_survey_that_repeats_the_set_wins_too(tmp_path: Path) -> None:
    rows = [
        ["Mã", "Số liệu", "Yêu cầu"],
        ["communes", 20],
        ["communes_centre", 18],
        ["2.1.3", None, "bằng 100%"],
    ]
    report = assess([workbook(tmp_path / "survey.xlsx", rows)], SAMPLE, common=in_yaml(tmp_path))
    found = report.assessments[0].result("2.1.3")
    assert (found.status, found.target) == (Status.NOT_MET, SAMPLE.indicators["2.1.3"].target)


def test_the_result_says_whose_target_it_is(survey: Path, tmp_path: Path) -> None:
    report = assess([survey], SAMPLE, common=in_yaml(tmp_path))
    text = render(report, "table")
    assert "targets.yaml" in text
    assert "yêu cầu của đơn vị" in text
    made = json.loads(render(report, "json"))["returns"][0]
    targets = {r["code"]: r["target"] for r in made["results"]}
    assert targets["2.1.3"]["basis"] == "office"
    assert targets["2.1.3"]["place"] == "targets.yaml:2"
    assert made["targets"]["office"] == 2


def render(report: Report, name: str) -> str:
    return str(formats.get(name).render(report, words("vi"), View(width=120)))


def test_what_is_not_read_is_found(survey: Path, tmp_path: Path) -> None:
    path = yaml(tmp_path / "t.yaml", '1.1.1: "≥ 97%"\n9.9.9: "≥ 1"\n1.2.1: thật nhiều\n1.2.3:\n  low: 5\n')
    found, notes = own_targets.load(path, SAMPLE)
    assert {code: target.low for code, target in found.items()} == {"1.1.1": Fraction(97)}
    assert [(n.code, str(n.place)) for n in notes] == [
        ("unknown-row", "t.yaml:2"), ("unreadable-target", "t.yaml:3"), ("unknown-row", "t.yaml:4"),
    ]  # fmt: skip
    assert {f.code for f in assess([survey], SAMPLE, common=path).findings} >= {
        "unknown-row",
        "unreadable-target",
    }


def test_an_indicator_written_twice_is_not_guessed(tmp_path: Path) -> None:
    path = yaml(tmp_path / "t.yaml", '1.1.1: "≥ 97%"\n1.1.1: "≥ 90%"\n2.1.3: "≥ 90%"\n')
    with pytest.raises(LcityError) as caught:
        own_targets.load(path, SAMPLE)
    assert (caught.value.code, caught.value.values["line"]) == ("targets-twice", 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "targets-unreadable"),
        (b"1.1.1: [", "targets-unreadable"),
        (b"- 1.1.1", "targets-unreadable"),
        (b"\xff\xfe\x00", "targets-unreadable"),
        (b"1.1.1: \xc3\x28", "targets-unreadable"),
        (b"a: &a [*a, *a]\n", "targets-unreadable"),
        (b"1.1.1: much", "no-targets"),
        (b"9.9.9: 5", "no-targets"),
        (b"[" * 100_000, "targets-unreadable"),
        (b"#" * (1 << 21), "targets-unreadable"),
    ],
    ids=["empty", "open", "list", "utf16", "not-utf8", "alias", "word", "unknown", "deep", "large"],
)
def test_files_without_targets(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_bytes(content)
    with pytest.raises(LcityError) as caught:
        own_targets.load(path, SAMPLE)
    assert caught.value.code == code
    assert len(words("vi").error(caught.value).splitlines()) == 1


def test_a_missing_file(tmp_path: Path) -> None:
    for name in ("none.yaml", "none.xlsx"):
        with pytest.raises(LcityError) as caught:
            own_targets.load(tmp_path / name, SAMPLE)
        assert caught.value.code == "file-missing"
    with pytest.raises(LcityError):
        own_targets.load(tmp_path, SAMPLE)
