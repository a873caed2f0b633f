"""A criteria set and a random source in; out come figures that fit each other, of two years."""

from random import Random
from typing import NamedTuple

from lcity.model import Criteria, Indicator

Figure = float | bool | int


class Spread(NamedTuple):
    """Where a figure lies: between two bounds, of another figure where `of` names one."""

    low: float
    high: float
    of: str = ""
    decimals: int = 0


Year = dict[str, Figure]  # what one unit would truthfully answer, by question: a number, a level, or yes

COMMUNE = {
    "population": Spread(6_000, 24_000),
    "population_15": Spread(0.74, 0.80, "population"),
    "households": Spread(0.24, 0.29, "population"),
    "literate_15": Spread(0.955, 0.994, "population_15"),
    "poor_households": Spread(0.008, 0.035, "households"),
    "temporary_housing_residents": Spread(0.0008, 0.003, "population"),
    "children_5": Spread(0.012, 0.017, "population"),
    "children_5_attending": Spread(0.95, 1.0, "children_5"),
    "tertiary_students": Spread(0.012, 0.028, "population"),
    "learning_places": Spread(4, 11),
    "community_learning_funds": Spread(70, 240, decimals=1),
    "learning_families": Spread(0.55, 0.82, "households"),
    "organisations": Spread(14, 38),
    "learning_organisations": Spread(0.5, 0.9, "organisations"),
}
CITY = {
    **COMMUNE,
    "population": Spread(90_000, 380_000),
    "learning_places": Spread(30, 90),
    "community_learning_funds": Spread(1_100, 4_200, decimals=1),
    "organisations": Spread(150, 420),
    "respondents": Spread(900, 1_500),
    **{
        code: Spread(low, high, "respondents")
        for code, low, high in (
            ("volunteers", 0.42, 0.66),
            ("mobility_believers", 0.55, 0.8),
            ("exercisers", 0.35, 0.6),
            ("transport_satisfied", 0.5, 0.8),
            ("community_learners", 0.25, 0.5),
            ("online_learners", 0.4, 0.7),
            ("intercultural_friends", 0.3, 0.6),
            ("teaching_volunteers", 0.12, 0.3),
        )
    },
    "culture_visits": Spread(2.5, 6.5, "respondents"),
    "adults_asked": Spread(500, 800),
    "adults_learning": Spread(0.2, 0.45, "adults_asked"),
    "workers_asked": Spread(300, 600),
    "workers_trained": Spread(0.4, 0.75, "workers_asked"),
    "migrants_asked": Spread(80, 200),
    "migrants_trained": Spread(0.2, 0.5, "migrants_asked"),
    "payroll": Spread(60_000, 200_000, decimals=1),
    "training_spending": Spread(0.008, 0.02, "payroll", 1),
    "learners_asked": Spread(600, 1_200),
    "learners_satisfied": Spread(0.7, 0.93, "learners_asked"),
    "disadvantaged_learners": Spread(900, 2_500),
    "disadvantaged_supported": Spread(0.85, 1.0, "disadvantaged_learners"),
    "learning_spending": Spread(180_000, 520_000, decimals=1),
    "city_spending": Spread(3.2, 4.8, "learning_spending", 1),
    "continuing_spending": Spread(0.01, 0.03, "learning_spending", 1),
    "support_funds": Spread(900, 4_000, decimals=1),
    "voters_listed": Spread(0.68, 0.74, "population"),
    "voters_voted": Spread(0.97, 0.999, "voters_listed"),
    "councillors": Spread(28, 40),
    "councillors_women": Spread(0.25, 0.4, "councillors"),
    "business_leaders": Spread(140, 480),
    "business_leaders_women": Spread(0.2, 0.36, "business_leaders"),
    "crimes": Spread(0.0006, 0.0014, "population"),
    "grdp": Spread(60, 110, "population", 1),
    "labour_force": Spread(0.5, 0.58, "population"),
    "unemployed": Spread(0.015, 0.032, "labour_force"),
    "science_degree_holders": Spread(0.03, 0.07, "population_15"),
    "patents": Spread(2, 9),
    "co2_tonnes": Spread(1.6, 3.4, "population", 1),
    "waste_tonnes": Spread(0.28, 0.4, "population", 1),
    "mean_schooling_years": Spread(8.2, 11.4, decimals=1),
    "jobseekers": Spread(700, 2_600),
    "jobseekers_trained": Spread(0.1, 0.25, "jobseekers"),
    "youth_15_24": Spread(0.13, 0.16, "population"),
    "neet_15_24": Spread(0.05, 0.11, "youth_15_24"),
    "educators": Spread(0.009, 0.013, "population"),
    "educators_ict": Spread(0.85, 1.0, "educators"),
    "schools": Spread(40, 110),
    "schools_networked": Spread(0.9, 1.0, "schools"),
    "internet_users": Spread(0.7, 0.88, "population"),
    "pupils": Spread(0.15, 0.19, "population"),
    "teachers": Spread(0.045, 0.056, "pupils"),
    "adult_educators": Spread(0.0006, 0.0012, "population_15"),
    "learning_events": Spread(4, 16),
    "partnerships": Spread(2, 6),
}
CITIZENS = {
    "citizens": Spread(4_500, 19_000),
    "learning_citizens": Spread(0.55, 0.8, "citizens"),
    "trained": Spread(0.4, 0.62, "citizens"),
    "degree_holders": Spread(0.07, 0.16, "citizens"),
}


def invent(spreads: dict[str, Spread], criteria: Criteria, rnd: Random) -> tuple[Year, Year]:
    """This year's answers to the questions with a spread and to all of yes and level; then last year's."""
    now: Year = {}
    before: Year = {}
    for question in criteria.questions.values():
        if question.type == "yes":
            now[question.code] = rnd.random() < (0.15 if question.code == "hard_area" else 0.9)
            before[question.code] = bool(now[question.code]) and rnd.random() < 0.8
        elif question.type == "level":
            top = max(level.number for level in question.levels)
            now[question.code] = rnd.choice([top, top, top - 1])
            before[question.code] = max(int(now[question.code]) - rnd.choice([0, 0, 1]), 1)
    for code, spread in spreads.items():
        share = rnd.uniform(spread.low, spread.high)
        earlier = share * rnd.uniform(0.93, 1.02)
        if spread.of and spread.high <= 1:
            earlier = min(earlier, 1)
        for year, part in ((now, share), (before, earlier)):
            exact = part * float(year[spread.of]) if spread.of else part
            year[code] = _rounded(exact, spread.decimals)
    return now, before


def _rounded(exact: float, decimals: int) -> float | int:
    """A figure as it would be counted; an amount of money never ends on zero, so that its decimal shows."""
    if not decimals:
        return max(round(exact), 1)
    amount = round(exact, decimals)
    return amount if amount % 1 else round(amount + 0.5, decimals)


def result(indicator: Indicator, year: Year) -> Figure | None:
    """What an indicator comes to, unrounded; None where the figures for it are not there."""
    measure = indicator.measure
    part, whole = year.get(measure.part), year.get(measure.whole)
    if measure.kind in ("percent", "rate"):
        if part is None or not whole:
            return None
        return float(part) / float(whole) * (100 if measure.kind == "percent" else float(measure.per))
    return part if measure.part else None
