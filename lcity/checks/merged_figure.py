"""One figure stands in a merged cell that lies over several questions or over several columns.

Whose figure it is cannot be told, so it counts for none of them. Unmerge the cells and type the figure where
it belongs. Words such as «not collected» may be merged over several rows: they hold for each.
"""

VI = """Một số liệu nằm trong ô gộp trùm lên nhiều nội dung hoặc nhiều cột.

Không biết số đó là của nội dung nào hay cột nào nên không được tính. Hãy bỏ gộp ô và ghi số vào đúng chỗ.
Những chữ như «chưa có số liệu» thì được gộp: chữ đó đúng cho mọi dòng trong ô gộp.
"""
SEVERITY = "error"
NOTED = True
MESSAGE = {
    "vi": (
        "«{raw}» nằm trong ô gộp trùm lên nhiều nội dung hoặc nhiều cột số liệu nên chưa rõ là của chỗ nào "
        "và không được tính. Hãy bỏ gộp ô rồi ghi vào từng ô."
    ),
    "en": (
        "«{raw}» stands in a merged cell over several items or several columns of figures, so it is not "
        "clear whose it is and it does not count. Unmerge the cells and fill in each."
    ),
}
