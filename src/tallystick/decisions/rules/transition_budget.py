"""The one-off budget of a transition: by financial year, by capital and revenue, by funding. Pure, in whole pence.

docs/rules/transition-plan.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["capital", "revenue"]
KINDS: tuple[Kind, ...] = ("capital", "revenue")


@dataclass(frozen=True)
class BudgetLine:
    """One cost that falls once. pence: what it is put at. committed_pence: of it, what is ordered or spent already.

    year: the first of a financial year (April to March); None where it is not said. funding, phase: "" where not said.
    """

    name: str
    kind: Kind
    pence: int
    year: int | None = None
    funding: str = ""
    committed_pence: int | None = None
    phase: str = ""


@dataclass(frozen=True)
class Total:
    """Whole pence of some lines.

    committed_pence: of those of which it was said; None where it was said of none. unsaid: how many do not say it.
    """

    capital_pence: int
    revenue_pence: int
    committed_pence: int | None
    unsaid: int

    @property
    def pence(self) -> int:
        """Capital and revenue together."""
        return self.capital_pence + self.revenue_pence


def total(lines: Iterable[BudgetLine]) -> Total:
    """What lines come to."""
    counted = list(lines)
    by_kind = {kind: sum(line.pence for line in counted if line.kind == kind) for kind in KINDS}
    said = [line.committed_pence for line in counted if line.committed_pence is not None]
    return Total(by_kind["capital"], by_kind["revenue"], sum(said) if said else None, len(counted) - len(said))


def by_year(lines: Iterable[BudgetLine]) -> dict[int | None, Total]:
    """What each financial year comes to, the earliest first; those of no said year last, under None."""
    counted = list(lines)
    years: list[int | None] = [*sorted({line.year for line in counted if line.year is not None})]
    if any(line.year is None for line in counted):
        years.append(None)
    return {year: total(line for line in counted if line.year == year) for year in years}


def by_funding(lines: Iterable[BudgetLine]) -> dict[str, Total]:
    """What each source of funding pays, by name; under "" what nobody is said to."""
    counted = list(lines)
    return {
        name: total(line for line in counted if line.funding == name) for name in sorted({x.funding for x in counted})
    }


def committed_beyond(lines: Iterable[BudgetLine]) -> tuple[BudgetLine, ...]:
    """Lines of which more is committed than they are put at."""
    return tuple(line for line in lines if line.committed_pence is not None and line.committed_pence > line.pence)


def against(lines: Iterable[BudgetLine], approved: Mapping[str, int]) -> dict[str, int]:
    """Kind -> what is approved less what the lines come to; below nought it is not enough. Only of kinds approved."""
    found = total(lines)
    come_to = {"capital": found.capital_pence, "revenue": found.revenue_pence}
    return {kind: approved[kind] - come_to[kind] for kind in KINDS if kind in approved}
