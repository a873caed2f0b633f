"""Excel has turned the code of a row into a date.

A code such as 1.2.3 looks like a date to Excel. The row is read by what the date was made from; see that it
is the right one. To keep codes, format the column as text before typing them.
"""

VI = """Excel đã đổi mã của dòng thành ngày tháng.

Mã như 1.2.3 bị Excel hiểu là ngày. Dòng được đọc theo mã suy ra từ ngày đó; hãy kiểm tra xem có đúng không.
Để giữ nguyên mã, hãy định dạng cột là văn bản (Text) trước khi gõ.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Excel đã đổi mã của dòng thành ngày (mã {other}). Dòng được đọc là «{title}»; hãy định dạng ô là "
        "văn bản (Text) rồi gõ lại mã."
    ),
    "en": (
        "Excel has turned the code of this row into a date (code {other}). The row is read as «{title}»; "
        "format the cell as text and type the code again."
    ),
}
