"""The row of an indicator says other than the row of the question that it is made from.

Some indicators simply repeat one figure or answer. Where both rows are filled in, the question counts.
Correct the one that is out of date, or leave the row of the indicator blank.
"""

import numpy as np

from lcity.answers import Answers, Hits

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


def find(answers: Answers) -> Hits:
    single = [i for i in answers.criteria.measured.values() if i.measure.part and not i.measure.whole]
    read = answers.among("state", "number", "yes", "no")
    found: list[tuple[int, int]] = []
    for own_role, asked_role in (("result", "figure"), ("previous", "previous")):
        own = answers.block(own_role, read)[:, answers.columns([i.code for i in single])]
        asked = answers.block(asked_role, read)[:, answers.columns([i.measure.part for i in single])]
        both = (own >= 0) & (asked >= 0)
        found += zip(own[both].tolist(), asked[both].tolist(), strict=True)
    found = [(one, two) for one, two in found if _differ(answers, one, two)]
    rows, others = ([pair[n] for pair in found] for n in (0, 1))
    cells = [_cell(answers, one, two) for one, two in found]
    named = {
        f"other_{name}": answers.texts(name, np.array(others, dtype=np.int64)) for name in ("raw", "item")
    }
    columns = {**named, "other_cell": cells, "other": named["other_item"]}
    return Hits(np.array(rows, dtype=np.int64), columns)


def _differ(answers: Answers, one: int, two: int) -> bool:
    first, second = answers.record(one), answers.record(two)
    if first["type"] == "yes":
        return bool(first["state"] != second["state"])
    numbers = first["state"] == second["state"] == "number"
    return bool(numbers and first["value"] != second["value"])


def _cell(answers: Answers, one: int, two: int) -> str:
    first, second = answers.record(one), answers.record(two)
    same = first["sheet"] == second["sheet"]
    return str(second["cell"]) if same else f"{second['sheet']}!{second['cell']}"
