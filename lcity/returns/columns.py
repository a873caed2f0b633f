"""The labelled columns of a table and the year of the return in; out comes what each column is read as.

Nothing is guessed: a column whose labels say more than is understood is left out, and that is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lcity.returns.labels import BEFORE, FIGURES, Caption, Column, read_caption
from lcity.returns.layout import Table
from lcity.vocabulary import vocabulary

REPEATABLE = frozenset({"title", "note", "evidence", "number", "unit"})  # several such columns do no harm


class Oddity(NamedTuple):
    """Something about a column that a person must look at."""

    code: str
    column: int
    values: Mapping[str, object]


@dataclass(slots=True)
class Roles:
    """The role of each column of one table that is read: those of the vocabulary, and `previous_result`."""

    by_column: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    oddities: list[Oddity] = field(default_factory=list)

    def columns(self, *roles: str) -> list[int]:
        return [column for column, role in self.by_column.items() if role in roles]

    def leave(self, column: int, code: str, **values: object) -> None:
        self.by_column.pop(column, None)
        self.oddities.append(Oddity(code, column, {"label": self.labels[column], **values}))


def settle(table: Table, period: int, said: Caption | None = None) -> Roles:
    """The roles of a table's columns for a return of this year, 0 where it is not known.

    `said` is what the sheet says of all its figures, where no line above the table does.
    """
    columns = dict(table.columns)
    roles = Roles(labels={number: column.label for number, column in columns.items()})
    _choose(columns)
    roles.by_column = {number: column.role for number, column in columns.items() if column.role}
    for number, column in columns.items():
        if column.doubt == "unclear":
            roles.leave(number, "column-unclear")
    _refuse_banners(roles, columns)
    _refuse_totals(roles)
    caption = next((read for line in table.above if (read := read_caption(line)) is not None), said)
    _settle_years(roles, columns, period, caption)
    _refuse_twins(roles)
    return roles


def _choose(columns: dict[int, Column]) -> None:
    """«Chỉ tiêu» is a title, or a target where another column has the titles; «Kết luận» stays open."""
    for number, column in columns.items():
        if not column.either:
            continue
        taken = {other.role for other in columns.values()}
        options = column.either - taken
        chosen = "title" if "title" in options else next(iter(options)) if len(options) == 1 else ""
        columns[number] = column._replace(role=chosen, either=frozenset(), doubt="" if chosen else "unclear")


def _refuse_banners(roles: Roles, columns: Mapping[int, Column]) -> None:
    """«Nữ» over one column of figures and not over the others says something that is not understood."""
    for kind in (("value", "result"), ("met",)):
        alike = roles.columns(*kind)
        if len({columns[number].banner for number in alike}) > 1:
            for number in alike:
                if columns[number].banner:
                    roles.leave(number, "column-unclear")


def _refuse_totals(roles: Roles) -> None:
    """«Tổng số» is a denominator beside a numerator; else it may be any sum."""
    if roles.columns("part"):
        return
    for number in roles.columns("whole"):
        if vocabulary().total(roles.labels[number]):
            roles.leave(number, "column-unclear")


def _settle_years(roles: Roles, columns: Mapping[int, Column], period: int, caption: Caption | None) -> None:
    """Which figures are of the period of the return, and which of the one before."""
    figures = roles.columns(*FIGURES)
    years = {number: column.year for number, column in columns.items()}
    _settle_bare_years(roles, years, period)
    general = caption.year if caption else 0
    now = period or general or max((years[number] for number in figures), default=0)
    if caption and (caption.other or caption.previous or (general and general != now)):
        _keep_figures(roles)  # its requirements and judgements are not of this period either
    before: list[int] = []
    for number in roles.columns(*FIGURES):
        year = years[number] or general
        if (caption and caption.other) or year > now:
            roles.leave(number, "other-period", period=_year(now))
        elif (caption and caption.previous and not years[number]) or (year and year == now - 1):
            before.append(number)
        elif year and year != now:
            roles.by_column[number] = "older"
    _put_before(roles, before)
    for number in roles.columns(*BEFORE.values()):
        if number not in before and now and years[number] >= now:
            roles.leave(number, "other-period", period=_year(now))
    for number in roles.columns("target", "met", "verdict"):
        if now and years[number] not in (0, now):
            roles.leave(number, "other-period", period=_year(now))
    told = any(oddity.code in ("other-period", "column-unclear") for oddity in roles.oddities)
    if figures and not told and not roles.columns(*FIGURES):
        roles.oddities.append(
            Oddity("other-period", figures[0], {"label": roles.labels[figures[0]], "period": _year(now)})
        )
    for number in roles.columns("older"):
        del roles.by_column[number]


def _year(number: int) -> str:
    """A year is printed as it stands: 2025 is no count of things."""
    return str(number) if number else ""


def _settle_bare_years(roles: Roles, years: Mapping[int, int], period: int) -> None:
    """«2021 | 2022» are figures like «Số liệu 2021 | Số liệu 2022», unless another column is of no year."""
    undated = {role for n, role in roles.by_column.items() if role in BEFORE and not years[n]}
    for number in roles.columns(*FIGURES):
        role = roles.by_column[number]
        bare = role == "year"
        if bare:
            roles.by_column[number] = "value"
        if (undated if bare else role in undated and years[number]) and (
            not period or years[number] == period
        ):
            roles.leave(number, "column-unclear")


def _keep_figures(roles: Roles) -> None:
    for number, role in list(roles.by_column.items()):
        if role not in FIGURES | {"code", "title", "number", "unit"}:
            del roles.by_column[number]


def _put_before(roles: Roles, before: Iterable[int]) -> None:
    """Figures of the year before; where a column of its own says «Kỳ trước», that one holds them."""
    own = bool(roles.columns(*BEFORE.values()))
    for number in before:
        role = BEFORE.get(roles.by_column[number])
        roles.by_column[number] = role if role and not own else "older"


def _refuse_twins(roles: Roles) -> None:
    """Columns that claim one role: none of them is read."""
    for role in sorted(set(roles.by_column.values()) - REPEATABLE):
        twins = roles.columns(role)
        if len(twins) > 1:
            for column in twins:
                del roles.by_column[column]
            values = {"label": roles.labels[twins[0]], "others": twins[1:]}
            roles.oddities.append(Oddity("column-twice", twins[0], values))


def unknown(table: Table) -> dict[int, str]:
    """The columns whose labels say nothing, with these labels."""
    return {
        number: column.label
        for number, column in table.columns.items()
        if not (column.role or column.either or column.doubt)
    }
