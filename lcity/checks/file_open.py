"""The workbook is open in Excel on some computer.

Excel lays a small file named ~$… beside a workbook while it is open. What was typed since the last saving
is not in the file yet. Save and close it and run this again; where nobody has it open, delete the ~$ file.
"""

VI = """Tệp đang được mở trong Excel ở một máy nào đó.

Khi một tệp đang mở, Excel đặt bên cạnh một tệp nhỏ tên ~$…. Nội dung gõ sau lần lưu gần nhất chưa có trong
tệp. Hãy lưu, đóng tệp rồi kiểm tra lại; nếu không ai đang mở thì xóa tệp ~$ đó.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Tệp này có vẻ đang mở trong Excel (bên cạnh có tệp {lock}), nội dung chưa lưu thì chưa được đọc. "
        "Hãy lưu và đóng tệp rồi chạy lại."
    ),
    "en": (
        "This file seems to be open in Excel ({lock} lies beside it), and what is not saved is not read. "
        "Save and close it, then run this again."
    ),
}
