"""A file among several cannot be read.

The other files are read all the same, and nothing of this one is counted. What is wrong with it is said
with it. Often it helps to open the file in Excel and save it again as .xlsx.
"""

VI = """Một trong các tệp không đọc được.

Các tệp khác vẫn được đọc; tệp này không được tính. Lý do được ghi kèm theo. Thường chỉ cần mở tệp bằng
Excel rồi lưu lại thành .xlsx.
"""
SEVERITY = "error"
NOTED = True
MESSAGE = {
    "vi": "Tệp này không đọc được và không được tính: {reason}",
    "en": "This file cannot be read and is not counted: {reason}",
}
