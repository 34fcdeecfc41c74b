"""Who the suppliers of contracts are, worked out from their names and numbers and all that is known of suppliers."""

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Sum

from tallystick.contracts import models
from tallystick.contracts.actions.deriving import derive
from tallystick.lake.build.manifest import write_whole
from tallystick.lake.store.home import Home

Say = Callable[[str], None]
Key = tuple[str, str, str, str]
"""A party's name, company number, VAT number and postcode."""
Told = tuple[str, str, int | None, str]
"""supplier_id, supplier_name, confidence in thousandths and why."""
_KEY = ("name", "company_number", "vat_number", "postcode")
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
    _keep(who(home))
    (home.root / "suppliers").mkdir(parents=True, exist_ok=True)
    write_whole(home.root / "suppliers" / "parties.json", json.dumps(stamp))
    return True


def who(home: Home, others: Iterable[Key] = ()) -> dict[Key, Told]:
    """Who each party of every contract is, and who `others` would be, all in one pass."""
    from tallystick.suppliers.kept import kept_resolution
    from tallystick.suppliers.listed import Listed, resolve_list
    from tallystick.suppliers.register import register_of, technology_code

    kept = models.Party.objects.filter(removed=False, contract__removed=False)
    keys: list[Key] = sorted({*kept.values_list(*_KEY).order_by().distinct(), *others})
    if not keys:
        return {}
    listed = Listed(*([key[at] for key in keys] for at in range(len(_KEY))))
    found = resolve_list(listed, known=kept_resolution(home), register=register_of(home), technology=technology_code)
    rows = found.select("supplier_id", "supplier_name", "confidence", "why").iter_rows()
    return {
        key: (number or "", (name or "")[:500], None if sure is None else round(sure * 1000), (why or "")[:500])
        for key, (number, name, sure, why) in zip(keys, rows, strict=True)
    }


def told_of(party: models.Party, found: Mapping[Key, Told]) -> bool:
    """Puts who a party is into its row, which is not written; says whether that is anything new."""
    told = found.get((party.name, party.company_number, party.vat_number, party.postcode))
    if told is None or told == (party.supplier_id, party.supplier_name, party.match_thousandths, party.match_why):
        # None: added or changed since it was asked. The next time finds it.
        return False
    party.supplier_id, party.supplier_name, party.match_thousandths, party.match_why = told
    return True


def _keep(found: Mapping[Key, Told]) -> None:
    changed: dict[Told, list[models.Party]] = {}
    parties = models.Party.objects.filter(removed=False, contract__removed=False)
    for party in parties.order_by("pk").iterator(_AT_A_TIME):
        if told_of(party, found):
            told = party.supplier_id, party.supplier_name, party.match_thousandths, party.match_why
            changed.setdefault(told, []).append(party)
    waiting = iter(changed.items())
    while some := list(islice(waiting, _AT_A_TIME)):
        with transaction.atomic():
            of: set[int] = set()
            for told, rows in some:
                said = dict(zip(_COLUMNS, told, strict=True))
                for first in range(0, len(rows), _AT_A_TIME):
                    part = rows[first : first + _AT_A_TIME]
                    models.Party.objects.filter(pk__in=[row.pk for row in part]).update(**said)
                of |= {row.contract_id for row in rows}
            numbers = iter(sorted(of))
            while these := list(islice(numbers, _AT_A_TIME)):
                derive(models.Contract.objects.filter(pk__in=these))


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
