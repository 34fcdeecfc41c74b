"""Who the suppliers of contracts are, worked out from their names and numbers and all that is known of suppliers."""

import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Sum

from tallystick.contracts import models
from tallystick.contracts.actions.deriving import derive
from tallystick.lake.build.manifest import write_whole
from tallystick.lake.store.home import Home

Say = Callable[[str], None]
_Key = tuple[str, str, str, str]
_COLUMNS = ("supplier_id", "supplier_name", "match_thousandths", "match_why")
_AT_A_TIME = 500


def recognise(*, home: Home, say: Say | None = None) -> bool:
    """Works out who every party of every contract is, all in one pass, so that one supplier has one id everywhere.

    Says whether it had anything to do: it has where a party was added or changed, or suppliers or the company register
    are others than when it was last asked. Derived: it is no decision, and is not in the log.
    """
    stamp = _stamp(home)
    if stamp == _stamped(home):
        return False
    if say:
        say("Working out who the suppliers of contracts are")
    _keep(_found(home))
    (home.root / "suppliers").mkdir(parents=True, exist_ok=True)
    write_whole(home.root / "suppliers" / "parties.json", json.dumps(stamp))
    return True


def _found(home: Home) -> dict[_Key, tuple[str, str, int | None, str]]:
    """Names and numbers of parties -> id, name, confidence in thousandths, and why."""
    from tallystick.suppliers.kept import kept_resolution
    from tallystick.suppliers.listed import Listed, resolve_list
    from tallystick.suppliers.register import register_of, technology_code

    keys: list[_Key] = sorted(
        models.Party.objects.filter(removed=False, contract__removed=False)
        .values_list("name", "company_number", "vat_number", "postcode")
        .order_by()
        .distinct()
    )
    if not keys:
        return {}
    listed = Listed(*([key[at] for key in keys] for at in range(4)))
    found = resolve_list(listed, known=kept_resolution(home), register=register_of(home), technology=technology_code)
    rows = found.select("supplier_id", "supplier_name", "confidence", "why").iter_rows()
    return {
        key: (number or "", name or "", None if sure is None else round(sure * 1000), (why or "")[:500])
        for key, (number, name, sure, why) in zip(keys, rows, strict=True)
    }


def _keep(found: dict[_Key, tuple[str, str, int | None, str]]) -> None:
    changed: list[models.Party] = []
    parties = models.Party.objects.filter(removed=False, contract__removed=False)
    for party in parties.order_by("pk").iterator(_AT_A_TIME):
        told = found.get((party.name, party.company_number, party.vat_number, party.postcode))
        if told is None:
            # Added or changed since it was asked: the next time.
            continue
        if tuple(getattr(party, column) for column in _COLUMNS) != told:
            party.supplier_id, party.supplier_name, party.match_thousandths, party.match_why = told
            changed.append(party)
    for first in range(0, len(changed), _AT_A_TIME):
        some = changed[first : first + _AT_A_TIME]
        with transaction.atomic():
            models.Party.objects.bulk_update(some, _COLUMNS)
            derive(models.Contract.objects.filter(pk__in={party.contract_id for party in some}))


def _stamp(home: Home) -> list[Any]:
    """All that the answer comes from, by name or by number."""
    from tallystick.suppliers.actions.resolving import names_key
    from tallystick.suppliers.kept import kept_name
    from tallystick.suppliers.register import register_id

    counted = models.Party.objects.filter(removed=False).aggregate(
        n=Count("pk"), last=Max("pk"), versions=Sum("version")
    )
    return [kept_name(home), register_id(home), names_key(), counted["n"], counted["last"], counted["versions"]]


def _stamped(home: Home) -> Any:
    try:
        return json.loads((home.root / "suppliers" / "parties.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
