"""A unit's true figures and a sender's habits in; out comes the draft of a return, not yet laid out."""

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from lcity.model import Criteria, Indicator, Question
from planting import figures, habits
from planting.figures import Spread, Year
from planting.habits import Hand
from planting.sheets import Typed

PERIOD = 2025


@dataclass(eq=False)
class Row:
    """One row of the table. What is typed may be spoiled later; `item` is what the row is truly about."""

    item: str
    code: str | Typed
    title: str
    unit: str
    now: Typed | None = None
    before: Typed | None = None
    evidence: str = ""
    note: str = ""
    heading: bool = False  # a line over rows, such as the title of a standard


@dataclass
class Draft:
    """One return before it is laid out."""

    kind: str
    criteria: Criteria
    unit: str
    unit_code: str
    hand: Hand
    figures: tuple[Year, Year]
    rows: list[Row]
    period: int = PERIOD
    facts: dict[str, str] = field(default_factory=dict)  # of the hidden sheet, where the form has one
    touched: set[str] = field(default_factory=set)  # items that have a fault or belong to one
    closed: bool = False  # its fault is one of the whole file: nothing else would be seen

    def row(self, item: str) -> Row | None:
        return next((row for row in self.rows if row.item == item), None)


class Kind(NamedTuple):
    """One kind of return that a round collects."""

    criteria: str
    spreads: dict[str, Spread]
    body: str  # which rows it has: questions, all or indicators


KINDS = {
    "commune": Kind("vn-cv86-2019", figures.COMMUNE, "questions"),
    "city": Kind("vn-cv86-2019", figures.CITY, "all"),
    "tt25": Kind("vn-tt25-commune", figures.CITIZENS, "questions"),
    "tt25 indicators": Kind("vn-tt25-commune", figures.CITIZENS, "indicators"),
}
EVIDENCE = (
    "Báo cáo số {n}/BC-UBND ngày {d:02d}/01/2026",
    "Quyết định số {n}/QĐ-UBND",
    "Danh sách kèm theo (phụ lục {d})",
    "Sổ theo dõi của TTHTCĐ năm 2025",
    "Niên giám thống kê 2025",
    "Biểu số {d} – Báo cáo tổng kết",
    "https://xa{n}.example.vn/minh-chung/{d}",
)
NOTES = (
    "",
    "",
    "",
    "",
    "Số liệu đến 31/12/2025",
    "Đã đối chiếu với sổ",
    "Tính cả người tạm trú",
    "Tăng 12 so với 2024",
)
FAMILY = (
    "Tân",
    "Mỹ",
    "An",
    "Phú",
    "Bình",
    "Long",
    "Hòa",
    "Thạnh",
    "Vĩnh",
    "Đông",
    "Thuỷ",
    "Quý",
    "Hưng",
    "Lộc",
)
GIVEN = (
    "Hiệp",
    "Thạnh",
    "Đức",
    "Lợi",
    "Nghĩa",
    "Quới",
    "Khánh",
    "Phước",
    "Thới",
    "Trung",
    "Mỹ",
    "Hoà",
    "Sơn",
)


def names(rnd: Random, how_many: int, kind: str) -> list[str]:
    """Invented names of units, each once."""
    words = [
        f"{one} {two} {three}".strip() for one in FAMILY for two in GIVEN for three in ("", "A", "B", "Đông")
    ]
    rnd.shuffle(words)
    prefixes = ("Thành phố",) if kind == "city" else ("Xã", "Xã", "Phường")
    return [f"{rnd.choice(prefixes)} {word}" for word in words[:how_many]]


def draft(kind: str, criteria: Criteria, unit: str, code: str, rnd: Random) -> Draft:
    """A return without faults."""
    spreads, body = KINDS[kind].spreads, KINDS[kind].body
    years = figures.invent(spreads, criteria, rnd)
    hand = habits.grow(rnd, decimals=any(spread.decimals for spread in spreads.values()))
    made = Draft(kind, criteria, unit, code, hand, years, [])
    if hand.proof and hand.figures in ("comma", "point"):
        made.touched |= {code for code, spread in spreads.items() if spread.decimals}  # they prove the mark
    asked = [q for q in criteria.questions.values() if q.code in years[0]]
    if body == "questions":
        made.rows = [_question(q, made, rnd) for q in asked]
    elif body == "indicators":
        made.rows = [_question(q, made, rnd) for q in asked if q.code in ("hard_area", "citizens")]
        made.rows += _indicators(made, rnd, parts=False)
    else:
        shared = _shared(criteria)
        made.rows = [_heading("SỐ LIỆU DÙNG CHUNG")] + [
            _question(q, made, rnd) for q in asked if q.code in shared
        ]
        made.rows += _indicators(made, rnd, parts=True, shared=shared)
    return made


def _shared(criteria: Criteria) -> set[str]:
    """Questions that serve several indicators."""
    used = [code for one in criteria.indicators.values() for code in one.questions]
    return {code for code in used if used.count(code) > 1}


def _indicators(made: Draft, rnd: Random, *, parts: bool, shared: set[str] = frozenset()) -> list[Row]:  # type: ignore[assignment]
    """Indicators under their standards; with `parts`, the questions of each below it, once."""
    rows: list[Row] = []
    said: set[str] = set(shared)
    for one in made.criteria.measured.values():
        for group in made.criteria.group_of(one.code):
            if group.code not in said:
                said.add(group.code)
                rows.append(_heading(f"{group.code}. {group.title('vi')}"))
        row = Row(
            one.code,
            one.code,
            one.title("vi"),
            one.unit.label("vi") or "Có/Không",
            evidence=_evidence(rnd, 0.7),
        )
        rows.append(row)
        single = not one.measure.whole
        below = [code for code in one.measure.questions if code not in said] if parts and not single else []
        if not below or rnd.random() < 0.4:
            row.now, row.before = (_result(one, year, made.hand, rnd) for year in made.figures)
        if one.measure.kind == "yes":
            row.evidence = _evidence(rnd, 1)
        for code in below:
            said.add(code)
            rows.append(_question(made.criteria.questions[code], made, rnd))
    return rows


def _heading(text: str) -> Row:
    return Row("", "", text, "", heading=True)


def _question(question: Question, made: Draft, rnd: Random) -> Row:
    now, before = (_answer(question, year, made.hand, rnd) for year in made.figures)
    unit = question.unit.label("vi") or ("Có/Không" if question.type == "yes" else "Mức độ")
    needed = question.type == "yes" and bool(made.figures[0][question.code])
    row = Row(
        question.code,
        question.code,
        question.label("vi"),
        unit,
        now,
        before,
        _evidence(rnd, 1 if needed else 0.5),
    )
    row.note = rnd.choice(NOTES)
    if question.type == "count" and rnd.random() < 0.02:
        row.now = Typed(rnd.choice(habits.NOTHING_COLLECTED))
    return row


def _answer(question: Question, year: Year, hand: Hand, rnd: Random) -> Typed:
    value = year[question.code]
    if question.type == "yes":
        return habits.yes(value, hand)
    if question.type == "level":
        return habits.level(value, hand, rnd)
    if question.type == "number":
        return habits.amount(float(value), hand)
    return habits.count(int(value), question.unit.label("vi"), hand, rnd)


def _result(one: Indicator, year: Year, hand: Hand, rnd: Random) -> Typed | None:
    """What is typed for an indicator itself."""
    value = figures.result(one, year)
    if value is None:
        return None
    kind = one.measure.kind
    if kind == "percent":
        return habits.percentage(
            float(value), int(year[one.measure.part]), int(year[one.measure.whole]), hand, rnd
        )
    if kind == "yes":
        return habits.yes(value, hand)
    if kind == "level":
        return habits.level(value, hand, rnd)
    if kind == "count":
        return habits.count(int(value), one.unit.label("vi"), hand, rnd)
    return habits.amount(float(value), hand) if kind == "value" else habits.rate(float(value), hand)


def _evidence(rnd: Random, chance: float) -> str:
    if rnd.random() >= chance:
        return ""
    return rnd.choice(EVIDENCE).format(n=rnd.randint(10, 980), d=rnd.randint(1, 28))
