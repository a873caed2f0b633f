"""No row of the workbook is of the criteria set.

There are tables, but neither a code nor a title in them is known. Perhaps it is another document, the form
of another set, or the columns «Mã» and «Nội dung» are missing.
"""

from collections.abc import Iterator

from lcity.collection import Collection
from lcity.model import Finding, Place

VI = """Không có dòng nào của tệp thuộc bộ tiêu chí.

Tệp có bảng nhưng không mã hay nội dung nào khớp. Có thể đây là tài liệu khác, phiếu của bộ tiêu chí khác,
hoặc thiếu cột «Mã», «Nội dung».
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "Không dòng nào của tệp này có mã hoặc nội dung thuộc bộ tiêu chí «{criteria}», nên không đọc "
        "được gì. Hãy xem có gửi nhầm tệp không."
    ),
    "en": (
        "No row of this file has a code or title of the criteria set «{criteria}», so nothing was read. "
        "See whether it is the right file."
    ),
}
GOOD = [[{"places": 12}], [{"places": None}]]
BAD = [[{"Doanh thu": 12}]]
TOLD = ("empty-workbook", "no-table")


def look(round_: Collection) -> Iterator[Finding]:
    for one in round_.returns:
        if not one.matched and not any(finding.code in TOLD for finding in one.findings):
            yield Finding("nothing-matched", Place(one.file), values={"criteria": round_.criteria.id})
