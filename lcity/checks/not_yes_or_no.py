"""A question that asks for yes or no is answered otherwise.

Type «Có» or «Không» (or x for yes). A number or the title of a document does not tell; documents go into
the column for evidence.
"""

from lcity.answers import Answers, Hits

VI = """Câu hỏi có/không được trả lời bằng nội dung khác.

Hãy ghi «Có» hoặc «Không» (hoặc x nếu có). Con số hay tên văn bản chưa cho biết là có hay không; tên văn bản
thì ghi ở cột minh chứng.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": "«{title}» ghi «{raw}». Cần «Có» hoặc «Không»; tên văn bản thì ghi ở cột minh chứng.",
    "en": (
        "«{title}» says «{raw}». «Yes» or «No» is needed; the title of a document goes into the column "
        "for evidence."
    ),
}
GOOD = [{"plan": "Có"}, {"plan": "không"}, {"plan": True}, {"plan": "x"}, {"plan": "-"}, {"2.1.1": "Đạt"}]
BAD = [{"plan": 1}, {"plan": "Quyết định số 12"}, {"2.1.1": "98%"}, {"plan": {"value": "Có", "previous": 2}}]


def find(answers: Answers) -> Hits:
    other = answers.among("state", "number", "ambiguous", "unread")
    return answers.hits(answers.figures & answers.among("type", "yes") & other)
