"""The examination as JUnit XML, for build servers: a suite a file, a case a finding, errors as failures.

A file without errors has one case that passed.
"""

import re
from xml.sax.saxutils import escape, quoteattr

from lcity.examination import Examination, Examined
from lcity.listings import View
from lcity.listings.table import shown
from lcity.model import Finding, Severity
from lcity.words import Words

SUFFIX = ".xml"
# What XML 1.0 cannot hold, not even written as a number.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(examination: Examination, words: Words, view: View) -> str:  # noqa: ARG001 - as all listings
    suites = [_suite(one, examination, words) for one in examination.files]
    tests = sum(max(1, len(findings)) for findings in examination.by_file.values())
    head = f'<testsuites name="lcity check" tests="{tests}" failures="{examination.count(Severity.ERROR)}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])


def _suite(one: Examined, examination: Examination, words: Words) -> str:
    findings = examination.by_file[one.file]
    failures = sum(finding.severity == Severity.ERROR for finding in findings)
    name = _quoted(f"{one.unit} ({one.file})")
    head = f'  <testsuite name={name} tests="{max(1, len(findings))}" failures="{failures}">'
    cases = [_case(finding, examination, words) for finding in findings]
    clean = words("check.clean", n=1, cells=one.cells)
    cases = cases or [f"    <testcase classname={_quoted(one.file)} name={_quoted(clean)}/>"]
    if rest := examination.left_out.get(one.file, 0):
        cases.append(f"    <system-out>{_text(words('check.more', n=rest))}</system-out>")
    return "\n".join([head, *cases, "  </testsuite>"])


def _case(finding: Finding, examination: Examination, words: Words) -> str:
    message = words.finding(finding, examination.criteria)
    place = shown(finding.place._replace(file="")) or finding.place.file
    head = (
        f"    <testcase classname={_quoted(finding.place.file)} name={_quoted(f'{place} [{finding.code}]')}>"
    )
    if finding.severity == Severity.ERROR:
        body = f"<failure type={_quoted(finding.code)} message={_quoted(message)}/>"
    else:
        body = f"<system-out>{_text(f'{finding.severity}: {message}')}</system-out>"
    return f"{head}{body}</testcase>"


def _quoted(text: str) -> str:
    return quoteattr(UNWRITABLE.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(UNWRITABLE.sub("\ufffd", text))
