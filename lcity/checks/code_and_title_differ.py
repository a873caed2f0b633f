"""The code of a row belongs to one item of the criteria set, its title to another.

It happens where rows are moved, or a code is copied down. Whose figures these are is not known, so the row
is not read. Correct the code or the title.
"""

VI = """Mã của dòng là của một nội dung, còn tên ghi ở dòng lại là của nội dung khác.

Thường gặp khi chuyển dòng hoặc kéo mã xuống dưới. Chưa rõ số liệu là của nội dung nào nên dòng này không
được đọc. Hãy sửa mã hoặc tên nội dung cho khớp.
"""
SEVERITY = "error"
NOTED = True
MESSAGE = {
    "vi": (
        "Mã của dòng là của «{title}», nhưng nội dung ghi ở dòng là của «{other_title}». Dòng này chưa "
        "được đọc; hãy sửa mã hoặc nội dung cho khớp."
    ),
    "en": (
        "The code of this row belongs to «{title}», its title to «{other_title}». The row is not read; "
        "correct the code or the title."
    ),
}
