"""The examination as SARIF 2.1.0, for code review tools: a rule a check, a result a finding.

A cell is a logical location (`Sheet!C4`), because a workbook has no lines. Files are named relative to where
they were looked for.
"""

import json
from collections.abc import Mapping
from urllib.parse import quote

from lcity import __version__
from lcity.checks import shelf
from lcity.examination import Examination
from lcity.listings import View, causes, rows
from lcity.model import Finding
from lcity.words import Words

SUFFIX = ".sarif"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

Plain = Mapping[str, object]


def render(examination: Examination, words: Words, view: View) -> str:  # noqa: ARG001 - as all listings
    codes = sorted(cause.code for cause in causes(examination))
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "lcity",
                "version": __version__,
                "language": words.code,
                "rules": [_rule(code, words) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(unit, finding, codes.index(finding.code), examination, words)
            for unit, _, finding in rows(examination)
        ],
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": _left_out(examination, words)}
        ],
    }
    content = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, words: Words) -> Plain:
    check = shelf()[code]
    page: str = check.VI if words.code == "vi" else check.__doc__
    short, _, rest = page.strip().partition("\n\n")
    return {
        "id": code,
        "shortDescription": {"text": short},
        "fullDescription": {"text": " ".join(rest.split())},
        "defaultConfiguration": {"level": str(check.SEVERITY)},
    }


def _result(unit: str, finding: Finding, rule: int, examination: Examination, words: Words) -> Plain:
    place = finding.place
    location: dict[str, object] = {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}}}
    if place.sheet:
        name = f"{place.sheet}!{place.cell}" if place.cell else place.sheet
        location["logicalLocations"] = [
            {"fullyQualifiedName": name, "kind": "cell" if place.cell else "sheet"}
        ]
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": str(finding.severity),
        "message": {"text": words.finding(finding, examination.criteria)},
        "locations": [location],
        "properties": {"unit": unit, "item": finding.item},
    }


def _uri(file: str) -> str:
    return quote(file.replace("\\", "/"))


def _left_out(examination: Examination, words: Words) -> list[Plain]:
    return [
        {"level": "warning", "message": {"text": f"{file}: {words('check.more', n=count)}"}}
        for file, count in examination.left_out.items()
    ]
