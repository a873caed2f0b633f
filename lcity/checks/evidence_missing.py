"""An indicator is answered without evidence, and the criteria set asks for it.

Without evidence such an indicator does not count as met, whatever its figures give. Name the documents that
prove it in the column «Minh chứng» of its row: title, number and date.
"""

import numpy as np

from lcity.answers import Answers, Hits

VI = """Chỉ số có số liệu nhưng chưa ghi minh chứng, trong khi bộ tiêu chí yêu cầu phải có.

Không có minh chứng thì chỉ số không được tính là đạt, dù số liệu ra sao. Hãy ghi tên, số và ngày của văn
bản chứng minh ở cột «Minh chứng» của dòng chỉ số.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "«{title}» chưa ghi minh chứng nên không được tính là đạt. Hãy ghi tên, số và ngày của văn bản ở "
        "cột minh chứng."
    ),
    "en": (
        "«{title}» names no evidence, so it cannot count as met. Name the documents (title, number, date) "
        "in that column."
    ),
}
CRITERIA = {"missing_evidence": "fail"}
GOOD = [
    {"1.1.1": {"value": "98%", "evidence": "Báo cáo số 12"}},
    {"1.1.1": {"value": "98%", "evidence": "Báo cáo"}, "literate_15": 980, "population_15": 1000},
    {"1.1.1": {"evidence": "Báo cáo"}},
    {"2.1.2": {"verdict": "Đạt"}},
    {"population": 1000},
]
BAD = [
    {"1.1.1": "98%"},
    {"1.1.1": {"value": "98%", "evidence": "-"}},
    {"literate_15": 980, "population_15": 1000},
    {"plan": "Có"},
    {"2.1.1": {"value": "Có"}, "1.1.1": {"value": "98%", "evidence": "Báo cáo"}},
]


def find(answers: Answers) -> Hits:
    if answers.criteria.missing_evidence != "fail":
        return Hits(np.array([], dtype=np.int64))
    given = answers.among("state", "number", "yes", "no")
    scored = answers.criteria.scored
    results = answers.block("result", given)[:, answers.columns([i.code for i in scored])]
    figures = answers.block("figure", given)[:, answers.columns([i.measure.part for i in scored])]
    rows = np.where(results >= 0, results, figures)
    proved = answers.frame["raw"].str.contains(r"\w", regex=True).to_numpy(bool)
    evidence = answers.block("evidence", proved)[:, answers.columns([i.code for i in scored])]
    lacking = (rows >= 0) & (evidence < 0)
    items = np.broadcast_to(np.array([i.code for i in scored], dtype=object), rows.shape)[lacking]
    return Hits(rows[lacking], {"item": list(items)})
