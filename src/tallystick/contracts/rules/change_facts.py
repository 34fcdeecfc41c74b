"""A contract of the register as the law of changes takes it: what is known, and what has to be asked. Pure.

Nothing that the register does not say is supposed. docs/explanation/what-the-law-allows.md.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, cast

from tallystick.kit.months import whole_months
from tallystick.law import changes as law
from tallystick.law.changes.asked import Change, ChangeFacts, EarlierChange, Kind, Nation, RegimeSaid, Vat
from tallystick.law.changes.case import case_of
from tallystick.law.changes.headroom import headroom_of as left_in
from tallystick.law.regime import BEGINS, Regime, decide_regime
from tallystick.reference.thresholds import law_of_changes

UNKNOWN = {
    "regime": "which procurement law governs it",
    "supply": "what was bought: goods, services or works",
    "value": "its value over its whole life",
    "vat": "whether its value is with or without VAT",
    "initial_value": "its value on award",
    "maximum_months": "the longest term that was provided for on award",
    "changes": "whether every earlier change is recorded here",
}
"""What the register may lack, by code, in words that follow “Not known:”."""

_NATIONS = {"england", "wales", "scotland", "northern_ireland"}
_SUPPLIES = {"30": "goods", "32": "goods", "35": "goods", "48": "goods", "45": "works", "72": "services"}
"""Divisions of the CPV (Regulation (EC) No 213/2008) in which all is of one sort, and none of it light touch."""

_SLIGHT = ("72(1)(f)", "74(4)")
_HALF = ("72(1)(b)", "Sch 8 para 8")
_TERM = "74(3)"
_NOTICES = ("notice_published", "transparency_notice_published", "contracts_finder_published")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the register says of a contract. Whole pence; None and "" are not known.

    value_pence, initial_value_pence, indexed_value_pence: on the basis `vat`; the first is for `value_period`.
    maximum_months: the longest term on award, if somebody gave it; else it is worked out of the term, if that says it.
    """

    nation: str = ""
    regime: str = ""
    supply: str = ""
    cpv: str = ""
    value_pence: int | None = None
    value_period: str = "unknown"
    vat: str = "unknown"
    vat_pence: int | None = None
    initial_value_pence: int | None = None
    indexation_clause: bool | None = None
    indexed_value_pence: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    latest_end: dt.date | None = None
    term_months: int | None = None
    extensions: tuple[int, ...] = ()
    maximum_months: int | None = None
    awarded: dt.date | None = None
    signed: dt.date | None = None
    parent_regime: str = ""
    events: Mapping[str, dt.date | None] = field(default_factory=dict)
    changes_known: bool | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A change that was made. ground: as `law.changes` names limbs; "" where not known.

    months: by how many it altered the longest term, which to use an option does not.
    """

    ground: str = ""
    value_pence: int | None = None
    months: int | None = None
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left to a contract before any further change.

    regime: a code of `law.regime`. slight_pence: under the ground of small changes (reg 72(5), s.74(4)). half_pence:
    under those of half the value, for one change. term_tenths: of the term, in tenths of a month (s.74(3)). All are on
    the contract's own VAT basis, and None where not known or where there is no such ground.
    headroom: each limb as ``{"limb", "pounds", "months"}``. unknown: codes of `UNKNOWN`.
    """

    regime: str
    why: str
    slight_pence: int | None
    half_pence: int | None
    term_tenths: int | None
    headroom: list[dict[str, str | None]]
    unknown: list[str]


def headroom_of(of: Agreement, made: Sequence[Made] = (), *, today: dt.date | None = None) -> Standing:
    """How much may still be changed, by what is known. today: whose limits are taken; None for the latest."""
    facts, regime = _settled(of, made, None)
    governed = regime.code in ("PCR2015", "PA2023")
    left = left_in(case_of(facts, regime.code, today)) if governed else ()
    by_limb = {one.limb: one for one in left}
    return Standing(
        regime=regime.code,
        why=regime.why,
        slight_pence=_first_pence(by_limb, _SLIGHT),
        half_pence=_first_pence(by_limb, _HALF),
        term_tenths=_tenths(by_limb.get(_TERM)),
        headroom=[{"limb": one.limb, "pounds": _said(one.pounds), "months": _said(one.months)} for one in left],
        unknown=unknown_of(facts, regime.code),
    )


def unknown_of(facts: ChangeFacts, regime: str) -> list[str]:
    """Codes of `UNKNOWN` that would have to be known to say what is left under every limb of the regime."""
    if regime == "UNKNOWN":
        return ["regime"]
    if regime == "NOT_COVERED":
        return []
    wanted = {
        "supply": facts.kind,
        "value": facts.current_value if regime == "PA2023" else True,
        "vat": facts.vat,
        "initial_value": facts.initial_value if regime == "PCR2015" else True,
        "maximum_months": facts.maximum_term_months if regime == "PA2023" else True,
        "changes": facts.earlier_changes,
    }
    return [code for code, known in wanted.items() if known is None]


def facts_of(of: Agreement, made: Sequence[Made] = (), change: Change | None = None) -> ChangeFacts:
    """The contract, what was changed before, and the change that is asked about, as the law takes them.

    Earlier changes are only known where somebody said that all of them are recorded. The register's law stands; where
    the days come to the same, they are what it rests on.
    """
    return _settled(of, made, change)[0]


def _settled(of: Agreement, made: Sequence[Made], change: Change | None) -> tuple[ChangeFacts, Regime]:
    """The facts, and the law that follows from them."""
    earlier = None
    if of.changes_known:
        earlier = tuple(EarlierChange(one.ground, _pounds(one.value_pence), _whole(one.months), one.on) for one in made)
    current = _pounds(of.value_pence) if of.value_period == "whole_life" else None
    events: dict[str, Any] = {name: of.events.get(name) for name in BEGINS}
    facts = ChangeFacts(
        nation=_nation(of.nation),
        kind=cast("Kind | None", of.supply or _SUPPLIES.get(of.cpv[:2])),
        parent_regime=cast("RegimeSaid | None", of.parent_regime or None),
        awarded=of.awarded,
        vat=cast("Vat | None", of.vat if of.vat in ("inclusive", "exclusive") else None),
        vat_rate=_rate(of),
        initial_value=_initial(of, current, made),
        current_value=current,
        indexed_value=_pounds(of.indexed_value_pence),
        indexation_clause=of.indexation_clause,
        maximum_term_months=_maximum(of, made),
        start=of.start,
        contract_date=of.signed,
        earlier_changes=earlier,
        change=change or Change(),
        **events,
    )
    found = decide_regime(facts)
    if not of.regime or found.code == of.regime:
        return facts, found
    facts = replace(facts, regime=cast("RegimeSaid", of.regime))
    return facts, decide_regime(facts)


def said_by(of: Agreement, regime: str) -> str:
    """What shows that this law governs the contract, of what is known: a code of `choices.REGIME_EVIDENCE`.

    The day on which the procurement began brings nothing under the 2015 Regulations; under the Act a notice says more
    than that day, or than that of the first approach to a supplier.
    """
    if of.parent_regime == regime:
        return "parent"
    begins, days = law_of_changes().act_from, of.events
    if regime == "PCR2015":
        saved = [("award", of.awarded), ("approach", days.get("negotiation_contacted"))]
        saved += [("notice", days.get(name)) for name in _NOTICES]
        return next((code for code, day in saved if day is not None and day < begins), "")
    if any(days.get(name) is not None for name in _NOTICES):
        return "notice"
    return "begun" if any(days.get(name) is not None for name in BEGINS) else ""


def as_json(facts: Any) -> Any:
    """Facts with the keys of `tallystick contracts check-change`, what is not known left out: to keep with a check."""
    if is_dataclass(facts):
        said = {one.name: as_json(getattr(facts, one.name)) for one in fields(facts)}
        kept = {name: value for name, value in said.items() if value is not None and value != ""}
        return {**kept, "earlier_changes": said["earlier_changes"]} if "earlier_changes" in said else kept
    match facts:
        case tuple():
            return [as_json(one) for one in facts]
        case Decimal():
            return _said(facts)
        case dt.date():
            return facts.isoformat()
    return facts


def _initial(of: Agreement, current: Decimal | None, made: Sequence[Made]) -> Decimal | None:
    """The value on award: as somebody gave it, else the value of today less all that was changed since."""
    if of.initial_value_pence is not None or not of.changes_known or current is None:
        return _pounds(of.initial_value_pence)
    changed = [one.value_pence for one in made]
    return None if None in changed else current - Decimal(sum(one or 0 for one in changed)).scaleb(-2)


def _maximum(of: Agreement, made: Sequence[Made]) -> Decimal | None:
    """The longest term on award: as given, else first term and extensions, else whole months from first to last day."""
    if of.maximum_months is not None:
        return Decimal(of.maximum_months)
    if of.term_months is not None and of.extensions:
        return Decimal(of.term_months + sum(of.extensions))
    changed = [one.months for one in made]
    if of.start is None or of.latest_end is None or not of.changes_known or None in changed:
        return None
    after = of.latest_end + dt.timedelta(days=1) if of.latest_end < dt.date.max else of.latest_end
    months = whole_months(of.start, after)
    from_start = months - sum(one or 0 for one in changed)
    return Decimal(from_start) if from_start > 0 and _is_whole(of.start, after, months) else None


def _is_whole(start: dt.date, after: dt.date, months: int) -> bool:
    return after.day == start.day or whole_months(start, after - dt.timedelta(days=1)) < months


def _rate(of: Agreement) -> Decimal:
    """Per cent: as the VAT on the value says, else the standard rate, which the check names."""
    if of.vat == "exclusive" and of.vat_pence is not None and of.value_pence:
        rate = (Decimal(of.vat_pence) * 100 / of.value_pence).quantize(Decimal("0.01"))
        if 0 <= rate <= 100:
            return rate.normalize() if rate else Decimal(0)
    return Decimal(20)


def _nation(nation: str) -> Nation | None:
    code = nation.strip().lower().replace(" ", "_")
    return cast("Nation", code) if code in _NATIONS else None


def _pounds(pence: int | None) -> Decimal | None:
    return None if pence is None else Decimal(pence).scaleb(-2)


def _whole(months: int | None) -> Decimal | None:
    return None if months is None else Decimal(months)


def _first_pence(by_limb: Mapping[str, law.Headroom], limbs: Sequence[str]) -> int | None:
    for limb in limbs:
        one = by_limb.get(limb)
        if one is not None and one.pounds is not None:
            return int(one.pounds.scaleb(2).to_integral_value("ROUND_FLOOR"))
    return None


def _tenths(one: law.Headroom | None) -> int | None:
    return None if one is None or one.months is None else int((one.months * 10).to_integral_value("ROUND_FLOOR"))


def _said(figure: Decimal | None) -> str | None:
    if figure is None:
        return None
    text = format(figure, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
