"""The patterns of codes and other short words of a criteria file, each with the mistake where one differs."""

from lcity.criteria.scalars import Pattern

ID = Pattern("[a-z0-9]+(?:-[a-z0-9]+)*", "criteria-form-id")
CODE = Pattern("[a-z][a-z0-9_]{0,59}", "criteria-form-code")
NUMBERED = Pattern(r"[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,2}){0,4}", "criteria-form-numbered")
LEVEL = Pattern("0|[1-9][0-9]?", "criteria-form-level")  # an answer to a question
STAGE = Pattern("[1-4]", "criteria-form-stage")  # a level of recognition
LETTER = Pattern("[a-z]", "criteria-form-letter")  # a part of an indicator
LANGUAGE = Pattern("[a-z]{2,3}", "criteria-form-language")
ADDRESS = Pattern(r"https?://[^\s«»…]+", "criteria-form-address")
MONTH_DAY = Pattern(
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|[12][0-9])",
    "criteria-form-month-day",
)
