"""What others' payments, and the other contracts of a council, say of a contract that comes to its end: rules of thumb.

docs/rules/renew-renegotiate-retender.md.
"""

from collections.abc import Sequence
from datetime import date

from tallystick.contracts.queries.contract import Seen, suppliers_of
from tallystick.contracts.queries.seeing import seen_by
from tallystick.councils.rules.actors import Actor
from tallystick.decisions.rules.routes_facts import Fact
from tallystick.decisions.rules.routes_judged import PAYMENTS, alternatives_of, others_of, overlap_of
from tallystick.kit.months import add_months
from tallystick.lake.store import lookups_categories, lookups_contracts, lookups_suppliers
from tallystick.lake.store.chosen import Chosen, NotWorkedOut
from tallystick.lake.store.connection import NothingLoaded
from tallystick.lake.store.home import Home
from tallystick.reference.route_choice import RouteChoice
from tallystick.reference.taxonomy import NOT_ICT, taxonomy

_NOTHING = Fact(None, PAYMENTS, note="No payments are loaded that would say it.")
_NO_CATEGORY = Fact(None, note="The register does not say what kind of thing it is.")


def alternatives(seen: Seen, home: Home, today: date, method: RouteChoice) -> Fact:
    """How many other suppliers councils pay for the contract's category."""
    category = _category(seen)
    if not category:
        return _NO_CATEGORY
    since = add_months(today, -method.bands["others_look_back_months"])
    own = {party.supplier_id for party in suppliers_of(seen) if party.supplier_id}
    try:
        chosen = Chosen(categories=(category,), first_month=since, last_month=today)
        found = lookups_categories.suppliers_paid(home, chosen, page_size=len(own) + 1_000)
    except (NothingLoaded, NotWorkedOut):
        return _NOTHING
    paid = found.count - sum(row.supplier_id in own for row in found.rows)
    return alternatives_of(min(paid, 1_000), _named(category), today, method)


def others(seen: Seen, home: Home, method: RouteChoice) -> Fact:
    """Whether other councils go on paying the supplier."""
    ids = [party.supplier_id for party in suppliers_of(seen) if party.role == "supplier" and party.supplier_id]
    try:
        return others_of(_paying(seen, ids, home), method)
    except (NothingLoaded, NotWorkedOut):
        return _NOTHING


def overlap(seen: Seen, by: Actor, today: date) -> Fact:
    """Other contracts of the same council for the same category that run, of those that `by` may know of."""
    category = _category(seen)
    if not category:
        return _NO_CATEGORY
    same = seen_by(by).filter(organisation__code=seen.organisation, category=category, terminated=None)
    running = same.exclude(pk=seen.id).filter(start__lte=today, end__gte=today).order_by("-value_pence", "pk")
    return overlap_of(running.count(), [str(row) for row in running[:3]], _named(category), today)


def _paying(seen: Seen, ids: Sequence[str], home: Home) -> list[tuple[date | None, date | None, date]]:
    found = []
    for supplier in ids:
        for one in lookups_suppliers.organisations(home, supplier):
            code = one.organisation_code
            loaded = lookups_contracts.loaded(home, code) if code and code != seen.organisation else None
            if loaded and loaded.last_month:
                found.append((one.first_date, one.last_date, loaded.last_month))
    return found


def _category(seen: Seen) -> str:
    found = str(seen["category"] or "")
    return "" if found == NOT_ICT else found


def _named(category: str) -> str:
    known = taxonomy().by_code.get(category)
    return known.name if known else category
