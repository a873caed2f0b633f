"""The form belongs to another criteria set.

Its figures answer other questions, so nothing of it is counted. Fill in the form that was sent out for this
round, or check this file against its own set with --criteria.
"""

VI = """Phiếu thuộc bộ tiêu chí khác.

Số liệu trong phiếu trả lời các câu hỏi khác nên không được tính. Hãy điền đúng mẫu phiếu đã gửi cho đợt
này, hoặc kiểm tra riêng tệp này theo bộ của nó bằng --criteria.
"""
SEVERITY = "error"
NOTED = True
MESSAGE = {
    "vi": (
        "Phiếu này của bộ tiêu chí «{form}», còn đợt này dùng bộ «{wanted}», nên không được tính. Hãy "
        "điền mẫu của bộ «{wanted}»."
    ),
    "en": (
        "This form is of the criteria set «{form}», while this round uses «{wanted}», so it is not "
        "counted. Fill in the form of «{wanted}»."
    ),
}
