"""The header of a column says that it holds figures, and something more that lcity does not understand.

«Số liệu» below «Nữ» is a figure of women only; «Tổng số» without a numerator beside it may be any sum. A
guess would put a wrong figure in the results, so the column is not read. If it does hold the figures of the
period, call it «Số liệu» or «Kết quả». A column of the office's own may stay.
"""

VI = """Tiêu đề cột cho biết cột có số liệu nhưng còn nói thêm điều mà lcity không hiểu.

«Số liệu» nằm dưới «Nữ» chỉ là số liệu của nữ; «Tổng số» mà không có cột tử số bên cạnh thì có thể là tổng của
bất kỳ thứ gì. Nếu đoán thì kết quả có thể sai nên cột này không được đọc. Nếu đúng là số liệu của kỳ báo cáo,
hãy đặt tiêu đề là «Số liệu» hoặc «Kết quả». Cột riêng của đơn vị thì cứ để nguyên.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Cột «{label}» không được đọc vì chưa rõ là số liệu gì. Nếu là số liệu của kỳ báo cáo, hãy đặt "
        "tiêu đề là «Số liệu» hoặc «Kết quả»."
    ),
    "en": (
        "The column «{label}» is not read: which figures it holds is not clear. If they are those of the "
        "period, change its header to «Figure» or «Result»."
    ),
}
