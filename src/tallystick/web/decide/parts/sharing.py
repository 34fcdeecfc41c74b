"""The forms of who pays what. Pure."""

from collections.abc import Callable

from tallystick.web.decide.fields import Field, Lens, Part, Said
from tallystick.web.decide.parts.sharing_rows import LENS, driver_choices, member_choices
from tallystick.web.governing_forms import Choices

_ALONE = "What it would pay by itself for the same service"


def arrangement(lens: Lens, *, charged: bool, alone: str = _ALONE) -> tuple[Part, ...]:
    """The lists of members and drivers, which a what-if has too. charged: whether sums charged so far are asked for."""
    sums = [
        Field("fixed", "Pays first, a fixed sum", "pence", column=True, words="Fixed sum"),
        Field("floors", "Pays at least", "pence", column=True, words="At least"),
        Field("caps", "Pays at most", "pence", column=True, words="At most"),
        Field("charged", "Charged so far", "pence", hint="For a true-up. Of every member, or of none.", column=True),
        Field("alone", alone, "pence", column=True, words="By itself"),
    ]
    return (
        Part(
            "members", "member", "Members",
            (
                Field("name", "Name", needed=True, words="Member"),
                *[one for one in sums if charged or one.key != "charged"],
            ),
            lens=lens, explain="Who shares. What each has of a driver is asked with the driver.",
        ),
        *drivers("drivers", "driver", "Drivers: what the cost is shared by", lens, member_choices),
    )  # fmt: skip


def drivers(
    place: str, one: str, many: str, lens: Lens, members: Callable[[Said], Choices], adding: str = ""
) -> tuple[Part, ...]:  # fmt: skip
    """The lists of drivers at a place, with the tiers and measurements of each."""
    parts: tuple[Part, ...] = (
        Part(
            place, one, many,
            (
                Field("name", "Name", hint="Such as active users, devices, tickets, population", needed=True,
                      words="Driver"),
                Field("weights", "How much it counts", "figure", column=True, words="Weight",
                      hint="Needed where there are several drivers: 60 and 40, say. 0 leaves one out."),
                Field("equal", "The same for every member", "tick", column=True, words="Equal"),
                Field("quantities", "How many each has", "each", column=True, words="Quantities", choices=members,
                      hint="0 for one that has none. Left empty where it is the same for all, or measured on dates."),
            ),
            lens=lens, adding=adding,
        ),
    )  # fmt: skip
    if "*" in place:
        return parts
    return (
        *parts,
        Part(
            f"{place}.*.measured", "measurement", "Measured on dates",
            (
                Field("from", "From this day", "day", needed=True, words="From",
                      hint="It holds until the next. The first is on or before the first day of the period."),
                Field("quantities", "How many each has", "each", choices=members, column=True, words="Quantities"),
            ),
            lens=lens, explain="Where there are measurements, each day’s cost is shared by what holds on that day.",
        ),
        Part(
            f"{place}.*.tiers", "tier", "Tiers",
            (
                Field("up_to", "Up to how many", "figure", hint="Left empty in the last tier: all that is above"),
                Field("rate", "What each within it counts", "figure", hint="1, or 0.8, say", needed=True, column=True,
                      words="Counts"),
            ),
            lens=lens, explain="From the lowest to the highest: the units within each count at its rate.",
        ),
    )  # fmt: skip


PARTS = (
    Part(
        "", "cost", "What is shared",
        (
            Field("amount_pence", "What is shared", "pence",
                  hint="Left empty where the cost is given by line. Less than nothing is shared as its opposite."),
            Field("period.from", "First day that it is for", "day", hint="Needed where a driver was measured on dates"),
            Field("period.to", "Last day that it is for", "day"),
        ),
        single=True,
    ),
    *arrangement(LENS, charged=True),
    Part(
        "lines", "line of the cost", "The cost by line",
        (
            Field("name", "Name", needed=True, words="Line"),
            Field("amount_pence", "What it comes to", "pence", needed=True, column=True, words="Comes to"),
            Field("weights", "Weights of its own", "each", choices=driver_choices, column=True, words="Weights",
                  hint="A line without any is shared as the whole; with them, by the drivers that have one."),
            Field("fixed", "Each pays first, a fixed sum", "each_pence", choices=member_choices),
            Field("floors", "Each pays at least", "each_pence", choices=member_choices),
            Field("caps", "Each pays at most", "each_pence", choices=member_choices),
        ),
        explain="Where parts of the cost are shared in different ways. They add to what is shared; fixed sums and what "
        "is paid at least or at most are then of a line, not of a member.",
    ),
    Part(
        "coalitions", "group", "What groups would pay by themselves",
        (
            Field("members", "Who is in the group", "several", choices=member_choices, words="Group"),
            Field("pence", "It would pay by itself", "pence", needed=True, column=True, words="By itself"),
        ),
        explain="For what each member adds to the cost (Shapley shares), and whether a group would rather go. Every "
        "group is needed, each member alone and all together too: 15 of four members. At most ten members.",
    ),
)  # fmt: skip
