"""A value meets its target exactly or not at all; what counts, in which order, and how far is left."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcity import assess, checks, criteria, numbers, records, returns, scoring
from lcity.model import Criteria, Indicator, Measure, Result, Status, Tally, Target
from lcity.returns import Answer, Return
from lcity.vocabulary import vocabulary

SAMPLE = criteria.load(Path(__file__).parent / "sample.yaml")
ONE = np.array([1.0])


def indicator(measure: Measure, target: Target | None, higher: bool = True) -> Indicator:
    return SAMPLE.indicators["1.1.1"]._replace(measure=measure, target=target, higher=higher)


def holding(*indicators: Indicator, missing_evidence: str = "ignore") -> Criteria:
    """The sample set with these indicators only."""
    return replace(SAMPLE, indicators={i.code: i for i in indicators}, missing_evidence=missing_evidence)


def answers(typed: Sequence[tuple[str, str, object]], chosen: Criteria, file: str = "a.xlsx") -> Return:
    """A return with (item, role, what was typed), each in a row of its own."""
    made = []
    for row, (item, role, text) in enumerate(typed, start=2):
        read, state = numbers.Reading(numbers.State.UNREAD), "unread"
        if role in ("figure", "result", "previous"):
            read = numbers.read(str(text), ",")
            state = str(read.state)
        elif role in ("met", "verdict"):
            state = vocabulary().verdict(str(text)) or "unread"
        kind = (
            chosen.questions[item].type if item in chosen.questions else chosen.indicators[item].measure.kind
        )
        figures = (float("nan") if v is None else float(v) for v in (read.value, read.part, read.whole))
        made.append(
            Answer(
                "Huế", "2022", item, role, kind, state, *figures, read.percent, read.unit,
                float("nan"), str(text), file, "Sheet", f"C{row}", False, False,
            )
        )  # fmt: skip
    return Return(Path(file), file, "Huế", "2022", answers=made, matched=len(made))


def outcomes(made: Sequence[Return], chosen: Criteria, before: Return | None = None) -> list[Result]:
    """What the corridor makes of these returns, without reading files."""

    def batch(read: Sequence[Return]) -> assess.Batch:
        frame = returns.frame(read)
        findings, valid = checks.run(frame, chosen)
        return assess.Batch(tuple(read), frame, valid, findings)

    now, past = batch(made), batch([before]) if before else None
    own = {one.file: dict(one.targets) for one in made}
    earlier = (past.answers, past.valid, past.files) if past else None
    scores = scoring.score(now.answers, now.valid, chosen, now.files, own, earlier)
    cites = records.Cites(now.answers, now.valid)
    told = records.Cites(past.answers, past.valid).of("before.xlsx") if past else {}
    kept = records.Records(scores, made, cites, chosen, own, told)
    return [result for one in made for result in kept.of(one.file)]


def tally(found: Sequence[Result], chosen: Criteria) -> Tally:
    return scoring.tally({r.indicator: r.status for r in found}, chosen)


def each(typed: Sequence[Sequence[tuple[str, str, object]]], chosen: Criteria) -> list[Result]:
    """The result of each of several returns, for a set of one indicator."""
    return outcomes([answers(one, chosen, f"{n}.xlsx") for n, one in enumerate(typed)], chosen)


def outcome(
    typed: Sequence[tuple[str, str, object]], one: Indicator, before: Sequence[tuple[str, str, object]] = ()
) -> Result:
    chosen = holding(one)
    past = answers(before, chosen, "before.xlsx") if before else None
    return outcomes([answers(typed, chosen)], chosen, past)[0]


# What a target says, in plain fractions: the oracle of the tests below.
MEETS = {
    "at_least": lambda value, bound: value >= bound,
    "above": lambda value, bound: value > bound,
    "at_most": lambda value, bound: value <= bound,
    "below": lambda value, bound: value < bound,
    "equals": lambda value, bound: value == bound,
    "rises": lambda value, bound: value > bound,
    "falls": lambda value, bound: value < bound,
}

decimals = st.builds(
    lambda digits, places: float(Fraction(digits, 10**places)), st.integers(0, 10**15 - 1), st.integers(0, 9)
)
positive = decimals.filter(lambda number: number > 0)
factors = st.sampled_from([1.0, 100.0, 1000.0, 10000.0, 100000.0])


@given(decimals, positive, factors, decimals, positive, factors)
def test_compare_is_the_arithmetic_of_fractions(
    part: float, whole: float, factor: float, other: float, under: float, times: float
) -> None:
    left, right = (part, whole, factor), (other, under, times)
    exact = [scoring.exact(a) * scoring.exact(c) / scoring.exact(b) for a, b, c in (left, right)]
    wanted = (exact[0] > exact[1]) - (exact[0] < exact[1])
    found = scoring.compare(*(tuple(np.array([n]) for n in side) for side in (left, right)))  # type: ignore[arg-type]
    assert found.tolist() == [wanted]


@given(positive, positive, st.integers(1, 400))
def test_compare_sees_equal_ratios(part: float, whole: float, times: int) -> None:
    """The same share written with other numbers."""
    left = (part, whole, 1.0)
    products = [scoring.exact(number) * times for number in (part, whole)]
    same = (*map(float, products), 1.0)
    if [scoring.exact(number) for number in same[:2]] != products:
        return  # more digits than a cell holds: no longer the same share
    blocks = [tuple(np.array([n]) for n in side) for side in (left, same)]
    assert scoring.compare(*blocks).tolist() == [0]  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_compare_of_the_unknown_is_neither_more_nor_less(number: float) -> None:
    unknown = (np.array([number]), ONE, ONE)
    assert scoring.compare(unknown, (ONE, ONE, ONE)).tolist() == [0]


def test_compare_of_numbers_that_overflow_is_exact() -> None:
    large = np.array([1e300])
    assert scoring.compare((large, ONE, large), (large, ONE, np.array([1e299]))).tolist() == [1]


def test_every_percentage_with_a_denominator_up_to_400_reaches_itself() -> None:
    parts, wholes = np.meshgrid(np.arange(401), np.arange(1, 401))
    part, whole = (block[parts <= wholes].astype(float) for block in (parts, wholes))
    hundred, ones = np.full_like(part, 100.0), np.ones_like(part)
    for doubled in range(201):  # every half percent
        bound = np.full_like(part, doubled / 2)
        found = scoring.compare((part, whole, hundred), (bound, ones, ones))
        assert (found == np.sign(part * 200 - doubled * whole)).all(), f"{doubled / 2}%"


def test_29_of_100_reaches_29_percent() -> None:
    assert 29 / 100 * 100 < 29, "as floating point sees it"
    one = indicator(SAMPLE.indicators["1.1.1"].measure, Target("at_least", Fraction(29)))
    found = outcome([("literate_15", "figure", 29), ("population_15", "figure", 100)], one)
    assert (found.status, found.margin, found.heads) == (Status.MET, 0, 0)


PERCENT = Measure("percent", "communes_centre", "communes", Fraction(100))
RATE = Measure("rate", "readers", "population", Fraction(100000))
COUNT = Measure("count", "places")


cases = st.lists(
    st.tuples(
        st.sampled_from(list(MEETS)),
        *(st.integers(0, 300), st.integers(1, 300)) * 2,
        st.integers(0, 1000).map(lambda n: Fraction(n, 10)),
    ),
    min_size=40,
    max_size=80,
)


@given(cases)
@settings(deadline=None, max_examples=12)
def test_so_many_heads_more_meet_the_target_and_one_less_does_not(
    drawn: list[tuple[str, int, int, int, int, Fraction]],
) -> None:
    """Each case is a return with a target of its own: part of whole now, before of under last year."""
    one = SAMPLE.indicators["1.1.1"]._replace(measure=RATE)
    made = []
    for n, (kind, part, whole, before, under, bound) in enumerate(drawn):
        typed = [("readers", "figure", part), ("population", "figure", whole)]
        typed += [("readers", "previous", before), ("population", "previous", under)]
        made.append(answers(typed, holding(one), f"{n}.xlsx"))
        moves = kind in ("rises", "falls")
        made[-1].targets["1.1.1"] = Target(kind, None if moves else bound * 1000)
    for found, (kind, part, whole, before, under, bound) in zip(
        outcomes(made, holding(one)), drawn, strict=True
    ):
        limit = Fraction(before * 100000, under) if kind in ("rises", "falls") else bound * 1000
        assert found.value == Fraction(part * 100000, whole)
        assert found.met == MEETS[kind](found.value, limit)
        _check_heads(found, part, lambda n, k=kind, w=whole, b=limit: MEETS[k](Fraction(n * 100000, w), b))
        distance = found.value - limit
        assert found.margin == (
            -abs(distance) if kind == "equals" else -distance if kind in scoring.LOWER else distance
        )


def _check_heads(found: Result, part: int, meets: object) -> None:
    assert callable(meets)
    assert found.target is not None
    if found.heads is None:
        assert found.target.kind == "equals"
        assert not any(meets(n) for n in range(max(0, part - 600), part + 600)), "no whole number gives it"
        return
    if found.target.kind == "equals":
        assert meets(part - found.heads) or meets(part + found.heads)
        return
    up = found.target.kind in scoring.HIGHER
    edge = part - found.heads if up else part + found.heads
    assert meets(edge)
    assert not meets(edge - 1 if up else edge + 1)
    assert (found.heads >= 0) == found.met


@pytest.mark.parametrize(
    ("given", "status", "heads"),
    [(12, Status.NOT_MET, -1), (13, Status.EXCEEDED, 0), (14, Status.EXCEEDED, 1)],
)
def test_ninety_percent_of_fourteen_communes_are_thirteen(given: int, status: Status, heads: int) -> None:
    one = indicator(PERCENT, Target("at_least", Fraction(90)))
    found = outcome([("communes_centre", "figure", given), ("communes", "figure", 14)], one)
    assert (found.status, found.heads) == (status, heads)


def test_a_part_that_is_no_whole_number_has_no_heads() -> None:
    one = indicator(Measure("percent", "spending", "communes"), Target("at_least", Fraction(90)))
    found = outcome([("spending", "figure", "12,5"), ("communes", "figure", 14)], one)
    assert found.heads is None
    assert found.margin == Fraction(1250, 14) - 90


# measure, target -> answers now, answers before, status
FIGURES = {
    "percent": (PERCENT, lambda n: [("communes_centre", "figure", n), ("communes", "figure", 200)], 2),
    "rate": (RATE, lambda n: [("readers", "figure", n), ("population", "figure", 200000)], 2),
    "count": (COUNT, lambda n: [("places", "figure", n)], 1),
    "value": (Measure("value", "spending"), lambda n: [("spending", "figure", n)], 1),
}
TARGETS = [
    ("at_least", 50, None, "49:not_met 50:met 51:exceeded"),
    ("above", 50, None, "49:not_met 50:not_met 51:met"),
    ("at_most", 50, None, "49:exceeded 50:met 51:not_met"),
    ("below", 50, None, "49:met 50:not_met 51:not_met"),
    ("equals", 50, None, "49:not_met 50:met 51:not_met"),
    ("between", 40, 50, "39:not_met 40:met 45:met 50:met 51:not_met"),
    ("rises", None, None, "49:not_met 50:not_met 51:met"),  # from 50
    ("falls", None, None, "49:met 50:not_met 51:not_met"),
]


@pytest.mark.parametrize("measure", FIGURES)
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target[0])
def test_every_measure_with_every_target(
    measure: str, target: tuple[str, int | None, int | None, str]
) -> None:
    kind, low, high, cases = target
    measured, typed, times = FIGURES[measure]
    bounds = [Fraction(n) if n is not None else None for n in (low, high)]
    one = indicator(measured, Target(kind, *bounds))
    before = [(item, "previous", given) for item, _, given in typed(50 * times)]
    values, statuses = zip(*(case.split(":") for case in cases.split()), strict=True)
    found = each([[*typed(int(value) * times), *before] for value in values], holding(one))
    assert [(r.value, r.status, r.basis) for r in found] == [
        (int(value), status, "figures") for value, status in zip(values, statuses, strict=True)
    ]


def test_between_measures_to_the_nearer_end() -> None:
    one = indicator(Measure("value", "spending"), Target("between", Fraction(40), Fraction(50)))
    margins = {n: outcome([("spending", "figure", n)], one).margin for n in (38, 41, 49, 53)}
    assert margins == {38: -2, 41: 1, 49: 1, 53: -3}


@pytest.mark.parametrize(
    ("typed", "status"),
    [("Có", Status.MET), ("Không", Status.NOT_MET), ("–", Status.NO_DATA), ("3", Status.NO_DATA)],
)
def test_yes_or_no(typed: str, status: Status) -> None:
    one = indicator(Measure("yes", "plan"), Target("yes"))
    assert outcome([("plan", "figure", typed)], one).status is status


def test_an_office_asking_for_a_level_does_not_meet_it_by_typing_met() -> None:
    """«Đạt» without figures is as the office says, and marked; it never goes beyond a level."""
    one = indicator(PERCENT, Target("at_least", Fraction(90)))
    said = outcome([("1.1.1", "result", "Đạt")], one)
    assert (said.status, said.basis, said.value, said.margin, said.heads) == (
        Status.MET,
        "asserted",
        None,
        None,
        None,
    )
    assert outcome([("1.1.1", "result", "Chưa đạt")], one).status is Status.NOT_MET


TYPED = {
    "figures": [("communes_centre", "figure", 96), ("communes", "figure", 100)],
    "fraction": [("1.1.1", "result", "95/100")],
    "typed": [("1.1.1", "result", "94%")],
    "asserted": [("1.1.1", "result", "Đạt")],
}


def test_parts_win_over_a_fraction_over_a_rate_over_met() -> None:
    one = indicator(PERCENT, Target("at_least", Fraction(90)))
    values = {"figures": 96, "fraction": 95, "typed": 94, "asserted": None}
    for basis, typed in TYPED.items():
        found = outcome(typed, one)
        assert (found.basis, found.value) == (basis, values[basis])
        assert (found.whole is not None) == (basis in ("figures", "fraction"))
        if basis != "figures":
            found = outcome([*TYPED["figures"], *typed], one)
            assert (found.basis, found.value) == ("figures", 96)


def test_one_part_alone_does_not_replace_a_typed_rate() -> None:
    one = indicator(PERCENT, Target("at_least", Fraction(90)))
    found = outcome([TYPED["figures"][0], *TYPED["typed"]], one)
    assert (found.basis, found.value, found.missing) == ("typed", 94, ())


def test_a_voided_answer_does_not_count() -> None:
    one = indicator(PERCENT, Target("at_least", Fraction(90)))
    found = outcome([("communes_centre", "figure", 15), ("communes", "figure", 14)], one)  # part above whole
    assert (found.status, found.reason, found.value) == (Status.NO_DATA, "voided", None)
    assert "communes_centre" in found.missing
    assert {cell.item: cell.counts for cell in found.cited}["communes_centre"] is False


@pytest.mark.parametrize(
    ("typed", "status", "reason"),
    [
        ([], Status.NO_DATA, "missing"),
        ([("places", "figure", "–")], Status.NO_DATA, "unclear"),
        ([("places", "figure", "không có")], Status.NO_DATA, "unclear"),
        ([("places", "figure", "chưa có số liệu")], Status.NO_DATA, "not_collected"),
        ([("places", "figure", "không áp dụng")], Status.NOT_APPLICABLE, ""),
        ([("places", "figure", "nhiều")], Status.NO_DATA, "voided"),
        ([("places", "figure", "0")], Status.NOT_MET, ""),
        ([("1.1.1", "result", "không áp dụng")], Status.NOT_APPLICABLE, ""),
    ],
)
def test_five_kinds_of_none(typed: list[tuple[str, str, object]], status: Status, reason: str) -> None:
    found = outcome(typed, indicator(COUNT, Target("at_least", Fraction(1))))
    assert (found.status, found.reason) == (status, reason)


def test_what_does_not_apply_leaves_the_base() -> None:
    one, two = indicator(COUNT, Target("at_least", Fraction(1))), SAMPLE.indicators["2.1.2"]
    aside = one._replace(code="1.1.2", measure=Measure("count", "pupils"))
    chosen = holding(one, aside, two)
    found = outcomes(
        [answers([("places", "figure", 3), ("pupils", "figure", "không áp dụng")], chosen)], chosen
    )
    counted = tally(found, chosen)
    assert (counted.total, counted.scored, counted.experts, counted.base, counted.met) == (3, 2, 1, 1, 1)
    assert (counted.not_applicable, counted.awaiting) == (1, 1)


def test_without_a_target_nothing_is_met() -> None:
    found = outcome([("places", "figure", 3)], indicator(COUNT, None))
    assert (found.status, found.value, found.margin, found.heads) == (Status.NO_TARGET, 3, None, None)


def test_without_the_period_before_nothing_rises() -> None:
    one = indicator(COUNT, Target("rises"))
    found = outcome([("places", "figure", 3)], one)
    assert (found.status, found.reason, found.value, found.missing) == (Status.NO_DATA, "no_previous", 3, ())
    found = outcome([("places", "figure", 3), ("places", "previous", "Đạt")], one)
    assert found.reason == "no_previous", "«Đạt» last year is no figure to rise from"


def test_the_workbook_of_the_period_before_and_the_column() -> None:
    one = indicator(COUNT, Target("rises"))
    now, column, file = ("places", "figure", 50), ("places", "previous", 40), ("places", "figure", 60)
    found = outcome([now], one, before=[file])
    assert (found.status, found.previous) == (Status.NOT_MET, 60)
    assert [(c.place.file, c.role, c.raw) for c in found.cited][1:] == [("before.xlsx", "previous", "60")]
    found = outcome([now, column], one, before=[file])
    assert (found.status, found.previous) == (Status.MET, 40), "the survey's own column wins"
    assert {c.place.file for c in found.cited} == {"a.xlsx"}
    found = outcome([now], one, before=[("places", "previous", 60)])
    assert found.reason == "no_previous", "what came before that period is two periods ago"


def test_missing_evidence() -> None:
    one = indicator(COUNT, Target("at_least", Fraction(1)))
    chosen = holding(one, missing_evidence="fail")
    met, not_met = ("places", "figure", 3), ("places", "figure", 0)
    evidence = ("1.1.1", "evidence", "Báo cáo số 12")
    cases = [
        ([met], Status.NO_EVIDENCE),
        ([met, evidence], Status.EXCEEDED),
        ([met, ("1.1.1", "evidence", "–")], Status.NO_EVIDENCE),
        ([met, ("1.1.1", "evidence", "Không có")], Status.NO_EVIDENCE),
        ([met, ("1.1.1", "evidence", "-"), evidence], Status.EXCEEDED),
        ([not_met], Status.NOT_MET),
        ([], Status.NO_DATA),
    ]
    typed, statuses = zip(*cases, strict=True)
    assert [r.status for r in each(typed, chosen)] == list(statuses)
    assert Status.NO_EVIDENCE not in {r.status for r in each(typed, holding(one))}


@pytest.mark.parametrize(
    ("verdict", "status", "basis"),
    [
        ("Đạt", Status.MET, "expert"),
        ("Chưa đạt – thiếu biên bản", Status.NOT_MET, "expert"),
        ("Chờ đánh giá", Status.AWAITING_EXPERT, ""),
        ("Tạm được", Status.AWAITING_EXPERT, ""),
        (None, Status.AWAITING_EXPERT, ""),
    ],
)
def test_experts_judge_by_words_only(verdict: str | None, status: Status, basis: str) -> None:
    expert = SAMPLE.indicators["2.1.2"]
    figures = (None, "97%", "Đạt", "không áp dụng")
    typed = [[("2.1.2", r, t) for r, t in (("verdict", verdict), ("result", f)) if t] for f in figures]
    for found in each(typed, holding(expert)):
        assert (found.status, found.basis, found.value, found.target) == (status, basis, None, None)
        assert tally([found], holding(expert)).scored == 0


def test_an_office_that_judges_itself_both_ways_claims_nothing() -> None:
    one = indicator(COUNT, Target("at_least", Fraction(1)))
    told = [("1.1.1", "met", "Đạt"), ("1.1.1", "met", "Chưa đạt")]
    assert [outcome(typed, one).claimed for typed in (told[:1], told[1:], told, told[::-1])] == [
        "met",
        "not_met",
        "",
        "",
    ]


MIXED = [
    ("communes_centre", "figure", 12),
    ("communes", "figure", 14),
    ("1.1.1", "result", "95%"),
    ("1.1.1", "result", "95/100"),
    ("communes", "figure", "14"),
    ("1.1.1", "met", "Đạt"),
]


def test_a_result_does_not_depend_on_the_order_of_rows() -> None:
    """Every order is a return of its own; one engine scores them together."""
    chosen = holding(indicator(PERCENT, Target("at_least", Fraction(90))))
    results = each(list(permutations(MIXED, len(MIXED))), chosen)
    found = {(r.status, r.value, r.basis, r.heads, r.claimed, r.reason) for r in results}
    assert len(found) == 1


def test_one_return_scores_the_same_alone_and_among_many() -> None:
    one, two = (
        indicator(PERCENT, Target("at_least", Fraction(90))),
        SAMPLE.indicators["1.2.3"]._replace(code="1.1.2"),
    )
    chosen = holding(one, two, SAMPLE.indicators["2.1.2"])
    typed = [
        [("communes_centre", "figure", n), ("communes", "figure", 14), ("spending", "figure", 400 + 100 * n)]
        for n in range(3, 15, 3)
    ]
    typed += [[("1.1.1", "result", "91%")], [("2.1.2", "verdict", "Đạt")], []]
    many = [answers(one_typed, chosen, f"{n}.xlsx") for n, one_typed in enumerate(typed)]
    alone = [result for one_return in many for result in outcomes([one_return], chosen)]
    assert outcomes(many, chosen) == alone
    assert {r.status for r in alone} >= {Status.MET, Status.NOT_MET, Status.NO_DATA, Status.AWAITING_EXPERT}


def test_the_target_of_an_office_counts_for_its_own_return_only() -> None:
    chosen = holding(indicator(COUNT, Target("at_least", Fraction(5))))
    made = [answers([("places", "figure", 3)], chosen, name) for name in ("a.xlsx", "b.xlsx")]
    made[0].targets["1.1.1"] = Target("at_least", Fraction(2))
    assert [(r.status, r.margin) for r in outcomes(made, chosen)] == [
        (Status.EXCEEDED, 1),
        (Status.NOT_MET, -2),
    ]
