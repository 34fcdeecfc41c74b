"""What is worked out from a contract and its suppliers for searching and listing."""

from collections.abc import Iterable, Sequence

from tallystick.contracts import models
from tallystick.contracts.rules.searching import searched

LONGEST_SEARCHED = 4000


def derive(contracts: Iterable[models.Contract]) -> None:
    """Works out `search_text` and `supplier_label` again, and keeps them."""
    rows = list(contracts)
    parties: dict[int, list[models.Party]] = {}
    of_them = models.Party.objects.filter(contract__in=rows, removed=False).order_by("role", "id")
    for party in of_them:
        parties.setdefault(party.contract_id, []).append(party)
    for row in rows:
        row.supplier_label, row.search_text = derived(row, parties.get(row.pk, []))
    models.Contract.objects.bulk_update(rows, ["search_text", "supplier_label"], batch_size=500)


def derived(row: models.Contract, parties: Sequence[models.Party]) -> tuple[str, str]:
    """(supplier_label, search_text) of a contract with these parties, which need not be kept yet."""
    suppliers = [party.supplier_name or party.name for party in parties if party.role == "supplier"]
    label = "; ".join(dict.fromkeys(name for name in suppliers if name))[:600]
    words = [row.reference, row.title, row.description, row.department, row.framework, row.cpv, row.source_name]
    words += [word for party in parties for word in (party.name, party.supplier_name, party.company_number)]
    return label, " ".join(dict.fromkeys(searched(word) for word in words if word))[:LONGEST_SEARCHED]
