"""A form in; out come the lines of text on it that are put together: dates, period, tips beside cells."""

from lcity.forms.content import VERSION, Form
from lcity.model import Question
from lcity.returns.heading import year_of
from lcity.words import Words

LONGEST_TIP, LONGEST_TIP_TITLE = 255, 32  # what Excel shows beside a cell


def dated(form: Form) -> str:
    """The day by which the form is to come back, or room to write it."""
    if form.due is None:
        return form.spoken("forms.no-date")
    month = f"{form.due.month:02}" if form.due.month < 3 else str(form.due.month)  # decree 30/2020: 05, but 3
    return form.spoken(
        "forms.date", day=f"{form.due.day:02}", month=month, year=str(form.due.year), iso=form.due.isoformat()
    )


def period_line(form: Form) -> str:
    """The period, with the days from which and to which the set counts where it is one year."""
    if not form.period.isdigit():
        return form.spoken("forms.period-only", period=form.period)
    year = year_of(form.period)
    first, last = form.criteria.window
    start = _day(form, year - 1 if first > last else year, first)
    return form.spoken("forms.period", period=form.period, start=start, end=_day(form, year, last))


def _day(form: Form, year: int, month_day: str) -> str:
    month, day = month_day.split("-")
    return form.spoken("forms.day", day=day, month=month, year=str(year))


def tip(text: str, *, title: bool = False) -> str:
    """No longer than Excel takes, cut between words."""
    most = LONGEST_TIP_TITLE if title else LONGEST_TIP
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def foot_line(form: Form) -> str:
    """By what a printed page is told from one of another set or version."""
    return form.spoken("forms.foot", id=form.criteria.id, version=form.criteria.version, form=VERSION)


def answers(question: Question, spoken: Words) -> tuple[str, ...]:
    """What can be chosen, lowest level first."""
    if question.type == "yes":
        return spoken("yes"), spoken("no")
    return tuple(level.label(spoken.code) for level in question.levels)
