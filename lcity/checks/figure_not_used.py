"""A figure stands in a column for numerator or denominator, in a row that has none.

A question, or an indicator that is not calculated as one figure over another, has its figure in the column
for figures or results. Move it there; here it is not used.
"""

VI = """Có số liệu ở cột tử số hoặc mẫu số, nhưng dòng đó không tính từ tử số và mẫu số.

Dòng hỏi một số liệu, hoặc chỉ số không tính bằng cách chia, thì ghi ở cột số liệu hoặc kết quả. Hãy chuyển
sang đó; ở đây số liệu không được dùng.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "«{title}» không tính từ tử số và mẫu số nên {raw} ở cột này không được dùng. Hãy ghi vào cột số "
        "liệu hoặc kết quả."
    ),
    "en": (
        "«{title}» has no numerator or denominator, so {raw} in this column is not used. Type it in the "
        "column for figures or results."
    ),
}
