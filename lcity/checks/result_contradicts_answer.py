"""The row of an indicator says other than the row of the question that it is made from.

Some indicators simply repeat one figure or answer. Where both rows are filled in, the question counts.
Correct the one that is out of date, or leave the row of the indicator blank.
"""

from typing import TYPE_CHECKING

from lcity.model import Criteria

if TYPE_CHECKING:
    import pandas as pd

VI = """Dòng của chỉ số ghi khác với dòng số liệu dùng cho chỉ số đó.

Có chỉ số chỉ lấy lại đúng một số liệu hoặc một câu trả lời. Nếu ghi cả hai dòng thì lấy theo dòng số liệu.
Hãy sửa số đã cũ, hoặc bỏ trống dòng của chỉ số.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}, nhưng «{other_title}» ghi {other_raw} (ô {other_cell}). Kết quả lấy theo "
        "«{other_title}»; hãy sửa ô nào không đúng."
    ),
    "en": (
        "«{title}» says {raw}, but «{other_title}» says {other_raw} (cell {other_cell}). «{other_title}» "
        "counts; correct what is wrong."
    ),
}
GOOD = [
    {"1.2.1": 3, "places": "3 điểm"},
    {"1.2.1": 3, "places": "-"},
    {"1.2.1": "Đạt", "places": 3},
    {"2.1.1": "Có", "plan": "x"},
    {"1.2.1": {"previous": 2}, "places": {"value": 3, "previous": 2}},
]
BAD = [
    {"1.2.1": 3, "places": 4},
    {"1.2.3": "12,5", "spending": "12,6"},
    {"2.1.1": "Có", "plan": "Không"},
    {"1.2.1": {"value": 3, "previous": 1}, "places": {"value": 3, "previous": 2}},
]


def find(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    parts = {
        i.code: i.measure.part for i in criteria.indicators.values() if i.measure.part and not i.measure.whole
    }
    read = answers["state"].isin(("number", "yes", "no"))
    own = answers[read & answers["role"].isin(("result", "previous")) & answers["item"].isin(list(parts))]
    own = own.assign(row=own.index, other=own["item"].map(parts))
    asked = answers[read & answers["role"].isin(("figure", "previous")) & answers["item"].isin(own["other"])]
    asked = asked.assign(role=asked["role"].replace("figure", "result")).drop_duplicates(
        ["file", "item", "role"]
    )
    asked = asked[["file", "role", "item", "state", "value", "raw", "sheet", "cell"]]
    asked = asked.rename(columns=lambda name: name if name in ("file", "role") else f"other_{name}")
    rows = own.merge(
        asked, left_on=["file", "role", "other"], right_on=["file", "role", "other_item"]
    ).set_index("row")
    figures = (
        (rows["state"] == "number")
        & (rows["other_state"] == "number")
        & (rows["value"] != rows["other_value"])
    )
    words = (rows["type"] == "yes") & (rows["state"] != rows["other_state"])
    rows = rows[figures | words]
    elsewhere = rows["other_sheet"] + "!" + rows["other_cell"]
    return rows.assign(other_cell=rows["other_cell"].where(rows["sheet"] == rows["other_sheet"], elsewhere))
