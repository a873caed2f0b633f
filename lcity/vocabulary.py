"""Section `reads:` of every language file in; out come the words understood in cells and headers."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from lcity import languages
from lcity.text import bare, clean, fold, strip_accents, unify

_LONGEST_LABEL = 200

_Meaning = TypeVar("_Meaning", bound=Hashable)


class State(StrEnum):
    """What a cell that should hold a figure holds. The kinds of none stay apart: zero is a number."""

    NUMBER = "number"
    YES = "yes"
    NO = "no"
    NONE = "none"  # -, không có
    NOT_COLLECTED = "not_collected"  # chưa có số liệu
    NOT_APPLICABLE = "not_applicable"
    BLANK = "blank"
    AMBIGUOUS = "ambiguous"  # whether comma and point are decimal marks cannot be told
    UNREAD = "unread"


_WORD_STATES = (State.YES, State.NO, State.NONE, State.NOT_COLLECTED, State.NOT_APPLICABLE)
_VERDICTS = ("met", "not_met", "awaiting")


class Judgement(NamedTuple):
    """What a «Đánh giá» cell says: met, not_met or awaiting; and the rest of the cell, as typed."""

    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all languages at once. People write in the language they like, whatever lcity answers in.

    Keys of the mappings are folded, once with accents and once without; a key without accents serves only
    those who type none («dat» is đạt, «đất» is not).
    """

    states: Mapping[str, State]
    verdicts: Mapping[str, str]
    metas: Mapping[str, str]
    totals: frozenset[str]
    targets: Mapping[str, str]  # skeleton -> kind of target, or `plain`
    leads: tuple[str, ...]  # words that may open a target and say nothing: đạt, phải đạt
    percents: re.Pattern[str]  # words for %
    shares: re.Pattern[str]  # words of a header that says that shares stand below: tỷ lệ
    scales: re.Pattern[str]  # words that make a unit larger: nghìn, triệu
    pers: re.Pattern[str]  # words for the / of «12 cases / 100,000 people»
    labels: tuple[str, ...]  # the labels of columns as people know them, for suggestions
    examples: str  # one label of each role that a table cannot do without
    _roles: Mapping[str, frozenset[str]]
    _bare_roles: Mapping[str, frozenset[str]]
    _year_tail: re.Pattern[str]
    _other_figure: re.Pattern[str]  # words in a header by which it means another figure than its label
    _hedge: re.Pattern[str]  # words after «đạt» which take it back in part

    def state(self, text: str) -> State | None:
        """YES, NO or a kind of none, where the whole cell is such a word; «Có?» is a doubt instead."""
        return None if _DOUBT.search(text) else self.states.get(fold(text))

    def role(self, label: str) -> str | None:
        """What a column with this header holds (code, title, value, …); None where unknown or not clear.

        The label itself comes first, then without index, unit in brackets, formula and year: «(3) Kết quả (%)
        năm 2022» is a result. Not so where what falls away names another figure: «Kết quả (kế hoạch)».
        """
        roles = self.roles(label)
        return next(iter(roles)) if len(roles) == 1 else None

    def roles(self, label: str) -> frozenset[str]:
        """Every role that the header may have: «Chỉ tiêu» is a title here and a target there."""
        if len(label) > _LONGEST_LABEL:
            return frozenset()
        named = self._lookup(label)
        label = _LEADING_INDEX.sub("", clean(label))
        whole = named or self._lookup(label) or self._lookup(_BRACKETS.sub(" ", label))
        if whole:
            return whole
        if len(halves := label.split(" / ")) > 1:
            meant = {self.roles(half) for half in halves}  # «Mã / Code»
            return meant.pop() if len(meant) == 1 else frozenset()
        shorter = _FORMULA.sub("", _BRACKETED.sub(" ", label)).strip(_LABEL_ENDS)
        dateless = self._year_tail.sub("", shorter).strip(_LABEL_ENDS)
        found = self._lookup(shorter) or self._lookup(dateless)
        if not found or self._other_figure.search(unify(" ".join(_BRACKETED.findall(label)))):
            return frozenset()
        hints = (self._lookup(_BRACKETS.sub("", part)) for part in _BRACKETED.findall(label))
        return frozenset() if any(hint and hint != found for hint in hints) else found

    def _lookup(self, label: str) -> frozenset[str]:
        return self._roles.get(fold(label)) or self._bare_roles.get(bare(label)) or frozenset()

    def without_year(self, label: str) -> str:
        """The label without the year at its end: "" for «Năm 2022»."""
        return self._year_tail.sub("", clean(label).strip(_LABEL_ENDS)).strip(_LABEL_ENDS)

    def other_figure(self, label: str) -> bool:
        """Whether a label speaks of planned, expected or compared figures."""
        return bool(self._other_figure.search(unify(label)))

    def share(self, label: str) -> bool:
        """Whether a header says that shares stand below it: «Tỷ lệ», «Tỷ lệ %»."""
        return "%" in label or self.shares.search(unify(label)) is not None

    def scaled(self, unit: str) -> bool:
        """Whether a unit of measure opens with a word such as «nghìn»."""
        return self.scales.match(unify(unit)) is not None

    def meta(self, label: str) -> str | None:
        """What a label above the table announces: set, unit, unit_code or period."""
        return self.metas.get(fold(label))

    def total(self, text: str) -> bool:
        """Whether a row with this title sums up others."""
        return fold(text) in self.totals

    def example_labels(self) -> str:
        return self.examples

    def verdict(self, text: str) -> str | None:
        """met, not_met or awaiting; see `judgement`."""
        judged = self.judgement(text)
        return judged.outcome if judged else None

    def judgement(self, text: str) -> Judgement | None:
        """The verdict of a cell: all of it, or its first clause («Đạt - có đủ hồ sơ») and the rest as reason.

        None where the rest says otherwise («Đạt - chưa đạt», a list that nobody chose from) or takes it back
        in part («Đạt, nhưng …»).
        """
        if _DOUBT.search(text):
            return None
        if outcome := self.verdicts.get(fold(text)):
            return Judgement(outcome)
        opening, *rest = _CLAUSE.split(text.strip(), maxsplit=1)
        outcome, reason = self.verdicts.get(fold(opening)), clean("".join(rest)).lstrip(_LABEL_ENDS)
        if not outcome or self.state(reason) or self.verdicts.get(fold(reason)):
            return None
        if outcome == "met" and self._hedge.search(unify(reason)):
            return None
        return Judgement(outcome, reason)


_DOUBT = re.compile(r"[?\uff1f]\s*$")
_CLAUSE = re.compile(r"\n|[:;,]|\.\s|\s[-–—]|[-–—]\s")
_LEADING_INDEX = re.compile(r"^(?:\d{1,2}|[IVX]{1,4}|[A-Za-z])\s?[.)/:]\s*(?=\S)")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BRACKETS = re.compile(r"[()\[\]]")
_FORMULA = re.compile(r"=.*$")
_LABEL_ENDS = " .,:;*/%+-–—"


@cache
def vocabulary() -> Vocabulary:
    """The words of every language on the shelf. A word that means two things is in none of the mappings."""
    shelf = [languages.load(code).get("reads") or {} for code in languages.codes()]
    columns = list(_pairs(shelf, "columns"))
    first_label = dict(reversed(columns))
    leads = _unique((unify(word), True) for word in _words(shelf, "leads"))
    return Vocabulary(
        states=_unique((fold(word), state) for state in _WORD_STATES for word in _words(shelf, state)),
        verdicts=_unique((fold(word), kind) for kind in _VERDICTS for word in _words(shelf, kind)),
        metas=_unique((fold(word), kind) for kind, word in _pairs(shelf, "meta")),
        totals=frozenset(_unique((fold(word), True) for word in _words(shelf, "totals"))),
        targets=_unique((skeleton(word), kind) for kind, word in _pairs(shelf, "targets")),
        leads=tuple(sorted(leads, key=len, reverse=True)),
        percents=_any_of(_words(shelf, "percent")),
        shares=_any_of(map(unify, _words(shelf, "shares"))),
        scales=_any_of(map(unify, _words(shelf, "scales"))),
        pers=_any_of(_words(shelf, "per")),
        labels=tuple(dict.fromkeys(label for _, label in columns)),
        examples=", ".join(first_label[role] for role in ("code", "title", "value") if role in first_label),
        _roles=_grouped((fold(label), role) for role, label in columns),
        _bare_roles=_grouped((bare(label), role) for role, label in columns),
        _year_tail=_ending_in_year(_words(shelf, "year")),
        _other_figure=_any_of(map(unify, _words(shelf, "other_figure"))),
        _hedge=_any_of(map(unify, _words(shelf, "hedges"))),
    )


def skeleton(text: str) -> str:
    """The form by which requirements are matched: no spaces around signs, no stop at the end."""
    return _AROUND_SIGNS.sub(r"\1", unify(text)).rstrip(" .;")


_AROUND_SIGNS = re.compile(r"\s*([<>=≤≥⩽⩾-]+)\s*")


def _words(shelf: Iterable[Mapping[str, Any]], key: str) -> Iterator[str]:
    return (str(word) for reads in shelf for word in reads.get(key) or ())


def _pairs(shelf: Iterable[Mapping[str, Any]], key: str) -> Iterator[tuple[str, str]]:
    """What stands in a map of lists, as (key in the map, word)."""
    for reads in shelf:
        for kind, words in (reads.get(key) or {}).items():
            yield from ((str(kind), str(word)) for word in words)


def _unique(pairs: Iterable[tuple[str, _Meaning]]) -> dict[str, _Meaning]:
    """The meaning of each spelling that has one, then of each spelling without accents that still has one."""
    pairs = list(pairs)
    exact = _grouped(pairs)
    plain = _grouped((strip_accents(spelling), meaning) for spelling, meaning in pairs)
    return {spelling: next(iter(found)) for spelling, found in (plain | exact).items() if len(found) == 1}


def _grouped(pairs: Iterable[tuple[str, _Meaning]]) -> dict[str, frozenset[_Meaning]]:
    found: dict[str, set[_Meaning]] = {}
    for spelling, meaning in pairs:
        found.setdefault(spelling, set()).add(meaning)
    return {spelling: frozenset(meanings) for spelling, meanings in found.items()}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words as whole words, with or without their accents, in any case."""
    spellings = {spelling for word in words for spelling in (word, strip_accents(word))}
    return re.compile(rf"(?<!\w)(?:{_either(spellings)})(?!\w)", re.IGNORECASE)


def _ending_in_year(words: Iterable[str]) -> re.Pattern[str]:
    """Finds «năm 2022», «tính đến ngày 31/12/2022», «2021-2022» at the end of a label."""
    spellings = {spelling for word in words for spelling in (word, strip_accents(word))}
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"(?<!\w)(?:(?:{_either(spellings)})\s+)*(?:\d{{1,2}}[/.-]){{0,2}}{year}(?:\s?[-–/]\s?{year})?$",
        re.IGNORECASE,
    )


def _either(spellings: Iterable[str]) -> str:
    """The longest first, so that «năm học» is not taken for «năm»; a pattern that never matches for none."""
    return "|".join(sorted(map(re.escape, spellings), key=len, reverse=True)) or "(?!)"
