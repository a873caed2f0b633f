"""The code of a row is not in the criteria set, while its title is.

The row is read by its title. The code may be of another set or an older form: compare the whole form with
the one that was sent out, and correct the code.
"""

VI = """Mã của dòng không có trong bộ tiêu chí, còn nội dung thì có.

Dòng được đọc theo nội dung. Mã có thể lấy từ bộ tiêu chí khác hoặc mẫu cũ: hãy đối chiếu cả phiếu với mẫu
đã gửi rồi sửa lại mã.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Mã «{other}» không có trong bộ tiêu chí. Dòng được đọc theo nội dung là «{title}»; hãy xem có "
        "đúng không rồi sửa mã thành {code}."
    ),
    "en": (
        "The code «{other}» is not in the criteria set. The row is read by its title as «{title}»; see "
        "that this is right and change the code to {code}."
    ),
}
