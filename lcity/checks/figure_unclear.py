"""A figure stands in a column that is meant for another kind of figure.

Where a table has a column for numbers («Số lượng») and one for results («Tỷ lệ»), a number of people in the
row of a percentage is not the percentage, and a rate in the row of a count is not the count. It does not
count. Type it in the other column, or in the row of the question that it answers.
"""

VI = """Số liệu nằm ở cột dành cho loại số liệu khác.

Khi bảng có cả cột số lượng và cột tỷ lệ (kết quả) thì số người ghi ở dòng của một tỷ lệ không phải là tỷ lệ
đó, còn tỷ lệ ghi ở dòng số lượng không phải là số lượng. Số này không được tính. Hãy ghi vào cột kia, hoặc
vào dòng của số liệu tương ứng.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "{raw} ở cột «{label}» không được tính cho «{title}» vì cột này dành cho loại số liệu khác. Nếu là "
        "kết quả của dòng này, hãy ghi vào cột kia."
    ),
    "en": (
        "{raw} in the column «{label}» does not count for «{title}»: the column is for another kind of "
        "figure. If it is the result of this row, type it in the other column."
    ),
}
