"""Which question or indicator a row answers: by its code, else by its title; else what it comes nearest to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from lcity.model import Criteria, Text
from lcity.text import bare, clean, fold, near

LEADING_CODE = re.compile(r"^(?:[^\W\d_]+\s+)?(\d+(?:\s?\.\s?\d+)+)\.?\)?\s*[-–:.]?\s*(.*)$", re.DOTALL)
DATED_CODE = re.compile(r"^(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is about: `item` is a question or indicator, or "" where it is a heading or unknown."""

    item: str = ""
    heading: bool = False
    oddity: str = ""  # code of a finding about the match itself
    other: str = ""  # the item that the finding speaks of


NOTHING = Match()


@dataclass(frozen=True)
class Matcher:
    """Matches rows of a sheet with the items of a criteria set. Answers are remembered: forms repeat their rows."""

    criteria: Criteria
    _seen: dict[tuple[str, str], Match] = field(default_factory=dict)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Folded titles and labels in every language, and without accents where that stays unique.

        An indicator that is one figure («số năm đi học bình quân») may be titled like its question: the same answer.
        """
        named = [(q.code, q.label) for q in self.criteria.questions.values()]
        labels = {q.code: {fold(text) for text in q.label} for q in self.criteria.questions.values()}
        for one in self.criteria.indicators.values():
            own = labels.get(one.measure.part, set()) if not one.measure.whole else set()
            named.append((one.code, Text({k: t for k, t in one.title.by_language.items() if fold(t) not in own})))
        exact = _unique((fold(text), code) for code, texts in named for text in texts)
        return _unique((bare(text), code) for code, texts in named for text in texts) | exact

    @cached_property
    def headings(self) -> frozenset[str]:
        texts = (text for group in self.criteria.groups.values() for text in group.title)
        return frozenset(bare(text) for text in texts)

    @cached_property
    def codes(self) -> dict[str, str]:
        return {code.casefold(): code for code in (*self.criteria.questions, *self.criteria.indicators)}

    def match(self, code: str, title: str) -> Match:
        """What a row with this text in its code cell and in its title cell is about."""
        key = (code, title)
        if key not in self._seen:
            self._seen[key] = self._match(clean(code), clean(title))
        return self._seen[key]

    def _match(self, code: str, title: str) -> Match:
        written, title = (code, title) if code else split_code(title)
        named = self._by_title(title)
        known = self.codes.get(tidy_code(written))
        if known:
            if named and named != known and not self._same_figure(known, named):
                return Match(known, oddity="code-and-title-differ", other=named)
            return Match(known)
        dated = self._by_date(written)
        if dated:
            return Match(named or dated, oddity="" if named == dated else "code-became-date", other=dated)
        if tidy_code(written) in self.criteria.groups or bare(title) in self.headings:
            return Match(heading=True)
        if named:
            return Match(named)
        return NOTHING

    def _by_title(self, title: str) -> str:
        return self.titles.get(fold(title)) or self.titles.get(bare(title)) or "" if title else ""

    def _same_figure(self, code: str, named: str) -> bool:
        """Whether an indicator is nothing but the figure of that question."""
        one = self.criteria.indicators.get(code)
        return one is not None and one.measure.part == named and not one.measure.whole

    def _by_date(self, written: str) -> str:
        """The code that Excel turned into a date: 1.2.3 typed becomes 1 February 2003."""
        found = DATED_CODE.match(written)
        if not found:
            return ""
        year, month, day = (int(part) for part in found.groups())
        return self.codes.get(f"{day}.{month}.{year % 100}", "")

    def nearest(self, code: str, title: str) -> str:
        """The item that an unmatched row comes nearest to, or "". Slow: asked only for rows that hold a figure."""
        written, title = (clean(code), clean(title)) if clean(code) else split_code(clean(title))
        guess = near(title, self.titles) if len(title) > 5 else None
        if guess:
            return self.titles[guess]
        return self.codes.get(near(tidy_code(written), self.codes) or "", "") if "_" in written else ""


def tidy_code(written: str) -> str:
    """A code without what people put around it: «1.1.1.», «CS 1.1.1», «1 . 1 . 1», «1,1,1»."""
    text = clean(written).casefold().strip(" .:)(-–")
    found = re.fullmatch(r"(?:[^\W\d_]+\s*)?(\d+(?:\s?[.,]\s?\d+)+)", text)
    return re.sub(r"\s", "", found[1]).replace(",", ".") if found else text


def split_code(title: str) -> tuple[str, str]:
    """The code that opens a title, and the rest: «1.1.1. Tỷ lệ …»."""
    found = LEADING_CODE.match(title)
    return (found[1], found[2]) if found else ("", title)


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    doubled = set()
    for name, code in pairs:
        if found.setdefault(name, code) != code:
            doubled.add(name)
    return {name: code for name, code in found.items() if name and name not in doubled}
