"""The answer is none of those to choose from.

A question about a level is answered by one of its levels, as the form lists them. Choose one from the list
in the cell, or type it as it stands there.
"""

import numpy as np

from lcity.answers import Answers, Hits
from lcity.model import Text

VI = """Câu trả lời không có trong các lựa chọn.

Câu hỏi về mức độ được trả lời bằng một trong các mức nêu ở phiếu. Hãy chọn trong danh sách của ô, hoặc gõ
đúng như trong danh sách.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": "«{title}» ghi «{raw}». Cần một trong các mức: {choices}.",
    "en": "«{title}» says «{raw}». One of these is needed: {choices}.",
}
SET = "levels"
GOOD = [{"primary": "MĐ2"}, {"primary": 1}, {"primary": "chưa có số liệu"}, {"primary": 7}, {"plan": "Có"}]
BAD = [{"primary": "Đạt"}, {"primary": "Mức độ 7 hoặc 8"}, {"primary": {"value": 1, "previous": "tốt"}}]


def find(answers: Answers) -> Hits:
    asked = answers.figures & answers.among("type", "level")
    other = asked & answers.among("state", "unread", "yes", "no", "ambiguous")
    rows = np.flatnonzero(other | (asked & (answers.percent | answers.fraction)))
    return Hits(rows, {"choices": [choices(answers, item) for item in answers.texts("item", rows)]})


def choices(answers: Answers, item: str) -> Text:
    """The levels of a question, or of the question that an indicator rests on, from the lowest."""
    indicator = answers.criteria.indicators.get(item)
    question = answers.criteria.questions[indicator.measure.part if indicator else item]
    languages = {code for level in question.levels for code in level.label.by_language}
    return Text(
        {code: "; ".join(level.label(code) for level in question.levels) for code in sorted(languages)}
    )
