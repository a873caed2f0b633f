"""An indicator that figures decide is answered by «Đạt» or «Không đạt» without any figure.

It counts as the office says, and every table marks it so; but nothing proves it. Type the figures that the
indicator is made from, or at least its result, and name the evidence.
"""

from typing import TYPE_CHECKING

from lcity.checks import NUMERIC
from lcity.model import Criteria

if TYPE_CHECKING:
    import pandas as pd

VI = """Chỉ số tính bằng số liệu lại chỉ ghi «Đạt» hoặc «Không đạt», không có số liệu.

Kết quả được lấy theo lời ghi của đơn vị và được đánh dấu rõ, nhưng không có gì chứng minh. Hãy ghi các số
liệu dùng để tính chỉ số, hoặc ít nhất là kết quả, và ghi minh chứng.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» chỉ ghi «{raw}» mà không có số liệu nên chưa có gì chứng minh. Hãy ghi số liệu (đơn "
        "vị: {unit})."
    ),
    "en": (
        "«{title}» only says «{raw}» without a figure, so nothing proves it. Type the figure (unit: {unit})."
    ),
}
GOOD = [
    {"1.1.1": "98%"},
    {"1.1.1": "Đạt", "literate_15": 980, "population_15": 1000},
    {"1.2.1": "Đạt", "places": 3},
    {"2.1.1": "Có"},
]
BAD = [
    {"1.1.1": "Đạt"},
    {"1.1.1": "x", "literate_15": 980},
    {"1.2.1": "Không đạt"},
    {"1.2.3": "Đạt", "spending": "-"},
]


def find(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    import pandas as pd

    said = (
        answers["state"].isin(("yes", "no")) & (answers["role"] == "result") & answers["type"].isin(NUMERIC)
    )
    rows = answers[said]
    questions = [(code, q) for code, i in criteria.indicators.items() for q in i.measure.questions]
    needed = rows.assign(row=rows.index)[["file", "item", "row"]]
    needed = needed.merge(pd.DataFrame(questions, columns=["item", "question"]), on="item")
    figures = answers[
        (answers["role"] == "figure")
        & (answers["state"] == "number")
        & answers["item"].isin(needed["question"])
    ]
    figures = figures[["file", "item"]].drop_duplicates().rename(columns={"item": "question"})
    lacking = needed.merge(figures, on=["file", "question"], how="left", indicator="found")
    return rows[rows.index.isin(lacking.loc[lacking["found"] == "left_only", "row"])]
