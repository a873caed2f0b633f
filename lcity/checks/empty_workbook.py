"""No cell of the workbook holds anything.

Often the blank form was sent, or the file was saved before the figures were typed. Look whether it is the
right file.
"""

VI = """Tệp không có ô nào có nội dung.

Thường do gửi nhầm mẫu trống, hoặc tệp được lưu trước khi nhập số liệu. Hãy kiểm tra xem đã gửi đúng tệp
chưa.
"""
SEVERITY = "error"
NOTED = True
MESSAGE = {
    "vi": "Tệp không có ô nào có nội dung. Hãy kiểm tra xem đã gửi đúng tệp chưa.",
    "en": "No cell of this file holds anything. Look whether it is the right file.",
}
