"""The sheet holds data of single persons: telephone or identity numbers, mail addresses, birthdays.

Only totals are asked for. Such data must not travel with a return: delete the columns, or send the file
again without them. This message never repeats the data itself.
"""

VI = """Trang tính có dữ liệu của từng cá nhân: số điện thoại, số định danh, thư điện tử, ngày sinh.

Phiếu chỉ hỏi số tổng hợp, nên không gửi kèm dữ liệu cá nhân: hãy xóa các cột này rồi gửi lại tệp. Thông báo
này không bao giờ nhắc lại dữ liệu đó.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Cột {columns} có {kinds_words} của từng người, trong khi phiếu chỉ hỏi số tổng hợp. Hãy xóa các "
        "cột này rồi gửi lại tệp."
    ),
    "en": (
        "Column {columns} holds {kinds_words} of single persons, while only totals are asked for. Delete "
        "these columns and send the file again."
    ),
}
