"""Suppliers as they were worked out: listed, shown, merged, split, named and reviewed from a terminal."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from tallystick.cli.doorway import Door, follow_up, plural, show_json, show_table
from tallystick.kit.errors import Refused
from tallystick.kit.money import pounds_for_people
from tallystick.lake.store.home import Home

_SHOWN = 50
_WHY = click.option("--why", default="", help="A reason, kept with the decision.")
_SORTS = ("supplier", "amount", "payments", "organisations", "spellings", "confidence", "first", "last")
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON, one object a line.")


@click.command("list")
@click.option("--search", default="", help="Words of any spelling, or a company number.")
@click.option("--organisation", metavar="NAME-OR-CODE", help="Only those that this publisher paid.")
@click.option("--category", metavar="CODE", help="Only what was paid for this category and those within it.")
@click.option(
    "--kind",
    type=click.Choice(["supplier", "individual", "various", "redacted"]),
    default="supplier",
    show_default=True,
    help="Names of people (individual) are listed for one --organisation only.",
)
@click.option("--status", help="As the company register has it, such as Dissolved or Liquidation.")
@click.option(
    "--sort",
    type=click.Choice([sign + name for name in _SORTS for sign in ("", "-")]),
    default="-amount",
    show_default=True,
    metavar="[-]NAME",
    help=f"By {', '.join(_SORTS)}; with a minus, the largest first.",
)
@click.option("--most", type=click.IntRange(1), default=_SHOWN, show_default=True, help="How many.")
@_JSON
@click.pass_obj
def list_(door: Door, /, most: int, as_json: bool, **asked: Any) -> None:
    """List suppliers, each once for all its spellings; people only where --kind asks for them."""
    from tallystick.lake.store import lookups_suppliers

    if asked["kind"] == "individual" and not asked["organisation"]:
        raise Refused(
            "A name of a person is not one person: people of one name at different publishers are never put together.",
            what_to_do="Say whose with --organisation CODE.",
        )
    home = door.open()
    found = lookups_suppliers.suppliers(home, **_checked(home, asked), page_size=most)
    if as_json:
        for row in found.rows:
            show_json(vars(row))
        return
    rows = [
        (
            row.supplier_id,
            row.supplier,
            row.company_number or "",
            row.status or "",
            str(row.organisations),
            str(row.spellings),
            f"{row.payments:,}",
            pounds_for_people(row.amount_pence),
        )
        for row in found.rows
    ]
    columns = ("Id", "Supplier", "Number", "Status", "Publishers", "Spellings", "Payments", "Paid")
    show_table("", columns, rows, right=columns[4:])
    click.echo(f"{len(rows):,} of {plural(found.count, 'supplier')}.", err=True)


def _checked(home: Home, asked: dict[str, Any]) -> dict[str, Any]:
    """What is asked, with names made codes. Raises Refused for what is no publisher, category or status."""
    from tallystick.categories.actions.correcting import check_category
    from tallystick.intake import queries
    from tallystick.lake.store import lookups_names

    if asked["organisation"]:
        asked["organisation"] = queries.directory().resolve(asked["organisation"]).code
    if asked["category"]:
        check_category(asked["category"])
    if asked["status"]:
        known = {status.casefold(): status for status in lookups_names.statuses(home)}
        if asked["status"].casefold() not in known:
            there = ", ".join(known.values()) or "none: load a company register first"
            raise Refused(f"No supplier has the status “{asked['status']}”.", what_to_do=f"There are: {there}.")
        asked["status"] = known[asked["status"].casefold()]
    return asked


@click.command("show")
@click.argument("supplier_id")
@_JSON
@click.pass_obj
def show(door: Door, supplier_id: str, as_json: bool) -> None:
    """Show one supplier: what it is, what it is called and by whom, and what was decided about it."""
    home = door.open()
    from tallystick.lake.store import lookups_names, lookups_suppliers
    from tallystick.suppliers import about
    from tallystick.suppliers.units import unit_of

    row = lookups_suppliers.supplier(home, supplier_id)
    if row is None:
        raise Refused(
            f"There is no supplier {supplier_id}.", what_to_do="`tallystick suppliers list` has those there are."
        )
    names = lookups_names.supplier_names(home, supplier_id)
    known = about.supplier(home, supplier_id, [(name.supplier_key, name.company_number) for name in names])
    if as_json:
        told = {"names": [vars(name) for name in names], "others": [one.supplier_id for one in known.others]}
        show_json({**vars(row), **told, "decided": [one.sentence for one in known.decided]})
        return
    spent = f"{pounds_for_people(row.amount_pence)} in {plural(row.payments, 'payment')}"
    if row.kind == "individual":
        spent = "not added up: this is a name, not one person"
    facts = [
        ("Company number", row.company_number or "not known"),
        ("Status", known.company.status if known.company else row.status or "not known"),
        ("Group", row.group_name or "not known"),
        ("Paid", spent),
    ]
    show_table(row.supplier, ("", ""), facts)
    listed = [
        (
            unit_of(name.supplier_key, name.company_number),
            name.supplier,
            ", ".join(name.organisations),
            f"{name.payments:,}",
            pounds_for_people(name.amount_pence),
            f"{name.confidence:.0%}",
            name.why,
        )
        for name in names
    ]
    columns = ("Name to give to split", "As written", "Publishers", "Payments", "Paid", "Sure", "Why")
    show_table("Names", columns, listed, right=("Payments", "Paid", "Sure"))
    if known.others:
        others = [
            (one.supplier_id, one.supplier, one.doubt.why if one.doubt else "Its name is near.") for one in known.others
        ]
        show_table("May be the same", ("Id", "Supplier", "Why"), others)
    for one in known.decided:
        taken_back = f" {one.ended_how} by {one.ended_by}" if one.ended_how else f" (undo {one.undo[0]} {one.undo[1]})"
        click.echo(f"{one.made_at:%Y-%m-%d} {one.made_by}: {one.sentence}{taken_back}")


@click.command("merge")
@click.argument("supplier_ids", nargs=-1, required=True, metavar="ID ID…")
@_WHY
@click.pass_obj
def merge(door: Door, supplier_ids: Sequence[str], why: str) -> None:
    """Say that these are one supplier."""
    home = door.open()
    from tallystick.suppliers import actions

    batch = _decided(door, actions.merge_suppliers, home=home, supplier_ids=supplier_ids, why=why)
    click.echo(f"Kept, and the figures follow. To take it back: tallystick suppliers undo pairs {batch}", err=True)


@click.command("split")
@click.argument("supplier_id")
@click.argument("units", nargs=-1, required=True, metavar="NAME…")
@_WHY
@click.pass_obj
def split(door: Door, supplier_id: str, units: Sequence[str], why: str) -> None:
    """Say that some NAMEs of a supplier, given as `show` gives them, are another supplier."""
    home = door.open()
    from tallystick.suppliers import actions

    batch = _decided(door, actions.split_supplier, home=home, supplier_id=supplier_id, units=units, why=why)
    click.echo(f"Kept, and the figures follow. To take it back: tallystick suppliers undo pairs {batch}", err=True)


@click.command("rename")
@click.argument("supplier_id")
@click.argument("name")
@_WHY
@click.pass_obj
def rename(door: Door, supplier_id: str, name: str, why: str) -> None:
    """Say what a supplier is called."""
    home = door.open()
    from tallystick.suppliers import actions

    _decided(door, actions.rename_supplier, home=home, supplier_id=supplier_id, name=name, why=why)


@click.command("set-number")
@click.argument("supplier_id")
@click.argument("company_number")
@_WHY
@click.pass_obj
def set_number(door: Door, supplier_id: str, company_number: str, why: str) -> None:
    """Say which company a supplier is."""
    home = door.open()
    from tallystick.suppliers import actions

    said = {"supplier_id": supplier_id, "company_number": company_number, "why": why}
    _decided(door, actions.set_company_number, home=home, **said)


@click.command("set-group")
@click.argument("supplier_id")
@click.argument("group")
@_WHY
@click.pass_obj
def set_group(door: Door, supplier_id: str, group: str, why: str) -> None:
    """Say which corporate group a supplier belongs to; an empty GROUP is none."""
    home = door.open()
    from tallystick.suppliers import actions

    _decided(door, actions.set_group, home=home, supplier_id=supplier_id, group=group, why=why)


@click.command("undo")
@click.argument("kind", type=click.Choice(["pairs", "name", "number", "group", "kind"]))
@click.argument("key")
@_WHY
@click.pass_obj
def undo(door: Door, kind: str, key: str, why: str) -> None:
    """Take back a decision, as `show` and `merge` name it: its KIND and its KEY."""
    door.open()
    from tallystick.suppliers import actions

    if kind == "pairs":
        _decided(door, actions.undo_judgement, batch=key, why=why)
    elif key.isascii() and key.isdigit():
        _decided(door, actions.undo_description, kind=kind, decision_id=int(key), why=why)
    else:
        raise Refused(f"“{key}” is no number.", what_to_do="`tallystick suppliers show ID` has the decisions of one.")


@click.command("follow")
@click.pass_obj
def follow(door: Door) -> None:
    """Bring suppliers, categories and their figures up to date with what was loaded and decided."""
    door.open()
    follow_up(door, lambda step: click.echo(f"{step}…", err=True))


def _decided(door: Door, action: Callable[..., Any], **said: Any) -> Any:
    done = action(by=door.actor, at=door.now, **said)
    follow_up(door, learn=False)
    return done
