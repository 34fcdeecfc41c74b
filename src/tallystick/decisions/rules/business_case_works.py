"""How much longer works may take than is planned: optimism about time. Pure. docs/rules/optimism-bias.md.

It moves no figure: when money falls is what the case says. It says by how much that may be late.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.business_case_assumptions import Assumptions
from tallystick.decisions.rules.business_case_numbers import an_object, number, one_of
from tallystick.decisions.rules.discounting import NotABusinessCase
from tallystick.reference.green_book import Bias, GreenBook

MOST_MONTHS, MOST_PERCENT = 1_200, 1_000


@dataclass(frozen=True)
class Works:
    """months: as planned. percent: that they are too short by, None where nothing is known of it. table: the range of
    the table that it is from, None for a percentage of one's own. project: the kind of project, "" for none."""

    months: Decimal
    percent: Decimal | None
    table: Bias | None
    project: str

    def raised(self, percent: Decimal | None) -> Decimal | None:
        """Months with so many percent more; None for None."""
        return None if percent is None else self.months * (1 + percent / 100)


def works_from_json(
    field: str, option: Mapping[str, Any], case_bias: Any, book: GreenBook, names: Assumptions
) -> Works | None:
    """That of an option, whose own optimism bias stands in place of the case's; None where no months are given.

    Raises NotABusinessCase.
    """
    if option.get("works_months") is None:
        return None
    months = names.number(f"{field}.works_months", option["works_months"], 0, MOST_MONTHS)
    if not months:
        raise NotABusinessCase(
            f"{field}.works_months", "works of no months are none.", what_to_do="Leave it out, or give the months."
        )
    own = option.get("optimism_bias")
    place, said = ("optimism_bias", case_bias) if own is None else (f"{field}.optimism_bias", own)
    it = {} if said is None else an_object(place, said)
    project = book.optimism_bias.project(str(it.get("project")))
    code, table = (project.code, project.duration) if project else ("", None)
    if it.get("duration") is not None:
        return Works(months, names.number(f"{place}.duration", it["duration"], 0, MOST_PERCENT), None, code)
    return Works(months, within(place, it, table) if table else None, table, code)


def within(field: str, it: Mapping[str, Any], bias: Bias) -> Decimal:
    """Percent: the upper bound, unless something else is said: risks are to be shown to be managed first.

    Raises NotABusinessCase.
    """
    bound, mitigated = it.get("bound"), it.get("mitigated_percent")
    if bound is not None and mitigated is not None:
        raise NotABusinessCase(f"{field}.bound", "there is mitigated_percent too.", what_to_do="Give one of the two.")
    if mitigated is not None:
        part = number(f"{field}.mitigated_percent", mitigated, 0, 100) / 100
        return bias.upper - part * (bias.upper - bias.lower)
    which = "upper" if bound is None else one_of(f"{field}.bound", bound, ("upper", "lower"))
    return bias.upper if which == "upper" else bias.lower
