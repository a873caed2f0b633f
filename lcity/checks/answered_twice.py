"""One item is answered more than once in a workbook, and the answers differ.

Which of them counts is not known, so none does. Delete the rows that are out of date, or make the figures
equal. It happens where a sheet was copied to correct it, or one indicator stands in two tables.
"""

from itertools import islice
from typing import TYPE_CHECKING

from lcity.checks import ROLES
from lcity.model import Criteria

if TYPE_CHECKING:
    import pandas as pd

VI = """Một nội dung được trả lời nhiều lần trong cùng một tệp và các câu trả lời khác nhau.

Chưa rõ lấy câu trả lời nào nên không lấy câu nào. Hãy xóa dòng cũ hoặc sửa cho giống nhau. Thường gặp khi
chép một trang tính ra để sửa, hoặc một chỉ số nằm ở hai bảng.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» được ghi ở nhiều ô mà không giống nhau ({raw} ở đây, và ô {others}) nên không lấy ô "
        "nào. Hãy giữ một ô hoặc sửa cho giống nhau."
    ),
    "en": (
        "«{title}» is answered in several cells that differ ({raw} here, also {others}), so none of them "
        "counts. Keep one, or make them equal."
    ),
}
GOOD = [
    {"places": 12},
    {"places": [12, "12"]},
    {"places": {"value": 12, "previous": 13}},
    {"2.1.2": {"verdict": "Đạt"}},
]
BAD = [
    {"places": [12, 13]},
    {"1.1.1": ["98%", "97%", "98%"]},
    {"1.1.1": ["48/51", "96/102"]},
    {"places": [{"previous": 12}, {"previous": 13}]},
    {"2.1.2": [{"verdict": "Đạt"}, {"verdict": "Chưa đạt"}]},
]
SAME = ["file", "item", "role"]
SHOWN = 5  # other cells that one message names


def find(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    rows = repeated(answers)
    return rows[~rows["agree"]]


def repeated(answers: "pd.DataFrame") -> "pd.DataFrame":
    """The rows that are not alone in answering their item, with the columns `others` (cells) and `agree`."""
    rows = answers[answers["role"].isin((*ROLES, "verdict"))]
    rows = rows[rows.duplicated(SAME, keep=False)]
    rows = rows.assign(said=rows["state"].where(rows["role"] != "verdict", rows["raw"].str.casefold()))
    differing = rows.drop_duplicates([*SAME, "said", "value", "part", "whole"])
    differing = differing[differing.duplicated(SAME, keep=False)].drop_duplicates(SAME)[SAME]
    agree = rows.merge(differing.assign(agree=False), on=SAME, how="left")["agree"].isna()
    return rows.assign(agree=agree.to_numpy(), others=_others(rows))


def _others(rows: "pd.DataFrame") -> list[str]:
    """For each row the other cells of its group, with their sheet where it is another one."""
    keys = list(zip(*(rows[name] for name in SAME), strict=True))
    places = list(zip(rows["sheet"], rows["cell"], strict=True))
    groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for key, place in zip(keys, places, strict=True):
        groups.setdefault(key, []).append(place)
    return [_listed(groups[key], place) for key, place in zip(keys, places, strict=True)]


def _listed(group: list[tuple[str, str]], own: tuple[str, str]) -> str:
    named = islice(
        (cell if sheet == own[0] else f"{sheet}!{cell}" for sheet, cell in group if (sheet, cell) != own),
        SHOWN,
    )
    return ", ".join(named) + (" …" if len(group) > SHOWN + 1 else "")
