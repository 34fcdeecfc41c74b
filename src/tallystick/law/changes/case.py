"""A contract and a change with what follows from the facts by arithmetic alone: bases, earlier changes, thresholds."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from tallystick.law.changes.asked import ChangeFacts, EarlierChange, Vat
from tallystick.law.changes.grounds import ground_id
from tallystick.law.changes.verdicts import Figures
from tallystick.law.regime import BEGINS
from tallystick.law.thresholds import Threshold, threshold
from tallystick.law.vat import on_basis, with_vat
from tallystick.reference.thresholds import limit_on

_STANDS_IN = ("awarded", "contract_date", "start")
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Case:
    """value, months: of the change that is measured. before: the estimated value just before it.

    worked_out: whether `before` was worked out from the initial value. vats: the bases that the figures may be on.
    on: the day of the change, or today, by which limits are looked up.
    """

    facts: ChangeFacts
    regime: str
    value: Decimal | None
    months: Decimal | None
    before: Decimal | None
    worked_out: bool
    vats: tuple[Vat, ...]
    threshold: Threshold
    on: dt.date | None

    def gross(self, pounds: Decimal, vat: Vat) -> Decimal:
        return with_vat(pounds, vat, self.facts.vat_rate)

    def basis(self, gross: Decimal, vat: Vat) -> Decimal:
        return on_basis(gross, vat, self.facts.vat_rate)

    @property
    def small_percents(self) -> tuple[int, ...]:
        """10 per cent, 15 for works; both where the kind of contract is not known."""
        kind = self.facts.kind
        if kind is None:
            return (self.limit("small_percent"), self.limit("small_percent_works"))
        return (self.limit("small_percent_works" if kind == "works" else "small_percent"),)

    def limit(self, name: str) -> int:
        """The limit of that name that is in force."""
        return limit_on(name, self.on)

    @property
    def after(self) -> Decimal | None:
        """The estimated value after the change."""
        return None if self.before is None or self.value is None else self.before + self.value

    @property
    def thresholds_on_basis(self) -> Figures:
        """The threshold on the contract's own basis, in every way that it may be."""
        return tuple(self.basis(one, vat) for vat in self.vats for one in self.threshold.pounds)

    def under_threshold(self, *amounts: Decimal) -> list[bool]:
        """Whether each of the amounts, on the contract's basis, is below the threshold, in every way that it may be."""
        return [self.gross(one, vat) < limit for one in amounts for vat in self.vats for limit in self.threshold.pounds]


def case_of(facts: ChangeFacts, regime: str, today: dt.date | None = None) -> Case:
    """The case of the change that is asked about."""
    before, worked_out = _before(facts)
    commenced, stands_in = commenced_on(facts)
    return Case(
        facts=facts,
        regime=regime,
        value=facts.change.value,
        months=facts.change.months,
        before=before,
        worked_out=worked_out,
        vats=(facts.vat,) if facts.vat else ("inclusive", "exclusive"),
        threshold=threshold(regime, facts.kind, commenced, stands_in=stands_in, modified=facts.change.on or today),
        on=facts.change.on or today,
    )


def commenced_on(facts: ChangeFacts) -> tuple[dt.date | None, bool]:
    """When the procurement commenced, and whether another day stands in for that."""
    for name in BEGINS:
        if isinstance(on := getattr(facts, name), dt.date):
            return on, False
    for name in _STANDS_IN:
        if isinstance(on := getattr(facts, name), dt.date):
            return on, True
    return None, False


def _before(facts: ChangeFacts) -> tuple[Decimal | None, bool]:
    if facts.current_value is not None:
        return facts.current_value, False
    if facts.initial_value is None or facts.earlier_changes is None:
        return None, False
    total = facts.initial_value
    for one in facts.earlier_changes:
        if one.value is None:
            return None, False
        total += one.value
    return total, True


def original_values(facts: ChangeFacts) -> Figures:
    """What the limits of regulation 72 are a share of: the initial value, brought up to date by an indexation clause.

    PCR 2015 reg 72(7). Both where it is not known whether there is such a clause, and an indexed value was given.
    """
    if facts.indexation_clause:
        return (facts.indexed_value,) if facts.indexed_value is not None else ()
    if facts.initial_value is None:
        return ()
    if facts.indexation_clause is None and facts.indexed_value is not None:
        return (facts.initial_value, facts.indexed_value)
    return (facts.initial_value,)


def earlier_net(facts: ChangeFacts, ground: str) -> Figures:
    """What the earlier changes under one ground come to, increases less decreases, in every way that it may be.

    Those whose ground is not known may or may not be among them. Empty where a value of one is not known.
    """
    if facts.earlier_changes is None:
        return ()
    sure, more, less = NOUGHT, NOUGHT, NOUGHT
    for one in facts.earlier_changes:
        named = ground_id(one.limb) if one.limb else None
        if named is not None and named != ground:
            continue
        if one.value is None:
            return ()
        if named is not None:
            sure += one.value
        elif one.value > 0:
            more += one.value
        else:
            less += one.value
    return tuple(sorted({sure, sure + more, sure + less, sure + more + less}))


def made_under(facts: ChangeFacts, *grounds: str) -> tuple[EarlierChange, ...]:
    """The earlier changes that were made on one of these grounds."""
    return tuple(one for one in facts.earlier_changes or () if ground_id(one.limb) in grounds)
