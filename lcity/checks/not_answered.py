"""A question on the form has no answer.

An empty cell may mean zero, nothing collected, or overlooked; lcity does not guess. Type the figure; where
there is none type 0, where nothing was collected type «chưa có số liệu», and where the question is not for
this unit type «không áp dụng».
"""

from collections.abc import Iterator

import numpy as np

from lcity.collection import Collection
from lcity.model import Finding, Place

VI = """Câu hỏi trên phiếu chưa được trả lời.

Ô trống có thể là bằng 0, chưa thu thập hoặc bỏ sót; lcity không đoán. Hãy ghi số liệu; nếu không có thì ghi
0, chưa thu thập thì ghi «chưa có số liệu», không thuộc diện thì ghi «không áp dụng».
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» còn trống. Hãy ghi số liệu; nếu không có thì ghi 0, chưa thu thập thì ghi «chưa có số "
        "liệu», không thuộc diện thì ghi «không áp dụng»."
    ),
    "en": (
        "«{title}» is empty. Type the answer; where there is none type 0, where nothing was collected "
        "type «not collected», where it does not apply type «not applicable»."
    ),
}
GOOD = [
    [{"places": 12}],
    [{"places": "chưa có số liệu"}],
    [{"places": "-"}],
    [{"places": [None, 12]}],
    [{"1.1.1": None, "literate_15": 980, "population_15": 1000}],
    [{"2.1.2": None}],
    [{"2.1.3": {"part": 5, "whole": 9}}],
]
BAD = [
    [{"places": None}],
    [{"places": " \u00a0"}],
    [{"places": 3, "plan": None}],
    [{"places": "……………"}],
    [{"1.1.1": None}],
]


def look(round_: Collection) -> Iterator[Finding]:
    answers = round_.answers
    said = answers.among("role", "figure", "result") & ~answers.among("state", "blank")
    given = set(zip(answers.texts("file", said), answers.texts("item", said), strict=True))
    asked = {(one.file, empty.item) for one in round_.returns for empty in one.empty}
    for one in round_.returns:
        for empty in one.empty:
            if empty.role == "figure" and _is_open(one.file, empty.item, given, asked, round_):
                yield Finding("not-answered", Place(one.file, empty.sheet, empty.cell), empty.item)
                given.add((one.file, empty.item))
    for row in np.flatnonzero(answers.among("role", "figure", "result") & answers.among("state", "blank")):
        cell = answers.record(int(row))
        if _is_open(cell["file"], cell["item"], given, asked, round_):
            yield Finding("not-answered", Place(cell["file"], cell["sheet"], cell["cell"]), cell["item"])


def _is_open(
    file: str, item: str, given: set[tuple[str, str]], asked: set[tuple[str, str]], round_: Collection
) -> bool:
    """Whether an answer is missing. An indicator needs none where its questions or parts are asked."""
    indicator = round_.criteria.indicators.get(item)
    if (file, item) in given:
        return False
    if indicator is None:
        return True
    codes = (*indicator.questions, *(part.code for part in indicator.parts))
    return not indicator.expert and not any((file, code) in given or (file, code) in asked for code in codes)
