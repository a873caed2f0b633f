"""A dash or «Không có» stands where an answer belongs.

It may mean zero, that nobody collected the figure, or that the question does not apply here: three
different things. It counts as no data until one of them is written: 0 (or «Không»), «chưa có số liệu», or
«không áp dụng».
"""

from lcity.answers import Answers, Hits

VI = """Ô cần trả lời lại ghi dấu gạch hoặc «Không có».

Có thể là bằng 0, có thể chưa thu thập, cũng có thể không áp dụng với đơn vị: ba việc khác nhau. Ô này được
coi là chưa có số liệu cho đến khi ghi rõ: 0 (hoặc «Không»), «chưa có số liệu» hay «không áp dụng».
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» ghi «{raw}»: chưa rõ là bằng 0, chưa thu thập hay không áp dụng, nên coi là chưa có số "
        "liệu. Hãy ghi 0 (hoặc «Không»), «chưa có số liệu» hay «không áp dụng»."
    ),
    "en": (
        "«{title}» says «{raw}»: zero, not collected or not applicable is not clear, so it counts as no "
        "data. Type 0 (or «no»), «not collected» or «not applicable»."
    ),
}
GOOD = [{"places": 0}, {"places": "chưa có số liệu"}, {"places": "không áp dụng"}, {"plan": "Không"}]
BAD = [
    {"places": "-"},
    {"places": "Không có"},
    {"1.1.1": "–"},
    {"plan": "—"},
    {"places": {"value": 5, "previous": "-"}},
]


def find(answers: Answers) -> Hits:
    asked = answers.numeric | answers.among("type", "yes")
    return answers.hits(answers.figures & asked & answers.among("state", "none"))
