"""A question is answered with yes, and the cell for its evidence is empty.

Yes counts only as much as what proves it: name the document in the column for evidence, with its number and
date.
"""

from collections.abc import Iterator

from lcity.collection import Collection
from lcity.model import Finding, Place

VI = """Câu hỏi trả lời «Có» nhưng ô minh chứng để trống.

Câu trả lời «Có» cần văn bản chứng minh: hãy ghi tên, số và ngày của văn bản ở cột minh chứng.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» trả lời «{raw}» (ô {answer}) nhưng chưa ghi minh chứng. Hãy ghi tên, số và ngày của "
        "văn bản."
    ),
    "en": (
        "«{title}» is answered with «{raw}» (cell {answer}), but no evidence is named. Name the document, "
        "with its number and date."
    ),
}
GOOD = [
    [{"plan": {"value": "Có", "evidence": "Kế hoạch số 12"}}],
    [{"plan": "Không"}],
    [{"plan": None}],
    [{"1.1.1": "Đạt"}],
    [{"plan": "Có", "2.1.1": {"evidence": "Kế hoạch số 12"}}],
]
BAD = [[{"plan": "Có"}], [{"plan": "x", "places": {"value": 3, "evidence": "Danh sách"}}], [{"2.1.1": "Có"}]]


def look(round_: Collection) -> Iterator[Finding]:
    answers, criteria = round_.answers, round_.criteria
    if criteria.missing_evidence == "fail":
        return  # another check speaks of all that lacks evidence
    indicator_of = {i.measure.part: i.code for i in criteria.indicators.values() if i.measure.kind == "yes"}
    yes = (
        answers.among("role", "figure", "result")
        & answers.among("state", "yes")
        & answers.among("type", "yes")
    )
    said = {
        (file, indicator_of.get(item, item)): (item, raw, cell)
        for file, item, raw, cell in zip(
            *(answers.texts(name, yes) for name in ("file", "item", "raw", "cell")), strict=True
        )
    }
    given = answers.among("role", "evidence")
    proved = {
        (file, indicator_of.get(item, item))
        for file, item in zip(answers.texts("file", given), answers.texts("item", given), strict=True)
    }
    for one in round_.returns:
        for empty in one.empty:
            key = (one.file, indicator_of.get(empty.item, empty.item))
            if empty.role == "evidence" and key in said and key not in proved:
                proved.add(key)
                item, raw, cell = said[key]
                place = Place(one.file, empty.sheet, empty.cell)
                yield Finding("yes-without-evidence", place, item, {"raw": raw, "answer": cell})
