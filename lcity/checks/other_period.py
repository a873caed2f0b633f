"""A column, a table or a part of one holds figures of another period, or planned ones.

Its label names another year than that of the return, or a plan. Such figures do not count as results; those
of the year before serve where a target asks for a rise or a fall. If the year of the return itself is wrong,
correct the line «Kỳ báo cáo» at the top.
"""

VI = """Cột, bảng hoặc một phần của bảng chứa số liệu của kỳ khác hoặc số kế hoạch.

Tiêu đề ghi năm khác với năm của kỳ báo cáo, hoặc ghi là kế hoạch. Số liệu đó không được tính là kết quả; số
của năm trước liền kề chỉ dùng để xem tăng hay giảm. Nếu năm của kỳ báo cáo ghi sai, hãy sửa dòng «Kỳ báo cáo»
ở đầu bảng.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "«{label}» không phải số liệu của kỳ báo cáo {period} nên không được tính là kết quả. Nếu đúng là "
        "số liệu của kỳ này, hãy sửa tiêu đề đó hoặc dòng «Kỳ báo cáo»."
    ),
    "en": (
        "«{label}» does not hold figures of the period {period}, so they do not count as results. If they "
        "are of this period, correct that label or the line with the period."
    ),
}
