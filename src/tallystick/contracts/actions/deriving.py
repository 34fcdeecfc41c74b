"""What is worked out from a contract and its rows: words for searching and listing, and what must happen by when."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.reckoning import reckon_after, together
from tallystick.contracts.rules.searching import searched

LONGEST_SEARCHED = 4000


def derive(contracts: Iterable[models.Contract], *, at: datetime | None = None) -> None:
    """Works out `search_text` and `supplier_label` again, and keeps them; with `at`, the key dates of that day too.

    at: None for a verb that changed nothing that key dates follow from.
    """
    rows = list(contracts)
    parties: dict[int, list[models.Party]] = {}
    of_them = models.Party.objects.filter(contract__in=rows, removed=False).order_by("role", "id")
    for party in of_them:
        parties.setdefault(party.contract_id, []).append(party)
    with transaction.atomic():
        for row in rows:
            told = derived(row, parties.get(row.pk, []))
            if told != (row.supplier_label, row.search_text):
                row.supplier_label, row.search_text = told
                # One by one: to write many in one statement takes Django several times as long.
                models.Contract.objects.filter(pk=row.pk).update(supplier_label=told[0], search_text=told[1])
        if at is not None:
            with together(at=at):
                for row in rows:
                    reckon_after(row.pk, at=at)


def derived(row: models.Contract, parties: Sequence[models.Party]) -> tuple[str, str]:
    """(supplier_label, search_text) of a contract with these parties, which need not be kept yet."""
    suppliers = [party.supplier_name or party.name for party in parties if party.role == "supplier"]
    label = "; ".join(dict.fromkeys(name for name in suppliers if name))[:600]
    words = [row.reference, row.title, row.description, row.department, row.framework, row.cpv]
    words += [word for party in parties for word in (party.name, party.supplier_name, party.company_number)]
    return label, " ".join(dict.fromkeys(searched(word) for word in words if word))[:LONGEST_SEARCHED]
