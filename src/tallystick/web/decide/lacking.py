"""Why nothing follows from a document yet, in words for whoever writes it."""

from tallystick.decisions.queries.answering import Answered

_NEXT = {
    ("sharing", "drivers"): "Add a driver: what the cost is shared by.",
    ("sharing", "amount_pence"): "Say what is shared: the cost.",
    ("what_if", "drivers"): "Add a driver: what the cost is shared by.",
    ("what_if", "amount_pence"): "Say what is shared: the cost.",
    ("what_if", "period"): "Say of which days the cost is.",
    ("what_if", "change_on"): "Add a what-if: say what changes, and from which day.",
    ("appraisal", "criteria"): "Write the options and the criteria.",
    ("business_case", "base_year"): "Say of which year the prices are.",
    ("risks", "scale"): "Choose a scale.",
    ("risks", "risks"): "Add a risk.",
    ("transition", "nation"): "Say whose bank holidays count.",
    ("members", "members"): "Add a member.",
    ("charter", "title"): "Give the charter a title.",
}
"""What is written next, by kind and by what is not there."""


def in_words(document: Answered) -> str:
    """What is wrong with a document of which a rule made nothing. What is not there yet is no fault, and what is next
    is said; before there are scores, that people are to give them."""
    if document.kind == "appraisal" and document.place.startswith("scores"):
        return "Not everything is scored yet: name people to score, and each scores every option by every criterion."
    if not document.said.get(document.place) and (document.kind, document.place) in _NEXT:
        return _NEXT[document.kind, document.place]
    told = document.problem.removeprefix(f"{document.place}: ")
    return told[:1].upper() + told[1:]
