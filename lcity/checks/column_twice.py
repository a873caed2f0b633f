"""Two columns of one table have headers that mean the same.

Which of them holds the figures that count is not known, so neither is read. Delete the one that is out of
date, or give it another header, such as «Ghi chú» or the year it is about.
"""

VI = """Hai cột trong cùng một bảng có tiêu đề cùng nghĩa.

Chưa rõ lấy số liệu ở cột nào nên không đọc cột nào cả. Hãy xóa cột cũ hoặc đổi tiêu đề của cột đó, ví dụ
thành «Ghi chú» hoặc ghi rõ năm của số liệu.
"""
SEVERITY = "error"
NOTED = True
MESSAGE = {
    "vi": (
        "Cột «{label}» và cột {others} có tiêu đề cùng nghĩa nên không đọc cột nào. Hãy giữ một cột và "
        "đổi tiêu đề cột còn lại."
    ),
    "en": (
        "The column «{label}» and column {others} have headers that mean the same, so neither is read. "
        "Keep one and change the header of the other."
    ),
}
