"""The office's own judgement is not what its figures give.

The outcome follows the figures and the requirement. Look at both: a figure may be out of date, a
requirement may differ from the office's own, or the judgement was copied from last year.
"""

VI = """Phần tự đánh giá của đơn vị khác với kết quả tính từ số liệu.

Kết quả lấy theo số liệu và mức yêu cầu. Hãy xem lại cả hai: có thể số liệu đã cũ, mức yêu cầu khác với mức
của đơn vị, hoặc phần tự đánh giá chép từ năm trước.
"""
SEVERITY = "warning"
NOTED = True
MESSAGE = {
    "vi": (
        "«{title}» tự đánh giá là {claimed_words}, nhưng tính theo số liệu là {status_words}. Kết quả lấy "
        "theo số liệu; hãy xem lại số liệu, mức yêu cầu và phần tự đánh giá."
    ),
    "en": (
        "«{title}» is judged {claimed_words} by the office, but its figures give {status_words}. The "
        "figures decide; look again at the figure, the requirement and the judgement."
    ),
}
