"""A requirement of the office stands where the criteria set itself says what each level asks.

The title is given by what the regulation asks at each level, so a requirement in the workbook or in the file
of --targets does not replace it. Nothing need be done where it was copied for information only.
"""

VI = """Đơn vị ghi yêu cầu riêng ở chỗ bộ tiêu chí đã quy định mức cho từng mức độ.

Danh hiệu được xét theo mức mà văn bản quy định cho từng mức độ, nên yêu cầu ghi trong bảng hoặc trong tệp
--targets không thay được. Nếu chỉ chép lại để tham khảo thì không cần làm gì.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "«{title}» ghi yêu cầu «{raw}», nhưng bộ tiêu chí đã quy định mức cho từng mức độ. Yêu cầu này không "
        "được dùng; nếu chép nhầm thì xóa đi."
    ),
    "en": (
        "«{title}» has the requirement «{raw}», but the criteria set itself says what each level asks. It is "
        "not used; delete it if it was copied by mistake."
    ),
}
