"""What the contract's council paid, as published, against a contract."""

from dataclasses import dataclass
from datetime import date

from tallystick.contracts import models
from tallystick.contracts.queries.contract import Seen, suppliers_of
from tallystick.contracts.queries.seeing import seen_by
from tallystick.contracts.rules.spend_against import Spend, Worth, against, names_of, worth
from tallystick.councils.rules.actors import Actor
from tallystick.kit.months import add_months
from tallystick.lake.store import lookups_contracts
from tallystick.lake.store.chosen import NotWorkedOut
from tallystick.lake.store.connection import NothingLoaded
from tallystick.lake.store.home import Home
from tallystick.lake.store.lookups_contracts import Loaded, Paid


@dataclass(frozen=True)
class SpendAgainst:
    """loaded: what is loaded of the council's payments; None where nothing is, and then nothing is known of the spend.

    worked_out: whether suppliers have been worked out for what is loaded. suppliers: (id, name) of those of the
    contract that are known among payees; unknown: names of those that are not. first, last: the days that were looked
    at, last not after today. worth: of the whole term, None where that cannot be said. alike: how many other contracts
    of the council have one of these suppliers in the same period, whose payments these may be.
    """

    loaded: Loaded | None
    worked_out: bool
    suppliers: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    first: date | None
    last: date
    spend: Spend[Paid]
    worth: Worth | None
    alike: int

    @property
    def covered(self) -> bool:
        """Whether any month that is loaded lies in the days that were looked at: else nothing is known of them."""
        if self.loaded is None or self.loaded.first_month is None or self.loaded.last_month is None:
            return False
        begun = self.first is None or add_months(self.loaded.last_month, 1) > self.first
        return begun and self.loaded.first_month <= self.last


def spend_against(seen: Seen, *, home: Home, by: Actor, today: date) -> SpendAgainst:
    """Payments against a contract, by its reference and by its suppliers and period."""
    parties = [party for party in suppliers_of(seen) if party.role == "supplier"]
    known = {party.supplier_id: party.supplier_name for party in parties if party.supplier_id}
    start, end = _day(seen["start"]), min(filter(None, (_day(seen["end"]), _day(seen["terminated"]))), default=None)
    loaded, worked_out, spend = _spend(seen, home, by, set(known), start, end, today)
    return SpendAgainst(
        loaded=loaded,
        worked_out=worked_out,
        suppliers=tuple(known.items()),
        unknown=tuple(party.name for party in parties if not party.supplier_id),
        first=start,
        last=min(end, today) if end else today,
        spend=spend,
        worth=worth(seen["value_pence"], str(seen["value_period"]), start, _day(seen["end"])),
        alike=_alike(seen, set(known), start, end, by),
    )


def _spend(
    seen: Seen, home: Home, by: Actor, supplier_ids: set[str], start: date | None, end: date | None, today: date
) -> tuple[Loaded | None, bool, Spend[Paid]]:
    nothing: Spend[Paid] = Spend((), (), (), ())
    try:
        loaded = lookups_contracts.loaded(home, seen.organisation)
    except NothingLoaded:
        return None, False, nothing
    if loaded is None:
        return None, False, nothing
    names = names_of(str(seen["reference"] or ""), str(seen["title"] or ""))
    carried = lookups_contracts.references(home, seen.organisation)
    worked_out = True
    try:
        paid = lookups_contracts.to_suppliers(home, seen.organisation, supplier_ids)
    except NotWorkedOut:
        paid, worked_out = [], False
    other_names: set[str] = set()
    if carried:
        had = {one.payment_id for one in paid}
        meant = [number for number, text in carried.items() if number not in had and names & names_of(text, text)]
        paid = [*paid, *lookups_contracts.by_number(home, seen.organisation, meant)]
        theirs = seen_by(by).filter(organisation__code=seen.organisation).exclude(pk=seen.id)
        for reference, title in theirs.values_list("reference", "title"):
            other_names |= names_of(reference, title)
    spend = against(
        paid, carried=carried, names=names, other_names=other_names - names, supplier_ids=supplier_ids, start=start,
        end=end, today=today,
    )  # fmt: skip
    return loaded, worked_out, spend


def _alike(seen: Seen, supplier_ids: set[str], start: date | None, end: date | None, by: Actor) -> int:
    if not supplier_ids:
        return 0
    parties = models.Party.objects.filter(supplier_id__in=supplier_ids, removed=False, role="supplier")
    others = seen_by(by).filter(organisation__code=seen.organisation, pk__in=parties.values("contract"))
    others = others.exclude(pk=seen.id)
    if end is not None:
        others = others.exclude(start__gt=end)
    if start is not None:
        others = others.exclude(end__lt=start)
    return others.count()


def _day(said: object) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else None
