"""Text was typed for an old Vietnamese font (TCVN3 or VNI).

Such text looks right in fonts such as .VnTime or VNI-Times only; elsewhere it is a row of odd letters. It
was read as it was meant, and the file was left as it is. Convert it to Unicode with the typing program and
choose Times New Roman, so that others can read it too.
"""

VI = """Chữ được gõ bằng phông cũ (bảng mã TCVN3/ABC hoặc VNI).

Chữ này chỉ hiện đúng với phông như .VnTime, VNI-Times; ở nơi khác thành ký tự lạ. Nội dung đã được đọc theo
đúng nghĩa, tệp thì giữ nguyên. Hãy chuyển mã sang Unicode (bộ gõ tiếng Việt có sẵn công cụ) và chọn phông
Times New Roman để người khác cũng đọc được.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Trang này có {count} ô gõ bằng phông cũ, bảng mã {encoding} ({cells}): «{typed}» đã được đọc là "
        "«{meant}». Hãy chuyển sang Unicode."
    ),
    "en": (
        "This sheet has {count} cells typed for an old font, in {encoding} ({cells}): «{typed}» was read "
        "as «{meant}». Convert them to Unicode."
    ),
}
