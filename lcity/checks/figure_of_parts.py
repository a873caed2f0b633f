"""A figure stands in the row of an indicator that consists of parts, and does not tell which part it is of.

Such an indicator is met when each of its parts is; one figure cannot stand for all of them. Type the figures
that each part is calculated from, or the result of each part in a row with its own code.
"""

VI = """Có số liệu ở dòng chung của một chỉ tiêu gồm nhiều phần, chưa rõ là của phần nào.

Chỉ tiêu như vậy chỉ đạt khi mọi phần đều đạt; một con số không thay được cho cả các phần. Hãy ghi số liệu
dùng để tính từng phần, hoặc ghi kết quả từng phần vào dòng mang mã của phần đó.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "«{title}» gồm các phần {others} nên {raw} ghi ở dòng chung không được dùng. Hãy ghi số liệu của "
        "từng phần."
    ),
    "en": (
        "«{title}» consists of the parts {others}, so {raw} in its own row is not used. Type the figures "
        "of each part."
    ),
}
