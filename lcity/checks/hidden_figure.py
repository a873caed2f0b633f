"""A figure stands in a hidden row, column or sheet.

It counts like every other, but nobody who looks at the sheet sees it. Often old figures are hidden instead
of deleted. Show the rows and columns, and delete what should not count.
"""

from lcity.answers import Answers, Hits

VI = """Số liệu nằm ở dòng, cột hoặc trang tính bị ẩn.

Số này vẫn được tính như các số khác, nhưng người xem bảng không nhìn thấy. Thường do ẩn số liệu cũ thay vì
xóa. Hãy bỏ ẩn và xóa những số không còn dùng.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw} ở chỗ bị ẩn (dòng, cột hoặc trang tính) mà vẫn được tính. Hãy bỏ ẩn để kiểm "
        "tra; số cũ thì xóa."
    ),
    "en": (
        "«{title}» says {raw} in a hidden row, column or sheet, and it counts. Show it and look; delete "
        "it if it is old."
    ),
}
GOOD = [{"places": 12}, {"places": {"note": "Cũ", "hidden": True}}]
BAD = [{"places": {"value": 12, "hidden": True}}, {"1.1.1": {"value": "98%", "hidden": True}}]


def find(answers: Answers) -> Hits:
    return answers.hits(answers.hidden & answers.figures)
