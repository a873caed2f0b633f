"""The part of a percentage is larger than its whole.

Those who can read are among all people, the communes with a centre among all communes. Where the part is
larger, one of the two is wrong: the lines are exchanged, the ages or years differ, or a digit too many was
typed.
"""

from typing import TYPE_CHECKING

from lcity.checks import ROLES, ratios
from lcity.model import Criteria

if TYPE_CHECKING:
    import pandas as pd

VI = """Tử số của tỷ lệ phần trăm lớn hơn mẫu số.

Người biết chữ nằm trong tổng số người, xã có trung tâm nằm trong tổng số xã. Nếu tử số lớn hơn thì một
trong hai số sai: ghi ngược hai dòng, khác độ tuổi hoặc khác năm, hoặc gõ thừa chữ số.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» có {part_value}, lớn hơn «{other_title}» là {whole_value} (ô {whole_cell}). Tử số "
        "không thể lớn hơn mẫu số; hãy xem lại hai số."
    ),
    "en": (
        "«{title}» has {part_value}, more than «{other_title}» with {whole_value} (cell {whole_cell}). "
        "The part cannot be larger than the whole; look at both figures."
    ),
}
GOOD = [
    {"literate_15": 980, "population_15": 1000},
    {"literate_15": 1000, "population_15": 1000},
    {"pupils": 2000, "teachers": 100},
    {"1.1.1": "48/51"},
    {"1.2.2": "2000/100"},
    {"1.1.1": "5/0"},
    {"literate_15": 5, "population_15": 0},
    {"literate_15": {"value": 980, "previous": 1010}, "population_15": 1000},
]
BAD = [
    {"literate_15": 1001, "population_15": 1000},
    {"2.1.3": {"part": 12, "whole": 11}},
    {"1.1.1": "52/51"},
    {"1.1.1": {"previous": "52/51"}},
    {"literate_15": {"previous": 1010}, "population_15": {"value": 1020, "previous": 1000}},
]


def find(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    import pandas as pd

    return pd.concat([_figures(answers, criteria), _fractions(answers, criteria)])


def _figures(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    """Two questions that contradict each other; the part is at fault until somebody has looked."""
    pairs = ratios(answers, criteria)
    pairs = pairs[(pairs["type"] == "percent") & (pairs["whole_value"] > 0)]  # another check speaks of 0
    pairs = pairs[pairs["part_value"] > pairs["whole_value"]]
    pairs = pairs.drop_duplicates(["part_row", "whole_row"])
    elsewhere = pairs["whole_sheet"] + "!" + pairs["whole_cell"]
    cells = pairs["whole_cell"].where(pairs["part_sheet"] == pairs["whole_sheet"], elsewhere)
    return answers.loc[pairs["part_row"]].assign(
        other=pairs["whole_item"].to_numpy(),
        part_value=pairs["part_value"].to_numpy(),
        whole_value=pairs["whole_value"].to_numpy(),
        whole_cell=cells.to_numpy(),
    )


def _fractions(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    """«52/51» typed in one cell."""
    rows = answers[
        (answers["part"] > answers["whole"])
        & (answers["whole"] > 0)
        & (answers["type"] == "percent")
        & answers["role"].isin(ROLES)
    ]
    wholes = {code: indicator.measure.whole for code, indicator in criteria.indicators.items()}
    return rows.assign(
        other=rows["item"].map(wholes),
        part_value=rows["part"],
        whole_value=rows["whole"],
        whole_cell=rows["cell"],
    )
