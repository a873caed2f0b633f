"""The form is of another version of the criteria set.

Questions may have been added, dropped or worded anew since. What the form asks is read by its codes; move
the figures into the form that was sent out for this round.
"""

from collections.abc import Iterator

from lcity.collection import Collection
from lcity.model import Finding, Place

VI = """Phiếu làm theo bản khác của bộ tiêu chí.

Từ đó đến nay câu hỏi có thể đã thêm, bớt hoặc sửa lời. Số liệu trong phiếu vẫn được đọc theo mã; hãy chuyển
sang mẫu phiếu đã gửi cho đợt này.
"""
SEVERITY = "warning"
MESSAGE = {
    "vi": (
        "Phiếu này theo bản {version} của bộ tiêu chí, bản đang dùng là {wanted}. Hãy điền vào mẫu của "
        "bản {wanted}."
    ),
    "en": (
        "This form is of version {version} of the criteria set; {wanted} is in use. Fill in the form of "
        "{wanted}."
    ),
}
FORM = {"set": "sample", "version": "2026-01"}
GOOD = [[{"places": 12}], [{"@form": {"set": "sample"}, "places": 12}]]
BAD = [[{"@form": {"set": "sample", "version": "2020-01"}, "places": 12}]]


def look(round_: Collection) -> Iterator[Finding]:
    wanted = round_.criteria.version
    for one in round_.returns:
        if one.version and one.version != wanted:
            values = {"version": one.version, "wanted": wanted}
            yield Finding("old-form", Place(one.file), values=values)
