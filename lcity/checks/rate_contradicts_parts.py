"""A typed percentage or rate is not what its own figures give.

The figures of part and whole count, not the typed rate. A typed rate may be rounded: it may be off by half
a unit of its last decimal. Where it is further off, one of the three is out of date: correct it, or leave
the rate out.
"""

from typing import TYPE_CHECKING

import numpy as np

from lcity.checks import ratios
from lcity.model import Criteria

if TYPE_CHECKING:
    import pandas as pd

VI = """Tỷ lệ ghi trong ô khác với tỷ lệ tính từ tử số và mẫu số.

Kết quả lấy theo tử số và mẫu số, không lấy tỷ lệ đã ghi. Tỷ lệ đã ghi được phép làm tròn, lệch không quá
nửa đơn vị của chữ số cuối. Nếu lệch hơn thì một trong ba số đã cũ: hãy sửa, hoặc bỏ trống tỷ lệ.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}, nhưng {part_value}/{whole_value} cho ra {computed}{percent_sign}. Kết quả "
        "lấy theo {part_value}/{whole_value}; hãy sửa số nào không đúng."
    ),
    "en": (
        "«{title}» says {raw}, but {part_value}/{whole_value} gives {computed}{percent_sign}. "
        "{part_value}/{whole_value} counts; correct what is wrong."
    ),
}
GOOD = [
    {"1.1.1": "94,1%", "literate_15": 48, "population_15": 51},
    {"1.1.1": 94, "literate_15": 48, "population_15": 51},
    {"1.1.1": "48/51 (94,1%)"},
    {"1.1.1": {"value": "48/51", "part": 48, "whole": 51}},
    {"1.2.2": "19,6", "pupils": 1000, "teachers": 51},
    {"1.1.2": 2501, "readers": 2501, "population": 100000},
    {"1.1.2": "2501/100000", "readers": 250130, "population": 10000000},
    {"1.1.1": {"previous": "90%"}, "literate_15": 48, "population_15": 51},
]
BAD = [
    {"1.1.1": "94,9%", "literate_15": 48, "population_15": 51},
    {"1.1.1": 95, "literate_15": 48, "population_15": 51},
    {"1.1.1": (0.9, "0%"), "literate_15": 48, "population_15": 51},
    {"1.1.1": "48/51 (94,9%)"},
    {"1.1.1": {"value": "47/51", "part": 48, "whole": 51}},
    {"1.2.2": "19,5", "pupils": 1000, "teachers": 51},
    {"1.1.2": "2500/100000", "readers": 250130, "population": 10000000},
    {"1.1.1": {"previous": "90%"}, "literate_15": {"previous": 48}, "population_15": {"previous": 51}},
]
MOST_DECIMALS = 6


def find(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    import pandas as pd

    given = answers["role"].isin(("result", "previous")) & answers["type"].isin(("percent", "rate"))
    typed = answers[given & (answers["state"] == "number")]
    rows = pd.concat([_against_figures(typed, answers, criteria), _against_itself(typed)])
    rows = rows[~rows.index.duplicated()]
    fine = (rows["decimals"] >= 2) & (rows["part"].isna() | rows["percent"])  # the rate is typed that fine
    shown = rows["computed"].round(MOST_DECIMALS).where(fine, rows["computed"].round(2))
    return rows.assign(computed=shown, percent_sign=np.where(rows["type"] == "percent", "%", ""))


def _against_figures(typed: "pd.DataFrame", answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    """What is typed for the indicator against the figures of its questions."""
    known = ratios(answers, criteria)
    known = known[known["whole_value"] > 0].rename(columns={"indicator": "item"})
    known = known[["file", "role", "item", "factor", "part_value", "whole_value"]]
    rows = typed.assign(row=typed.index).merge(known, on=["file", "role", "item"]).set_index("row")
    # «25/100.000 dân» typed for a rate is the rate itself
    rate = (rows["type"] == "rate") & (rows["whole"] == rows["factor"])
    rows = _computed(rows.assign(value=rows["value"].where(~rate, rows["part"])))
    fraction = rows["part"].notna() & ~rate
    # 0,941 for 94,1% is asked about by another check
    share = (rows["type"] == "percent") & ~rows["percent"] & (rows["value"] <= 1)
    other_parts = (rows["part"] != rows["part_value"]) | (rows["whole"] != rows["whole_value"])
    return rows[(fraction & other_parts) | (~fraction & ~share & rows["off"])]


def _against_itself(typed: "pd.DataFrame") -> "pd.DataFrame":
    """«48/51 (94,9%)»: the rate beside its own fraction."""
    rows = typed[
        typed["part"].notna() & (typed["whole"] > 0) & typed["percent"] & (typed["type"] == "percent")
    ]
    rows = _computed(rows.assign(part_value=rows["part"], whole_value=rows["whole"], factor=100.0))
    return rows[rows["off"]]


def _computed(rows: "pd.DataFrame") -> "pd.DataFrame":
    """With `computed` from the parts, `decimals` as typed, and `off` where rounding cannot explain it."""
    computed = rows["part_value"] * rows["factor"] / rows["whole_value"]
    decimals = np.full(len(rows), MOST_DECIMALS)
    for places in reversed(range(MOST_DECIMALS)):
        decimals[rows["value"].round(places) == rows["value"]] = places
    difference = (rows["value"] - computed).abs()
    slack = 1e-9 * np.maximum(1, computed.abs())  # floating point, not a rule
    return rows.assign(computed=computed, decimals=decimals, off=difference > 0.5 / 10.0**decimals + slack)
