"""An indicator that experts judge has an answer in the column for figures or results.

It is not counted: such an indicator waits until the experts have given their verdict. Move what they
decided into the column for their verdict, with the reason beside it; what only describes may stand among
the notes or the evidence.
"""

from lcity.answers import Answers, Hits

VI = """Chỉ số do chuyên gia đánh giá lại được trả lời ở cột số liệu hoặc kết quả.

Nội dung này không được tính: chỉ số chờ đến khi chuyên gia kết luận. Nếu là kết luận của chuyên gia thì hãy
chuyển sang cột kết luận và ghi lý do bên cạnh; nếu chỉ là mô tả thì chuyển sang cột ghi chú hoặc minh
chứng.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» do chuyên gia đánh giá nên «{raw}» ở ô này không được tính. Kết luận của chuyên gia "
        "ghi ở cột «Kết luận chuyên gia»."
    ),
    "en": (
        "«{title}» is judged by experts, so «{raw}» in this cell does not count. Their verdict goes into "
        "the column «Expert verdict»."
    ),
}
GOOD = [
    {"2.1.2": {"verdict": "Đạt", "reason": "Có biên bản"}},
    {"2.1.2": "-"},
    {"2.1.2": "chưa có số liệu"},
    {"2.1.1": "Có"},
]
BAD = [{"2.1.2": "Đạt"}, {"2.1.2": 85}, {"2.1.2": "Các bên tham gia tốt"}]


def find(answers: Answers) -> Hits:
    said = answers.among("state", "number", "yes", "no", "ambiguous", "unread")
    return answers.hits(said & answers.among("role", "result") & answers.among("type", "rubric"))
