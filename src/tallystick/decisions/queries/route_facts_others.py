"""What others' payments, and the other contracts of a council, say of a contract that comes to its end: rules of thumb.

docs/rules/renew-renegotiate-retender.md.
"""

from datetime import date

from tallystick.contracts.queries.contract import Seen, suppliers_of
from tallystick.contracts.queries.seeing import seen_by
from tallystick.councils.rules.actors import Actor
from tallystick.decisions.rules.routes_facts import Fact
from tallystick.decisions.rules.routes_judged import PAYMENTS, alternatives_of, others_of, overlap_of
from tallystick.kit.months import add_months
from tallystick.lake.store import lookups_categories, lookups_spend, lookups_suppliers
from tallystick.lake.store.chosen import Chosen, NotWorkedOut
from tallystick.lake.store.connection import NothingLoaded
from tallystick.lake.store.home import Home
from tallystick.reference.route_choice import RouteChoice
from tallystick.reference.taxonomy import NOT_ICT, taxonomy

_NOTHING = Fact(None, PAYMENTS, note="No payments are loaded that would say it.")
_NO_CATEGORY = Fact(None, note="The register does not say what kind of thing it is.")


def alternatives(seen: Seen, home: Home, today: date, method: RouteChoice) -> Fact:
    """How many other suppliers councils pay for the contract's category, in the months up to the last that is
    loaded."""
    category = _category(seen)
    if not category:
        return _NO_CATEGORY
    own = {party.supplier_id for party in suppliers_of(seen) if party.supplier_id}
    try:
        loaded = lookups_spend.totals(home).last_date
        if loaded is None:
            return _NOTHING
        # A slip of the keyboard dates a payment years ahead.
        until = min(loaded, today).replace(day=1)
        since = add_months(until, -method.bands["others_look_back_months"])
        chosen = Chosen(categories=(category,), first_month=since, last_month=until)
        paid = lookups_categories.count_paid(home, chosen, but=own)
    except (NothingLoaded, NotWorkedOut):
        return _NOTHING
    return alternatives_of(min(paid, 1_000), _named(category), until, method)


def others(seen: Seen, home: Home, method: RouteChoice) -> Fact:
    """Whether other councils go on paying the supplier; of several suppliers, any of them."""
    ids = {party.supplier_id for party in suppliers_of(seen) if party.role == "supplier" and party.supplier_id}
    try:
        found = lookups_suppliers.paid_by(home, ids)
    except (NothingLoaded, NotWorkedOut):
        return _NOTHING
    paid = [
        (one.first_date, one.last_date, one.loaded_to.replace(day=1))
        for one in found
        if one.loaded_to and one.organisation_code != seen.organisation
    ]
    return others_of(paid, method)


def overlap(seen: Seen, by: Actor, today: date) -> Fact:
    """Other contracts of the same council for the same category that run, of those that `by` may know of. Only public
    ones are named: what is found stays in a document that others read, and that may be published."""
    category = _category(seen)
    if not category:
        return _NO_CATEGORY
    same = seen_by(by).filter(organisation__code=seen.organisation, category=category, terminated=None)
    running = same.exclude(pk=seen.id).filter(start__lte=today, end__gte=today).order_by("-value_pence", "pk")
    named = [str(row) for row in running.filter(public=True)[:3]]
    return overlap_of(running.count(), named, _named(category), today)


def _category(seen: Seen) -> str:
    found = str(seen["category"] or "")
    return "" if found == NOT_ICT else found


def _named(category: str) -> str:
    known = taxonomy().by_code.get(category)
    return known.name if known else category
