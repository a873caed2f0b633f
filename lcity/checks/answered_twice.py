"""One item is answered more than once in a workbook, and the answers differ.

Which of them counts is not known, so none does. Delete the rows that are out of date, or make the figures
equal. It happens where a sheet was copied to correct it, or one indicator stands in two tables.
"""

from itertools import islice

import numpy as np

from lcity.answers import ROLES, Answers, Hits

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


def find(answers: Answers) -> Hits:
    groups = [group for group in repeated(answers) if not agree(answers, group)]
    return listed(answers, [(row, group) for group in groups for row in group])


def repeated(answers: Answers) -> list[list[int]]:
    """The rows that are not alone in answering their item, in groups; there are few."""
    rows = np.flatnonzero(answers.among("role", *ROLES, "verdict"))
    keys = answers.frame.loc[rows, SAME]
    rows = rows[keys.duplicated(keep=False).to_numpy()]
    groups: dict[tuple[str, ...], list[int]] = {}
    for row, *key in zip(rows, *(answers.texts(name, rows) for name in SAME), strict=True):
        groups.setdefault(tuple(key), []).append(int(row))
    return list(groups.values())


def agree(answers: Answers, group: list[int]) -> bool:
    """Whether all rows of a group say the same."""
    rows = np.array(group)
    verdict = answers.among("role", "verdict")[rows[0]]
    words = [text.casefold() for text in answers.texts("raw" if verdict else "state", rows)]
    figures = [
        np.nan_to_num(column[rows], nan=-np.inf) for column in (answers.value, answers.part, answers.whole)
    ]
    return len(set(zip(words, *figures, strict=True))) == 1


def listed(answers: Answers, pairs: list[tuple[int, list[int]]]) -> Hits:
    """The rows with the other cells of their groups, with their sheet where it is another one."""
    places = list(zip(answers.frame["sheet"], answers.frame["cell"], strict=True)) if pairs else []
    others = [_named([places[other] for other in group], places[row]) for row, group in pairs]
    return Hits(np.array([row for row, _ in pairs], dtype=np.int64), {"others": others})


def _named(group: list[tuple[str, str]], own: tuple[str, str]) -> str:
    cells = (cell if sheet == own[0] else f"{sheet}!{cell}" for sheet, cell in group if (sheet, cell) != own)
    return ", ".join(islice(cells, SHOWN)) + (" …" if len(group) > SHOWN + 1 else "")
