"""One item is answered more than once in a workbook, each time with the same figure.

The figure counts once, and it is taken from the first cell. Nothing must be done; but where one cell is
corrected later and the other is not, neither will count. Better keep one of them.
"""

from lcity.answers import Answers, Hits
from lcity.checks.answered_twice import agree, listed, repeated

VI = """Một nội dung được trả lời nhiều lần trong cùng một tệp, lần nào cũng cùng một số liệu.

Số liệu được tính một lần, lấy ở ô đầu tiên. Không bắt buộc phải sửa; nhưng nếu sau này chỉ sửa một ô thì sẽ
không lấy ô nào. Tốt hơn là chỉ giữ một ô.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": "«{title}» ghi {raw} ở đây và ghi giống như vậy ở ô {others}; chỉ tính một lần. Nên giữ một ô.",
    "en": "«{title}» says {raw} here and the same in {others}; it counts once. Better keep one of them.",
}
GOOD = [{"places": 12}, {"places": [12, 13]}, {"places": {"value": 12, "previous": 12}}]
BAD = [
    {"places": [12, "12"]},
    {"1.1.1": [(0.985, "0.0%"), "98,5%"]},
    {"1.1.1": {"part": 48, "whole": 51}, "1.1.3": {"part": 3, "whole": 51}},
    {"2.1.2": [{"verdict": "Đạt"}, {"verdict": "ĐẠT"}]},
]


def find(answers: Answers) -> Hits:
    groups = [group for group in repeated(answers) if agree(answers, group)]
    return listed(answers, [(row, group) for group in groups for row in group[1:]])
