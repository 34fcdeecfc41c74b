"""What the law is found to say of a change: verdicts, figures, notices, warnings."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tallystick.law.regime import Code

Verdict = Literal["met", "not_met", "judgement", "not_applicable"]
Permitted = Literal["yes", "no", "judgement"]
Unit = Literal["pounds", "months"]
Mark = Literal["V", "S", "G", "I", "?"]


@dataclass(frozen=True, slots=True)
class Limb:
    """One ground of the regime, or one condition inside a ground (one of its `tests`).

    verdict: `met` means that it allows the change. limit, used, remaining: pounds on the contract's own VAT basis, or
    months; used counts this change, remaining is what is left after it. None where there is no limit or it is not
    known. Of two limits it is the one that leaves least; see `verdicts.together` for where that is not known.
    """

    id: str
    citation: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    limit: Decimal | None = None
    used: Decimal | None = None
    remaining: Decimal | None = None
    unit: Unit = "pounds"
    tests: tuple["Limb", ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that follows from the change. required: None where it turns on something not known, which `why` says.

    due: the last day for it; None where the law gives none, or it is not known. mark: how well the rule was verified.
    """

    code: str
    citation: str
    due: dt.date | None
    before_change: bool
    required: bool | None
    why: str
    mark: Mark = "V"


@dataclass(frozen=True, slots=True)
class Headroom:
    """How much is left under one limb before this change.

    pounds: on the contract's own VAT basis. None where there is no such limit, or it is not known.
    """

    limb: str
    pounds: Decimal | None
    months: Decimal | None


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to know beside the verdict. mark: how well it was verified."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Checked:
    """The whole answer. permitted: None where neither regime covers the contract.

    bars: what may forbid a change that a ground allows (s.74(7) to (9)); `met` is that it does not, `not_met` that it
    does.
    """

    regime: Code
    regime_why: str
    permitted: Permitted | None
    limbs: tuple[Limb, ...]
    bars: tuple[Limb, ...]
    notices: tuple[Notice, ...]
    headroom: tuple[Headroom, ...]
    warnings: tuple[Warning, ...]
    rules_version: str
