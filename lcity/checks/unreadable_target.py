"""What stands in the column «Yêu cầu» cannot be read as a requirement.

The indicator is held against the target of the criteria set instead, and the result says so. Write a sign
or words and one number in the unit of the indicator: «≥ 98%», «không quá 5%», «từ 20 đến 30», «tăng», «Có».
"""

VI = """Nội dung ở cột «Yêu cầu» chưa đọc được thành mức phải đạt.

Chỉ số được so với yêu cầu của bộ tiêu chí, và kết quả có ghi rõ điều đó. Hãy ghi dấu hoặc chữ kèm một số
theo đơn vị tính của chỉ số: «≥ 98%», «không quá 5%», «từ 20 đến 30», «tăng», «Có».
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "Yêu cầu «{raw}» của «{title}» chưa đọc được nên dùng yêu cầu của bộ tiêu chí. Hãy ghi như «≥ "
        "98%», «không quá 5%», «từ 20 đến 30» hoặc «tăng», theo đơn vị của chỉ số."
    ),
    "en": (
        "The requirement «{raw}» of «{title}» cannot be read, so the target of the criteria set is used. "
        "Write it as «≥ 98%», «at most 5%», «from 20 to 30» or «rises», in the unit of the indicator."
    ),
}
