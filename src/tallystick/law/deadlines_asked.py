"""What is asked about days that the law counts, and how it is read from JSON. Every None is "not known"."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from tallystick.kit.dates import FIRST_YEAR, LAST_YEAR
from tallystick.kit.errors import Refused
from tallystick.kit.money import read_amount
from tallystick.kit.wholes import whole_number
from tallystick.law.vat import Vat, with_vat
from tallystick.law.working_days import NATIONS

REGIMES = ("PA2023", "PCR2015", "UNKNOWN", "NOT_COVERED")
KINDS = ("services", "goods", "works", "light_touch", "concession")
METHODS = ("electronic", "other")

NOT_COVERED = "A contract outside the Procurement Act 2023 and the PCR 2015 is not covered here."
REGIME_UNKNOWN = "Which law is it under: the Procurement Act 2023 or the PCR 2015?"

_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOST_DAYS = 365


class WrongFact(Refused):
    """Something that is no value of the fact named by `field`."""

    def __init__(self, field: str, reason: str, *, what_to_do: str = "") -> None:
        super().__init__(reason, what_to_do=what_to_do)
        self.field = field


@dataclass(frozen=True, slots=True)
class StandstillFacts:
    """A standstill that is asked about.

    published: the day of the award notice (PA 2023). sent: the day the letters went (PCR 2015), by method; received:
    the day the last of them arrived, where they were not sent electronically. working_days: of a standstill under the
    Act, where longer than the least. modification: it is that of a contract change notice. kind,
    call_off, dynamic_market, urgent: whether one is owed at all.
    """

    regime: str | None = None
    published: dt.date | None = None
    sent: dt.date | None = None
    received: dt.date | None = None
    method: str | None = None
    nation: str | None = None
    working_days: int | None = None
    modification: bool | None = None
    kind: str | None = None
    call_off: bool | None = None
    dynamic_market: bool | None = None
    urgent: bool | None = None


@dataclass(frozen=True, slots=True)
class DeadlineFacts:
    """A deadline that is asked about. day: the one that sets it off.

    Money is pounds, with VAT unless `vat` says otherwise; vat_rate is per cent.
    value: the contract's, or of s70 the largest single payment of the quarter. below_threshold: said outright.
    agreed: every pre-selected supplier agreed to the time; pre_selected: only pre-selected suppliers are invited.
    reserved_arrangement: a Welsh authority awarded it under one that is not devolved, as a framework of England.
    """

    day: dt.date | None = None
    regime: str | None = None
    nation: str | None = None
    kind: str | None = None
    value: Decimal | None = None
    vat: str | None = None
    vat_rate: Decimal = Decimal(20)
    below_threshold: bool | None = None
    electronic: bool | None = None
    documents_together: bool | None = None
    urgent: bool | None = None
    dynamic_market: bool | None = None
    planned_notice: bool | None = None
    pre_selected: bool | None = None
    agreed: bool | None = None
    payment_falls_due: dt.date | None = None
    disputed: bool | None = None
    procurement_commenced: dt.date | None = None
    reserved_arrangement: bool | None = None

    @property
    def value_with_vat(self) -> Decimal | None:
        if self.value is None:
            return None
        return with_vat(self.value, cast(Vat, self.vat or "inclusive"), self.vat_rate)


def standstill_from_json(said: dict[str, Any]) -> StandstillFacts:
    """The facts that such an object says; keys that are none are passed over. Raises WrongFact."""
    return StandstillFacts(
        regime=_one_of(said, "regime", REGIMES),
        published=_day(said, "published"),
        sent=_day(said, "sent"),
        received=_day(said, "received"),
        method=_one_of(said, "method", METHODS),
        nation=_one_of(said, "nation", NATIONS),
        working_days=_whole(said, "working_days"),
        modification=_flag(said, "modification"),
        kind=_one_of(said, "kind", KINDS),
        call_off=_flag(said, "call_off"),
        dynamic_market=_flag(said, "dynamic_market"),
        urgent=_flag(said, "urgent"),
    )


def deadline_from_json(said: dict[str, Any]) -> tuple[str, DeadlineFacts]:
    """The code and the facts that such an object says; keys that are none are passed over. Raises WrongFact."""
    code = said.get("code")
    if not isinstance(code, str) or not code.strip():
        raise WrongFact("code", "There is no code.", what_to_do="Say which deadline is meant: UK7, s70, tender …")
    return code.strip(), DeadlineFacts(
        day=_day(said, "from"),
        regime=_one_of(said, "regime", REGIMES),
        nation=_one_of(said, "nation", NATIONS),
        kind=_one_of(said, "kind", KINDS),
        value=_pounds(said, "value"),
        vat=_one_of(said, "vat", ("inclusive", "exclusive")),
        vat_rate=_rate(said, "vat_rate"),
        below_threshold=_flag(said, "below_threshold"),
        electronic=_flag(said, "electronic"),
        documents_together=_flag(said, "documents_together"),
        urgent=_flag(said, "urgent"),
        dynamic_market=_flag(said, "dynamic_market"),
        planned_notice=_flag(said, "planned_notice"),
        pre_selected=_flag(said, "pre_selected"),
        agreed=_flag(said, "agreed"),
        payment_falls_due=_day(said, "payment_falls_due"),
        disputed=_flag(said, "disputed"),
        procurement_commenced=_day(said, "procurement_commenced"),
        reserved_arrangement=_flag(said, "reserved_arrangement"),
    )


def strangers(said: Iterable[str], facts: type[StandstillFacts] | type[DeadlineFacts]) -> tuple[str, ...]:
    """The keys that are no fact, and so were passed over."""
    named = {one.name for one in fields(facts)}
    known = named if facts is StandstillFacts else (named - {"day"}) | {"code", "from"}
    return tuple(key for key in said if key not in known)


def _day(said: dict[str, Any], key: str) -> dt.date | None:
    value = said.get(key)
    if value is None:
        return None
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        try:
            found = dt.date.fromisoformat(value.strip())
        except ValueError:
            found = None
        if found and FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    raise WrongFact(
        key,
        f"{key} is no date: {_shown(value)}.",
        what_to_do=f"Write it as 2026-11-02, a day of the years {FIRST_YEAR} to {LAST_YEAR}.",
    )


def _flag(said: dict[str, Any], key: str) -> bool | None:
    value = said.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise WrongFact(key, f"{key} is neither true nor false: {_shown(value)}.", what_to_do="Leave it out if not known.")


def _one_of(said: dict[str, Any], key: str, words: tuple[str, ...]) -> str | None:
    value = said.get(key)
    if value is None or (isinstance(value, str) and value in words):
        return value
    raise WrongFact(key, f"{key} cannot be {_shown(value)}.", what_to_do=f"It is one of: {', '.join(words)}.")


def _whole(said: dict[str, Any], key: str) -> int | None:
    value = said.get(key)
    if value is None:
        return None
    number = whole_number(value)
    if number is not None and 0 < number <= _MOST_DAYS:
        return number
    raise WrongFact(key, f"{key} is no number of days: {_shown(value)}.", what_to_do="Write a whole number, as 8.")


def _pounds(said: dict[str, Any], key: str) -> Decimal | None:
    value = said.get(key)
    if value is None:
        return None
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        read = read_amount(str(value))
        if read is not None and not read.rounded and read.pence >= 0:
            return Decimal(read.pence) / 100
    raise WrongFact(key, f"{key} is no sum of pounds: {_shown(value)}.", what_to_do='Write it as "1234.50".')


def _rate(said: dict[str, Any], key: str) -> Decimal:
    value = said.get(key)
    if value is None:
        return DeadlineFacts().vat_rate
    try:
        rate = Decimal(str(value)) if not isinstance(value, bool) else Decimal(-1)
    except InvalidOperation:
        rate = Decimal(-1)
    if rate.is_finite() and 0 <= rate <= 100:
        return rate
    raise WrongFact(key, f"{key} is no rate of VAT: {_shown(value)}.", what_to_do='Write it in per cent, as "20".')


def _shown(value: Any) -> str:
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
