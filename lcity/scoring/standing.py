"""The outcomes of one unit in; out come their count and how it stands at each level of recognition."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lcity.model import Criteria, Standing, Status, Tally

MET = (Status.MET, Status.EXCEEDED)
OPEN = (Status.NO_DATA, Status.NO_EVIDENCE, Status.NO_TARGET, Status.AWAITING_EXPERT)


def tally(statuses: Mapping[str, Status], criteria: Criteria) -> Tally:
    """The count of outcomes by indicator for one unit, with experts' indicators apart."""
    by_figures = Counter(statuses[one.code] for one in criteria.scored if one.code in statuses)
    by_experts = Counter(statuses[one.code] for one in criteria.experts if one.code in statuses)
    return Tally(
        total=len(statuses),
        scored=by_figures.total(),
        experts=by_experts.total(),
        met=by_figures[Status.MET] + by_figures[Status.EXCEEDED],
        exceeded=by_figures[Status.EXCEEDED],
        not_met=by_figures[Status.NOT_MET],
        no_data=by_figures[Status.NO_DATA],
        no_evidence=by_figures[Status.NO_EVIDENCE],
        not_applicable=by_figures[Status.NOT_APPLICABLE],
        no_target=by_figures[Status.NO_TARGET],
        awaiting=by_experts[Status.AWAITING_EXPERT],
        expert_met=by_experts[Status.MET],
        expert_not_met=by_experts[Status.NOT_MET],
    )


def stand(level: str, statuses: Mapping[str, Status], criteria: Criteria) -> Standing:
    """How a unit stands at one level, from the outcome of each indicator at it.

    The level below is not looked at here: see `reached`.
    """
    whole = join(statuses.values())
    return Standing(
        level,
        whole if whole is not Status.NOT_APPLICABLE else Status.NO_DATA,  # a title needs something to rest on
        tally(statuses, criteria),
        {group: join(statuses[code] for code in held) for group, held in criteria.members.items()},
        not_met=tuple(code for code, status in statuses.items() if status == Status.NOT_MET),
        unknown=tuple(code for code, status in statuses.items() if status in OPEN),
        aside=tuple(code for code, status in statuses.items() if status == Status.NOT_APPLICABLE),
    )


def join(statuses: Iterable[Status]) -> Status:
    """Met when all that apply are, not met when one is not, else not known."""
    found = set(statuses)
    if Status.NOT_MET in found:
        return Status.NOT_MET
    if found & {*OPEN}:
        return Status.NO_DATA
    return Status.MET if found & {*MET} else Status.NOT_APPLICABLE


def reached(standings: Sequence[Standing]) -> tuple[Status, str]:
    """The highest level that is met together with all below it: (met, its code).

    Without one: (not_met, "") where the lowest is surely not met, (no_data, "") where that is not known.
    """
    level = ""
    for standing in standings:
        if standing.status is not Status.MET:
            return (Status.MET, level) if level else (standing.status, "")
        level = standing.level
    return Status.MET, level
