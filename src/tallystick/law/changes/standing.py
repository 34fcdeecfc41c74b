"""Whether a contract is below threshold, before the change and after it: what stays below is not governed here."""

from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.law.changes.case import Case


@dataclass(frozen=True, slots=True)
class Standing:
    """below_before, below_after: whether the contract is below threshold. None where that is not known."""

    below_before: bool | None
    below_after: bool | None

    @property
    def governed(self) -> bool | None:
        """Whether the rules on changes govern this one. None where that is not known."""
        if self.below_before is False or self.below_after is False:
            return True
        return False if self.below_before and self.below_after else None

    @property
    def convertible(self) -> bool:
        """Below threshold, and taken over it by the change."""
        return self.below_before is True and self.below_after is False


def standing_of(case: Case) -> Standing:
    """By the estimated value for the time being; under the 2015 Regulations by the initial one too."""
    initial = case.facts.initial_value
    known = [] if case.before is None else [case.before]
    if case.regime == "PCR2015" and initial is not None:
        known.append(initial)
    before = _same(case.under_threshold(*known)) if len(known) < 2 else _every([case.under_threshold(k) for k in known])
    after = None if case.after is None else _same(case.under_threshold(case.after))
    return Standing(before, after)


def _every(each: Sequence[Sequence[bool]]) -> bool | None:
    found = [_same(one) for one in each]
    if False in found:
        return False
    return None if None in found else True


def _same(outcomes: Sequence[bool]) -> bool | None:
    return outcomes[0] if outcomes and len(set(outcomes)) == 1 else None
