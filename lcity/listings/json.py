"""The examination as JSON, for other programs: `check-1.schema.json` beside this file describes it."""

import json
from collections.abc import Mapping

from lcity import __version__
from lcity.examination import Examination
from lcity.listings import View, causes
from lcity.model import Finding, Severity
from lcity.words import Words

SUFFIX = ".json"
SCHEMA = "lcity/check/1"

Plain = Mapping[str, object]


def render(examination: Examination, words: Words, view: View) -> str:  # noqa: ARG001 - as all listings
    criteria = examination.criteria
    by_file = examination.by_file
    content = {
        "schema": SCHEMA,
        "lcity": __version__,
        "language": words.code,
        "criteria": {"id": criteria.id, "version": criteria.version},
        "files": [
            {
                "file": one.file,
                "unit": one.unit,
                "period": one.period or None,
                "read": one.read,
                "cells": one.cells,
                "findings": [_finding(finding, examination, words) for finding in by_file[one.file]],
                "left_out": examination.left_out.get(one.file, 0),
            }
            for one in examination.files
        ],
        "causes": [
            {
                "code": cause.code,
                "severity": str(cause.severity),
                "title": cause.title(words),
                "files": cause.files,
                "findings": len(cause.findings),
            }
            for cause in causes(examination)
        ],
        "totals": {
            "files": len(examination.files),
            "unread": sum(not one.read for one in examination.files),
            "cells": examination.cells,
            **{f"{severity}s": examination.count(severity) for severity in Severity},
        },
        "skipped": list(examination.skipped),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _finding(finding: Finding, examination: Examination, words: Words) -> Plain:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "item": finding.item or None,
        "sheet": finding.place.sheet or None,
        "cell": finding.place.cell or None,
        "message": words.finding(finding, examination.criteria),
    }
