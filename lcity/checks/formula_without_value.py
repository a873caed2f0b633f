"""A cell holds a formula whose result was never stored.

The file was saved by a program that does not calculate. The figure shows in Excel, but it is not in the
file. Open the file in Excel, save it and send it again; or type the figure itself.
"""

from lcity.answers import Answers, Hits

VI = """Ô có công thức nhưng kết quả chưa được lưu trong tệp.

Tệp được lưu bằng chương trình không tính công thức. Mở bằng Excel thì thấy số, nhưng trong tệp không có số
đó. Hãy mở tệp bằng Excel, lưu lại rồi gửi lại; hoặc ghi thẳng số liệu.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» có công thức nhưng tệp không lưu kết quả. Hãy mở tệp bằng Excel, lưu lại (Ctrl+S) rồi "
        "chạy lại, hoặc ghi thẳng số liệu."
    ),
    "en": (
        "«{title}» holds a formula whose result is not stored in the file. Open the file in Excel and "
        "save it again, or type the figure itself."
    ),
}
GOOD = [{"places": 12}]
BAD = [{"places": "=1+2"}, {"1.1.1": "=C2/C3"}, {"places": {"value": 5, "previous": "=C2"}}]


def find(answers: Answers) -> Hits:
    return answers.hits(answers.figures & answers.among("state", "empty_formula"))
