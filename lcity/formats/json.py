"""The report as JSON, for other programs: the schema `score-1.schema.json` beside this file describes it.

Numbers are plain JSON numbers, rounded half up to ten decimals where they do not end.
"""

import json
from collections.abc import Mapping
from fractions import Fraction

from lcity import __version__
from lcity.assess import Assessment, Report
from lcity.formats import View
from lcity.model import Cited, Criteria, Finding, Result, Tally, Target
from lcity.words import Words, round_half_up

SUFFIX = ".json"
SCHEMA = "lcity/score/1"
DECIMALS = 10

Plain = Mapping[str, object]


def render(report: Report, words: Words, view: View) -> str:
    criteria = report.criteria
    content: dict[str, object] = {
        "schema": SCHEMA,
        "lcity": __version__,
        "language": words.code,
        "criteria": {
            "id": criteria.id,
            "version": criteria.version,
            "status": criteria.status,
            "title": criteria.title(words.code),
        },
        "returns": [_assessment(one, criteria, words, view) for one in report.assessments],
        "findings": [_finding(finding, criteria, words) for finding in report.findings],
        "files": report.files,
        "cells": report.cells,
    }
    if criteria.recognition is not None:
        content["recognition"] = _count(report)
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _assessment(one: Assessment, criteria: Criteria, words: Words, view: View) -> Plain:
    listed = [r for r in one.results if view.only in (None, r.status)]
    more: Plain = {}
    if criteria.recognition is not None:
        more = {"unit_code": one.unit_code or None, "recognition": _standing(one, criteria, words)}
    return {
        **more,
        "unit": one.unit,
        "period": one.period,
        "file": one.file,
        "tally": _tally(one.tally),
        "targets": {str(basis): count for basis, count in one.bases.items()},
        "targets_note": words.working(one.bases),
        "results": [_result(result, criteria, words) for result in listed],
    }


def _tally(tally: Tally) -> Plain:
    return {**tally._asdict(), "base": tally.base}


def _standing(one: Assessment, criteria: Criteria, words: Words) -> Plain:
    """How far a unit comes, in a set with levels."""
    titles = criteria.recognition.levels if criteria.recognition else {}
    levels: list[Plain] = [
        {
            "level": standing.level,
            "title": titles[standing.level](words.code),
            "status": str(standing.status),
            "tally": _tally(standing.tally),
            "groups": [{"code": code, "status": str(status)} for code, status in standing.groups.items()],
            "not_met": list(standing.not_met),
            "unknown": list(standing.unknown),
            "not_applicable": list(standing.aside),
        }
        for standing in one.standings
    ]
    areas = [area or None for area in one.areas]
    return {"outcome": str(one.outcome), "level": one.level or None, "areas": areas, "levels": levels}


def _count(report: Report) -> Plain:
    """How many units come how far."""
    outcomes = [(str(one.outcome), one.level) for one in report.assessments]
    stages = report.criteria.stages
    return {
        "units": len(outcomes),
        "reached": [{"level": code, "units": outcomes.count(("met", code))} for code in stages],
        "not_met": outcomes.count(("not_met", "")),
        "unknown": outcomes.count(("no_data", "")),
    }


def _result(result: Result, criteria: Criteria, words: Words) -> Plain:
    indicator = criteria.measured[result.indicator]
    heads = None
    if result.heads is not None:
        heads = {
            "count": result.heads,
            "unit": criteria.questions[indicator.measure.part].unit.label(words.code),
        }
    more: Plain = {}
    if criteria.recognition is not None:
        more = {
            "level": result.level,
            "area": result.area or None,
            "either": result.either,
            "parts": [_result(part, criteria, words) for part in result.parts],
        }
    return {
        **more,
        "code": result.indicator,
        "title": indicator.title(words.code),
        "groups": [group.code for group in criteria.group_of(result.indicator)],
        "expert": indicator.expert,
        "status": str(result.status),
        "value": number(result.value),
        "unit": indicator.unit.label(words.code),
        "part": number(result.part),
        "whole": number(result.whole),
        "basis": result.basis or None,
        "previous": number(result.previous),
        "target": _target(result.target, words),
        "margin": number(result.margin),
        "heads": heads,
        "reason": result.reason or None,
        "missing": list(result.missing),
        "self_assessment": result.claimed or None,
        "holder": criteria.holders[indicator.holder](words.code),
        "advice": indicator.advice(words.code),
        "sources": [_cited(cell) for cell in result.cited],
    }


def _target(target: Target | None, words: Words) -> Plain | None:
    if target is None:
        return None
    return {
        "kind": target.kind,
        "low": number(target.low),
        "high": number(target.high),
        "basis": str(target.basis),
        "official": target.official,
        "source": target.source.title(words.code) if target.source else None,
        "mark": str(target.source.mark) if target.source else None,
        "note": target.note(words.code) or None,
        "typed": target.typed or None,
        "place": target.place or None,
    }


def _cited(cell: Cited) -> Plain:
    return {
        "item": cell.item,
        "role": cell.role,
        "file": cell.place.file,
        "sheet": cell.place.sheet,
        "cell": cell.place.cell,
        "typed": cell.raw,
        "read": cell.state,
        "value": number(cell.value),
        "part": number(cell.part),
        "whole": number(cell.whole),
        "counts": cell.counts,
    }


def _finding(finding: Finding, criteria: Criteria, words: Words) -> Plain:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "item": finding.item or None,
        "file": finding.place.file,
        "sheet": finding.place.sheet or None,
        "cell": finding.place.cell or None,
        "message": words.finding(finding, criteria),
    }


def number(value: Fraction | None) -> int | float | None:
    """A JSON number: whole numbers without a decimal point."""
    if value is None:
        return None
    rounded = round_half_up(value, DECIMALS)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)
