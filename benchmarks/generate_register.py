"""Fill the record with the registers of many made-up councils: contracts, suppliers, questions, measures, risks, log.

python -m benchmarks.generate_register HOME [--councils 400] [--contracts 500]

The record is where DATABASE_URL says, else in HOME. Every row is as the actions would have written it, with its
entries in the log, so that pages, history and `tallystick audit verify` work on it as on a real one. Ten people a
council, two of each role, and one sector user who may read every register. Names are drawn from short lists.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tallystick.intake.record import open_record
from tallystick.lake.store.home import Home

AT = datetime(2025, 11, 3, 9, tzinfo=UTC)
ROLES = ("reader", "contract_manager", "category_manager", "approver", "administrator")
GOODS = (
    "laptops",
    "phones",
    "network links",
    "hosting",
    "licences",
    "print service",
    "housing system",
    "finance system",
)
GOODS += (
    "revenues system",
    "planning system",
    "service desk",
    "cyber monitoring",
    "maps",
    "payments gateway",
    "web site",
)
KINDS = ("Supply of", "Support for", "Maintenance of", "Managed", "Renewal of", "Replacement", "Call-off for")
PLACES = ("Ash", "Birch", "Cedar", "Elm", "Hazel", "Larch", "Maple", "Oak", "Pine", "Rowan", "Thorn", "Willow")
ENDINGS = ("ford", "ton", "ham", "wick", "mere", "dale", "combe", "stow", "gate", "bridge")
TRADES = ("Systems", "Software", "Networks", "Digital", "Data", "Technology", "Telecom", "Cloud", "Print", "Security")
DEPARTMENTS = ("ICT", "Finance", "Housing", "Planning", "Adult care", "Children", "Highways", "Revenues")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate_register", description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--councils", type=int, default=400)
    parser.add_argument("--contracts", type=int, default=500, help="of each council")
    given = parser.parse_args()
    open_record(Home(given.home))
    dice = random.Random(20_261_122)
    suppliers = [
        f"{place}{ending} {trade} {form}"
        for place in PLACES
        for ending in ENDINGS
        for trade in TRADES
        for form in ("Ltd", "PLC")
    ]
    sector = _sector_user()
    for number in range(1, given.councils + 1):
        _council(number, given.contracts, suppliers, sector, dice)
        if number % 20 == 0:
            print(f"{number} councils", file=sys.stderr, flush=True)


def _sector_user() -> Any:
    from tallystick.councils.models import Person

    person = Person(email="sector@benchmark.example", name="Sector user")
    person.set_unusable_password()
    person.save()
    return person


def _council(number: int, contracts: int, suppliers: list[str], sector: Any, dice: random.Random) -> None:
    from django.db import transaction

    from tallystick.councils.actions import add_organisation, write_lines
    from tallystick.councils.models import Membership, Person
    from tallystick.councils.rules.actors import owner

    by = owner("Benchmark")
    code = f"local:benchmark-{number:03}"
    name = f"{PLACES[number % 12]}{ENDINGS[number // 12 % 10]} Council {number}"
    with transaction.atomic():
        place = add_organisation(code=code, name=name, demonstration=True, by=by, at=AT)
        people = [
            Person(email=f"{role}{n}@council{number}.example", name=f"{role} {n} of {name}")
            for n in (1, 2)
            for role in ROLES
        ]
        for person in people:
            person.password = "!"
        Person.objects.bulk_create(people)
        held = [Membership(person=p, organisation=place, role=ROLES[i % 5], begun_at=AT) for i, p in enumerate(people)]
        held.append(Membership(person=sector, organisation=place, role="sector", begun_at=AT))
        Membership.objects.bulk_create(held)
        managers = [person for i, person in enumerate(people) if ROLES[i % 5] == "contract_manager"]
        write_lines(_lines(place, contracts, suppliers, managers, dice), chain=code, by=by, at=AT, why="Made up")


def _lines(place: Any, contracts: int, suppliers: list[str], managers: list[Any], dice: random.Random) -> Iterator[Any]:
    """Adds the rows, and gives the entries that tell of them."""
    from tallystick.contracts import models
    from tallystick.contracts.actions.deriving import derived

    rows = [_contract(place, n, managers, dice) for n in range(1, contracts + 1)]
    parties = [models.Party(contract=row, name=dice.choice(suppliers), sme=dice.random() < 0.4) for row in rows]
    for row, party in zip(rows, parties, strict=True):
        row.supplier_label, row.search_text = derived(row, [party])
    models.Contract.objects.bulk_create(rows)
    models.Party.objects.bulk_create(parties)
    some = [row for row in rows if dice.random() < 0.2]
    measures = [
        models.Measure(contract=row, title="Available", unit="%", target="99.5", direction="higher") for row in some
    ]
    risks = [models.Risk(contract=row, title="The supplier fails", likelihood=3, impact=3) for row in some]
    questions = [
        models.Question(contract=row, field="end", written="TBC", code="no_end", say="When does it end?", state="open")
        for row in rows
        if row.end is None
    ]
    duties = [
        models.Duty(
            contract=row, code="review", what="Review meeting", who="Contract manager", due=row.end, state="open"
        )
        for row in some
    ]
    for kind in (measures, risks, questions, duties):
        if kind:
            type(kind[0])._default_manager.bulk_create(kind)
    for row in [*rows, *parties, *measures, *risks, *questions, *duties]:
        yield _line(row)


def _contract(place: Any, n: int, managers: list[Any], dice: random.Random) -> Any:
    from tallystick.contracts import models

    start = date(2019, 1, 1) + timedelta(days=dice.randrange(2800))
    months = dice.choice((12, 24, 36, 48, 60))
    known = dice.random() > 0.06
    return models.Contract(
        organisation=place,
        identity=f"ref:c{n:04}",
        reference=f"C{n:04}",
        title=f"{dice.choice(KINDS)} {dice.choice(GOODS)} {n}",
        description=f"{dice.choice(KINDS)} {dice.choice(GOODS)} for {dice.choice(DEPARTMENTS)}",
        department=dice.choice(DEPARTMENTS),
        owner=dice.choice(managers),
        start=start,
        end=start + timedelta(days=30 * months) if known else None,
        term_kind="fixed" if known else "unknown",
        term_months=months,
        value_pence=dice.randrange(500_000, 200_000_000),
        value_period="whole_life",
        value_basis="estimated",
        vat="exclusive",
        tier=dice.choice(("", "transactional", "operational", "major")),
        public=n % 4 == 0,
    )


def _line(row: Any) -> Any:
    from tallystick.contracts.declared import CODES
    from tallystick.contracts.stating import said
    from tallystick.councils.actions import Line

    kind = CODES[type(row)]
    contract = row.pk if kind == "contract" else row.contract_id
    return Line(f"add_{kind}", kind, str(row.pk), f"contract:{contract}", None, said(row))


if __name__ == "__main__":
    main()
