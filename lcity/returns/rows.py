"""Code and title of a row in; out comes the question or indicator that it answers, or what comes nearest."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lcity.model import Criteria, Level, Text
from lcity.text import bare, clean, fold, near, strip_accents

# Up to two words may open a code: «CS 1.1.1», «Chỉ số 1.1.1», «TC. 1.1».
WORDS = r"(?:[^\W\d_]++[.:]?\s*+){0,2}"
NUMBERS = r"\d{1,3}(?:\s?[.,]\s?\d{1,3})+"
# No letter follows: 1.1.2-b is a code of UNESCO, not 1.1.2.
NO_LETTER = r"(?!\s?[-–—.]?\s?[^\W\d_](?!\w))"
LEADING_CODE = re.compile(rf"^{WORDS}\(?({NUMBERS}){NO_LETTER}\)?\s*[-–—:.)]*\s*(?![\d%])(.*)$", re.DOTALL)
WHOLE_CODE = re.compile(rf"{WORDS}({NUMBERS})")
DATED_CODE = re.compile(r"^(\d{4})-(\d\d)-(\d\d)")
# What people put before a title: «- », «+ », «a) », «1. », «(2) », «II. ».
BULLET = re.compile(r"^(?:[-–—+•*●▪○✓➢►·]+\s*|[(\[]?(?:\d{1,2}|[^\W\d_]|[IVX]{1,4})[.)\]:/]+\s*)+(?=\S)")
BRACKETS_BEHIND = re.compile(r"[\s,]*[(\[]([^()\[\]]*)[)\]][\s:.;*]*$")
LONGEST_TITLE, MOST_REMEMBERED = 500, 50_000
LEAST_COMMON = 1 / 3  # of the words of the shorter title


class Match(NamedTuple):
    """What a row is about: `item` is a question or indicator, or "" where it is a heading or unknown."""

    item: str = ""
    heading: bool = False
    oddity: str = ""  # code of a finding about the match itself
    other: str = ""  # the item or the text that the finding speaks of


NOTHING = Match()


@dataclass(frozen=True)
class Matcher:
    """Matches rows with the items of a criteria set. Matches are remembered: forms repeat their rows."""

    criteria: Criteria
    _seen: dict[tuple[str, str, bool], Match] = field(default_factory=dict)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Folded titles and labels in every language, where they are those of one item.

        An indicator that is one figure («số năm đi học bình quân») may be titled like its question: the same
        answer.
        """
        named = [(q.code, q.label) for q in self.criteria.questions.values()]
        labels = {q.code: {fold(text) for text in q.label} for q in self.criteria.questions.values()}
        for one in self.criteria.measured.values():
            own = labels.get(one.measure.part, set()) if not one.measure.whole else set()
            named.append(
                (one.code, Text({k: t for k, t in one.title.by_language.items() if fold(t) not in own}))
            )
        return _unique((fold(text), code) for code, texts in named for text in texts)

    @cached_property
    def _bare_titles(self) -> dict[str, dict[str, str]]:
        """The same by their spelling without accents."""
        found: dict[str, dict[str, str]] = {}
        for title, code in self.titles.items():
            found.setdefault(strip_accents(title), {})[title] = code
        return {spelling: titles for spelling, titles in found.items() if len(set(titles.values())) == 1}

    @cached_property
    def headings(self) -> frozenset[str]:
        texts = (text for group in self.criteria.groups.values() for text in group.title)
        return frozenset(bare(text) for text in texts)

    @cached_property
    def levels(self) -> dict[str, dict[str, int]]:
        """How people write the levels of each item that is answered by one: numbers by folded spelling."""
        asked = {q.code: q.levels for q in self.criteria.questions.values() if q.levels}
        for one in self.criteria.measured.values():
            if not one.measure.whole and one.measure.part in asked:
                asked[one.code] = asked[one.measure.part]
        return {code: _spellings(levels) for code, levels in asked.items()}

    @cached_property
    def codes(self) -> dict[str, str]:
        return {code.casefold(): code for code in (*self.criteria.questions, *self.criteria.measured)}

    def is_code(self, written: str) -> bool:
        return bool(written) and tidy_code(written) in self.codes

    def may_have_lost_zero(self, written: str) -> bool:
        """Whether a code that Excel took for a number may be another one: 1.1 and 1.10 are the same to it."""
        return f"{written}0" in self.codes

    def names(self, text: str) -> bool:
        """Whether a text opens with the code of an item, or is its title."""
        text = clean(text[:LONGEST_TITLE])
        return self.is_code(self.split(text)[0] or text) or bool(self.by_title(text))

    @cached_property
    def units(self) -> frozenset[str]:
        """How people write units of measure: what may stand in brackets behind a title and change nothing."""
        units = self.criteria.units.values()
        return frozenset(bare(text) for unit in units for text in (*unit.label, *unit.one, *unit.also))

    def match(self, code: str, title: str, *, trusted: bool = False) -> Match:
        """What a row with this text in its code cell and in its title cell is about.

        `trusted` where the codes are known to be those of this very set, so that titles may be worded freely.
        """
        key = (code[:LONGEST_TITLE], title[:LONGEST_TITLE], trusted)
        if key not in self._seen:
            if len(self._seen) > MOST_REMEMBERED:
                self._seen.clear()
            self._seen[key] = self._match(clean(key[0]), clean(key[1]), trusted)
        return self._seen[key]

    def _match(self, code: str, title: str, trusted: bool) -> Match:
        written, title = (code, title) if code else self.split(title)
        named = self.by_title(title)
        known = self.codes.get(tidy_code(written))
        if known:
            if named and named != known and not self._same_figure(known, named):
                return Match(known, oddity="code-and-title-differ", other=named)
            if not (named or trusted or known in self.criteria.questions or self._alike(known, title)):
                return Match(known, oddity="code-and-title-differ", other=title)
            return Match(known)
        dated = self._by_date(written)
        if dated and (named or self._alike(dated, title)):
            return Match(named or dated, oddity="" if named == dated else "code-became-date", other=dated)
        if bare(title) in self.headings and (not named or tidy_code(written) in self.criteria.groups):
            return Match(heading=True)
        if named:
            strange = looks_like_code(written) and tidy_code(written) not in self.criteria.groups
            return Match(named, oddity="unknown-code", other=written) if strange else Match(named)
        if tidy_code(written) in self.criteria.groups:
            return Match(heading=True, other=title)
        return NOTHING

    def by_title(self, title: str) -> str:
        """The item that a title names, or "": with or without accents, a bullet, a unit in brackets."""
        without = BULLET.sub("", title)
        for text in dict.fromkeys((title, without, self._without_unit(title), self._without_unit(without))):
            found = self.titles.get(fold(text)) or self._by_bare_title(text)
            if found:
                return found
        return ""

    def _by_bare_title(self, text: str) -> str:
        """A title with accents left out. One with other accents is another title."""
        for spelling, code in self._bare_titles.get(bare(text), {}).items():
            typed = fold(text)
            if len(typed) == len(spelling) and all(
                one in (other, strip_accents(other)) for one, other in zip(typed, spelling, strict=True)
            ):
                return code
        return ""

    def _without_unit(self, title: str) -> str:
        found = BRACKETS_BEHIND.search(title)
        if found is None:
            return title
        named = (bare(word) for word in re.split("[,;/]|:", found[1]))
        return title[: found.start()] if all(word in self.units or not word for word in named) else title

    def _alike(self, code: str, title: str) -> bool:
        """Whether a title that names nothing may still be this item's: the office's own words for it."""
        typed = self._telling(title)
        if not typed:
            return True
        own = [self._telling(text) for text in self._texts(code)]
        return any(len(typed & words) >= LEAST_COMMON * min(len(typed), len(words)) for words in own if words)

    def _telling(self, title: str) -> set[str]:
        """The words of a title that tell it from others."""
        return set(WORD.findall(bare(title))) - self._frequent

    @cached_property
    def _frequent(self) -> frozenset[str]:
        """Words in a tenth of all titles and labels: tỷ lệ, số, người."""
        items = (*self.criteria.questions, *self.criteria.measured)
        found = Counter(
            word for code in items for word in {w for t in self._texts(code) for w in WORD.findall(bare(t))}
        )
        return frozenset(word for word, times in found.items() if times >= max(3, len(items) / 10))

    def _texts(self, code: str) -> Text:
        one = self.criteria.measured.get(code)
        return one.title if one else self.criteria.questions[code].label

    def _same_figure(self, code: str, named: str) -> bool:
        """Whether an indicator is nothing but the figure of that question."""
        one = self.criteria.measured.get(code)
        return one is not None and one.measure.part == named and not one.measure.whole

    @cached_property
    def indicator_of(self) -> dict[str, str]:
        """The indicator that a question's row is about too: one that is titled like its only question."""
        return {
            one.measure.part: one.code
            for one in self.criteria.measured.values()
            if one.measure.part
            and not one.measure.whole
            and {fold(t) for t in one.title} & {fold(t) for t in self._texts(one.measure.part)}
        }

    def _by_date(self, written: str) -> str:
        """The code that Excel turned into a date: 1.2.3 becomes 1 February 2003, 1.2 a day of this year."""
        found = DATED_CODE.match(written)
        if not found:
            return ""
        year, month, day = (int(part) for part in found.groups())
        return self.codes.get(f"{day}.{month}.{year % 100}") or self.codes.get(f"{day}.{month}", "")

    def split(self, title: str) -> tuple[str, str]:
        """The code that opens a title, and the rest: «1.1.1. Tỷ lệ …». Other numbers stay where they are."""
        found = LEADING_CODE.match(title)
        if found and (tidy_code(found[1]) in self.codes or tidy_code(found[1]) in self.criteria.groups):
            return found[1], found[2]
        return "", title

    def nearest(self, code: str, title: str) -> str:
        """The item that an unmatched row comes nearest to, or "". Slow: for rows that hold a figure."""
        written, title = (clean(code), clean(title)) if clean(code) else self.split(clean(title))
        guess = near(title, self.titles) if len(title) > 5 else None
        if guess:
            return self.titles[guess]
        return self.codes.get(near(tidy_code(written), self.codes) or "", "") if "_" in written else ""


WORD = re.compile(r"\w+")


def looks_like_code(written: str) -> bool:
    """1.1.4 and population_16 are codes; 5, II, a) and CB-01 number or name a row in the office's own way."""
    tidy = tidy_code(written)
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){1,3}|[a-z][a-z0-9]*(?:_[a-z0-9]+)+", tidy))


def tidy_code(written: str) -> str:
    """A code without what people put around it: «1.1.1.», «CS 1.1.1», «1 . 1 . 1», «1,1,1»."""
    text = clean(written).casefold().strip(" .:)(-–")
    found = WHOLE_CODE.fullmatch(text)
    return re.sub(r"\s", "", found[1]).replace(",", ".") if found else text


def _spellings(levels: Iterable[Level]) -> dict[str, int]:
    """With and without accents; what may mean two levels is none."""
    named = [
        (spelling, str(level.number))
        for level in levels
        for text in (str(level.number), *level.label, *level.also)
        for spelling in dict.fromkeys((fold(text), bare(text)))
    ]
    return {spelling: int(number) for spelling, number in _unique(named).items()}


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    doubled = set()
    for name, code in pairs:
        if found.setdefault(name, code) != code:
            doubled.add(name)
    return {name: code for name, code in found.items() if name and name not in doubled}
