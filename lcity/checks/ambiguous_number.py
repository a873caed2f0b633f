"""A number can be read in two ways: its comma or point may mark thousands or decimals.

«1.234» is one thousand two hundred and thirty-four in Vietnamese style, and a little more than one in
English style. Other numbers in the column usually tell which; here none does, and lcity does not guess.
Type thousands without any mark (1234), or enter the figure as a number instead of text.
"""

from lcity.answers import Answers, Hits

VI = """Con số có thể hiểu theo hai cách: dấu trong số có thể là hàng nghìn, cũng có thể là thập phân.

«1.234» viết kiểu Việt Nam là một nghìn hai trăm ba mươi tư, viết kiểu Anh là hơn một. Thường các số khác
trong cột cho biết cách viết; ở đây thì không, và lcity không đoán. Hãy ghi hàng nghìn không có dấu (1234),
hoặc nhập ô ở dạng số thay vì văn bản.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» ghi «{raw}»: có thể là {value}, cũng có thể là {other}. Hãy ghi hàng nghìn không có "
        "dấu (ví dụ 1234) hoặc nhập ô ở dạng số."
    ),
    "en": (
        "«{title}» says «{raw}», which may be {value} or {other}. Type thousands without a mark (such as "
        "1234), or enter the cell as a number."
    ),
}
GOOD = [
    {"places": "1234"},
    {"places": 1234},
    {"places": "1.234", "spending": "1.234,5"},
    {"places": "1.234.567"},
]
BAD = [{"places": "1.234"}, {"spending": "1,234"}, {"places": {"previous": "12.345"}}]


def find(answers: Answers) -> Hits:
    return answers.hits(answers.figures & answers.numeric & answers.among("state", "ambiguous"))
