"""A row holds a figure, but neither its code nor its title is in the criteria set.

The figure is not read. Where the row comes near a title of the set, that title is offered: correct the code
or the title if it is meant. Rows that are the office's own may stay.
"""

VI = """Dòng có số liệu nhưng mã và nội dung đều không có trong bộ tiêu chí.

Số liệu của dòng này không được đọc. Nếu dòng gần giống một nội dung của bộ tiêu chí thì nội dung đó được
gợi ý: hãy sửa lại mã hoặc nội dung cho khớp. Dòng riêng của đơn vị thì cứ để nguyên.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": "Dòng «{raw}» có số liệu nhưng không có trong bộ tiêu chí nên không được đọc.{other_hint}",
    "en": "The row «{raw}» holds a figure but is not in the criteria set, so it is not read.{other_hint}",
}
