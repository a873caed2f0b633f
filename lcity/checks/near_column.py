"""The header of a column is nearly one that lcity knows, but not quite.

A guess would put figures in the wrong place, so the column is not read. If the known header is meant, type
it as it is offered. A column of the office's own may stay.
"""

VI = """Tiêu đề cột gần giống một tiêu đề đã biết nhưng không trùng.

Nếu đoán thì số liệu có thể vào nhầm chỗ, nên cột này không được đọc. Nếu đúng là tiêu đề được gợi ý thì hãy
sửa lại cho trùng. Cột riêng của đơn vị thì cứ để nguyên.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Cột «{label}» không được đọc vì tiêu đề chỉ gần giống «{near}». Nếu đúng là cột đó, hãy sửa tiêu "
        "đề thành «{near}»."
    ),
    "en": (
        "The column «{label}» is not read: its header is only nearly «{near}». If that column is meant, "
        "change its header to «{near}»."
    ),
}
