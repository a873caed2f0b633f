"""A percentage is above 100.

Its part is among its whole, so it cannot be more than all of it. Often the figure lacks a comma (985 for
98,5), the part was counted in another year than the whole, or a count was typed instead of a percentage.
"""

from lcity.answers import Answers, Hits

VI = """Tỷ lệ phần trăm lớn hơn 100.

Tử số nằm trong mẫu số nên tỷ lệ không thể vượt quá 100%. Thường do thiếu dấu phẩy (985 thay vì 98,5), tử số
và mẫu số lấy ở hai năm khác nhau, hoặc ghi số đếm thay cho tỷ lệ.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}, lớn hơn 100%. Cần tỷ lệ từ 0 đến 100; hãy xem lại dấu phẩy, tử số và mẫu số."
    ),
    "en": (
        "«{title}» says {raw}, which is above 100%. A percentage from 0 to 100 is needed; look at comma "
        "and base."
    ),
}
GOOD = [{"1.1.1": 100}, {"1.1.1": (1, "0%")}, {"1.1.1": "48/51"}, {"1.2.2": 120}, {"places": 120}]
BAD = [{"1.1.1": 985}, {"1.1.1": "100,1%"}, {"1.1.1": (1.2, "0%")}, {"1.1.1": {"previous": 120}}]


def find(answers: Answers) -> Hits:
    typed = ~answers.fraction | answers.percent  # a fraction without its rate is no percentage yet
    percent = answers.among("role", "result", "previous") & answers.among("type", "percent")
    return answers.hits(percent & typed & answers.number & (answers.value > 100))
