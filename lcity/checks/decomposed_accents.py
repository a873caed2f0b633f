"""Accents are stored apart from their letters.

It looks the same, but searching and comparing in Excel will not find such text. It was read as if it were
typed in the usual way. Choose precomposed Unicode («Unicode dựng sẵn») in the typing program.
"""

VI = """Dấu được lưu tách rời khỏi chữ (Unicode tổ hợp).

Nhìn thì giống nhau, nhưng tìm kiếm và so sánh trong Excel sẽ không ra. Nội dung đã được đọc như gõ bình
thường. Hãy chọn bảng mã Unicode dựng sẵn trong bộ gõ tiếng Việt.
"""
SEVERITY = "note"
NOTED = True
MESSAGE = {
    "vi": (
        "Trang này có {count} ô dùng Unicode tổ hợp, dấu tách rời khỏi chữ ({cells}); đã đọc như chữ "
        "thường. Nên gõ bằng Unicode dựng sẵn."
    ),
    "en": (
        "This sheet has {count} cells with accents apart from their letters ({cells}), read as usual. "
        "Better type precomposed Unicode."
    ),
}
