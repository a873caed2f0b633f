"""No table was found in the workbook.

A table is known by its header: one row (or a few) with the labels of its columns. A header needs a column
for the code or the title and one for the figures. Type these labels above the columns; the rest of the
sheet may stay as it is.
"""

VI = """Không tìm thấy bảng số liệu trong tệp.

Bảng được nhận ra nhờ dòng tiêu đề: một hoặc vài dòng ghi tên các cột. Tiêu đề cần có cột mã hoặc nội dung
và cột số liệu. Hãy ghi các tên cột này phía trên bảng; phần còn lại của trang tính cứ để nguyên.
"""
SEVERITY = "error"
NOTED = True
MESSAGE = {
    "vi": "Không tìm thấy bảng số liệu. Cần một dòng tiêu đề có các cột như: {expected}.",
    "en": "No table of figures was found. A header row is needed with columns such as: {expected}.",
}
