"""A verdict of experts stands at an indicator that figures decide.

It is not counted: the figures and the requirement decide. If the experts mean that a figure is wrong,
correct the figure; the verdict may stay as a note.
"""

from lcity.answers import Answers, Hits

VI = """Chuyên gia kết luận ở chỉ số được tính bằng số liệu.

Kết luận này không được tính: kết quả lấy theo số liệu và mức yêu cầu. Nếu chuyên gia cho rằng số liệu sai
thì hãy sửa số liệu; kết luận có thể chuyển sang cột ghi chú.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» tính theo số liệu nên kết luận «{raw}» của chuyên gia không được tính. Nếu số liệu "
        "sai, hãy sửa số liệu."
    ),
    "en": (
        "«{title}» is decided by figures, so the verdict «{raw}» does not count. If a figure is wrong, "
        "correct the figure."
    ),
}
GOOD = [{"2.1.2": {"verdict": "Đạt"}}, {"1.1.1": "Đạt"}]
BAD = [{"1.1.1": {"verdict": "Đạt"}}, {"2.1.1": {"value": "Có", "verdict": "Chưa đạt"}}]


def find(answers: Answers) -> Hits:
    return answers.hits(answers.among("role", "verdict") & ~answers.among("type", "rubric"))
