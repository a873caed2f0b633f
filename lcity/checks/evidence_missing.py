"""An indicator is answered without evidence, and the criteria set asks for it.

Without evidence such an indicator does not count as met, whatever its figures give. Name the documents that
prove it in the column «Minh chứng» of its row: title, number and date.
"""

from typing import TYPE_CHECKING

from lcity.model import Criteria

if TYPE_CHECKING:
    import pandas as pd

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


def find(answers: "pd.DataFrame", criteria: Criteria) -> "pd.DataFrame":
    import pandas as pd

    if criteria.missing_evidence != "fail":
        return answers[:0]
    given = answers[answers["state"].isin(("number", "yes", "no"))]
    direct = given[(given["role"] == "result") & given["item"].isin([i.code for i in criteria.scored])]
    parts = pd.DataFrame([(i.code, i.measure.part) for i in criteria.scored], columns=["indicator", "item"])
    figures = (
        given[given["role"] == "figure"]
        .rename_axis("row")
        .reset_index()
        .merge(parts, on="item")
        .set_index("row")
    )
    same = ["file", "item"]
    rows = pd.concat([direct, figures.assign(item=figures["indicator"])]).drop_duplicates(same)
    named = answers[(answers["role"] == "evidence") & answers["raw"].str.contains(r"\w", regex=True)]
    return rows[~pd.MultiIndex.from_frame(rows[same]).isin(pd.MultiIndex.from_frame(named[same]))]
