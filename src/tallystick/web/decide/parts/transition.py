"""The forms of a transition plan. Pure."""

from tallystick.web.decide.fields import Field, Part
from tallystick.web.decide.parts.rows import choices_of, id_of

_NATIONS = (
    ("england", "England"), ("wales", "Wales"), ("scotland", "Scotland"), ("northern_ireland", "Northern Ireland"),
    ("united_kingdom", "All of the United Kingdom at once"),
)  # fmt: skip
_KINDS = (("capital", "Capital"), ("revenue", "Revenue"))


PARTS = (
    Part(
        "", "plan", "The plan",
        (
            Field("nation", "Whose working days", "choice", choices=_NATIONS, needed=True),
            Field("start", "The first day of the plan", "day", needed=True),
            Field("due", "All has to be finished by", "day"),
            Field("approved.capital_pence", "Capital that is approved", "pence"),
            Field("approved.revenue_pence", "Revenue that is approved", "pence"),
        ),
        single=True, strict=True,
    ),
    Part("phases", "phase", "Phases", (Field("name", "Name", needed=True),), numbered=True),
    Part(
        "tasks", "task", "Tasks",
        (
            Field("name", "What has to be done", needed=True),
            Field("phase", "Phase", "choice", choices=choices_of("phases"), code=id_of, needed=True, column=True),
            Field(
                "days", "Working days that it takes", "whole", column=True, words="Days",
                hint="0 for a milestone. Leave it empty where you give both the first and the last day below",
            ),
            Field("start", "It begins no earlier than", "day", hint="A working day. Leave it empty if any will do"),
            Field("finish", "It ends on", "day", hint="A working day, and only where no days are given above"),
            Field("needs", "It waits for", "several", choices=choices_of("tasks"), column=True, words="Waits for"),
            Field("owners", "Whose it is", "points", hint="One a line", column=True, words="Owners"),
            Field("actual_start", "It started on", "day", hint="Leave it empty until it has"),
            Field("percent", "Per cent done", "whole", hint="0 to 99, of a task that is running; empty if not known"),
            Field("actual_finish", "It was finished on", "day", hint="Leave it empty until it is"),
            Field("baseline.start", "Baseline: first day", "day", hint="What was agreed first, and stays as it is"),
            Field("baseline.finish", "Baseline: last day", "day", hint="Slippage is told against this day"),
        ),
        numbered=True, strict=True,
    ),
    Part(
        "budget", "budget line", "One-off budget",
        (
            Field("name", "What for", needed=True),
            Field("kind", "Capital or revenue", "choice", choices=_KINDS, needed=True, column=True, words="Kind"),
            Field("pence", "How much", "pence", needed=True, column=True),
            Field("year", "Financial year", column=True, hint="For example, 2026/27. Empty if not known", words="Year"),
            Field("funding", "Paid from", column=True),
            Field("committed_pence", "Ordered or spent already", "pence", words="Committed", hint="Empty if not known"),
            Field("phase", "Phase", "choice", choices=choices_of("phases"), code=id_of),
        ),
        strict=True,
    ),
)  # fmt: skip
