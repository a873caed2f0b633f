"""The labels over one column in; out comes what the column holds, and for which year."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from lcity.text import clean
from lcity.vocabulary import vocabulary

LONGEST_LABEL = 80
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
INDEX = re.compile(r"\(?(?:[0-9]{1,2}|[A-Za-z])\)?(?:\s?=.*)?")  # (1), 2, A, (5)=(3)/(4)
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
UNIT_LABEL = re.compile(r"\(?%\)?")
CAPTION_INDEX = re.compile(
    r"^(?:[^\W\d_]+\s+){0,2}(?:\d{1,2}|[IVX]{1,4}|[A-Z])\s?[.):/-]\s*(?=\S)"
)  # «Biểu 2. », «II. »

FIGURES = frozenset({"value", "result", "year", "part", "whole"})  # what counts for the period of the return
# Labels that may stand over those of figures and change nothing.
BANNERS = frozenset({"value", "result", "met"})
UNDER_ANYTHING = frozenset({"code", "title", "number", "unit", "evidence", "note"})
# What figures become where a label over them, or their year, says that they are of the period before.
BEFORE = {"value": "previous", "result": "previous_result"}


class Column(NamedTuple):
    """What a column holds. `role` is one of the vocabulary, or `year` where the label is but a year.

    `previous_result` is the period before of a `result`. `doubt` holds why a column that seems to hold
    figures is not read: `other` where its labels speak of other figures (planned ones), `unclear` where they
    say more than is understood.
    """

    role: str
    label: str
    year: int = 0
    doubt: str = ""
    banner: str = ""  # a label over the others that is not understood
    either: frozenset[str] = frozenset()  # the roles between which the rest of the header decides


class Label(NamedTuple):
    """One header cell: what it may mean by itself."""

    text: str
    roles: frozenset[str]
    years: tuple[int, ...]
    neutral: bool  # says nothing but a year, a unit or a number
    other: bool  # speaks of planned or compared figures


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label:
    """A header cell by itself. A text too long for a label means nothing."""
    words = vocabulary()
    typed = clean(text)
    if len(typed) > LONGEST_LABEL:
        return Label(typed, frozenset(), (), neutral=False, other=False)
    years = tuple(dict.fromkeys(int(year) for year in YEAR.findall(typed)))
    roles = words.roles(typed)
    bare = INDEX.fullmatch(typed) or UNIT_LABEL.fullmatch(typed) or (years and not words.without_year(typed))
    return Label(
        typed, roles, years, neutral=bool(bare) and not roles, other=not roles and words.other_figure(typed)
    )


def units_in_label(label: str, question: bool) -> list[str]:
    """The units in the brackets of a header: «Số liệu (nghìn người)»; of questions a rate is percent."""
    found = [word.strip() for inside in IN_BRACKETS.findall(label) for word in re.split("[,;/]", inside)]
    return found or (["%"] if question and vocabulary().share(label) else [])


def units_above(lines: Iterable[str]) -> list[str]:
    """The unit in a line over a table: «(Đơn vị tính: nghìn người)»."""
    for line in lines:
        label, colon, unit = clean(line).strip("() ").partition(":")
        if colon and unit.strip() and "unit" in vocabulary().roles(label):
            return [word.strip() for word in re.split("[,;/]", unit)]
    return []


def is_known(text: str) -> bool:
    """Whether a header cell may be a label: one with a role or a mere year."""
    label = read_label(text)
    return bool(label.roles) or (label.neutral and bool(label.years))


def read_column(texts: Sequence[str]) -> Column | None:
    """The meaning of a column by its labels from top to bottom; None where no label says anything."""
    labels = [read_label(text) for text in dict.fromkeys(texts)]
    labels = [label for label in labels if not INDEX.fullmatch(label.text)]
    if not labels:
        return None
    shown = " / ".join(label.text for label in labels)
    year, several = _year(labels)
    depth = next((n for n, label in reversed(list(enumerate(labels))) if label.roles), None)
    if depth is None:
        only_year = year and all(label.neutral for label in labels) and not several
        return Column("year" if only_year else "", shown, year)
    roles, above, below = labels[depth].roles, labels[:depth], labels[depth + 1 :]
    upper = frozenset(role for label in above for role in label.roles)
    if len(roles) > 1 and len(roles & upper) == 1:
        roles &= upper
    if len(roles) > 1:
        return Column("", shown, year, either=roles)
    role = next(iter(roles))
    if role == "met" and "verdict" in upper:
        role = "verdict"
    return _combine(role, upper, above, below, Column(role, shown, year, "unclear" if several else ""))


def _combine(
    role: str, upper: frozenset[str], above: Sequence[Label], below: Sequence[Label], column: Column
) -> Column:
    """A role in the light of the labels over and under the one that gave it."""
    if role in UNDER_ANYTHING:
        return column._replace(doubt="")
    if any(label.other for label in (*above, *below)):
        return column._replace(role="", doubt="other")
    if any(not label.neutral for label in below):
        return column._replace(role="", doubt="unclear")
    if column.doubt:
        return column._replace(role="")
    if role in ("value", "result") and "previous" in upper:
        return column._replace(role=BEFORE[role])
    if role in FIGURES and upper - BANNERS - {role}:
        return column._replace(role="", doubt="unclear")
    strange = [label.text for label in above if not label.roles and not label.neutral]
    return column._replace(banner=" / ".join(strange))


def _year(labels: Sequence[Label]) -> tuple[int, bool]:
    """The year of the lowest label that has one, the later of a school year; and if there are several."""
    years = next((label.years for label in reversed(labels) if label.years), ())
    several = len(years) > 2 or (len(years) == 2 and years[1] - years[0] != 1)
    return (years[-1] if years and not several else 0), several


class Caption(NamedTuple):
    """What a line over a table says of all figures below it: their year, or that they are other figures."""

    year: int = 0
    previous: bool = False
    other: bool = False


@lru_cache(maxsize=4096)
def read_caption(text: str) -> Caption | None:
    """«Năm 2021», «II. Số liệu năm 2021», «Kỳ trước», «Kế hoạch 2023»; None for every other line."""
    words = vocabulary()
    typed = CAPTION_INDEX.sub("", clean(text)).strip(" .:;*-–—")
    if not typed or len(typed) > LONGEST_LABEL:
        return None
    label = read_label(typed)
    if len(label.years) > 1:
        return None
    year = label.years[0] if label.years else 0
    if "previous" in label.roles:
        return Caption(year, previous=True)
    if year and (label.neutral or label.roles & FIGURES):
        return Caption(year)
    if label.other and len(words.without_year(typed).split()) <= (5 if year else 2):
        return Caption(year, other=True)
    return None
