"""A percentage is typed as a number from 0 to 1.

0,985 may be 98,5% written as a share of one, or really less than one percent. Both occur, so lcity does not
guess and the figure does not count. Type 98,5%, or the percent sign with the small figure (0,985%), or
format the cell as a percentage.
"""

import numpy as np

from lcity.answers import Answers, Hits

VI = """Tỷ lệ phần trăm được ghi bằng số từ 0 đến 1.

0,985 có thể là 98,5% ghi theo phần của một, cũng có thể đúng là chưa đến một phần trăm. Cả hai đều có thật
nên lcity không đoán và số này chưa được tính. Hãy ghi 98,5%, hoặc ghi kèm dấu phần trăm nếu đúng là số nhỏ
(0,985%), hoặc định dạng ô là phần trăm.
"""
SEVERITY = "error"
MESSAGE = {
    "vi": (
        "«{title}» ghi {raw}: là {value}% hay {hundredfold}%? Hãy ghi tỷ lệ kèm dấu %, ví dụ {hundredfold}%."
    ),
    "en": (
        "«{title}» says {raw}: is it {value}% or {hundredfold}%? Type it with the sign, such as "
        "{hundredfold}%."
    ),
}
GOOD = [{"1.1.1": (0.985, "0.0%")}, {"1.1.1": "0,985%"}, {"1.1.1": 0}, {"1.1.1": "48/51"}, {"1.2.2": 0.9}]
BAD = [{"1.1.1": 0.985}, {"1.1.1": "0,985"}, {"1.1.1": 1}, {"1.1.1": {"previous": 0.97}}]


def find(answers: Answers) -> Hits:
    percent = answers.among("role", "result", "previous") & answers.among("type", "percent")
    plain = answers.number & ~answers.percent & ~answers.fraction
    small = percent & plain & (answers.value > 0) & (answers.value <= 1)
    return answers.hits(small, hundredfold=np.round(answers.value[small] * 100, 9).tolist())
