"""A total is not the sum of its rows.

Either a row was changed after the total was typed, or a row is missing or counted twice. Better let Excel
add up (=SUM) than type a total.
"""

VI = """Dòng tổng không bằng tổng của các dòng được cộng.

Có thể đã sửa một dòng sau khi ghi tổng, hoặc thiếu dòng, cộng trùng dòng. Nên để Excel tự cộng (=SUM) thay
vì gõ tay.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Dòng tổng ghi {total}, nhưng các ô {first} đến {last} cộng lại là {sum}. Hãy xem lại dòng tổng "
        "và từng dòng."
    ),
    "en": (
        "The total says {total}, but the cells {first} to {last} add up to {sum}. Look at the total and "
        "at each row."
    ),
}
